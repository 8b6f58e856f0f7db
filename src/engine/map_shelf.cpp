// Maps are compiled when a configuration is taken, not when a document needs one: a mistake in a map is the
// map author's alarm, never a quarantined order.
#include "engine/map_shelf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/hash.hpp"
#include "spool/readiness.hpp"
#include "transom/acknowledgment.hpp"
#include "transom/failure.hpp"

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
  Sha256 hash;
  hash.update(configuration.hash);
  for (const auto& partner : configuration.directory.partners()) {
    for (const auto& agreement : partner->receives) {
      const auto guide = guides.find(agreement.receive->version, agreement.set).guide;
      if (guide == nullptr) fail_without_guide(agreement, agreement.receive->version);
      if (agreement.receive->kept) continue;
      if (agreement.receive->map.empty() && !library().maps_in(agreement.set)) continue;
      auto map = compile_for(
          agreement, [&] { return library().inbound(guide, agreement.receive->map, partner->tables); });
      hash.update(map->hash());
      // A change is judged by the rules for orders, unless its own agreement names others.
      const bool orders =
          map->document() == DocumentKind::order ||
          (map->document() == DocumentKind::order_change && !agreement.receive->rules.empty());
      inbound_.emplace(&agreement, std::move(map));
      if (!orders) continue;
      compile_rules(agreement);
      if (const OrderRules* compiled = this->rules(agreement)) hash.update(compiled->hash());
    }
    // What units are worth is asked when documents are compared; a table that cannot be read is told now.
    if (!partner->sends.empty()) (void)reference(*partner);
    for (const auto& agreement : partner->sends) {
      const auto guide = guides.find(agreement.send->version, agreement.set).guide;
      const auto source = document_of(agreement.set);
      if (guide == nullptr) fail_without_guide(agreement, agreement.send->version);
      if (is_acknowledgment(agreement.set)) continue;  // made without a map; its lines name a guide
      if (!source || (agreement.send->map.empty() && !library().maps_out(*source, agreement.set))) {
        fail(agreement, "map", fmt::format("nothing makes a {}", agreement.set),
             "the sets that can be sent are those with a house map from a document (850, 855, 856, 810), or "
             "with one of the partner's own by `map:`");
      }
      auto map = compile_for(agreement, [&] {
        return library().outbound(guide, *source, agreement.send->map, partner->tables);
      });
      hash.update(map->hash());
      outbound_.emplace(&agreement, std::move(map));
    }
  }
  for (const CsvEntry& entry : configuration.workspace.outgoing_csv) {
    rows_.push_back(RowMap::load(entry.map));
    hash.update(rows_.back()->hash());
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
  auto compiled = rule_library_->compile(agreement.receive->rules, reference(partner), tables);
  if (compiled != nullptr) rules_.emplace(&agreement, std::move(compiled));
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
  context.test = usage == 'T';
  return context;
}

}  // namespace transom
