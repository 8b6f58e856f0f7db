// Maps are compiled when a configuration is taken, not when a document needs one: a mistake in a map is the
// map author's alarm, never a quarantined order.
#include "engine/map_shelf.hpp"

#include <algorithm>
#include <filesystem>

#include "base/hash.hpp"

namespace transom {

MapShelf::MapShelf(const Configuration& configuration)
    : configuration_(configuration), guides_(configuration) {
  const GuideLibrary& guides = GuideLibrary::built_in();
  Sha256 hash;
  hash.update(configuration.hash);
  for (const auto& partner : configuration.directory.partners()) {
    for (const auto& agreement : partner->receives) {
      const auto guide = guides.find(agreement.receive->version, agreement.set).guide;
      if (guide == nullptr) continue;
      if (agreement.receive->map.empty() && !library().maps_in(agreement.set)) continue;
      auto map = library().inbound(guide, agreement.receive->map, partner->tables);
      hash.update(map->hash());
      const bool orders = map->document() == DocumentKind::order;
      inbound_.emplace(&agreement, std::move(map));
      if (!orders) continue;
      compile_rules(agreement);
      if (const OrderRules* compiled = this->rules(agreement)) hash.update(compiled->hash());
    }
    for (const auto& agreement : partner->sends) {
      const auto guide = guides.find(agreement.send->version, agreement.set).guide;
      const auto source = document_of(agreement.set);
      if (guide == nullptr || !source) continue;
      if (agreement.send->map.empty() && !library().maps_out(*source, agreement.set)) continue;
      auto map = library().outbound(guide, *source, agreement.send->map, partner->tables);
      hash.update(map->hash());
      outbound_.emplace(&agreement, std::move(map));
    }
  }
  hash_ = hash.hex();
}

// House rules are read when somebody uses one, reference data where rules are on.
void MapShelf::compile_rules(const Agreement& agreement) {
  const std::string& mappings = configuration_.workspace.mappings;
  if (agreement.receive->rules.empty() && !std::filesystem::is_directory(mappings + "/rules")) return;
  if (!rule_library_) rule_library_ = RuleLibrary::load(mappings);
  if (agreement.receive->rules.empty() && !rule_library_->any_on()) return;
  const ReferencePaths house = csv_files_in(mappings + "/reference");
  const Partner& partner = *agreement.partner;
  TablePaths tables = partner.tables;
  for (const auto& [name, path] : house) {
    if (is_code_table(name)) tables.emplace(name, path);
  }
  auto compiled = rule_library_->compile(agreement.receive->rules,
                                         ReferenceData::load(partner.slug, partner.reference, house), tables);
  if (compiled != nullptr) rules_.emplace(&agreement, std::move(compiled));
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
  const auto found = inbound_.find(&agreement);
  return found == inbound_.end() ? nullptr : found->second.get();
}

const InboundMap* MapShelf::house(const GuidePtr& guide) const {
  const std::scoped_lock lock(house_mutex_);
  if (!library().maps_in(guide->set_id())) return nullptr;
  auto& map = house_[guide.get()];
  if (map == nullptr) map = library().inbound(guide);
  return map.get();
}

const OutboundMap* MapShelf::outbound(const Agreement& agreement) const {
  const auto found = outbound_.find(&agreement);
  return found == outbound_.end() ? nullptr : found->second.get();
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
  context.test = usage == 'T';
  return context;
}

}  // namespace transom
