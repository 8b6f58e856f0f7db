// Maps that somebody here wrote are compiled when a configuration is taken, not when a document needs one: a
// mistake in a map is the map author's alarm, never a quarantined order. The program's own house maps hold no
// mistake that a workspace could make, and compiling them is most of the start of a command: they wait.
#include "engine/map_shelf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "spool/readiness.hpp"
#include "transom/acknowledgment.hpp"
#include "transom/failure.hpp"
#include "transom/usage.hpp"

namespace transom {
namespace {

// Where the agreement says so itself, or at least where it stands.
[[noreturn]] void fail(const Agreement& agreement, std::string_view setting, std::string problem,
                       std::string advice) {
  const auto at = [&](std::string_view name) {
    return std::find_if(agreement.explained.begin(), agreement.explained.end(),
                        [&](const Explained& line) { return line.setting == name; });
  };
  auto line = at(setting);
  if (line == agreement.explained.end()) line = at("version");
  throw Failure(FailureKind::configuration,
                line == agreement.explained.end() ? agreement.partner->file : line->place, std::move(problem),
                std::move(advice));
}

// What fails without a place of its own fails where the agreement stands.
template <typename Compile>
auto compile_for(const Agreement& agreement, Compile compile) {
  try {
    return compile();
  } catch (const Failure& failure) {
    if (!failure.place().empty()) throw;
    fail(agreement, "version", failure.problem(), failure.advice());
  }
}

// Each such set would be rejected when it comes, or could not be made when it is due: better known now.
[[noreturn]] void fail_without_guide(const Agreement& agreement, const std::string& version) {
  const std::vector<std::string> known = GuideLibrary::built_in().sets(version);
  fail(agreement, "version",
       fmt::format("there is no guide for set {} in version {}", agreement.set, version),
       known.empty() ? "`transom doctor` lists the versions there are"
                     : fmt::format("expected one of {}", fmt::join(known, ", ")));
}

}  // namespace

MapShelf::MapShelf(const Configuration& configuration)
    : configuration_(configuration), guides_(configuration) {
  const GuideLibrary& guides = GuideLibrary::built_in();
  for (const auto& partner : configuration.directory.partners()) {
    for (const auto& agreement : partner->receives) {
      const auto guide = guides.find(agreement.receive->version, agreement.set).guide;
      if (guide == nullptr) fail_without_guide(agreement, agreement.receive->version);
      if (!agreement.receive->kept) add_inbound(agreement, guide);
    }
    // What units are worth is asked when documents are compared; a table that cannot be read is told now.
    if (!partner->sends.empty()) (void)reference(*partner);
    for (const auto& agreement : partner->sends) {
      const auto guide = guides.find(agreement.send->version, agreement.set).guide;
      if (guide == nullptr) fail_without_guide(agreement, agreement.send->version);
      if (!is_acknowledgment(agreement.set)) add_outbound(agreement, guide);  // those are made without a map
    }
  }
  // Everybody's orders are then counted by his tables: what cannot be read is told now.
  for (const auto& partner : configuration.directory.partners()) {
    if (asks_earlier_ && !partner->receives.empty()) (void)reference(*partner);
  }
  for (const CsvEntry& entry : configuration.workspace.outgoing_csv) rows_.push_back(RowMap::load(entry.map));
  hash_ = hash_of_all();
}

// The configuration's hash is over the files of the workspace; partners' own tables may lie outside it, and
// the program's maps differ from version to version.
std::string MapShelf::hash_of_all() const {
  Sha256 hash;
  hash.update(configuration_.hash);
  for (const std::string_view name : embedded_names("maps/")) hash.update(embedded_file(name));
  const auto add = [&](const auto& maps, const Agreement& agreement) {
    const auto found = maps.find(&agreement);
    if (found != maps.end() && found->second != nullptr) hash.update(found->second->hash());
  };
  for (const auto& partner : configuration_.directory.partners()) {
    for (const Agreement& agreement : partner->receives) {
      add(inbound_, agreement);
      add(rules_, agreement);
    }
    for (const Agreement& agreement : partner->sends) add(outbound_, agreement);
  }
  for (const RowMapPtr& map : rows_) hash.update(map->hash());
  return hash.hex();
}

// The program's own maps speak of codes that older versions do not have: nothing to be told here.
std::vector<MapWarning> MapShelf::warnings() const {
  std::vector<MapWarning> all;
  const auto add = [&all](const auto& map) {
    for (MapWarning& warning : map->warnings()) {
      const auto same = [&](const MapWarning& one) { return one.place == warning.place; };
      const bool house = warning.place.starts_with("maps/");
      if (!house && std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(warning));
    }
  };
  for (const auto& [agreement, map] : inbound_) add(map);
  for (const auto& [agreement, map] : outbound_) add(map);
  for (const auto& [guide, map] : house_in_) add(map);
  for (const auto& [out, map] : house_out_) add(map);
  std::sort(all.begin(), all.end(),
            [](const MapWarning& a, const MapWarning& b) { return a.place < b.place; });
  return all;
}

void MapShelf::add_inbound(const Agreement& agreement, const GuidePtr& guide) {
  const std::string& map = agreement.receive->map;
  const TablePaths& tables = agreement.partner->tables;
  if (map.empty() && !library().maps_in(agreement.set)) return;
  DocumentKind document{};
  if (map.empty() && tables.empty()) {
    by_house_in_.emplace(&agreement, guide);
    const auto sure = library().sure_in(guide);
    document = sure ? *sure : compile_for(agreement, [&] { return house(guide)->document(); });
  } else {
    auto own = compile_for(agreement, [&] { return library().inbound(guide, map, tables); });
    document = own->document();
    inbound_.emplace(&agreement, std::move(own));
  }
  // A change is judged by the rules for orders, unless its own agreement names others.
  if (document == DocumentKind::order ||
      (document == DocumentKind::order_change && !agreement.receive->rules.empty()))
    compile_rules(agreement);
}

void MapShelf::add_outbound(const Agreement& agreement, const GuidePtr& guide) {
  const auto source = document_of(agreement.set);
  const std::string& map = agreement.send->map;
  const TablePaths& tables = agreement.partner->tables;
  if (!source || (map.empty() && !library().maps_out(*source, agreement.set))) {
    fail(agreement, "map", fmt::format("nothing makes a {}", agreement.set),
         "the sets that can be sent are those with a house map from a document (850, 855, 856, 810), or "
         "with one of the partner's own by `map:`");
  }
  if (map.empty() && tables.empty()) {
    const HouseOut& out = by_house_out_.emplace(&agreement, HouseOut{guide, *source}).first->second;
    if (!library().sure_out(guide, *source)) compile_for(agreement, [&] { return house(out); });
    return;
  }
  outbound_.emplace(&agreement,
                    compile_for(agreement, [&] { return library().outbound(guide, *source, map, tables); }));
}

// House rules are read when somebody says something about them, reference data where rules are on. Where
// nobody does, what they say by themselves is known without reading them (second_look.cpp).
void MapShelf::compile_rules(const Agreement& agreement) {
  const std::string& mappings = configuration_.workspace.mappings;
  if (agreement.receive->rules.empty() && !std::filesystem::is_directory(mappings + "/rules")) return;
  if (!rule_library_) rule_library_ = RuleLibrary::load(mappings);
  if (agreement.receive->rules.empty() && !rule_library_->has_own()) return;
  const ReferencePaths house = csv_files_in(mappings + "/reference");
  const Partner& partner = *agreement.partner;
  TablePaths tables = partner.tables;
  for (const auto& [name, path] : house) {
    if (is_code_table(name)) tables.emplace(name, path);
  }
  auto compiled = rule_library_->compile(agreement.receive->rules, reference(partner), tables);
  asks_earlier_ = asks_earlier_ || (compiled != nullptr && compiled->asks_earlier());
  rules_.emplace(&agreement, std::move(compiled));
}

ReferencePtr MapShelf::reference(const Partner& partner) const {
  const std::scoped_lock lock(reference_mutex_);
  ReferencePtr& known = references_[&partner];
  if (known == nullptr) {
    const ReferencePaths house = csv_files_in(configuration_.workspace.mappings + "/reference");
    known = ReferenceData::load(partner.slug, partner.reference, house);
  }
  return known;
}

bool MapShelf::has_rules(const Agreement& agreement) const {
  return rules_.contains(&agreement);
}

const OrderRules* MapShelf::rules(const Agreement& agreement) const {
  const auto found = rules_.find(&agreement);
  return found == rules_.end() ? nullptr : found->second.get();
}

// Read when the first map is asked for: a command that only checks starts without it.
const MapLibrary& MapShelf::library() const {
  if (!library_) library_ = MapLibrary::load(configuration_.workspace.mappings);
  return *library_;
}

const InboundMap* MapShelf::inbound(const Agreement& agreement) const {
  if (const auto own = inbound_.find(&agreement); own != inbound_.end()) return own->second.get();
  const auto found = by_house_in_.find(&agreement);
  return found == by_house_in_.end() ? nullptr : house(found->second);
}

const InboundMap* MapShelf::house(const GuidePtr& guide) const {
  const std::scoped_lock lock(house_mutex_);
  if (!library().maps_in(guide->set_id())) return nullptr;
  InboundMapPtr& map = house_in_[guide];
  if (map == nullptr) map = library().inbound(guide);
  return map.get();
}

const OutboundMap* MapShelf::outbound(const Agreement& agreement) const {
  if (const auto own = outbound_.find(&agreement); own != outbound_.end()) return own->second.get();
  const auto found = by_house_out_.find(&agreement);
  return found == by_house_out_.end() ? nullptr : house(found->second);
}

const OutboundMap* MapShelf::house(const HouseOut& out) const {
  const std::scoped_lock lock(house_mutex_);
  OutboundMapPtr& map = house_out_[out];
  if (map == nullptr) map = library().outbound(out.first, out.second);
  return map.get();
}

const RowMap* MapShelf::rows(std::string_view file_name) const {
  const auto& entries = configuration_.workspace.outgoing_csv;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (wildcard_matches(entries[i].pattern, file_name)) return rows_[i].get();
  }
  return nullptr;
}

MapContext MapShelf::context(const Partner& partner, char usage, Instant now) const {
  MapContext context;
  context.partner = {
      .slug = partner.slug, .name = partner.name, .currency = partner.currency, .qualifier = {}, .id = {}};
  if (!partner.identity.empty()) {
    context.partner.qualifier = partner.identity.front().qualifier;
    context.partner.id = partner.identity.front().id;
  }
  const Workspace& us = configuration_.workspace;
  context.us.name = us.name;
  if (!us.identity.empty()) {
    context.us.qualifier = us.identity.front().qualifier;
    context.us.id = us.identity.front().id;
  }
  context.now = now;
  context.test = is_test(usage);
  return context;
}

}  // namespace transom
