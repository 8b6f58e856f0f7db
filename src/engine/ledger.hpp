// What an order makes expected: opened in the commit that makes the order, its release or its ship notice
// true.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "transom/order.hpp"
#include "transom/order_response.hpp"
#include "transom/partner.hpp"
#include "transom/unit.hpp"

namespace transom {

// An order that came, or that we sent as a buyer.
struct ExpectingOrder {
  BusinessId id;
  AttemptId attempt;  // under which it is staged
  const Order& order;
  const Partner& partner;
  char usage = 'P';
  Instant at;  // received, or sent
  OwedBy owed_by = OwedBy::us;
};

// The day on which the order wants its goods shipped: of its own dates, else the earliest among those of its
// lines; where it names none, the day of delivery, by which a ship notice is late in any case.
struct ShipDay {
  Date day;
  bool of_delivery = false;
};
[[nodiscard]] std::optional<ShipDay> ship_day(const Order& order);

// Opens the rows of `expected` that count from the order or its ship date; `answer_only`: that of its 855 (it
// is held or declined, nobody ships yet). An order that names no day has no row that counts from one.
void expect_answers(Unit& unit, const ExpectingOrder& order, std::span<const ExpectedAnswer> expected,
                    const WorkingCalendar& calendar, bool answer_only);

// A ship notice about these orders went out, or came: opens the rows of invoices that count from it, for
// orders that stand and have no invoice yet.
void expect_invoices(Unit& unit, const Partner& partner, std::span<const OrderName> orders, char usage,
                     OwedBy owed_by, AttemptId attempt, Instant at);

// The order was cancelled: nothing is expected for it any more. `own`: the attempt that saved the
// cancellation.
void expect_nothing(Unit& unit, std::string_view partner, const OrderName& order, char usage, OwedBy owed_by,
                    AttemptId own, Instant at);

// What was withdrawn from an order that stands, for it was cancelled or refused and is not any more, is
// expected again, unless it came meanwhile. `own`: the attempt that saved the word that brings it back.
void expect_still(Unit& unit, std::string_view partner, const OrderName& order, char usage, OwedBy owed_by,
                  AttemptId own, Instant at);

// A change was answered, by a supplier or by our ERP: of a cancellation, whether there still is an order
// follows from it.
void expect_by_change(Unit& unit, const Partner& partner, const OrderResponse& answer, char usage,
                      OwedBy owed_by, AttemptId own, Instant at);
// The partner refused an interchange of ours, or it goes out again: what of it cancels an order, or answers a
// cancellation, and whether there still is one; what of it ships or invoices, or takes that back; and the
// order that it answered is owed an answer again. `partner` may be gone; `own`: the attempt that saved his
// refusal.
void expect_by_fate(Unit& unit, const Partner* partner, const OutboundRecord& sent, AttemptId own,
                    Instant at);

// Whether an agreement with the partner has invoices count from ship notices.
[[nodiscard]] bool invoices_count_from_notices(const Partner& partner, OwedBy owed_by);

// A ship notice or an invoice about these orders was cancelled. Where no other of its kind stands, it is
// expected again, and from a ship notice that is none any more no invoice counts. `own`: the attempt that
// saved the cancellation.
void expect_again(Unit& unit, const Partner& partner, BusinessKind kind, std::span<const OrderName> orders,
                  char usage, OwedBy owed_by, AttemptId own, Instant at);

// What came of a partner was held and is given up: unless another of its kind stands, it is expected again.
void expect_given_up(Unit& unit, const BusinessRecord& row, Instant at);

// The order was refused as a whole: no goods and no invoice are expected for it. `answered`: the sets that
// the refusal answers, where they are known; else it is known by its name.
void expect_no_goods(Unit& unit, const Partner& partner, const OrderName& order, char usage, OwedBy owed_by,
                     std::span<const Part> answered, AttemptId own, Instant at);

// What an interchange of ours that was queued makes expected: the answers to our orders, the invoices of what
// it announces.
void expect_after(Unit& unit, const Partner& partner, OutboundId outbound, const OutboundRecord& sent);

}  // namespace transom
