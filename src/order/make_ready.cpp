// One call for whatever goes out; what each kind asks for stands in files of its own.
#include "order/make_ready.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/fraction.hpp"
#include "order/invoice_sum.hpp"
#include "order/order_book.hpp"
#include "order/relevel.hpp"
#include "order/shipment_goods.hpp"
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

// The lines of the segment are counted anew, for only the hierarchy knows them; the sum is the ERP's word.
void check_sum(const Shipment& shipment, const ShipmentGoods& goods, Disagreements& wrong) {
  const auto& written = shipment.totals.quantity_hash;
  if (!written) return;
  Fraction sum, digits;  // some add up the digits, whatever the decimal point says
  for (const GoodsShare& share : goods.shares) {
    if (!share.item.quantity) continue;
    sum += Fraction(*share.item.quantity);
    digits += Fraction(Decimal(share.item.quantity->units(), 0));
  }
  if (sum == Fraction(*written) || digits == Fraction(*written)) return;
  wrong.push_back({TradeCheck::arithmetic, "totals.quantity_hash",
                   fmt::format("totals.quantity_hash says {}, but the quantities come to {}",
                               written->to_plain(), sum.to_string()),
                   "mend it in the ERP and leave the shipment again, or leave it out"});
}

// The same packages once more, with another of their weights.
bool is_weighed_again(const Lading& lading, const Lading& before) {
  Lading same = before;
  same.weight_kind = lading.weight_kind;
  same.weight = lading.weight;
  same.weight_unit = lading.weight_unit;
  return same == lading && lading.weight_kind != before.weight_kind;
}

// What the carrier is told to load (TD1) and what is announced; of packages that stand in no level nobody
// knows.
void check_packages(const Shipment& shipment, std::string_view form, std::string_view name, std::size_t there,
                    Disagreements& wrong) {
  std::optional<Decimal> written;
  const auto& all = shipment.lading;
  for (auto lading = all.begin(); lading != all.end(); ++lading) {
    if (!lading->packaging.starts_with(form)) continue;
    if (std::any_of(all.begin(), lading, [&](const Lading& one) { return is_weighed_again(*lading, one); }))
      continue;
    if (!lading->count) return;
    written = written ? add(*written, *lading->count) : lading->count;
  }
  if (!written || there == 0 || *written == Decimal::whole(static_cast<std::int64_t>(there))) return;
  wrong.push_back({TradeCheck::arithmetic, "lading",
                   fmt::format("lading says {} {} ({}), but {} are in the shipment", written->to_plain(),
                               name, form, there),
                   "mend the count or what is packed in the ERP, and leave the shipment again"});
}

Disagreements figures_disagree(const Shipment& shipment) {
  Disagreements wrong;
  const ShipmentGoods goods = take_apart(shipment);
  check_sum(shipment, goods, wrong);
  check_packages(shipment, "CTN", "cartons", goods.packs.size(), wrong);
  check_packages(shipment, "PLT", "pallets", goods.tares.size(), wrong);
  return wrong;
}

// A cancellation repeats what falls away, in whatever form.
Disagreements wrong_labels(const Shipment& shipment) {
  Disagreements wrong = check_ssccs(shipment);
  if (is_cancelled(shipment.purpose)) return wrong;
  for (Disagreement& one : check_shared(shipment)) wrong.push_back(std::move(one));
  return wrong;
}

Disagreements make_ready(Shipment& shipment, const TradeSettings& settings) {
  if (says_number_only(shipment)) return {};
  Disagreements wrong;
  const auto take = [&wrong](Disagreements more) {
    std::move(more.begin(), more.end(), std::back_inserter(wrong));
  };
  if (settings.match.effect(TradeCheck::arithmetic) != CheckEffect::off) take(figures_disagree(shipment));
  Relevelled done = relevel(shipment, settings.hierarchy);
  if (!done.wrong.empty()) {
    take(std::move(done.wrong));
    return wrong;
  }
  shipment = std::move(done.shipment);
  put_items_in_order(shipment, settings.item_ids);
  if (settings.match.effect(TradeCheck::sscc) != CheckEffect::off) take(check_ssccs(shipment));
  return wrong;
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
    return settings.match.effect(TradeCheck::sscc) == CheckEffect::off ? Disagreements()
                                                                       : wrong_labels(*shipment);
  }
  if (const auto* invoice = std::get_if<Invoice>(&document)) {
    Invoice copy = *invoice;
    const bool named_alone =
        is_cancelled(invoice->purpose) && invoice->lines.empty();  // with its total or none
    if (!named_alone && settings.match.effect(TradeCheck::arithmetic) != CheckEffect::off)
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
