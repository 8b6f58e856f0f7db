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
#include "engine/outgoing_case.hpp"
#include "engine/standing_order.hpp"
#include "order/answer_check.hpp"

namespace transom {
namespace {

StandingOrder standing(const OutgoingCase& one, const std::string& number, const std::string& release,
                       bool outgoing) {
  return standing_order(story_of_order(one.unit, one.partner.slug, number, one.usage, one.attempt), release,
                        outgoing);
}

// The change that is answered: by its number, else the newest.
const StandingOrder::Change* answered_change(const StandingOrder& order, const std::string& sequence) {
  const auto found = std::find_if(order.changes.rbegin(), order.changes.rend(), [&](const auto& change) {
    return sequence.empty() || same_number(change.change.sequence, sequence);
  });
  return found == order.changes.rend() ? nullptr : &*found;
}

// Every line of the change once, each with answers that come to its quantity.
std::string what_is_wrong(const OrderResponse& response, const OrderChange& change,
                          const UnitFactors& factors) {
  if (auto plain = check_plain(response); !plain.empty()) return std::move(plain.front());
  for (const ChangeLine& line : change.lines) {
    const auto times =
        std::count_if(response.lines.begin(), response.lines.end(), [&](const ResponseLine& l) {
          return l.number == line.number || (!line.assigned_id.empty() && l.assigned_id == line.assigned_id);
        });
    if (times != 1)
      return fmt::format("line {} of the change is answered {} times; expected once",
                         visible(line.number, 20), times);
  }
  for (const ResponseLine& line : response.lines) {
    if (line.answers.empty()) return fmt::format("line {} has no answer", visible(line.number, 20));
    if (auto wrong = check_parts(line, line.ids, factors); !wrong.empty()) return std::move(wrong.front());
  }
  return {};
}

// The change is not held, has no answer yet, and this one answers it. An interim one answers nothing.
Checked check_answer(OutgoingCase& one, const OrderResponse& response, const StandingOrder::Change& change) {
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
  const bool lines_left_out = interim && response.lines.empty();
  const std::string wrong =
      lines_left_out ? std::string() : what_is_wrong(response, change.change, one.factors);
  if (!wrong.empty()) {
    return not_sendable(
        "answers-wrong",
        fmt::format("the response to the change of order {} does not answer it: {}", number, wrong),
        "mend the response in the ERP and leave it again");
  }
  one.answers =
      OrderMatch{.business = change.row.id, .document = document_of(change.row), .part = change.row.part};
  return {};
}

}  // namespace

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
    ChangedOrder changed = change_order(order.order, change, order.shipped);
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
  if (change != nullptr) {
    if (Checked checked = check_answer(one, response, *change); !checked.good()) return checked;
  }
  auto wrong = check_plain(response);
  if (wrong.empty()) wrong = described(apply_form(response, *one.agreement.send));
  if (wrong.empty()) return {};
  return not_sendable("answers-wrong", wrong.front(), "mend the response in the ERP and leave it again");
}

}  // namespace transom
