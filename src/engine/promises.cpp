// The order's share is always worked out anew from the order as it stands, and only the difference to what
// was entered for it becomes a row: so a release, a change and a cancellation are one case. Rows are never
// taken back; what is cancelled behind an import is a row below zero, and rightly so, since the import still
// counts it.
//
// A change is judged without the order's own share, whenever that was entered: figures of before do not know
// it, figures of since have it taken off already, and either way the order may use it again.
#include "engine/promises.hpp"

#include <fmt/format.h>

#include <map>

#include "engine/order_story.hpp"
#include "engine/standing_order.hpp"
#include "mapping/facts.hpp"

namespace transom {
namespace {

using Shares = std::map<std::string, Decimal>;

std::string of_stock(std::string_view partner, const StockRow& stock, std::string_view item) {
  return fmt::format("stock/{}/{}", stock.own ? partner : std::string_view(), item);
}
std::string of_credit(std::string_view partner) {
  return fmt::format("credit/{}", partner);
}

void add_to(Decimal& sum, const std::optional<Decimal>& more) {
  if (more) sum = add(sum, *more).value_or(sum);
}

Decimal own_share(Lookups& lookups, const PromiseView& view, const std::string& of) {
  Decimal sum;
  if (!view.order) return sum;
  for (const PromiseRecord& row : lookups.promised_to(view.order, view.own))
    if (row.of == of) add_to(sum, row.quantity);
  return sum;
}

Decimal promised_before(Lookups& lookups, const PromiseView& view, const std::string& of, Instant as_of) {
  const Decimal all = lookups.promised(of, view.usage, as_of, view.own);
  return subtract(all, own_share(lookups, view, of)).value_or(all);
}

Shares shares_of(const Order& order, const Partner& partner, const ReferenceData& reference, Date today) {
  Shares out;
  const mapping::OrderFacts facts = mapping::facts_of(order, reference);
  for (const OrderLine& line : order.lines) {
    if (*facts.customer.known) add_to(out[of_credit(partner.slug)], line_amount(line));
    const mapping::LineFacts known =
        mapping::facts_of(order, line, facts, reference, today, partner.currency);
    const StockRow* stock = reference.stock(known.item.number);
    if (stock != nullptr) add_to(out[of_stock(partner.slug, *stock, known.item.number)], known.own.quantity);
  }
  return out;
}

}  // namespace

Earlier earlier_orders(Lookups& lookups, const ReferenceData& reference, const PromiseView& view) {
  return {.stock =
              [&lookups, &reference, view](const std::string& item) {
                const StockRow* stock = reference.stock(item);
                if (stock == nullptr) return Decimal();
                return promised_before(lookups, view, of_stock(view.partner, *stock, item), stock->as_of);
              },
          .credit =
              [&lookups, &reference, view] {
                const CustomerRow* customer = reference.customer();
                if (customer == nullptr) return Decimal();
                return promised_before(lookups, view, of_credit(view.partner), customer->as_of);
              }};
}

void enter_promises(Unit& unit, const MapShelf& maps, const PromiseEntry& entry) {
  if (!maps.asks_earlier()) return;
  const Partner& partner = entry.partner;
  const StandingOrder standing = standing_order(
      story_of_order(unit, partner.slug, entry.number, entry.usage, entry.attempt), entry.release, false);
  if (!standing.base.id) return;
  Shares shares;
  if (standing.state == OrderState::stands)
    shares = shares_of(standing.order, partner, *maps.reference(partner), entry.at.date());
  for (const PromiseRecord& row : unit.promised_to(standing.base.id, entry.attempt)) {
    Decimal& left = shares[row.of];
    left = subtract(left, row.quantity).value_or(left);
  }
  for (const auto& [of, quantity] : shares) {
    if (quantity.is_zero()) continue;
    unit.save(PromiseRecord{.attempt = entry.attempt,
                            .order = standing.base.id,
                            .of = of,
                            .usage = entry.usage,
                            .quantity = quantity,
                            .at = entry.at});
  }
}

}  // namespace transom
