// One call for whatever goes out; what each kind asks for stands in files of its own.
#include "order/make_ready.hpp"

#include <algorithm>

#include "order/invoice_sum.hpp"
#include "order/order_book.hpp"
#include "order/relevel.hpp"
#include "order/sscc.hpp"

namespace transom {
namespace {

// Kinds that are named first, in that order; the others stay behind them as they stood.
void put_in_order(std::vector<Id>& ids, const std::vector<std::string>& kinds) {
  std::stable_sort(ids.begin(), ids.end(), [&](const Id& a, const Id& b) {
    return std::find(kinds.begin(), kinds.end(), a.kind) < std::find(kinds.begin(), kinds.end(), b.kind);
  });
}

template <class Level>
void put_items_in_order(Level& level, const std::vector<std::string>& kinds) {
  if constexpr (requires { level.orders; })
    for (auto& one : level.orders) put_items_in_order(one, kinds);
  if constexpr (requires { level.tares; })
    for (auto& one : level.tares) put_items_in_order(one, kinds);
  if constexpr (requires { level.packs; })
    for (auto& one : level.packs) put_items_in_order(one, kinds);
  if constexpr (requires { level.items; })
    for (auto& one : level.items) {
      put_in_order(one.ids, kinds);
      put_items_in_order(one, kinds);
    }
}

// A cancellation may leave it at its number.
bool says_number_only(const Shipment& shipment) {
  return is_cancelled(shipment.purpose) && shipment.orders.empty() && shipment.tares.empty() &&
         shipment.packs.empty() && shipment.items.empty();
}

Disagreements make_ready(Shipment& shipment, const TradeSettings& settings) {
  if (says_number_only(shipment)) return {};
  Relevelled done = relevel(shipment, settings.hierarchy);
  if (!done.wrong.empty()) return std::move(done.wrong);
  shipment = std::move(done.shipment);
  put_items_in_order(shipment, settings.item_ids);
  return settings.match.effect(TradeCheck::sscc) == CheckEffect::off ? Disagreements()
                                                                     : check_ssccs(shipment);
}

Disagreements make_ready(Invoice& invoice, const TradeSettings& settings) {
  for (InvoiceLine& line : invoice.lines) put_in_order(line.ids, settings.item_ids);
  InvoiceSum sum = add_up(invoice, settings.invoice, settings.match.total, settings.match.days);
  if (settings.match.effect(TradeCheck::arithmetic) == CheckEffect::off) return {};
  return std::move(sum.wrong);
}

}  // namespace

Disagreements disagrees_with_itself(const BusinessDocument& document, const TradeSettings& settings) {
  if (const auto* shipment = std::get_if<Shipment>(&document)) {
    if (settings.match.effect(TradeCheck::sscc) != CheckEffect::off) return check_ssccs(*shipment);
  }
  if (const auto* invoice = std::get_if<Invoice>(&document)) {
    Invoice copy = *invoice;
    if (settings.match.effect(TradeCheck::arithmetic) != CheckEffect::off)
      return add_up(copy, settings.invoice, settings.match.total, settings.match.days).wrong;
  }
  return {};
}

Disagreements make_ready(BusinessDocument& document, const TradeSettings& settings) {
  if (auto* shipment = std::get_if<Shipment>(&document)) return make_ready(*shipment, settings);
  if (auto* invoice = std::get_if<Invoice>(&document)) return make_ready(*invoice, settings);
  return {};
}

}  // namespace transom
