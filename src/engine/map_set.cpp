// An order is answered here and now when nobody objects, so that the answer stands beside the order that it
// is made from. Whether it goes out is seen when the store was asked: a held order's answer is dropped
// unread.
#include "engine/map_set.hpp"

#include <algorithm>

#include "engine/judge.hpp"
#include "engine/order_match.hpp"
#include "engine/reasons.hpp"

namespace transom {
namespace {

MapContext context_of(const MapDesk& desk) {
  return desk.maps.context(desk.partner, desk.in.usage, desk.options.now);
}

void judge_order_by_rules(SetResult& set, const Order& order, const MapDesk& desk) {
  const OrderRules* rules = desk.maps.rules(*set.agreement);
  if (rules == nullptr || intent_of(order) != Intent::take) return;
  take_rulings(set, *rules, rules->judge(order, context_of(desk)));
}

}  // namespace

void map_set(SetResult& set, const InboundMap* map, const MapDesk& desk) {
  if (map == nullptr) {
    const bool wanted = set.agreement != nullptr && !set.agreement->receive->kept;
    if (wanted) set.reasons.push_back(reason_no_map(set.header, desk.group, desk.partner));
    return;
  }
  map->run(desk.segments, desk.place, context_of(desk), desk.mapped, desk.options.extras);
  for (const auto& problem : desk.mapped.problems) set.reasons.push_back(reason_map(problem));
  set.document = std::move(desk.mapped.document);
  judge(*set.document, set.reasons);
  const auto* order = std::get_if<Order>(&*set.document);
  if (order != nullptr && set.agreement != nullptr) judge_order_by_rules(set, *order, desk);
  if (order == nullptr && answers_ours(desk.partner)) set.reference = desk.maps.reference(desk.partner);
  set.fate = set.reasons.empty() ? SetFate::taken : SetFate::held;
  const bool ours = order != nullptr && intent_of(*order) != Intent::change && set.agreement != nullptr;
  if (set.fate == SetFate::taken && ours)
    decide_order(set, desk.maps, desk.partner, desk.in, desk.options.now);
}

void decide_order(SetResult& set, const MapShelf& maps, const Partner& partner, const Interchange& in,
                  Instant now) {
  const auto& order = std::get<Order>(*set.document);
  std::vector<LineDecision> decisions;
  if (!set.rulings.empty()) {
    decisions = decide_lines(order, set.rulings, precedence_of(partner, "855"));
    if (auto changed = changed_order(order, decisions, maps.reference(partner).get()))
      set.changed = std::make_unique<BusinessDocument>(std::move(*changed));
    set.altered = set.changed != nullptr;
    if (all_rejected(decisions)) set.fate = SetFate::declined;
  }
  const bool ours = set.fate == SetFate::declined;
  if (auto response = answer_order(maps, {partner, in, order, decisions, ours}, now))
    set.response = std::make_unique<Prepared>(std::move(*response));
}

// The reasons of rules stand behind all others.
void judge_again(SetResult& set, const Earlier& earlier, const MapShelf& maps, const Partner& partner,
                 const Interchange& in, Instant now) {
  const OrderRules& rules = *maps.rules(*set.agreement);
  const auto holds = std::count_if(set.rulings.begin(), set.rulings.end(),
                                   [](const Ruling& ruling) { return ruling.action == RuleAction::hold; });
  set.reasons.erase(set.reasons.end() - holds, set.reasons.end());
  const MapContext context = maps.context(partner, in.usage, now);
  take_rulings(set, rules, rules.judge(std::get<Order>(*set.document), context, &earlier));
  set.changed.reset();
  set.altered = false;
  set.response.reset();
  set.fate = set.reasons.empty() ? SetFate::taken : SetFate::held;
  if (set.fate == SetFate::taken) decide_order(set, maps, partner, in, now);
}

void read_number(SetResult& set, const InboundMap* map, const MapDesk& desk) {
  if (map == nullptr || desk.segments.overflowed()) return;
  map->run(desk.segments, desk.place, context_of(desk), desk.mapped, {});
  if (const auto* order = std::get_if<Order>(&desk.mapped.document)) set.number = order->number;
}

}  // namespace transom
