// The order of business: does the order stand, does the change fit it, do the rules let the outcome pass.
// What objects makes the change wait for a person, each reason in its own words; only what nobody objects to
// is decided and answered.
#include "engine/take_change.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/judge.hpp"

namespace transom {
namespace {

Reason reason_of(const ChangeProblem& problem) {
  return {problem.code, problem.sentence, problem.next, "orders"};
}

// Changes that cancel or replace say so of themselves; copies and confirmations change nothing.
bool only_noted(const OrderChange& change) {
  static constexpr std::string_view copies[] = {"confirmation", "duplicate", "information_copy"};
  return std::find(std::begin(copies), std::end(copies), change.purpose) != std::end(copies);
}

// An order that is sent once more as a change, by a partner with whom no changes were agreed: whoever made
// the workspace may not look for them, and a cancellation must not go by unseen.
std::optional<Reason> not_agreed(const SetResult& set, const ChangeDesk& desk, const OrderChange& change) {
  const auto& receives = desk.partner.receives;
  const bool agreed =
      desk.partner.send("865") != nullptr ||
      std::any_of(receives.begin(), receives.end(), [](const Agreement& one) { return one.set == "860"; });
  if (agreed || set.header.id != "850") return std::nullopt;
  return Reason{
      "change-not-agreed",
      fmt::format("the order comes once more with the purpose \"{}\", and nothing was agreed with {} about "
                  "changes",
                  change.purpose, desk.partner.slug),
      "release it, and the ERP finds it under order_changes; `send: {\"865\": ...}` in partner.yaml agrees",
      "orders"};
}

bool asks_for_change(const SetResult& set) {
  const auto* order = set.document ? std::get_if<Order>(&*set.document) : nullptr;
  return order != nullptr && intent_of(*order) == Intent::change;
}

void judge_change_by_rules(SetResult& set, const ChangeDesk& desk, const ChangedOrder& changed) {
  const OrderRules* rules = rules_for_change(desk.maps, desk.partner, set.agreement);
  if (rules == nullptr || changed.cancelled) return;
  const MapContext context = desk.maps.context(desk.partner, desk.in.usage, desk.now);
  take_rulings(set, *rules, rulings_of_change(changed, rules->judge(changed.order, context, desk.earlier)));
}

bool rejects_all(const std::vector<Ruling>& rulings) {
  return std::any_of(rulings.begin(), rulings.end(), [](const Ruling& ruling) {
    return ruling.action == RuleAction::reject && ruling.line.empty();
  });
}

}  // namespace

bool holds_change(const SetResult& set) {
  return asks_for_change(set) || (set.document && std::holds_alternative<OrderChange>(*set.document));
}

void turn_into_change(SetResult& set) {
  if (asks_for_change(set)) set.document = change_of(std::get<Order>(*set.document));
}

void take_change(SetResult& set, const ChangeDesk& desk, const StandingOrder& standing) {
  const auto& change = std::get<OrderChange>(*set.document);
  if (only_noted(change) && set.reasons.empty()) {
    set.fate = SetFate::noted;
    return;
  }
  if (auto reason = not_agreed(set, desk, change)) set.reasons.push_back(std::move(*reason));
  for (const auto& problem : history_problems(standing, change)) set.reasons.push_back(reason_of(problem));
  if (standing.state == OrderState::stands) {
    const ChangedOrder changed = change_order(standing.order, change, standing.past);
    for (const auto& problem : changed.problems) set.reasons.push_back(reason_of(problem));
    if (changed.possible()) judge_change_by_rules(set, desk, changed);
    if (set.reasons.empty()) {
      const auto decisions = decide_lines(changed.order, set.rulings, precedence_of(desk.partner, "865"));
      ChangeOutcome outcome =
          decide_change(standing.order, change, changed, decisions, rejects_all(set.rulings), desk.now.date(),
                        desk.maps.reference(desk.partner).get());
      set.fate = outcome.declined ? SetFate::declined : SetFate::taken;
      set.altered = !outcome.as_asked;
      if (auto response = answer_change(desk, outcome, outcome.declined))
        set.response = std::make_unique<Prepared>(std::move(*response));
      set.changed = std::make_unique<BusinessDocument>(std::move(outcome.change));
      return;
    }
  }
  set.fate = SetFate::held;
}

std::optional<Prepared> answer_change(const ChangeDesk& desk, const ChangeOutcome& outcome, bool ours) {
  const Agreement* agreement = answering(desk.maps, desk.partner, "865", ours);
  if (agreement == nullptr) return std::nullopt;
  return prepare_answer(desk.maps, *agreement, desk.in, outcome.response, {}, desk.now);
}

const OrderRules* rules_for_change(const MapShelf& maps, const Partner& partner, const Agreement* agreement) {
  if (agreement != nullptr && agreement->receive) {
    if (const OrderRules* own = maps.rules(*agreement)) return own;
    const Agreement* same = partner.receive("850", agreement->receive->version);
    if (same != nullptr && maps.rules(*same) != nullptr) return maps.rules(*same);
  }
  for (const Agreement& orders : partner.receives) {
    if (orders.set == "850" && maps.rules(orders) != nullptr) return maps.rules(orders);
  }
  return nullptr;
}

}  // namespace transom
