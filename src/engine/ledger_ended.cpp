// What takes expectations away, or back: an order cancelled or refused as a whole, a ship notice or an
// invoice cancelled.
//
// A cancelled ship notice is none: what it met is open again, unless another of the order stands. Refused:
// opening a second row. The order is owed one ship notice, and people know the row by its number.
#include <algorithm>

#include "engine/ledger.hpp"
#include "engine/numbered.hpp"

namespace transom {
namespace {

// The orders that owe something to us, or we for them.
std::vector<const BusinessRecord*> orders_among(const std::vector<BusinessRecord>& story,
                                                const std::string& release, OwedBy owed_by) {
  std::vector<const BusinessRecord*> out;
  for (const BusinessRecord& row : story) {
    const bool meant = row.kind == BusinessKind::order && row.outgoing == (owed_by == OwedBy::partner);
    const bool other = !release.empty() && !row.release.empty() && release != row.release;
    if (meant && !other) out.push_back(&row);
  }
  return out;
}

}  // namespace

void expect_nothing(Unit& unit, const Partner& partner, const std::string& number, const std::string& release,
                    char usage, OwedBy owed_by, Instant at) {
  const auto story = unit.about_order(partner.slug, number, usage, {});
  for (const BusinessRecord* order : orders_among(story, release, owed_by))
    unit.withdraw(order->id, false, "the order was cancelled", at);
}

void expect_again(Unit& unit, const Partner& partner, BusinessKind kind, std::span<const std::string> orders,
                  char usage, OwedBy owed_by, AttemptId own, Instant at) {
  const bool notice = kind == BusinessKind::shipment;
  const std::string why = notice ? "the ship notice was cancelled" : "the invoice was cancelled";
  for (const std::string& number : orders) {
    const auto story = unit.about_order(partner.slug, number, usage, own);
    if (!standing_among(story, kind, owed_by == OwedBy::us).empty()) continue;
    for (const BusinessRecord* order : orders_among(story, {}, owed_by)) {
      unit.reopen(order->id, notice ? Expected::notice_856 : Expected::invoice_810, why, at);
      if (notice && invoices_count_from_notices(partner, owed_by))
        unit.withdraw(order->id, Expected::invoice_810, why, at);
    }
  }
}

void expect_no_goods(Unit& unit, const Partner& partner, const OrderResponse& refusal, char usage,
                     OwedBy owed_by, std::span<const Part> answered, AttemptId own, Instant at) {
  const auto story = unit.about_order(partner.slug, refusal.order_number, usage, own);
  for (const BusinessRecord* order : orders_among(story, refusal.release_number, owed_by)) {
    const bool meant =
        answered.empty() || std::find(answered.begin(), answered.end(), order->part) != answered.end();
    if (meant) unit.withdraw(order->id, true, "the order was refused", at);
  }
}

}  // namespace transom
