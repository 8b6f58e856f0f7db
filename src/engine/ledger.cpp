// An order is expected to be answered from the moment it is known, held or not: the partner's clock runs.
// That goods follow is expected of what was taken. Refused: counting a ship notice from the receipt where the
// order names no day at all; a deadline out of thin air is a false alarm with a file number. For the same
// reason no goods are expected of a blanket order itself, but of its releases.
#include "engine/ledger.hpp"

#include <algorithm>
#include <array>

#include "engine/order_story.hpp"
#include "engine/read_stored.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"

namespace transom {
namespace {

constexpr std::array<std::string_view, 5> ship_kinds{"ship_no_later", "requested_ship", "scheduled_ship",
                                                     "current_schedule_ship", "ship_not_before"};
constexpr std::array<std::string_view, 5> delivery_kinds{
    "deliver_no_later", "must_arrive_by", "requested_delivery", "scheduled_delivery", "deliver_not_before"};

// By the first kind that is there.
std::optional<Date> day_among(const std::vector<TradeDate>& dates, std::span<const std::string_view> kinds) {
  for (const std::string_view kind : kinds) {
    for (const TradeDate& date : dates) {
      if (date.kind == kind && date.date) return date.date;
    }
  }
  return std::nullopt;
}

std::optional<Date> day_of(const Order& order, std::span<const std::string_view> kinds) {
  if (const auto day = day_among(order.dates, kinds)) return day;
  std::optional<Date> earliest;
  const auto take = [&](const std::vector<TradeDate>& dates) {
    const auto day = day_among(dates, kinds);
    if (day && (!earliest || *day < *earliest)) earliest = day;
  };
  for (const OrderLine& line : order.lines) {
    take(line.dates);
    for (const Schedule& schedule : line.schedules) take(schedule.dates);
  }
  return earliest;
}

// The agreement about orders, in the direction in which the answers are owed, that says what follows them.
const Agreement* agreement_on_orders(const Partner& partner, OwedBy owed_by) {
  for (const Agreement& one : owed_by == OwedBy::us ? partner.receives : partner.sends) {
    if (one.set != "850") continue;
    if (!(owed_by == OwedBy::us ? one.receive->expect : one.send->expect).empty()) return &one;
  }
  return nullptr;
}

// One of ours that is kept in the same pass, or waits for its batch, meets its row when it goes out.
bool has_gone(Unit& unit, const BusinessRecord& row) {
  return !row.outgoing || !unit.carriers_of(row.id).empty();
}

// The orders of that name that stand, where no invoice for them counts yet.
std::vector<BusinessRecord> not_invoiced(Unit& unit, const Partner& partner, const OrderName& order,
                                         char usage, OwedBy owed_by, AttemptId own) {
  std::vector<BusinessRecord> orders;
  std::vector<std::string> invoices;
  for (BusinessRecord& row : story_of_order(unit, partner.slug, order.number, usage, own)) {
    const bool we_wrote_it = row.outgoing;
    if (row.kind == BusinessKind::invoice && row.verdict != Verdict::rejected &&
        we_wrote_it == (owed_by == OwedBy::us) && has_gone(unit, row) && is_for(unit, row, order)) {
      std::erase(invoices, row.number);
      if (!is_cancelled(row.purpose)) invoices.push_back(row.number);
    }
    if (row.kind == BusinessKind::order && is_taken(row.verdict) && !is_cancelled(row.purpose) &&
        same_release(row.release, order.release) && we_wrote_it == (owed_by == OwedBy::partner)) {
      orders.push_back(std::move(row));
    }
  }
  if (!invoices.empty()) orders.clear();
  return orders;
}

Expected expected_set(std::string_view set) {
  return set == "855" ? Expected::response_855 : set == "856" ? Expected::notice_856 : Expected::invoice_810;
}

}  // namespace

std::optional<ShipDay> ship_day(const Order& order) {
  if (const auto day = day_of(order, ship_kinds)) return ShipDay{*day};
  if (const auto day = day_of(order, delivery_kinds)) return ShipDay{*day, true};
  return std::nullopt;
}

void expect_answers(Unit& unit, const ExpectingOrder& order, std::span<const ExpectedAnswer> expected,
                    const WorkingCalendar& calendar, bool answer_only) {
  answer_only = answer_only || is_blanket(order.order);
  for (const ExpectedAnswer& one : expected) {
    if (one.term.from == TermBase::shipment || (answer_only && one.set != "855")) continue;
    ExpectationRecord row{.attempt = order.attempt,
                          .what = expected_set(one.set),
                          .owed_by = order.owed_by,
                          .order = order.id,
                          .partner = order.partner.slug,
                          .number = order.order.number,
                          .release = order.order.release_number,
                          .usage = order.usage,
                          .terms = to_text(one.term),
                          .opened = order.at};
    if (one.term.from == TermBase::order) {
      row.due = due_after(one.term, calendar, order.at);
    } else {
      const auto day = ship_day(order.order);
      if (!day) continue;
      row.due = due_after(one.term, calendar, day->day);
      if (day->of_delivery) row.terms += ", which is its day of delivery";
    }
    unit.expect(row);
  }
}

bool invoices_count_from_notices(const Partner& partner, OwedBy owed_by) {
  const Agreement* agreement = agreement_on_orders(partner, owed_by);
  if (agreement == nullptr) return false;
  const auto& expected = owed_by == OwedBy::us ? agreement->receive->expect : agreement->send->expect;
  return std::any_of(expected.begin(), expected.end(),
                     [](const ExpectedAnswer& one) { return one.term.from == TermBase::shipment; });
}

void expect_invoices(Unit& unit, const Partner& partner, std::span<const OrderName> orders, char usage,
                     OwedBy owed_by, AttemptId attempt, Instant at) {
  const Agreement* agreement = agreement_on_orders(partner, owed_by);
  if (agreement == nullptr) return;
  for (const ExpectedAnswer& one :
       owed_by == OwedBy::us ? agreement->receive->expect : agreement->send->expect) {
    if (one.term.from != TermBase::shipment) continue;
    for (const OrderName& name : orders) {
      for (const BusinessRecord& order : not_invoiced(unit, partner, name, usage, owed_by, attempt)) {
        unit.expect({.attempt = attempt,
                     .what = Expected::invoice_810,
                     .owed_by = owed_by,
                     .order = order.id,
                     .partner = partner.slug,
                     .number = order.number,
                     .release = order.release,
                     .usage = usage,
                     .terms = to_text(one.term),
                     .opened = at,
                     .due = due_after(one.term, agreement->policy.calendar, at)});
      }
    }
  }
}

namespace {

// What an order of ours, or what we ship, makes expected.
void follow(Unit& unit, const Partner& partner, const OutboundRecord& sent, const BusinessRecord& row,
            const BusinessDocument& document) {
  const auto* order = std::get_if<Order>(&document);
  if (order == nullptr) {
    expect_invoices(unit, partner, unit.orders_meant(row.id), sent.usage, OwedBy::us, sent.attempt,
                    sent.queued);
  } else if (const Agreement* agreement = agreement_on_orders(partner, OwedBy::partner)) {
    expect_answers(unit, {row.id, sent.attempt, *order, partner, sent.usage, sent.queued, OwedBy::partner},
                   agreement->send->expect, agreement->policy.calendar, false);
  }
}

// A cancellation of ours ends what is expected of what it cancels, or what it did for what is expected of us.
void cancelled(Unit& unit, const Partner& partner, const OutboundRecord& sent, const BusinessRecord& row) {
  const AttemptId own = row.part.attempt;
  if (row.kind == BusinessKind::order || row.kind == BusinessKind::order_change) {
    expect_nothing(unit, partner.slug, {row.number, row.release}, sent.usage, OwedBy::partner, own,
                   sent.queued);
  } else {
    expect_again(unit, partner, row.kind, unit.orders_meant(row.id), sent.usage, OwedBy::us, own,
                 sent.queued);
  }
}

}  // namespace

void expect_after(Unit& unit, const Partner& partner, OutboundId outbound, const OutboundRecord& sent) {
  static constexpr OutboundKind speaking[] = {OutboundKind::order_850, OutboundKind::notice_856,
                                              OutboundKind::invoice_810, OutboundKind::change_860};
  if (std::find(std::begin(speaking), std::end(speaking), sent.kind) == std::end(speaking)) return;
  for (const BusinessRecord& row : unit.carried_documents(outbound)) {
    if (is_cancelled(row.purpose)) {
      cancelled(unit, partner, sent, row);
    } else if (row.kind == BusinessKind::order || row.kind == BusinessKind::shipment) {
      if (const auto document = stored_document(as_it_counts(row)))
        follow(unit, partner, sent, row, *document);
    }
  }
}

}  // namespace transom
