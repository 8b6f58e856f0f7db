// Rows of reference data that speak of what is nowhere: an item that items.csv does not have, a unit that is
// no code of the standard, a kind of number or a partner that was most likely mistyped. Such a row is never
// found, and whoever wrote it waits for it in vain; but a file may be ahead of another one by a day, so it
// is a warning here and no mistake for the loader.
//
// Refused: to judge kinds that are like none of ours. A partner's map may give words of its own.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "app/doctor.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "order/words.hpp"
#include "transom/failure.hpp"
#include "transom/guide.hpp"
#include "transom/reference.hpp"
#include "transom/segment.hpp"

namespace transom {
namespace {

constexpr std::size_t most_rows_named = 20;  // of one file

using Names = std::set<std::string, std::less<>>;

// What can be spoken of.
struct Known {
  Names items;
  bool has_items = false;  // an items.csv says which there are
  std::vector<std::string_view> partners;
};

struct Slip {
  std::string problem, advice;
};
// `named`: the slip is printed, so that it is worth looking for what was meant.
using Look = std::optional<Slip> (*)(const std::string& cell, const Known& known, bool named);

std::string meant_or(std::string_view meant, std::string advice) {
  return meant.empty() ? std::move(advice) : fmt::format("did you mean '{}'?", meant);
}

std::optional<Slip> look_at_item(const std::string& cell, const Known& known, bool named) {
  if (!known.has_items || known.items.contains(cell)) return {};
  if (!named) return Slip{};
  const std::vector<std::string_view> items(known.items.begin(), known.items.end());
  return Slip{fmt::format("items.csv has no item '{}'", visible(cell, 40)),
              meant_or(did_you_mean(cell, items), "add it to items.csv, or take the row away")};
}

// In any version that lists them: which one is sent is not known here.
bool is_unit(const std::string& code) {
  const GuideLibrary& guides = GuideLibrary::built_in();
  const auto versions = guides.versions();
  return std::any_of(versions.begin(), versions.end(), [&](const std::string& version) {
    const GuidePtr guide = guides.find(version, "850").guide;
    if (guide == nullptr) return false;
    const auto elements = guide->elements(segment_id("PO1"));
    if (elements.size() < 3) return false;
    const ElementDef& unit = guide->element(elements[2].element);
    return unit.has_codes && guide->has_code(unit, code);
  });
}

std::optional<Slip> look_at_unit(const std::string& cell, const Known&, bool) {
  if (is_unit(cell)) return {};
  return Slip{fmt::format("'{}' is no unit of the standard (element 355)", visible(cell, 40)),
              "an order's units are codes such as EA, CA or LB"};
}

std::optional<Slip> look_at_kind(const std::string& cell, const Known&, bool) {
  const auto& kinds = words::id_kind;
  if (std::find(kinds.begin(), kinds.end(), cell) != kinds.end()) return {};
  const std::string_view meant = did_you_mean(cell, kinds);
  if (meant.empty()) return {};
  return Slip{fmt::format("'{}' is no kind of item number", visible(cell, 40)), meant_or(meant, {})};
}

std::optional<Slip> look_at_partner(const std::string& cell, const Known& known, bool) {
  const auto& partners = known.partners;
  if (std::find(partners.begin(), partners.end(), cell) != partners.end()) return {};
  return Slip{fmt::format("there is no partner '{}'", visible(cell, 40)), suggestion(cell, partners)};
}

struct Question {
  std::string_view table, column;  // table "": in each that has the column
  Look look;
};
constexpr Question questions[] = {
    {"item_ids", "item", look_at_item},        {"item_ids", "kind", look_at_kind},
    {"item_units", "item", look_at_item},      {"item_units", "unit", look_at_unit},
    {"contract_prices", "item", look_at_item}, {"contract_prices", "unit", look_at_unit},
    {"items", "substitute", look_at_item},     {"items", "unit", look_at_unit},
    {"stock", "item", look_at_item},           {"", "partner", look_at_partner},
};

using TakeCell = std::function<void(const std::string& column, const std::string& cell, CsvReader::Place)>;

// All cells with something in them. A file that cannot be read is told where the maps are.
void each_cell(const std::string& path, const TakeCell& take) {
  try {
    const std::string text = read_csv_file(path);
    CsvReader reader(text, path);
    const CsvReader::Row header = read_csv_header(reader, path);
    while (reader.more()) {
      const CsvReader::Row row = read_csv_row(reader, header.size());
      for (std::size_t i = 0; i < row.size(); ++i)
        if (!row[i].empty()) take(header[i], row[i], reader.place(i));
    }
  } catch (const Failure&) {
    return;
  }
}

void look_at_table(Diagnoses& out, const std::string& topic, const std::string& table,
                   const std::string& path, const Known& known) {
  std::size_t found = 0;
  each_cell(path, [&](const std::string& column, const std::string& cell, CsvReader::Place place) {
    for (const Question& one : questions) {
      if (one.column != column || (!one.table.empty() && one.table != table)) continue;
      auto slip = one.look(cell, known, found < most_rows_named);
      if (!slip || ++found > most_rows_named) continue;
      out.push_back({Diagnosis::Level::warn, topic,
                     fmt::format("{}:{}:{}: {}", path, place.line, place.column, slip->problem),
                     std::move(slip->advice)});
    }
  });
  if (found > most_rows_named)
    out.push_back({Diagnosis::Level::warn, topic,
                   fmt::format("{}: {} more like these", path, found - most_rows_named), ""});
}

void look_at_tables(Diagnoses& out, const std::string& topic, const ReferencePaths& paths,
                    const Known& known) {
  for (const auto& [name, path] : paths)
    if (reference_table(name)) look_at_table(out, topic, name, path, known);
}

void add_items(Known& known, const ReferencePaths& paths) {
  const auto found = paths.find("items");
  if (found == paths.end()) return;
  known.has_items = true;
  each_cell(found->second, [&](const std::string& column, const std::string& cell, CsvReader::Place) {
    if (column == "item") known.items.insert(cell);
  });
}

}  // namespace

void look_at_reference(Diagnoses& out, const Configuration& configuration) {
  const ReferencePaths house = csv_files_in(configuration.workspace.mappings + "/reference");
  Known base;
  for (const auto& partner : configuration.directory.partners()) base.partners.push_back(partner->slug);
  add_items(base, house);
  Known any = base;  // the workspace's rows may speak of what a single partner has
  for (const auto& partner : configuration.directory.partners()) {
    Known known = base;
    add_items(known, partner->reference);
    add_items(any, partner->reference);
    look_at_tables(out, "partner " + partner->slug, partner->reference, known);
  }
  look_at_tables(out, "reference", house, any);
}

}  // namespace transom
