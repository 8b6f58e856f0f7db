// Finding by whatever a caller on the telephone can name.
//
// Exact matches first (leading zeros on either side apart), then parts, each newest first. Both look through
// the rows themselves: a million documents are read in a second or two, and no insert pays for a second copy
// of every name. Each table is passed once for all its names; which of them matched is seen afterwards, row
// by row; so rows are read until there are hits enough, and not a number of rows. Set control numbers are
// only matched whole: "0001" is in every file.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "store/read_results.hpp"
#include "store/read_rows.hpp"

namespace transom {

struct Finder::Name {
  const char* what;
  const char* column;
  bool parts = true;  // whether a part of it is looked for
};

namespace {

// A table that knows names; `rows` gives the document, then the columns {0}, the usage or '', and for what we
// sent its state, where {1} holds.
struct Source {
  std::vector<Finder::Name> names;
  const char* rows;
  bool sent = false;
};

const std::vector<Source>& sources() {
  static const std::vector<Source> all = {
      {{{"purchase order", "b.number"}},
       "SELECT a.document, {0}, b.usage FROM business b CROSS JOIN attempts a ON a.id = b.attempt"
       " WHERE a.finished IS NOT NULL AND b.kind NOT IN ('shipment', 'invoice') AND ({1})"
       " ORDER BY b.id DESC"},
      {{{"purchase order", "n.number"}},  // of ship notices and invoices
       "SELECT a.document, {0}, b.usage FROM business_orders n CROSS JOIN business b ON b.id = n.business"
       " CROSS JOIN attempts a ON a.id = b.attempt WHERE a.finished IS NOT NULL AND ({1})"
       " ORDER BY b.id DESC"},
      {{{"ship notice or invoice", "b.number"}},
       "SELECT a.document, {0}, b.usage FROM business b CROSS JOIN attempts a ON a.id = b.attempt"
       " WHERE a.finished IS NOT NULL AND b.kind IN ('shipment', 'invoice') AND ({1})"
       " ORDER BY b.id DESC"},
      {{{"purchase order", "w.number"}},  // of sets that were rejected, so that no order stands for them
       "SELECT w.document, {0}, '' FROM work_items w LEFT JOIN attempts a ON a.id = w.attempt"
       " WHERE (w.attempt IS NULL OR a.finished IS NOT NULL) AND w.number <> ''"
       " AND substr(coalesce(w.unsent, ''), 1, 3) NOT IN ('856', '810') AND ({1})"
       " ORDER BY w.id DESC"},
      {{{"purchase order", "n.number"}},  // of what the ERP left and could not go
       "SELECT w.document, {0}, substr(w.unsent, 5, 1) FROM item_orders n"
       " CROSS JOIN work_items w ON w.id = n.item CROSS JOIN attempts a ON a.id = w.attempt"
       " WHERE a.finished IS NOT NULL AND ({1}) ORDER BY w.id DESC"},
      {{{"ship notice or invoice", "w.number"}},
       "SELECT w.document, {0}, substr(w.unsent, 5, 1) FROM work_items w"
       " CROSS JOIN attempts a ON a.id = w.attempt WHERE a.finished IS NOT NULL"
       " AND substr(w.unsent, 1, 3) IN ('856', '810') AND ({1}) ORDER BY w.id DESC"},
      {{{"interchange control number", "i.control_number"}, {"sender", "i.sender"}, {"partner", "i.partner"}},
       "SELECT a.document, {0}, i.usage FROM interchanges i CROSS JOIN attempts a ON a.id = i.attempt"
       " WHERE a.finished IS NOT NULL AND ({1}) ORDER BY i.attempt DESC, i.interchange"},
      {{{"group control number", "g.control_number"}},
       "SELECT a.document, {0}, '' FROM groups g CROSS JOIN attempts a ON a.id = g.attempt"
       " WHERE a.finished IS NOT NULL AND ({1}) ORDER BY g.attempt DESC"},
      {{{"set control number", "s.control_number", false}},
       "SELECT a.document, {0}, '' FROM sets s CROSS JOIN attempts a ON a.id = s.attempt"
       " WHERE a.finished IS NOT NULL AND ({1}) ORDER BY s.attempt DESC"},
      {{{"file name", "d.original_name"}, {"claim", "d.claim_name"}},
       "SELECT d.id, {0}, '' FROM documents d WHERE d.state NOT IN ('receiving','discarded') AND ({1})"
       " ORDER BY d.id DESC"},
      {{{"our control number", "o.control_number"},
        {"our group control number", "o.group_number"},
        {"our file name", "o.file_name"}},
       "SELECT a.document, {0}, o.usage, o.state FROM outbounds o CROSS JOIN answers n ON n.attempt BETWEEN "
       "o.answers_from"
       " AND o.answers_to AND n.outbound = o.id CROSS JOIN attempts a ON a.id = n.attempt"
       " WHERE a.finished IS NOT NULL AND ({1}) ORDER BY o.id DESC",
       true},
      {{{"our control number", "o.control_number"},
        {"our group control number", "o.group_number"},
        {"our file name", "o.file_name"}},
       "SELECT a.document, {0}, o.usage, o.state FROM outbounds o CROSS JOIN carried n ON n.outbound = o.id"
       " CROSS JOIN business b ON b.id = n.business CROSS JOIN attempts a ON a.id = b.attempt"
       " WHERE a.finished IS NOT NULL AND ({1}) ORDER BY o.id DESC",
       true},
  };
  return all;
}

bool contains(std::string_view whole, std::string_view part) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(whole.begin(), whole.end(), part.begin(), part.end(), same) != whole.end();
}

std::string all_of(const std::vector<Finder::Name>& names, const char* pattern, const char* between) {
  std::string out;
  for (const Finder::Name& name : names) {
    if (!out.empty()) out += between;
    out += fmt::format(fmt::runtime(pattern), name.column);
  }
  return out;
}

}  // namespace

Finder::Finder(Connection& db) {
  for (const Source& source : sources()) {
    const auto query = [&](const char* condition) {
      return std::make_unique<Statement>(
          db, fmt::format(fmt::runtime(source.rows), all_of(source.names, "{}", ", "),
                          all_of(source.names, condition, " OR ")));
    };
    searches_.push_back({source.names, query("ltrim({}, '0') = ltrim(?1, '0')"),
                         source.names.front().parts ? query("instr(lower({}), lower(?1)) > 0") : nullptr,
                         source.sent});
  }
}

Finder::~Finder() = default;

std::vector<Hit> Finder::find(std::string_view text, std::size_t limit) {
  std::vector<Hit> hits;
  std::set<std::tuple<std::int64_t, std::string_view>> seen;
  const auto matches = [text](std::string_view value, bool exact) {
    return exact ? without_zeros(value) == without_zeros(text) : contains(value, text);
  };
  for (const bool exact : {true, false}) {
    // "0" and "000" would match every padded field; they are only looked for as parts.
    if (exact ? without_zeros(text).empty() : text.empty()) continue;
    for (const Search& search : searches_) {
      const auto& statement = exact ? search.exact : search.partial;
      if (statement == nullptr) continue;
      for (auto row = (*statement)(text); hits.size() < limit && row.next();) {
        for (std::size_t i = 0; i < search.names.size() && hits.size() < limit; ++i) {
          const int column = static_cast<int>(i) + 1;
          if (!matches(row.text(column), exact)) continue;
          if (!seen.emplace(row.integer(0), search.names[i].what).second) continue;
          Hit& hit = hits.emplace_back(Hit{{row.integer(0)}, search.names[i].what, read_text(row, column)});
          const int usage = static_cast<int>(search.names.size()) + 1;
          hit.usage = read_code(row, usage);
          if (search.sent) hit.state = named<OutboundState>(row.text(usage + 1));
        }
      }
    }
  }
  return hits;
}

}  // namespace transom
