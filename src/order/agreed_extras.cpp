// An order says of a charge or an allowance what it knows: an amount, a figure to work it out with, or just
// that there is one. An amount is for the order, whatever number of invoices it comes in; a percent or a rate
// is of what each invoice has. Where the order's own word allows two readings (before or behind other
// allowances) the one counts that has less against the invoice.
#include "order/agreed_extras.hpp"

#include <algorithm>

#include "order/charge_sum.hpp"
#include "order/invoice_sum.hpp"
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
  bool any = false;
  Fraction gross, net;
  std::optional<Decimal> quantity;
  std::string unit;
  std::optional<Decimal> ordered;  // of the one line
  std::string ordered_unit;
  Fraction accepted{1, 1};  // of what was ordered of it, as a part of one
};

AgreedExtras::AgreedExtras(const OrderBook& book, const InvoiceExtras& billed,
                           const std::vector<std::vector<std::size_t>>& lines,
                           const InvoiceSettings& settings)
    : billed_(billed), settings_(settings), freight_is_charged_(leaves_freight_open(book.order())) {
  const Order& order = book.order();
  std::vector<std::size_t> every(billed.invoice.lines.size());
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
  const Goods whole = goods_of(every);
  for (const AllowanceCharge& one : order.allowances_charges) take(one, behind_others(whole, one));
  take(order.taxes, whole, true);
  for (std::size_t i = 0; i < book.lines().size() && i < lines.size(); ++i)
    take_line(book.lines()[i], goods_of(lines[i]));
  taxes_.most += rate_of_lines_ * billed.charges;
}

void AgreedExtras::take_line(const BookLine& known, Goods goods) {
  const OrderLine& line = *known.line;
  goods.ordered = line.quantity;
  goods.ordered_unit = line.unit;
  if (line.quantity && !line.quantity->is_zero() && known.accepted.is_known())
    goods.accepted = known.accepted / *line.quantity;
  for (const AllowanceCharge& one : line.allowances_charges) take(one, goods);
  take(line.taxes, goods, false);
  for (const SubLine& part : line.sub_lines) take_part(line, part);
}

// What is charged beside the line (SLN03), of each piece of it or of all.
void AgreedExtras::take_part(const OrderLine& line, const SubLine& part) {
  for (const AllowanceCharge& one : part.allowances_charges) {
    const auto key = extra_key(one);
    if (!key || !enters_total(one.method, settings_).value_or(true)) continue;
    Agreed& agreed = extras_[*key];
    agreed.named = true;
    agreed.open = agreed.open || !one.amount;
    if (one.amount) agreed.fixed += *one.amount;
  }
  if (!is_added(part)) return;
  Agreed& agreed = extras_[added_parts];
  agreed.named = true;
  const Fraction once = extension(part.quantity, part.unit, part.price, part.price_basis);
  if (!once.is_known()) {
    agreed.open = true;
    return;
  }
  const Fraction each = line.quantity ? once * *line.quantity : once;
  agreed.fixed += each > once ? each : once;
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
    out.any = true;
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

// The whole invoice's goods, less the other allowances that it takes off for all of them.
AgreedExtras::Goods AgreedExtras::behind_others(Goods whole, const AllowanceCharge& one) const {
  const auto key = extra_key(one);
  for (const AllowanceCharge& other : billed_.invoice.allowances_charges)
    if (other.kind == "allowance" && other.amount && extra_key(other) != key) whole.net -= *other.amount;
  return whole;
}

// With a method that nobody knows an allowance may be given elsewhere; the figure of a charge is its limit
// all the same.
void AgreedExtras::take(const AllowanceCharge& one, const Goods& goods) {
  auto key = extra_key(one);
  if (!key) return;
  const auto enters = enters_total(one.method, settings_);
  if (enters && !*enters) return;
  const bool lowers = key->lowers;
  Agreed& agreed = extras_[*std::move(key)];
  agreed.named = true;
  const bool ranged = one.quantity && one.quantity_to;
  const bool counted = one.rate && one.quantity && !ranged && !one.percent;
  if ((!enters && lowers) || (one.amount && ranged)) {
    agreed.open = true;
  } else if (counted && goods.ordered && (one.unit.empty() || one.unit == goods.ordered_unit)) {
    take_rate(agreed, one, goods);
  } else if (one.amount && !one.percent && (!one.rate || counted)) {
    agreed.fixed += lowers ? goods.accepted * *one.amount : Fraction(*one.amount);
  } else if (counted) {
    agreed.fixed += Fraction(*one.rate) * Fraction(*one.quantity);
  } else if (goods.any) {
    work_out(agreed, one, goods);
  }
}

// A line's rate is said with the quantity that the line had then: it is one of what is invoiced. An allowance
// for a smaller part than the line is nothing that each invoice has to grant.
void AgreedExtras::take_rate(Agreed& agreed, const AllowanceCharge& one, const Goods& goods) const {
  if (!goods.any) return;
  AllowanceCharge rate = one;
  rate.quantity.reset();
  Agreed worked_out = agreed;
  work_out(worked_out, rate, goods);
  if (*one.quantity < *goods.ordered) worked_out.least = agreed.least;
  agreed = worked_out;
}

// An amount beside the figure is what it comes to for the whole order.
void AgreedExtras::work_out(Agreed& agreed, const AllowanceCharge& one, const Goods& goods) const {
  AllowanceCharge figure = one;
  figure.amount.reset();
  std::optional<Fraction> least, most;
  for (const Fraction& base : {goods.gross, goods.net}) {
    const Fraction& gross = one.percent_basis.empty() ? base : goods.gross;
    const ChargeShare share = charge_share(
        figure,
        {.gross = gross, .net = base, .quantity = goods.quantity, .unit = goods.unit, .list_price = {}},
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

// Some write a percent as 0.07 for 7; no tax is higher than a quarter.
Fraction percent_of(const Tax& tax) {
  const Fraction percent = *tax.percent;
  return absolute(percent) > Fraction(1, 4) ? percent : percent * Fraction(100, 1);
}

// A percent goes before its amount: that was of what was ordered then. Of lines the charges are taxed once,
// by the rates of the line that has the highest.
void AgreedExtras::take(const std::vector<Tax>& taxes, const Goods& goods, bool of_order) {
  Fraction rates;
  for (const Tax& tax : taxes) {
    taxes_.named = true;
    if (!tax_enters(tax)) {
      const bool told = tax.amount || tax.percent || !tax.exempt.empty() || !tax.relationship.empty();
      taxes_.open = taxes_.open || !told;
    } else if (tax.percent) {
      const Fraction part = percent_of(tax) / Fraction(100, 1);
      taxes_.most += part * (of_order ? goods.gross + billed_.charges : goods.gross);
      rates += part;
    } else {
      taxes_.fixed += *tax.amount;
    }
  }
  Fraction& highest = of_order ? rate_of_order_ : rate_of_lines_;
  if (rates > highest) highest = rates;
}

std::optional<Fraction> AgreedExtras::tax_percent() const {
  const Fraction all = rate_of_order_ + rate_of_lines_;
  if (taxes_.open || !taxes_.fixed.is_zero() || all.is_zero()) return std::nullopt;
  return all * Fraction(100, 1);
}

bool grants_allowance(const Order& order) {
  return has_allowance(order.allowances_charges) ||
         std::any_of(order.lines.begin(), order.lines.end(),
                     [](const OrderLine& line) { return has_allowance(line.allowances_charges); });
}

}  // namespace transom
