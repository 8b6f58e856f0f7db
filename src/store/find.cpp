// Finding by whatever a caller on the telephone can name.
//
// Exact matches first (leading zeros on either side apart), then parts, each newest first. Exact matches go
// through an index where one is there for other reasons; parts are looked for in the rows themselves, which
// reads a million orders in a fraction of a second and needs no second copy of every name. Set control
// numbers are only matched whole: "0001" is in every file.
#include <fmt/format.h>

#include <memory>
#include <set>
#include <tuple>

#include "store/read_results.hpp"
#include "store/read_rows.hpp"

namespace transom {

// Each row: what the value is called, the value, the rows, and whether parts of it are looked for.
// The rows give the document first; `{}` is where the condition on the value goes.
struct Source {
  const char* what;
  const char* value;
  const char* rows;
  bool parts = true;
  const char* exact = "ltrim({0}, '0') = ltrim(?1, '0')";
};

static constexpr const char* of_business =
    "SELECT a.document, {1} FROM business b JOIN attempts a ON a.id = b.attempt"
    " WHERE a.finished IS NOT NULL AND {0} ORDER BY b.id DESC LIMIT ?2";
static constexpr const char* of_interchanges =
    "SELECT a.document, {1} FROM interchanges i JOIN attempts a ON a.id = i.attempt"
    " WHERE a.finished IS NOT NULL AND {0} ORDER BY i.attempt DESC LIMIT ?2";
static constexpr const char* of_groups =
    "SELECT a.document, {1} FROM groups g JOIN attempts a ON a.id = g.attempt"
    " WHERE a.finished IS NOT NULL AND {0} ORDER BY g.attempt DESC LIMIT ?2";
static constexpr const char* of_sets =
    "SELECT a.document, {1} FROM sets s JOIN attempts a ON a.id = s.attempt"
    " WHERE a.finished IS NOT NULL AND {0} ORDER BY s.attempt DESC LIMIT ?2";
static constexpr const char* of_documents =
    "SELECT d.id, {1} FROM documents d WHERE d.state <> 'receiving' AND {0} ORDER BY d.id DESC LIMIT ?2";
static constexpr const char* of_outbounds =
    "SELECT a.document, {1} FROM outbounds o JOIN answers n ON n.attempt BETWEEN o.answers_from"
    " AND o.answers_to AND n.outbound = o.id"
    " JOIN attempts a ON a.id = n.attempt WHERE a.finished IS NOT NULL AND {0} ORDER BY o.id DESC LIMIT ?2";

static constexpr Source sources[] = {
    {"purchase order", "b.number", of_business, true, "{0} IN (?1, ltrim(?1, '0'))"},  // by its index
    {"interchange control number", "i.control_number", of_interchanges},
    {"group control number", "g.control_number", of_groups},
    {"set control number", "s.control_number", of_sets, false},
    {"file name", "d.original_name", of_documents},
    {"claim", "d.claim_name", of_documents},
    {"sender", "i.sender", of_interchanges},
    {"partner", "i.partner", of_interchanges},
    {"our control number", "o.control_number", of_outbounds},
    {"our group control number", "o.group_number", of_outbounds},
    {"our file name", "o.file_name", of_outbounds},
};

Finder::Finder(Connection& db) {
  for (const Source& source : sources) {
    const auto query = [&](const std::string& condition) {
      return std::make_unique<Statement>(
          db, fmt::format(fmt::runtime(source.rows), fmt::format(fmt::runtime(condition), source.value),
                          source.value));
    };
    searches_.push_back({source.what, query(source.exact),
                         source.parts ? query("instr(lower({0}), lower(?1)) > 0") : nullptr});
  }
}

std::vector<Hit> Finder::find(std::string_view text, std::size_t limit) {
  std::vector<Hit> hits;
  std::set<std::tuple<std::int64_t, std::string_view>> seen;
  // "0" and "000" would match every padded field; they are only looked for as parts.
  const bool exact_makes_sense = text.find_first_not_of('0') != std::string_view::npos;
  for (const bool exact : {true, false}) {
    if (text.empty() || (exact && !exact_makes_sense)) continue;
    for (const Search& search : searches_) {
      const auto& statement = exact ? search.exact : search.partial;
      if (statement == nullptr) continue;
      for (auto row = (*statement)(text, limit); hits.size() < limit && row.next();) {
        if (!seen.emplace(row.integer(0), search.what).second) continue;
        hits.push_back({{row.integer(0)}, search.what, read_text(row, 1)});
      }
    }
  }
  return hits;
}

}  // namespace transom
