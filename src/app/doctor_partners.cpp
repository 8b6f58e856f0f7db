// What lies in a partner's folder and is of no effect there: a map that no agreement names, a table whose
// name is nearly that of one with a meaning. Nothing of it is wrong by itself, so the loader says nothing,
// and the person who wrote the file waits for it in vain.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "app/doctor.hpp"
#include "base/text.hpp"
#include "transom/reference.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;

constexpr std::array reference_tables{ReferenceTable::contract_prices,
                                      ReferenceTable::items,
                                      ReferenceTable::item_ids,
                                      ReferenceTable::item_units,
                                      ReferenceTable::ship_tos,
                                      ReferenceTable::customers,
                                      ReferenceTable::stock};

void warn(Diagnoses& out, const Partner& partner, std::string text, std::string advice) {
  out.push_back({Diagnosis::Level::warn, "partner " + partner.slug, std::move(text), std::move(advice)});
}

std::set<std::string> named_by_agreements(const Partner& partner) {
  std::set<std::string> named{partner.file};
  for (const auto& agreement : partner.receives) {
    named.insert({agreement.receive->guide, agreement.receive->map, agreement.receive->rules});
  }
  for (const auto& agreement : partner.sends) named.insert({agreement.send->guide, agreement.send->map});
  return named;
}

void look_at_files(Diagnoses& out, const Partner& partner) {
  const auto named = named_by_agreements(partner);
  std::set<std::string> strays;
  for (const auto& entry : fs::directory_iterator(partner.folder)) {
    const fs::path& path = entry.path();
    const bool yaml = path.extension() == ".yaml" || path.extension() == ".yml";
    if (entry.is_regular_file() && yaml && !named.contains(path.string())) strays.insert(path.filename());
  }
  for (const auto& name : strays) {
    warn(out, partner, fmt::format("{} is of no effect: no agreement names it", name),
         fmt::format("name it by map:, guide: or rules: in {}, or take it away", partner.file));
  }
}

void look_at_tables(Diagnoses& out, const Partner& partner) {
  std::vector<std::string_view> names;
  for (const auto table : reference_tables) names.push_back(name_of(table));
  for (const auto& [name, path] : partner.reference) {
    if (reference_table(name)) continue;
    const std::string_view meant = did_you_mean(name, names);
    if (meant.empty()) continue;
    warn(out, partner, fmt::format("reference/{}.csv is a table for maps only", name),
         fmt::format("if it is reference data, call it {}.csv", meant));
  }
}

}  // namespace

void look_at_partners(Diagnoses& out, const Configuration& configuration) {
  for (const auto& partner : configuration.directory.partners()) {
    if (!fs::is_directory(partner->folder)) continue;
    look_at_files(out, *partner);
    look_at_tables(out, *partner);
  }
}

}  // namespace transom
