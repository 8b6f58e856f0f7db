// Changes of orders that we sent, and answers to changes that came: against the order as it stands.
//
// A change of ours that does not fit the order is a slip of the ERP, whether it could be read in some way or
// not: nothing of it goes out. What it comes to is kept with it, so that the next change finds the order as
// it stands with the supplier.
#include <fmt/format.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/change_answers.hpp"
#include "engine/decided_change.hpp"
#include "engine/erp_response.hpp"
#include "engine/outgoing_case.hpp"
#include "engine/standing_order.hpp"
#include "order/answer_check.hpp"
#include "order/line_names.hpp"

namespace transom {
namespace {

StandingOrder standing(const OutgoingCase& one, const std::string& number, const std::string& release,
                       bool outgoing) {
  return order_to_change(story_of_order(one.unit, one.partner.slug, number, one.usage, one.attempt), release,
                         outgoing);
}

// The change that is answered: by its number, else the newest.
const StandingOrder::Change* answered_change(const StandingOrder& order, const std::string& sequence) {
  const auto found = std::find_if(order.changes.rbegin(), order.changes.rend(), [&](const auto& change) {
    return sequence.empty() || same_number(change.change.sequence, sequence);
  });
  return found == order.changes.rend() ? nullptr : &*found;
}

// The line of the change that a line of the response is about: as the change names it, else as the order
// does.
std::optional<std::size_t> line_meant(const ResponseLine& line, const OrderChange& change,
                                      const Order& asked) {
  for (std::size_t i = 0; i < change.lines.size(); ++i) {
    const std::string& assigned = change.lines[i].assigned_id;
    if (line.number == change.lines[i].number || (!assigned.empty() && line.assigned_id == assigned))
      return i;
  }
  for (std::size_t i = 0; i < asked.lines.size(); ++i)
    if (line.number == asked.lines[i].number) return i;
  return std::nullopt;
}

// Of a line that goes, nothing is left: that is said as well by a quantity of nothing.
void name_lines(OrderResponse& response, const OrderChange& change, const ChangeOutcome& decided) {
  for (ResponseLine& line : response.lines) {
    const auto at = line_meant(line, change, decided.asked);
    if (!at) continue;
    const OrderLine& known = decided.asked.lines[*at];
    line.number = known.number;
    const bool goes = decided.response.lines[*at].to_receive == Decimal();
    if (!goes || line.quantity != Decimal()) continue;
    line.quantity = known.quantity;
    if (line.answers.size() == 1) line.answers.front().quantity = known.quantity;
  }
}

// What the change does with each line, where the ERP does not say it once more.
void say_changes(OrderResponse& response, const OrderChange& change, const ChangeOutcome& decided) {
  for (ResponseLine& line : response.lines) {
    for (std::size_t i = 0; i < change.lines.size(); ++i) {
      const ResponseLine& ours = decided.response.lines[i];
      if (line.number != ours.number) continue;
      if (line.change.empty()) line.change = ours.change;
      if (line.assigned_id.empty()) line.assigned_id = ours.assigned_id;
      if (!line.to_receive || line.to_receive == change.lines[i].to_receive)
        line.to_receive = ours.to_receive;
      break;
    }
  }
}

// As an answer to the lines of the change, as they were decided before the ERP saw them.
std::vector<std::string> complete(OutgoingCase& one, const StandingOrder::Change& change) {
  auto& response = std::get<OrderResponse>(one.document);
  auto story = story_of_order(one.unit, one.partner.slug, change.row.number, one.usage, one.attempt);
  const auto decided = decided_change(
      one.unit, {change.row, std::move(story), one.partner, one.now.date(), nullptr}, decided_lines);
  if (!decided) return described(apply_form(response, *one.agreement.send));
  name_lines(response, change.change, *decided);
  auto wrong = complete_answer(one, decided->asked, decided->answers);
  say_changes(response, change.change, *decided);
  return wrong;
}

Checked answers_wrong(const OutgoingCase& one, const std::vector<std::string>& wrong) {
  Checked checked = not_sendable("answers-wrong",
                                 fmt::format("the response to the change of order {} does not answer it: {}",
                                             visible(number_of(one.given), 40), wrong.front()),
                                 "mend the response in the ERP and leave it again");
  checked.reason->more.assign(wrong.begin() + 1, wrong.end());
  return checked;
}

// The change is not held, has no answer yet, and this one answers it. An interim one answers nothing.
Checked check_answer(OutgoingCase& one, const StandingOrder::Change& change) {
  const auto& response = std::get<OrderResponse>(one.document);
  const std::string number = visible(response.order_number, 40);
  const bool interim = is_interim(response);
  if (change.row.verdict == Verdict::held && !interim) {
    return not_sendable("order-held", fmt::format("the change of order {} is held", number),
                        "release it with `transom hold`, then replay this response");
  }
  if (answered(one, OutboundKind::change_response_865, change.row.part)) {
    if (said_before(one)) return {.duplicate = true};
    return not_sendable(
        "answered-before", fmt::format("the change of order {} was answered before", number),
        interim ? "that an answer follows is not said behind it" : "a change is answered once");
  }
  if (interim && said_before(one)) return {.duplicate = true};
  if (const auto wrong = complete(one, change); !wrong.empty()) return answers_wrong(one, wrong);
  one.answers =
      OrderMatch{.business = change.row.id, .document = document_of(change.row), .part = change.row.part};
  return {};
}

}  // namespace

// POC04: of the new quantity, what has not come yet, where the ERP does not say it.
static void say_to_receive(OrderChange& change, const ChangedOrder& changed, const Shipped& shipped) {
  for (std::size_t i = 0; i < change.lines.size() && i < changed.lines.size(); ++i) {
    ChangeLine& line = change.lines[i];
    const auto came = shipped.find(changed.lines[i]);
    if (line.to_receive || !line.quantity || came == shipped.end() || !came->second) continue;
    const auto now = std::find_if(changed.order.lines.begin(), changed.order.lines.end(),
                                  [&](const OrderLine& known) { return known.number == changed.lines[i]; });
    const bool same_unit = now != changed.order.lines.end() && (line.unit.empty() || line.unit == now->unit);
    const auto left = subtract(*line.quantity, *came->second);
    if (same_unit && left && !left->is_negative()) line.to_receive = left;
  }
}

Checked check_outgoing_change(OutgoingCase& one) {
  auto& change = std::get<OrderChange>(one.document);
  change.differences.clear();
  change.result = {};
  const auto before =
      sent_before(one.unit, one.document, one.agreement.policy, one.usage, one.attempt, one.now);
  if (before && before->same) return {.duplicate = true};
  const StandingOrder order = standing(one, change.number, change.release_number, true);
  if (order.state == OrderState::unknown &&
      one.agreement.policy.trade.match.effect(TradeCheck::order) != CheckEffect::hold)
    return {};
  auto problems = history_problems(order, change);
  if (order.state == OrderState::stands) {
    name_lines(change, order.order);
    ChangedOrder changed = change_order(order.order, change, order.past);
    name_lines(change, order.order, changed);
    say_to_receive(change, changed, order.past.shipped);
    problems.insert(problems.end(), changed.problems.begin(), changed.problems.end());
    if (changed.cancelled) {
      change.differences = {cancelled(change.number)};
    } else {
      change.differences = differences(order.order, changed.order);
      change.result = std::move(changed.order);
    }
  }
  if (problems.empty()) return {};
  Checked checked = not_sendable(problems.front().code,
                                 fmt::format("the change of order {} does not fit it: {}",
                                             visible(change.number, 40), problems.front().sentence),
                                 "mend the change in the ERP and leave it again");
  for (std::size_t i = 1; i < problems.size(); ++i) checked.reason->more.push_back(problems[i].sentence);
  return checked;
}

// A line of a change that we want: what the ERP does not say of it is as it was ordered.
static void complete_wanted(ResponseLine& line, const Order& order, std::vector<std::string>& wrong) {
  const ChangeCode* code = change_code(line.change);
  const auto ordered = std::find_if(order.lines.begin(), order.lines.end(), [&](const OrderLine& one) {
    return one.number == line.number || (!line.assigned_id.empty() && one.number == line.assigned_id);
  });
  if (line.change.empty()) {
    wrong.push_back(fmt::format("line {} does not say what we want of it (`change` of the line)",
                                visible(line.number, 20)));
  } else if (ordered != order.lines.end()) {
    line.number = ordered->number;
    line.assigned_id = ordered->assigned_id;
    if (line.ids.empty()) line.ids = ordered->ids;
    if (line.unit.empty()) line.unit = ordered->unit;
    if (!line.quantity && line.unit == ordered->unit) line.quantity = ordered->quantity;
    if (!line.price && line.unit == ordered->unit) line.price = ordered->price;
    for (LineAnswer& answer : line.answers)
      if (answer.quantity && answer.unit.empty()) answer.unit = line.unit;
  } else if (code == nullptr || code->act != ChangeAct::add) {
    wrong.push_back(fmt::format("line {}: the order has no such line", visible(line.number, 20)));
  }
}

Checked check_change_response(OutgoingCase& one) {
  auto& response = std::get<OrderResponse>(one.document);
  const std::string number = visible(response.order_number, 40);
  const StandingOrder order = standing(one, response.order_number, response.release_number, false);
  if (order.state == OrderState::unknown) {
    return not_sendable(
        "unknown-order",
        fmt::format("{} has no order {} whose change could be answered", one.partner.slug, number),
        "compare `order_number` and `release_number` with `transom find`");
  }
  const bool proposal = !answers_change(response);
  const auto* change = proposal ? nullptr : answered_change(order, response.change_sequence);
  if (change == nullptr && !proposal) {
    return not_sendable(
        "unknown-change", fmt::format("no change of order {} came that this answers", number),
        "compare `change_sequence` with `transom find`; a change that we want ourselves says so in "
        "`purpose` (seller_change)");
  }
  if (change != nullptr) return check_answer(one, *change);
  auto wrong = check_plain(response);
  for (ResponseLine& line : response.lines) complete_wanted(line, order.order, wrong);
  if (wrong.empty()) wrong = described(apply_form(response, *one.agreement.send));
  return wrong.empty() ? Checked{} : answers_wrong(one, wrong);
}

}  // namespace transom
