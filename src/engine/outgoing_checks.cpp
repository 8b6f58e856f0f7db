// One checker a kind, and what all kinds have in common: a number, and what went out under it before. Those
// of answers and of changes stand in files of their own.
#include <fmt/format.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "engine/numbered.hpp"
#include "engine/outgoing_case.hpp"
#include "engine/read_stored.hpp"
#include "engine/reconciliation.hpp"
#include "engine/standing_order.hpp"
#include "engine/trade_sets.hpp"
#include "order/line_names.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"
#include "store/schema.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

std::string name_of(const OutgoingCase& one) {
  return fmt::format("{} {}", kind_name(kind_of(one.given)), visible(number_of(one.given), 40));
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

// A cancellation is for the orders of what it cancels, whether it names them or not.
void name_cancelled_orders(OutgoingCase& one) {
  if (!is_cancelled(purpose_of(one.given))) return;
  one.stories.clear();
  for (const OrderName& order : orders_cancelled(one.unit, one.under, one.given))
    one.stories.push_back(order_story(one.unit, one.partner.slug, order, one.usage, one.attempt));
}

// What names an invoice to the buyer beside its number: its day, its order, what it is.
void name_as_it_stood(Invoice& invoice, const Invoice& stood) {
  if (!invoice.invoiced) invoice.invoiced = stood.invoiced;
  if (invoice.type.empty()) invoice.type = stood.type;
  if (!invoice.order_number.empty()) return;
  invoice.order_number = stood.order_number;
  invoice.release_number = stood.release_number;
  invoice.ordered = stood.ordered;
}

// What a cancellation leaves out: an invoice is known by its own day and order, a notice is made now.
void complete_cancellation(OutgoingCase& one) {
  const BusinessRecord* stood = one.under.standing();
  if (!is_cancelled(purpose_of(one.given)) || stood == nullptr) return;
  if (auto* shipment = std::get_if<Shipment>(&one.document); shipment != nullptr && !shipment->created)
    shipment->created = one.now.date();
  if (auto* invoice = std::get_if<Invoice>(&one.document))
    name_as_it_stood(*invoice, read_stored<Invoice>(*stood, as_it_counts(*stood)));
}

Checked check_numbered(OutgoingCase& one) {
  Checked checked = check_said_before(one);
  if (!checked.good()) return checked;
  name_cancelled_orders(one);
  complete_cancellation(one);
  return check_orders(one);
}

Checked check_order(OutgoingCase& one) {
  name_lines(std::get<Order>(one.document));
  return check_before(one);
}

struct Checker {
  DocumentKind kind;
  Checked (*check)(OutgoingCase&);
};
constexpr Checker checkers[] = {
    {DocumentKind::order, check_order},
    {DocumentKind::order_response, check_order_response},
    {DocumentKind::shipment, check_numbered},
    {DocumentKind::invoice, check_numbered},
    {DocumentKind::order_change, check_outgoing_change},
};

}  // namespace

Checked not_sendable(std::string code, std::string sentence, std::string next) {
  return {.reason = Reason{std::move(code), std::move(sentence), std::move(next), "orders"}};
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
