// One small checker a kind, and what all kinds have in common: a number, and what went out under it before.
//
// An order response is found again through its order, not through its own number: a partner who was refused
// may order under the same number once more, and that order is answered too. An interim response answers
// nothing (send_or_wait.cpp): it may go while the order is held, and more than once, but not behind the
// answer.
#include <fmt/format.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "engine/erp_response.hpp"
#include "engine/numbered.hpp"
#include "engine/outgoing_case.hpp"
#include "engine/read_stored.hpp"
#include "engine/reconciliation.hpp"
#include "engine/standing_order.hpp"
#include "engine/trade_sets.hpp"
#include "order/answer_check.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"
#include "store/schema.hpp"
#include "transom/json.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

std::string name_of(const OutgoingCase& one) {
  const auto kind = kind_of(one.given);
  return fmt::format("{} {}",
                     kind == DocumentKind::order_response ? "the response to order" : kind_name(kind),
                     visible(number_of(one.given), 40));
}

Checked check_number(const OutgoingCase& one) {
  if (!number_of(one.given).empty()) return {};
  return not_sendable("no-number", fmt::format("this {} has no number", kind_name(kind_of(one.given))),
                      "every document that goes out is known by its number");
}

// An invoice or a ship notice of other orders replaces nothing, whatever it says.
bool of_same_order(const OutgoingCase& one, BusinessId earlier) {
  const auto row = std::find_if(one.under.said.begin(), one.under.said.end(),
                                [&](const BusinessRecord& said) { return said.id == earlier; });
  if (row == one.under.said.end()) return true;
  const auto before = names_of(read_stored<BusinessDocument>(*row, as_it_counts(*row)));
  const auto now = names_of(one.given);
  return std::any_of(now.begin(), now.end(), [&](const OrderName& name) {
    return std::any_of(before.begin(), before.end(),
                       [&](const OrderName& other) { return same_number(name.number, other.number); });
  });
}

// A number stands for one content; corrections and cancellations say of themselves that they are some, and
// what a partner refused does not stand.
// What was refused and followed by another form of it is no longer what was said last: left again, it is
// meant.
Checked check_before(const OutgoingCase& one) {
  const auto before = sent_before(one.unit, one.given, one.agreement.policy, one.usage, one.attempt, one.now);
  if (!before) return {};
  const auto refused = [&](BusinessId row) { return is_refused(one.unit, row, one.attempt); };
  const bool is_last = before->match.business == before->last.business;
  if (before->same && (is_last || !refused(before->match.business))) return {.duplicate = true};
  const std::string& purpose = purpose_of(one.given);
  if ((!purpose.empty() && purpose != "original") || refused(before->last.business)) return {};
  return not_sendable("number-used",
                      fmt::format("{} went to {} before with other content (document {})", name_of(one),
                                  one.partner.slug, before->last.document.value),
                      fmt::format("leave it again under a number of its own, and `transom settle` closes "
                                  "this{}",
                                  of_same_order(one, before->last.business)
                                      ? "; or say in `purpose` that it replaces the earlier one, and this "
                                        "ends when that goes out"
                                      : ""));
}

// Ship notices and invoices can be cancelled, and their numbers are free again then: what was said before the
// cancellation stands in nobody's way. A cancellation has to name what stands.
Checked check_said_before(const OutgoingCase& one) {
  const Numbered& under = one.under;
  if (is_cancelled(purpose_of(one.given))) {
    if (!under.said.empty() && under.said.back().json == to_json(one.given)) return {.duplicate = true};
    if (under.standing() != nullptr) return {};
    return not_sendable("nothing-to-cancel",
                        under.said.empty()
                            ? fmt::format("{} was never sent to {}: there is nothing to cancel", name_of(one),
                                          one.partner.slug)
                            : fmt::format("{} was cancelled before (document {})", name_of(one),
                                          document_of(under.said.back()).value),
                        "compare its number with `transom list --sent`");
  }
  const auto standing = under.since_cancelled();
  if (standing.empty() && !under.said.empty()) return {};
  return check_before(one);
}

// The order that stands under this number and release, the one of the partner, not ours.
const OrderStory::Entry* order_in(const OrderStory& story, const std::string& release) {
  const auto found = std::find_if(
      story.orders.rbegin(), story.orders.rend(),
      [&](const OrderStory::Entry& entry) { return !entry.row.outgoing && entry.row.release == release; });
  return found == story.orders.rend() ? nullptr : &*found;
}

// What ships or is invoiced was ordered, and nobody holds that order.
Checked check_orders(const OutgoingCase& one) {
  const CheckEffect effect = one.agreement.policy.trade.match.effect(TradeCheck::order);
  if (one.stories.empty()) {
    if (effect != CheckEffect::hold) return {};
    return not_sendable("unknown-order", fmt::format("{} names no order", name_of(one)),
                        "name the order, or say `match: {order: off}` for this set in partner.yaml");
  }
  for (const auto& story : one.stories) {
    const auto release = release_meant(story.their_releases, story.release);
    if (!release && !story.their_releases.empty()) continue;  // which one is asked behind this
    const OrderStory::Entry* order = release ? order_in(story, *release) : nullptr;
    if (order == nullptr && effect != CheckEffect::hold) continue;
    if (order == nullptr) {
      return not_sendable("unknown-order",
                          fmt::format("{} speaks of order {}, which {} never sent", name_of(one),
                                      visible(story.number, 40), one.partner.slug),
                          "compare the order's number with `transom find`; `match: {order: off}` in "
                          "partner.yaml lets it go all the same");
    }
    if (order->row.verdict == Verdict::held) {
      return not_sendable("order-held", fmt::format("order {} is held", visible(story.number, 40)),
                          "release it with `transom hold`, then replay this document");
    }
  }
  return {};
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
std::vector<ResponseLine> rejected_lines(const AskedOrder& asked, Date answered) {
  std::vector<LineDecision> decisions = reject_lines(asked.order, {});
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (asked.decisions[i].rejected()) decisions[i] = asked.decisions[i];
  return respond(asked.order, decisions, answered).lines;
}

// One word for the whole order. AD and RD say that lines follow: where the partner names his codes and AK is
// one of them, or wants no lines, "accepted" is said without detail, else line by line as the order has them;
// what changes has to name its lines.
std::vector<std::string> complete_bare(OrderResponse& response, const AskedOrder& asked, const Send& send) {
  const ResponseKind* kind = kind_of_word(response.kind);
  const std::string_view code = kind != nullptr ? kind->code : std::string_view();
  const Date answered = response.answered.value_or(Date{});
  if (code == "AC" || code == "AE") return {"it accepts with changes, but no line says which"};
  const bool detailed = code == "AD" || code == "RD";
  if (takes(send, code) && !detailed) return {};
  if (code == "RD" || code == "RJ" || code == "RF") {
    response.kind = kind_of_code("RD")->word;  // the form makes it what is taken
    response.lines = rejected_lines(asked, answered);
  } else if (roll_up(response) == response.kind || code == "AK" || code == "AT") {
    const bool wants_lines = send.kinds.empty() && send.detail == ResponseDetail::all;
    if (takes(send, "AK") && !wants_lines) {
      response.kind = kind_of_code("AK")->word;
      return {};
    }
    response.lines = respond_as_ordered(asked.order, answered).lines;
  }
  return described(apply_form(response, send));
}

// In full and in the partner's terms. To an interim one nothing is added, for it decides nothing: lines it
// may leave out, and where it has some they are those of the order.
std::vector<std::string> complete(OutgoingCase& one, const AskedOrder& asked) {
  auto& response = std::get<OrderResponse>(one.document);
  std::vector<std::string> wrong;
  const bool interim = is_interim(response);
  if (!interim) {
    wrong = complete_response(response, asked.order, asked.decisions, one.factors);
  } else if (!response.lines.empty()) {
    wrong = check_answers(asked.order, response, one.factors);
  }
  if (!wrong.empty()) return wrong;
  const Send& send = *one.agreement.send;
  return response.lines.empty() && !interim ? complete_bare(response, asked, send)
                                            : described(apply_form(response, send));
}

Checked answers_wrong(const OutgoingCase& one, const std::vector<std::string>& wrong, DocumentId changed) {
  Checked checked = not_sendable(
      "answers-wrong", fmt::format("{} does not answer it: {}", name_of(one), wrong.front()),
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
            fmt::format("{}: it was cancelled, in document {}", name_of(one), asked.cancelled.value),
            "nothing is owed for it any more; `transom settle` closes this");
      }
      const auto wrong = complete(one, asked);
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
                      fmt::format("{} has the kind '{}', which is none; did you mean '{}'?", name_of(one),
                                  visible(response.kind, 40), near),
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

// What is answered is answered for the first time, unless the ERP says otherwise.
Checked check_response(OutgoingCase& one) {
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

// A cancellation is for the orders of what it cancels, whether it names them or not.
void name_cancelled_orders(OutgoingCase& one) {
  if (!is_cancelled(purpose_of(one.given))) return;
  one.stories.clear();
  for (const OrderName& order : orders_cancelled(one.unit, one.under, one.given))
    one.stories.push_back(order_story(one.unit, one.partner.slug, order, one.usage, one.attempt));
}

// The day that a cancellation leaves out: an invoice is known by its own, a notice is made now.
void date_cancellation(OutgoingCase& one) {
  const BusinessRecord* stood = one.under.standing();
  if (!is_cancelled(purpose_of(one.given)) || stood == nullptr) return;
  if (auto* shipment = std::get_if<Shipment>(&one.document); shipment != nullptr && !shipment->created)
    shipment->created = one.now.date();
  if (auto* invoice = std::get_if<Invoice>(&one.document); invoice != nullptr && !invoice->invoiced)
    invoice->invoiced = read_stored<Invoice>(*stood, as_it_counts(*stood)).invoiced;
}

Checked check_numbered(OutgoingCase& one) {
  Checked checked = check_said_before(one);
  if (!checked.good()) return checked;
  name_cancelled_orders(one);
  date_cancellation(one);
  return check_orders(one);
}

struct Checker {
  DocumentKind kind;
  Checked (*check)(OutgoingCase&);
};
constexpr Checker checkers[] = {
    {DocumentKind::order, [](OutgoingCase& one) { return check_before(one); }},
    {DocumentKind::order_response, check_response},
    {DocumentKind::shipment, check_numbered},
    {DocumentKind::invoice, check_numbered},
    {DocumentKind::order_change, check_outgoing_change},
};

}  // namespace

Checked not_sendable(std::string code, std::string sentence, std::string next) {
  return {.reason = Reason{std::move(code), std::move(sentence), std::move(next), "orders"}};
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

std::optional<SentBefore> sent_before(Unit& unit, const BusinessDocument& document, const Policy& policy,
                                      char usage, AttemptId own, Instant now) {
  const std::string number = number_of(document), release = release_of(document);
  const auto found = unit.find_outgoing(
      {partner_of(document), business_kind(document), number, release, purpose_of(document), usage},
      Instant{now.ms - policy.look_back * 1000}, own);
  if (found.empty()) return std::nullopt;
  const ContentHash hash = sha256_hex(to_json(document));
  const auto same = std::find_if(found.begin(), found.end(),
                                 [&](const OutgoingMatch& match) { return match.hash == hash; });
  const OutgoingMatch& last = found.front();
  return same != found.end() ? SentBefore{true, *same, last} : SentBefore{false, last, last};
}

bool said_before(const OutgoingCase& one) {
  const auto before = sent_before(one.unit, one.given, one.agreement.policy, one.usage, one.attempt, one.now);
  return before && before->same;
}

Checked check_outgoing(OutgoingCase& one) {
  if (Checked checked = check_number(one); !checked.good()) return checked;
  const auto* checker = std::find_if(std::begin(checkers), std::end(checkers),
                                     [&](const Checker& row) { return row.kind == kind_of(one.given); });
  if (checker == std::end(checkers)) {
    return not_sendable(
        "not-supported",
        fmt::format("nothing is known about sending a document of kind {}", kind_name(kind_of(one.given))),
        "leave order responses, shipments, invoices, orders or changes of orders");
  }
  return checker->check(one);
}

}  // namespace transom
