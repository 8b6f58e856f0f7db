// The order of business: does the order stand, does the change fit it, do the rules let the outcome pass.
// What objects makes the change wait for a person, each reason in its own words; only what nobody objects to
// is decided and answered.
#include "engine/take_change.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engine/judge.hpp"
#include "order/order_book.hpp"

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

// What the ERP answered of the order, and the order as it stands does not say: to answer a change by
// ourselves would take it back, and nobody asked for that.
std::vector<ChangeProblem> answered_otherwise(const OrderChange& change, const ChangedOrder& changed,
                                              const OrderPast& past) {
  std::vector<ChangeProblem> out;
  for (std::size_t i = 0; i < change.lines.size() && i < changed.lines.size(); ++i) {
    const ChangeCode* code = change_code(change.lines[i].change);
    const auto said = past.answered.find(changed.lines[i]);
    const auto now = std::find_if(changed.order.lines.begin(), changed.order.lines.end(),
                                  [&](const OrderLine& line) { return line.number == changed.lines[i]; });
    if (code == nullptr || said == past.answered.end() || now == changed.order.lines.end()) continue;
    const bool asks_price = code->scope != scope_all && (code->scope & scope_price) != 0;
    if (said->second.price && !asks_price && now->price && now->price != said->second.price) {
      const std::string price = said->second.price->to_plain();
      out.push_back({.code = "price-answered",
                     .line = now->number,
                     .sentence = fmt::format(
                         "line {}: we answered the price {}, and the change would be answered at {}",
                         now->number, price, now->price->to_plain()),
                     .next = fmt::format("`hold release` with --line {0}=IP --price {0}={1} keeps what was "
                                         "answered; released as it is, {2} is answered",
                                         now->number, price, now->price->to_plain())});
    }
    const bool asks_item = change.lines[i].change.starts_with("replace_item");
    if (!said->second.ids.empty() && !asks_item && !share_item(said->second.ids, now->ids))
      out.push_back({.code = "item-answered",
                     .line = now->number,
                     .sentence = fmt::format(
                         "line {}: we answered that {} {} comes, and the change would be answered "
                         "with the item that was ordered",
                         now->number, said->second.ids[0].kind, visible(said->second.ids[0].value, 40)),
                     .next = "reject the line or the change, or release it where the ordered item comes"});
  }
  return out;
}

bool is_ours_to_answer(const ChangeDesk& desk) {
  const Agreement* agreement = desk.partner.send("865");
  return agreement == nullptr || !agreement->send || agreement->send->answer == AnswerMode::as_ordered;
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
    if (is_ours_to_answer(desk))
      for (const auto& problem : answered_otherwise(change, changed, standing.past))
        set.reasons.push_back(reason_of(problem));
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
