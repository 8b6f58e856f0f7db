// What takes expectations away, or back: an order cancelled or refused as a whole, and one that stands all
// the same; a ship notice or an invoice cancelled.
//
// What brings an order back is read from how it stands, not from the word that brought it: a cancellation, a
// refusal and what takes them back may cross on the way, and goods may come meanwhile.
//
// A cancelled ship notice is none, nor is one of ours that the partner refused: what it met is open again,
// unless another of the order stands. Refused: opening a second row. The order is owed one ship notice, and
// people know the row by its number.
#include <algorithm>

#include "engine/change_answers.hpp"
#include "engine/ledger.hpp"
#include "engine/numbered.hpp"
#include "engine/order_story.hpp"
#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"
#include "engine/trade_sets.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

// Why rows are withdrawn, and why they are open again.
constexpr std::string_view order_cancelled = "the order was cancelled",
                           order_refused = "the order was refused",
                           notice_cancelled = "the ship notice was cancelled",
                           invoice_cancelled = "the invoice was cancelled",
                           notice_refused = "the partner refused the ship notice",
                           invoice_refused = "the partner refused the invoice",
                           answer_refused = "the partner refused the answer",
                           given_up = "what came was given up", there_after_all = "it stands after all";

// The orders of that name that owe something to us, or we for them.
std::vector<const BusinessRecord*> orders_among(const std::vector<BusinessRecord>& story,
                                                const OrderName& name, OwedBy owed_by) {
  std::vector<const BusinessRecord*> out;
  for (const BusinessRecord& row : story) {
    const bool meant = row.kind == BusinessKind::order && row.outgoing == (owed_by == OwedBy::partner);
    if (meant && same_release(row.release, name.release)) out.push_back(&row);
  }
  return out;
}

// The last answer to the order among those that decide something; nullopt: none came.
std::optional<OrderResponse> last_answer(const std::vector<BusinessRecord>& story,
                                         const BusinessRecord& order) {
  for (auto row = story.rbegin(); row != story.rend(); ++row) {
    const bool answers = row->kind == BusinessKind::order_response && row->outgoing != order.outgoing;
    if (!answers || !is_taken(row->verdict) || row->interim || !same_release(row->release, order.release))
      continue;
    auto response = stored_as<OrderResponse>(row->json);
    if (response && response->answer_to.empty()) return response;
  }
  return std::nullopt;
}

// A ship notice or an invoice for the order stands.
bool is_there(Lookups& lookups, const std::vector<BusinessRecord>& story, BusinessKind kind,
              const OrderName& order, OwedBy owed_by) {
  const auto standing = standing_among(story, kind, owed_by == OwedBy::us);
  return std::any_of(standing.begin(), standing.end(),
                     [&](const BusinessRecord* row) { return is_for(lookups, *row, order); });
}

}  // namespace

void expect_nothing(Unit& unit, std::string_view partner, const OrderName& name, char usage, OwedBy owed_by,
                    AttemptId own, Instant at) {
  const auto story = unit.about_order(partner, name.number, usage, own);
  for (const BusinessRecord* order : orders_among(story, name, owed_by))
    unit.withdraw(order->id, false, order_cancelled, own, at);
}

void expect_still(Unit& unit, std::string_view partner, const OrderName& name, char usage, OwedBy owed_by,
                  AttemptId own, Instant at) {
  static constexpr std::pair<Expected, BusinessKind> goods[] = {
      {Expected::notice_856, BusinessKind::shipment}, {Expected::invoice_810, BusinessKind::invoice}};
  const auto story = story_of_order(unit, partner, name.number, usage, own);
  for (const BusinessRecord* order : orders_among(story, name, owed_by)) {
    const auto answer = last_answer(story, *order);
    const StandingOrder standing = standing_order(story, order->release, order->outgoing);
    const bool stands = standing.state == OrderState::stands && standing.base.id == order->id;
    if (!stands || (answer && refuses_order(*answer))) continue;
    const auto restore = [&](Expected what) {
      unit.restore(order->id, what, order_cancelled, "the cancellation was not taken", own, at);
      unit.restore(order->id, what, order_refused, "the order was accepted after all", own, at);
    };
    if (!answer) restore(Expected::response_855);
    for (const auto& [what, kind] : goods) {
      if (!is_there(unit, story, kind, name, owed_by)) restore(what);
    }
  }
}

static void expect_as_it_stands(Unit& unit, std::string_view partner, const OrderName& name, char usage,
                                OwedBy owed_by, AttemptId own, Instant at) {
  auto story = story_of_order(unit, partner, name.number, usage, own);
  const auto standing = standing_order(std::move(story), name.release, owed_by == OwedBy::partner);
  const bool cancelled = standing.state == OrderState::cancelled;
  (cancelled ? expect_nothing : expect_still)(unit, partner, name, usage, owed_by, own, at);
}

void expect_by_change(Unit& unit, const Partner& partner, const OrderResponse& answer, char usage,
                      OwedBy owed_by, AttemptId own, Instant at) {
  if (!answers_change(answer)) return;
  const auto story = story_of_order(unit, partner.slug, answer.order_number, usage, own);
  const BusinessRecord* change = change_answered(story, answer, owed_by == OwedBy::partner);
  if (change == nullptr || !is_cancelled(change->purpose)) return;
  expect_as_it_stands(unit, partner.slug, {change->number, change->release}, usage, owed_by, own, at);
}

namespace {

Expected expected_of(BusinessKind kind) {
  return kind == BusinessKind::shipment ? Expected::notice_856 : Expected::invoice_810;
}

// What a ship notice or an invoice did for the rows of its order.
struct GoodsOf {
  const Partner& partner;
  const BusinessRecord& order;
  BusinessKind kind;
  OwedBy owed_by;

  [[nodiscard]] bool invoices_count() const {
    return kind == BusinessKind::shipment && invoices_count_from_notices(partner, owed_by);
  }
};

// It is not there any more.
void open_again(Unit& unit, const GoodsOf& of, std::string_view why, AttemptId own, Instant at) {
  unit.reopen(of.order.id, expected_of(of.kind), why, own, at);
  unit.restore(of.order.id, expected_of(of.kind), there_after_all, why, own, at);
  if (of.invoices_count()) unit.withdraw(of.order.id, Expected::invoice_810, why, own, at);
}

// It is there after all; `cancelled`: what took it away was not taken. Else what goes out has met its row.
void close_again(Unit& unit, const GoodsOf& of, bool cancelled, bool invoiced, AttemptId own, Instant at) {
  if (cancelled) unit.withdraw(of.order.id, expected_of(of.kind), there_after_all, own, at);
  if (!of.invoices_count() || invoiced) return;
  for (const std::string_view why : {notice_cancelled, notice_refused})
    unit.restore(of.order.id, Expected::invoice_810, why, there_after_all, own, at);
}

std::string_view why_lost(const BusinessRecord& row) {
  const bool cancels = is_cancelled(row.purpose);
  if (row.kind == BusinessKind::shipment) return cancels ? notice_cancelled : notice_refused;
  return cancels ? invoice_cancelled : invoice_refused;
}

// A ship notice or an invoice of ours, or what cancels one, was refused or goes out again.
void expect_goods(Unit& unit, const Partner& partner, const BusinessRecord& row, AttemptId own, Instant at) {
  for (const OrderName& name : unit.orders_meant(row.id)) {
    const auto story = story_of_order(unit, row.partner, name.number, row.usage, own);
    const bool there = is_there(unit, story, row.kind, name, OwedBy::us);
    const bool invoiced = is_there(unit, story, BusinessKind::invoice, name, OwedBy::us);
    for (const BusinessRecord* order : orders_among(story, name, OwedBy::us)) {
      const GoodsOf of{partner, *order, row.kind, OwedBy::us};
      if (there) {
        close_again(unit, of, is_cancelled(row.purpose), invoiced, own, at);
      } else {
        open_again(unit, of, why_lost(row), own, at);
      }
    }
  }
}

// An order of ours, or an answer of ours, that cancels one or leaves it cancelled.
void expect_order(Unit& unit, const BusinessRecord& row, AttemptId own, Instant at) {
  const bool answer = row.kind == BusinessKind::order_response;
  if (!answer && !is_cancelled(row.purpose)) return;
  const OwedBy owed_by = answer ? OwedBy::us : OwedBy::partner;
  expect_as_it_stands(unit, row.partner, {row.number, row.release}, row.usage, owed_by, own, at);
}

// An answer counts no more: where no other one stands, the order is owed one again.
void expect_answer(Unit& unit, const BusinessRecord& row, OwedBy owed_by, std::string_view why, AttemptId own,
                   Instant at) {
  const auto response = stored_as<OrderResponse>(row.json);
  if (row.interim || !response || answers_change(*response)) return;
  const OrderName name{row.number, row.release};
  const auto story = story_of_order(unit, row.partner, name.number, row.usage, own);
  for (const BusinessRecord* order : orders_among(story, name, owed_by))
    if (!last_answer(story, *order)) unit.reopen(order->id, Expected::response_855, why, own, at);
}

}  // namespace

void expect_by_fate(Unit& unit, const Partner* partner, const OutboundRecord& sent, AttemptId own,
                    Instant at) {
  if (trade_set(sent.kind) == nullptr) return;
  for (const BusinessRecord& row : unit.carried_documents(sent.id)) {
    const bool goods = has_own_number(row.kind);
    if (!goods) expect_order(unit, row, own, at);
    if (goods && partner != nullptr) expect_goods(unit, *partner, row, own, at);
    if (row.kind == BusinessKind::order_response)
      expect_answer(unit, row, OwedBy::us, answer_refused, own, at);
  }
}

void expect_again(Unit& unit, const Partner& partner, BusinessKind kind, std::span<const OrderName> orders,
                  char usage, OwedBy owed_by, AttemptId own, Instant at) {
  const std::string_view why = kind == BusinessKind::shipment ? notice_cancelled : invoice_cancelled;
  for (const OrderName& name : orders) {
    const auto story = story_of_order(unit, partner.slug, name.number, usage, own);
    if (is_there(unit, story, kind, name, owed_by)) continue;
    for (const BusinessRecord* order : orders_among(story, name, owed_by))
      open_again(unit, {partner, *order, kind, owed_by}, why, own, at);
  }
}

void expect_given_up(Unit& unit, const BusinessRecord& row, Instant at) {
  if (row.outgoing) return;
  if (row.kind == BusinessKind::order_response) expect_answer(unit, row, OwedBy::partner, given_up, {}, at);
  if (!has_own_number(row.kind)) return;
  for (const OrderName& name : unit.orders_meant(row.id)) {
    const auto story = story_of_order(unit, row.partner, name.number, row.usage, {});
    if (is_there(unit, story, row.kind, name, OwedBy::partner)) continue;
    for (const BusinessRecord* order : orders_among(story, name, OwedBy::partner))
      unit.reopen(order->id, expected_of(row.kind), given_up, {}, at);
  }
}

void expect_no_goods(Unit& unit, const Partner& partner, const OrderName& name, char usage, OwedBy owed_by,
                     std::span<const Part> answered, AttemptId own, Instant at) {
  const auto story = unit.about_order(partner.slug, name.number, usage, own);
  for (const BusinessRecord* order : orders_among(story, name, owed_by)) {
    const bool meant =
        answered.empty() || std::find(answered.begin(), answered.end(), order->part) != answered.end();
    if (meant) unit.withdraw(order->id, true, order_refused, own, at);
  }
}

}  // namespace transom
