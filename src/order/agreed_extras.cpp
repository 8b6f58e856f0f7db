// An order says of a charge or an allowance what it knows: an amount, a figure to work it out with, or just
// that there is one. An amount is for the order, whatever number of invoices it comes in; a percent or a rate
// is of what each invoice has. Where the order's own word allows two readings (before or behind other
// allowances) the one counts that has less against the invoice.
#include "order/agreed_extras.hpp"

#include <algorithm>

#include "order/charge_sum.hpp"
#include "order/money.hpp"

namespace transom {
namespace {

bool is_freight(const ExtraKey& key) {
  return !key.lowers && (key.code == "D240" || key.code == "G821" || key.code == "G830");
}

// FOB01 PC: the seller pays the carrier and charges the buyer with what it came to.
bool leaves_freight_open(const Order& order) {
  return std::any_of(order.freight.begin(), order.freight.end(),
                     [](const Freight& one) { return one.payment == "prepaid_and_charge"; });
}

bool has_allowance(const std::vector<AllowanceCharge>& list) {
  return std::any_of(list.begin(), list.end(),
                     [](const AllowanceCharge& one) { return one.kind == "allowance"; });
}

}  // namespace

// Of a whole invoice, or of the lines of one line.
struct AgreedExtras::Goods {
  Fraction gross, net;
  std::optional<Decimal> quantity;
  std::string unit;
};

AgreedExtras::AgreedExtras(const Order& order, const InvoiceExtras& billed,
                           const std::vector<std::vector<std::size_t>>& lines,
                           const InvoiceSettings& settings)
    : billed_(billed), settings_(settings), freight_is_charged_(leaves_freight_open(order)) {
  std::vector<std::size_t> every(billed.invoice.lines.size());
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
  const Goods whole = goods_of(every);
  for (const AllowanceCharge& one : order.allowances_charges) take(one, whole);
  take(order.taxes, whole);
  for (std::size_t i = 0; i < order.lines.size() && i < lines.size(); ++i) {
    const OrderLine& line = order.lines[i];
    if (line.allowances_charges.empty() && line.taxes.empty()) continue;
    const Goods goods = goods_of(lines[i]);
    for (const AllowanceCharge& one : line.allowances_charges) take(one, goods);
    take(line.taxes, goods);
  }
}

Agreed AgreedExtras::of(const ExtraKey& key) const {
  const auto found = extras_.find(key);
  if (found != extras_.end()) return found->second;
  Agreed none;
  none.open = freight_is_charged_ && is_freight(key);
  return none;
}

AgreedExtras::Goods AgreedExtras::goods_of(const std::vector<std::size_t>& lines) const {
  Goods out;
  for (const std::size_t at : lines) {
    const InvoiceLine& line = billed_.invoice.lines[at];
    const Fraction gross = at < billed_.sum.extensions.size() ? billed_.sum.extensions[at] : Fraction();
    out.gross += gross;
    out.net += gross;
    for (const AllowanceCharge& one : line.allowances_charges)
      if (one.kind == "allowance" && one.amount) out.net -= *one.amount;
    if (!line.quantity) continue;
    if (!out.quantity) out.unit = line.unit;
    if (out.unit != line.unit) out.unit = "?";
    out.quantity = out.quantity ? add(*out.quantity, *line.quantity) : line.quantity;
  }
  return out;
}

void AgreedExtras::take(const AllowanceCharge& one, const Goods& goods) {
  auto key = extra_key(one);
  if (!key) return;
  const auto enters = enters_total(one.method, settings_);
  if (enters && !*enters) return;
  Agreed& agreed = extras_[*std::move(key)];
  agreed.named = true;
  const bool ranged = one.quantity && one.quantity_to;
  if (!enters || (one.amount && ranged)) {
    agreed.open = true;
  } else if (one.amount && !one.percent && !one.rate) {
    agreed.fixed += *one.amount;
  } else {
    work_out(agreed, one, goods);
  }
}

// An amount beside the figure is what it comes to for the whole order.
void AgreedExtras::work_out(Agreed& agreed, const AllowanceCharge& one, const Goods& goods) const {
  AllowanceCharge figure = one;
  figure.amount.reset();
  std::optional<Fraction> least, most;
  for (const Fraction& base : {goods.gross, goods.net}) {
    const ChargeShare share = charge_share(
        figure,
        {.gross = base, .net = base, .quantity = goods.quantity, .unit = goods.unit, .list_price = {}},
        settings_);
    if (!share.problem.empty()) {
      agreed.open = true;
      return;
    }
    const Fraction amount = share.amount;
    if (!least || amount < *least) least = amount;
    if (!most || amount > *most) most = amount;
  }
  agreed.least += *least;
  agreed.most += *most;
}

// Some write a percent as 0.07 for 7.
void AgreedExtras::take(const std::vector<Tax>& taxes, const Goods& goods) {
  for (const Tax& tax : taxes) {
    taxes_.named = true;
    if (!tax_enters(tax)) {
      const bool told = tax.amount || tax.percent || !tax.exempt.empty() || !tax.relationship.empty();
      taxes_.open = taxes_.open || !told;
    } else if (tax.amount) {
      taxes_.fixed += *tax.amount;
    } else {
      const bool part = absolute(Fraction(*tax.percent)) < Fraction(1, 1);
      Tax of_base = tax;
      of_base.basis.reset();
      taxes_.most += tax_amount(of_base, goods.gross + billed_.charges) * Fraction(part ? 100 : 1, 1);
    }
  }
}

bool grants_allowance(const Order& order) {
  return has_allowance(order.allowances_charges) ||
         std::any_of(order.lines.begin(), order.lines.end(),
                     [](const OrderLine& line) { return has_allowance(line.allowances_charges); });
}

}  // namespace transom
