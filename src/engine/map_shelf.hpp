// The compiled maps and guides of one configuration: each agreement's own, and the house's, which partners
// share.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "engine/guide_shelf.hpp"
#include "engine/trade_sets.hpp"
#include "transom/mapping.hpp"
#include "transom/reference.hpp"
#include "transom/row_map.hpp"
#include "transom/rules.hpp"
#include "transom/workspace.hpp"

namespace transom {

class MapShelf {
 public:
  // Compiles the guide and the maps of every agreement, but for house maps that cannot fail
  // (MapLibrary::sure): those wait for their first use. Fails: configuration, with the place in the file.
  explicit MapShelf(const Configuration& configuration);

  // The map of an agreement to receive; nullptr when none was agreed and the house has none for the set.
  [[nodiscard]] const InboundMap* inbound(const Agreement& agreement) const;
  // The house map of a set, whoever sent it; nullptr when the house has none. Compiled at the first call.
  [[nodiscard]] const InboundMap* house(const GuidePtr& guide) const;
  // The map of an agreement to send; nullptr when there is none.
  [[nodiscard]] const OutboundMap* outbound(const Agreement& agreement) const;
  // The rules for what an agreement receives; nullptr when none is on.
  [[nodiscard]] const OrderRules* rules(const Agreement& agreement) const;
  // Whether somebody's file says which rules hold for it, be it that none is on.
  [[nodiscard]] bool has_rules(const Agreement& agreement) const;
  // Whether a rule of any partner speaks of stock or credit: then all that is taken counts for it.
  [[nodiscard]] bool asks_earlier() const { return asks_earlier_; }
  // The map of a CSV file of the ERP by the file's name; nullptr: none takes it.
  [[nodiscard]] const RowMap* rows(std::string_view file_name) const;
  // What our house and this partner agreed on once; nullptr: nothing. Read at the first call, then kept.
  // Fails: configuration, with the place in the file.
  [[nodiscard]] ReferencePtr reference(const Partner& partner) const;
  // What expressions see of us, the partner and the moment. Views into the configuration.
  [[nodiscard]] MapContext context(const Partner& partner, char usage, Instant now) const;

  [[nodiscard]] const GuideShelf& guides() const { return guides_; }

  // Of the maps that partners' folders and the workspace hold, each place once.
  [[nodiscard]] std::vector<MapWarning> warnings() const;

  // SHA-256 in hex over all maps and YAML of the configuration: what an attempt records.
  [[nodiscard]] const std::string& hash() const { return hash_; }

 private:
  using HouseOut = std::pair<GuidePtr, DocumentKind>;

  [[nodiscard]] const MapLibrary& library() const;
  [[nodiscard]] const OutboundMap* house(const HouseOut& out) const;
  void add_inbound(const Agreement& agreement, const GuidePtr& guide);
  void add_outbound(const Agreement& agreement, const GuidePtr& guide);
  void compile_rules(const Agreement& agreement);
  [[nodiscard]] std::string hash_of_all() const;

  const Configuration& configuration_;
  GuideShelf guides_;
  mutable std::optional<MapLibrary> library_;
  std::optional<RuleLibrary> rule_library_;
  std::map<const Agreement*, InboundMapPtr> inbound_;    // partners' own
  std::map<const Agreement*, OutboundMapPtr> outbound_;  // partners' own
  std::map<const Agreement*, GuidePtr> by_house_in_;
  std::map<const Agreement*, HouseOut> by_house_out_;
  std::vector<RowMapPtr> rows_;  // in the order of the workspace's entries
  std::map<const Agreement*, OrderRulesPtr> rules_;
  bool asks_earlier_ = false;
  mutable std::mutex house_mutex_, reference_mutex_;
  mutable std::map<const Partner*, ReferencePtr> references_;
  mutable std::map<GuidePtr, InboundMapPtr> house_in_;
  mutable std::map<HouseOut, OutboundMapPtr> house_out_;
  std::string hash_;
};

}  // namespace transom
