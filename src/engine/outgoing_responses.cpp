// Whether an order response goes out as an 855: the order that it answers, what it says of its lines, and
// what was said before.
//
// A response is found again through its order, not through its own number: a partner who was refused may
// order under the same number once more, and that order is answered too. An interim response answers nothing
// (send_or_wait.cpp): it may go while the order is held, and more than once, but not behind the answer.
#include <fmt/format.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/erp_response.hpp"
#include "engine/outgoing_case.hpp"
#include "engine/read_stored.hpp"
#include "engine/reconciliation.hpp"
#include "mapping/substitute.hpp"
#include "order/answer_check.hpp"
#include "order/order_names.hpp"
#include "store/schema.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

std::string response_name(const OutgoingCase& one) {
  return fmt::format("the response to order {}", visible(number_of(one.given), 40));
}

std::vector<OrderMatch> orders_under(const OutgoingCase& one, const std::string& number,
                                     const std::string& release) {
  std::vector<OrderMatch> found;
  for (const std::string_view purpose :
       {std::string_view("original"), std::string_view(), std::string_view("release")}) {
    auto some = one.unit.find_orders({one.partner.slug, number, release, purpose, one.usage}, one.attempt);
    std::move(some.begin(), some.end(), std::back_inserter(found));
  }
  return found;
}

// Those of the number that the response names, a blanket order among them.
std::vector<std::string> releases_there(const OutgoingCase& one) {
  std::vector<std::string> out;
  for (const OrderStory& story : one.stories) {
    for (const OrderStory::Entry& entry : story.orders) {
      const std::string& release = entry.row.release;
      if (!entry.row.outgoing && std::find(out.begin(), out.end(), release) == out.end())
        out.push_back(release);
    }
  }
  return out;
}

// By number and release; the release as it is written, else as it counts. Of several that stand under them
// (one came twice, and a person released both) the newest that has no answer yet.
std::optional<OrderMatch> order_to_answer(const OutgoingCase& one, const OrderResponse& response) {
  std::vector<OrderMatch> found = orders_under(one, response.order_number, response.release_number);
  if (found.empty()) {
    const auto there = releases_there(one);
    const auto same = std::find_if(there.begin(), there.end(), [&](const std::string& release) {
      return same_release(release, response.release_number);
    });
    if (same != there.end()) found = orders_under(one, response.order_number, *same);
  }
  if (found.empty()) return std::nullopt;
  const auto open = std::find_if(found.begin(), found.end(), [&](const OrderMatch& order) {
    return !answered(one, OutboundKind::response_855, order.part);
  });
  return found.size() > 1 && open != found.end() ? *open : found.front();
}

bool takes(const Send& send, std::string_view code) {
  return send.kinds.empty() || std::find(send.kinds.begin(), send.kinds.end(), code) != send.kinds.end();
}

// Every line rejected, those that were before by the code that was decided.
std::vector<ResponseLine> rejected_lines(const Order& asked, std::span<const LineDecision> decided,
                                         Date answered) {
  std::vector<LineDecision> decisions = reject_lines(asked, {});
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (i < decided.size() && decided[i].rejected()) decisions[i] = decided[i];
  return respond(asked, decisions, answered).lines;
}

// One word for the whole order. AD and RD say that lines follow: where the partner names his codes and AK is
// one of them, or wants no lines, "accepted" is said without detail, else line by line as the order has them;
// what changes has to name its lines.
std::vector<std::string> complete_bare(OrderResponse& response, const Order& asked,
                                       std::span<const LineDecision> decisions, const Send& send) {
  const ResponseKind* kind = kind_of_word(response.kind);
  const std::string_view code = kind != nullptr ? kind->code : std::string_view();
  const Date answered = response.answered.value_or(Date{});
  if (code == "AC" || code == "AE") return {"it accepts with changes, but no line says which"};
  const bool detailed = code == "AD" || code == "RD";
  if (takes(send, code) && !detailed) return {};
  if (code == "RD" || code == "RJ" || code == "RF") {
    response.kind = kind_of_code("RD")->word;  // the form makes it what is taken
    response.lines = rejected_lines(asked, decisions, answered);
  } else if (roll_up(response) == response.kind || code == "AK" || code == "AT") {
    const bool wants_lines = send.kinds.empty() && send.detail == ResponseDetail::all;
    if (takes(send, "AK") && !wants_lines) {
      response.kind = kind_of_code("AK")->word;
      return {};
    }
    response.lines = respond_as_ordered(asked, answered).lines;
  }
  return described(apply_form(response, send));
}

Checked answers_wrong(const OutgoingCase& one, const std::vector<std::string>& wrong, DocumentId changed) {
  Checked checked = not_sendable(
      "answers-wrong", fmt::format("{} does not answer it: {}", response_name(one), wrong.front()),
      changed
          ? fmt::format("the order was changed since, in document {0} (`transom show {0}`); answer it as it "
                        "stands now, and leave the response again",
                        changed.value)
          : "mend the response in the ERP and leave it again");
  checked.reason->more.assign(wrong.begin() + 1, wrong.end());
  return checked;
}

Checked complete(OutgoingCase& one, const OrderMatch& match) {
  for (const auto& story : one.stories) {
    for (const auto& entry : story.orders) {
      const auto* order = entry.row.id == match.business ? std::get_if<Order>(&entry.document) : nullptr;
      if (order == nullptr) continue;
      AskedOrder asked = asked_order(one, *order, match);
      if (asked.cancelled) {
        return not_sendable(
            "order-cancelled",
            fmt::format("{}: it was cancelled, in document {}", response_name(one), asked.cancelled.value),
            "nothing is owed for it any more; `transom settle` closes this");
      }
      const auto wrong = complete_answer(one, asked.order, asked.decisions);
      if (!wrong.empty()) return answers_wrong(one, wrong, asked.changed);
      one.asked = std::move(asked);
    }
  }
  return {};
}

// The same response once more does nothing; another one behind the answer is refused, be it interim or not.
Checked check_behind_answer(const OutgoingCase& one, const std::string& number, bool interim) {
  if (said_before(one)) return {.duplicate = true};
  return not_sendable("answered-before", fmt::format("order {} was answered before", number),
                      interim ? "that an answer follows is not said behind it; a change of mind is an 865"
                              : "an order is answered once; a change of mind is an 865");
}

// Only some kinds count for what they say; a slip in one of them would send the answer that the lines come
// to.
Checked check_kind(const OutgoingCase& one, const OrderResponse& response) {
  if (response.kind.empty() || kind_of_word(response.kind) != nullptr) return {};
  const std::string_view near = did_you_mean(response.kind, kind_words());
  if (near.empty()) return {};  // what a partner's table knows
  return not_sendable("answers-wrong",
                      fmt::format("{} has the kind '{}', which is none; did you mean '{}'?",
                                  response_name(one), visible(response.kind, 40), near),
                      "mend `kind` in the ERP and leave the response again, or leave it out");
}

Checked unknown_order(const OutgoingCase& one, const OrderResponse& response) {
  const std::string number = visible(response.order_number, 40);
  const auto there = releases_there(one);
  if (there.empty()) {
    return not_sendable("unknown-order",
                        fmt::format("{} has no order {} that could be answered", one.partner.slug, number),
                        "compare `order_number` and `release_number` with `transom find`");
  }
  const std::string named =
      response.release_number.empty()
          ? fmt::format("the response to order {} names no release", number)
          : fmt::format("order {} has no release {}", number, visible(response.release_number, 30));
  const bool none = there.size() == 1 && there.front().empty();
  return not_sendable(
      "unknown-order",
      fmt::format("{}; {} came under this number", named,
                  none ? std::string("only an order without a release") : releases_in_words(there)),
      none ? "leave the response again without `release_number`"
           : "write into `release_number` which of them is answered, and leave the response again");
}

}  // namespace

std::vector<std::string> complete_answer(OutgoingCase& one, const Order& asked,
                                         std::span<const LineDecision> decisions) {
  auto& response = std::get<OrderResponse>(one.document);
  std::vector<std::string> wrong;
  const bool interim = is_interim(response);
  if (!interim) {
    wrong = complete_response(response, asked, decisions, one.factors);
  } else if (!response.lines.empty()) {
    wrong = check_answers(asked, response, one.factors);
  }
  if (!wrong.empty()) return wrong;
  mapping::name_substitutes(response, asked, one.reference.get());
  const Send& send = *one.agreement.send;
  const bool bare = response.lines.empty() && !interim && !asked.lines.empty();
  return bare ? complete_bare(response, asked, decisions, send) : described(apply_form(response, send));
}

// What is answered is answered for the first time, unless the ERP says otherwise.
Checked check_order_response(OutgoingCase& one) {
  auto& answer = std::get<OrderResponse>(one.document);
  if (answer.purpose.empty()) answer.purpose = "original";
  const auto& response = std::get<OrderResponse>(one.given);
  if (Checked checked = check_kind(one, response); !checked.good()) return checked;
  if (response.answer_to == "order_change") return check_change_response(one);
  auto order = order_to_answer(one, response);
  const std::string number = visible(response.order_number, 40);
  if (!order) return unknown_order(one, response);
  const bool interim = is_interim(response);
  if (order->verdict == Verdict::held && !interim) {
    return not_sendable(
        "order-held", fmt::format("order {} is held", number),
        "release it with `transom hold`, or mend what holds it and replay it; then replay this response");
  }
  if (answered(one, OutboundKind::response_855, order->part))
    return check_behind_answer(one, number, interim);
  if (interim && said_before(one)) return {.duplicate = true};
  one.answers = *order;
  return complete(one, *order);
}

// The answers to the set that the interchange carries were refused, so that there is none. What the ERP left
// names what it answers only in its own words.
static bool answer_refused(const OutgoingCase& one, OutboundId outbound, const Part& part) {
  const std::vector<BusinessId> refused = refused_in(one.unit, outbound, one.attempt);
  if (refused.empty()) return false;
  const auto& given = std::get<OrderResponse>(one.given);
  bool found = false;
  for (const BusinessRecord& row : one.unit.carried_documents(outbound)) {
    const auto kept = row.interim ? std::nullopt : stored_as<OrderResponse>(row.json);
    const bool meant = kept && (row.part.interchange == 0 || same_source(row.part, part)) &&
                       kept->order_number == given.order_number &&
                       same_release(kept->release_number, given.release_number) &&
                       kept->answer_to == given.answer_to &&
                       same_number(kept->change_sequence, given.change_sequence);
    if (!meant) continue;
    if (std::find(refused.begin(), refused.end(), row.id) == refused.end()) return false;
    found = true;
  }
  return found;
}

bool answered(const OutgoingCase& one, OutboundKind kind, const Part& part) {
  if (one.batch.answers(kind, part)) return true;
  const DocumentId document{part.attempt.value / attempts_per_document};
  const auto answers = one.unit.effects(document).answers;
  return std::any_of(answers.begin(), answers.end(), [&](const Effects::Answer& answer) {
    return answer.kind == kind && same_source(answer.part, part) &&
           !(answer.outbound && answer_refused(one, answer.outbound, part));
  });
}

}  // namespace transom
