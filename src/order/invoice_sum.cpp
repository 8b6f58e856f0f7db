// Amounts of the whole invoice, one pass from the inside out: lines, then what is added to all of them.
//
// Money that stands in the set by itself is rounded where it is made, so that whoever adds up the paper comes
// to the same cent; what is never written (a line's amount) is rounded as the partner rounds it. What an
// invoice says twice is held against itself: a total, the amount of a line, a tax and its percent.
// What terms of payment come to by themselves stands in terms_sum.cpp, what they make of the total in
// discount_sum.cpp.
// Refused: correcting what is written. The ERP has booked its figures; two truths about one invoice are worse
// than one that waits.
#include "order/invoice_sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/fraction.hpp"
#include "order/charge_sum.hpp"
#include "order/discount_sum.hpp"
#include "order/money.hpp"
#include "order/order_book.hpp"
#include "order/terms_sum.hpp"
#include "order/total_parts.hpp"

namespace transom {
namespace {

bool says_exempt(const std::vector<Tax>& taxes) {
  return std::any_of(taxes.begin(), taxes.end(),
                     [](const Tax& tax) { return !tax.exempt.empty() && tax.exempt != "not_exempt"; });
}

class Adder {
 public:
  Adder(Invoice& invoice, const InvoiceSettings& settings, const Tolerance& tolerance, std::int64_t days)
      : invoice_(invoice), settings_(settings), tolerance_(tolerance), days_(days) {}

  InvoiceSum run() {
    check_content();
    for (std::size_t i = 0; i < invoice_.lines.size(); ++i) line(i);
    sum_.goods = goods_.rounded(cents);
    ChargeBase base{.gross = gross_, .net = goods_, .quantity = quantity_, .unit = unit_, .list_price = {}};
    Fraction total = goods_ + charges("", invoice_.allowances_charges, base, true);
    discountable_goods_ = goods_ + header_allowances_ - line_charges_;
    total += header_taxes(total) + line_taxes_;
    amount(total);
    add_discounts(invoice_, sum_, discountable_goods_, settings_, tolerance_, days_);
    for (Disagreement& one : counts_disagree(invoice_)) sum_.wrong.push_back(std::move(one));
    return std::move(sum_);
  }

 private:
  void wrong(std::string place, std::string sentence, std::string next) {
    sum_.wrong.push_back({TradeCheck::arithmetic, std::move(place), std::move(sentence), std::move(next)});
  }

  // Freight alone is an invoice, and what is cancelled needs no more than its number.
  void check_content() {
    const bool empty =
        invoice_.lines.empty() && invoice_.allowances_charges.empty() && invoice_.taxes.empty();
    if (!empty || is_cancelled(invoice_.purpose)) return;
    wrong("lines", "the invoice has no lines and no charges, so there is nothing to pay",
          "leave it with its lines; one that is taken back says `purpose: cancel`");
  }

  [[nodiscard]] bool fits(Decimal written, Decimal computed, Decimal slack = {}) const {
    return transom::fits(written, computed, tolerance_, slack);
  }

  // What allowances and charges add, with the taxes on them; `base.net` moves along.
  Fraction charges(const std::string& at, std::vector<AllowanceCharge>& list, ChargeBase base, bool header) {
    Fraction added;
    for (std::size_t i = 0; i < list.size(); ++i) {
      AllowanceCharge& one = list[i];
      const std::string place = fmt::format("{}allowances_charges[{}]", at, i);
      const auto share = charge_share(one, base, settings_);
      if (!share.problem.empty()) {
        wrong(place, fmt::format("{}: {}", place, share.problem), share.next);
        added = Fraction::unknown();
        continue;
      }
      if (!share.enters) continue;
      if (SignProblem sign = sign_problem(one, base, is_credit(invoice_)); !sign.problem.empty())
        wrong(place, fmt::format("{}: {}", place, sign.problem), std::move(sign.next));
      // A percent never stands alone (SAC P0607), and this is what was taken.
      if (one.percent && one.percent_basis.empty()) one.percent_basis = "gross";
      if (!one.amount) one.amount = share.amount;
      const bool lowers = one.kind == "allowance";
      const Fraction signed_amount = lowers ? Fraction() - Fraction(share.amount) : Fraction(share.amount);
      added += signed_amount;
      base.net += signed_amount;
      if (header && lowers) header_allowances_ += signed_amount;
      if (!header && !lowers) line_charges_ += signed_amount;
      if (header) part(lowers ? PartKind::allowance : PartKind::charge, place, signed_amount);
      const std::size_t first = sum_.parts.size();
      const Fraction tax = taxes(place + ".", one.taxes, {Fraction(share.amount)}, false);
      for (std::size_t at_tax = first; lowers && at_tax < sum_.parts.size(); ++at_tax)
        sum_.parts[at_tax].money = Fraction() - sum_.parts[at_tax].money;
      line_taxes_ += lowers ? Fraction() - tax : tax;
    }
    return added;
  }

  // Of the first of `bases` where neither amount nor basis is written.
  Fraction taxes(const std::string& at, std::vector<Tax>& list, std::vector<Fraction> bases, bool header) {
    Fraction added;
    for (std::size_t i = 0; i < list.size(); ++i) {
      Tax& tax = list[i];
      const std::string place = fmt::format("{}taxes[{}]", at, i);
      if (!tax_enters(tax)) continue;
      if (header && settings_.header_taxes == HeaderTaxes::repeated && line_tax_kinds_.contains(tax.kind)) {
        continue;
      }
      const Fraction& base = bases.front();
      const auto computed = tax_amount(tax, base).rounded(cents);
      if (!tax.amount && !computed) {
        const bool known = tax.percent && (tax.basis || base.is_known());
        wrong(place,
              fmt::format("{} has {}", place,
                          known ? "more digits than can be worked out exactly"
                                : "neither an amount nor a percent of a known basis"),
              "say the tax's `amount`");
        continue;
      }
      if (!tax_agrees(tax, bases, header, tolerance_, slack())) contradicts(tax, place, base);
      if (!tax.amount) tax.amount = computed;
      if (!header) line_tax_kinds_.insert(tax.kind);
      added += *tax.amount;
      bases.push_back(base + added);  // some taxes are taken of others
      part(PartKind::tax, place, *tax.amount);
    }
    return added;
  }

  void contradicts(const Tax& tax, const std::string& place, const Fraction& base) {
    const auto of = tax.basis ? tax.basis : base.rounded(cents);
    const auto computed = tax_amount(tax, base).rounded(cents);
    wrong(place,
          fmt::format("{} says {}, but {} % of {} is {}", place, money(*tax.amount), tax.percent->to_plain(),
                      money(of.value_or(Decimal())), money(computed.value_or(Decimal()))),
          tax.basis ? "mend amount, percent or basis in the ERP and leave the invoice again"
                    : "mend amount or percent in the ERP, or say the tax's `basis` where it is of another "
                      "amount");
  }

  void part(PartKind kind, std::string place, const Fraction& value) {
    sum_.parts.push_back({kind, std::move(place), value});
  }

  // Which law the invoice follows it does not tell: with or without charges, allowances, lines that say that
  // they are exempt, or what it takes back.
  Fraction header_taxes(const Fraction& total) {
    std::vector<Fraction> bases{total, goods_, gross_, goods_ + header_allowances_};
    if (!exempt_goods_.is_zero())
      for (std::size_t i = 0; i < 4; ++i) bases.push_back(bases[i] - exempt_goods_);
    if (!taken_back_.is_zero())
      for (const Fraction& side : {goods_ - taken_back_, taken_back_}) bases.push_back(side);
    return taxes("", invoice_.taxes, std::move(bases), true);
  }

  // A cent a line: what rounding each for itself may come to.
  [[nodiscard]] Decimal slack() const {
    return {std::max<int128>(1, static_cast<int128>(invoice_.lines.size())), cents};
  }

  void line(std::size_t index) {
    InvoiceLine& line = invoice_.lines[index];
    const std::string at = fmt::format("lines[{}].", index);
    Fraction gross = extension(line.quantity, line.unit, line.price, line.price_basis);
    const Amount* stated = find_kind(line.amounts, "line_total");
    if (!gross.is_known()) {
      if (stated != nullptr && stated->amount) {
        gross = *stated->amount;
      } else {
        missing(at, line.quantity, line.unit, line.price, line.price_basis);
      }
    }
    if (settings_.rounding == Rounding::line) gross = to_cents(gross);
    const auto rounded = gross.rounded(cents);
    sum_.extensions.push_back(rounded.value_or(Decimal()));
    if (line.quantity) {
      if (!quantity_) unit_ = line.unit;
      if (unit_ != line.unit) unit_ = "?";
      quantity_ = quantity_ ? add(*quantity_, *line.quantity) : line.quantity;
    }
    const Price* list = find_kind(line.prices, "list");
    Fraction net = gross + charges(at, line.allowances_charges,
                                   {.gross = gross,
                                    .net = gross,
                                    .quantity = line.quantity,
                                    .unit = line.unit,
                                    .list_price = list != nullptr ? list->price : std::nullopt},
                                   false);
    line_taxes_ += taxes(at, line.taxes, {net, gross}, false);
    if (says_exempt(line.taxes)) exempt_goods_ += net;
    for (std::size_t i = 0; i < line.sub_lines.size(); ++i) {
      const Fraction more = sub_line(fmt::format("{}sub_lines[{}].", at, i), line.sub_lines[i]);
      gross += more;
      net += more;
    }
    if (stated != nullptr && stated->amount) line_total(at, *stated->amount, gross, net);
    line_terms(at, line, gross, net);
    gross_ += gross;
    goods_ += net;
    if (net.is_negative()) taken_back_ += net;
    part(PartKind::line, fmt::format("lines[{}]", index), net);
  }

  // A part that is charged beside its line.
  Fraction sub_line(const std::string& at, SubLine& part) {
    if (!is_added(part)) return {};
    Fraction gross = extension(part.quantity, part.unit, part.price, part.price_basis);
    if (!gross.is_known()) missing(at, part.quantity, part.unit, part.price, part.price_basis);
    if (settings_.rounding == Rounding::line) gross = to_cents(gross);
    const Fraction net =
        gross +
        charges(
            at, part.allowances_charges,
            {.gross = gross, .net = gross, .quantity = part.quantity, .unit = part.unit, .list_price = {}},
            false);
    line_taxes_ += taxes(at, part.taxes, {net, gross}, false);
    return net;
  }

  // A line's own total may be meant with or without what is added to it.
  void line_total(const std::string& at, Decimal written, const Fraction& gross, const Fraction& net) {
    const auto one = gross.rounded(cents), other = net.rounded(cents);
    if (!one || !other || fits(written, *one) || fits(written, *other)) return;
    wrong(at + "amounts[line_total]",
          fmt::format("{}amounts[line_total] says {}, but quantity, price, allowances and charges come to {}",
                      at, money(written), money(*other)),
          "mend the line in the ERP and leave the invoice again");
  }

  // Of the line alone; what they grant is not part of TDS04. Here too it may be meant of the gross amount.
  void line_terms(const std::string& at, const InvoiceLine& line, const Fraction& gross,
                  const Fraction& net) {
    if (line.terms.empty()) return;
    TermsBase base = terms_base(invoice_);
    base.dates.insert(base.dates.begin(), line.dates.begin(), line.dates.end());
    for (const Fraction& of : {net, gross})
      if (const auto amount = of.rounded(cents)) base.money.push_back(*amount);
    for (std::size_t i = 0; i < line.terms.size(); ++i) {
      for (auto& one :
           terms_disagree(line.terms[i], base, fmt::format("{}terms[{}]", at, i), tolerance_, days_))
        sum_.wrong.push_back(std::move(one));
    }
  }

  void missing(const std::string& at, const std::optional<Decimal>& quantity, std::string_view unit,
               const std::optional<Decimal>& price, std::string_view basis) {
    const std::string place = at.substr(0, at.size() - 1);
    const bool priced = extension(Decimal::whole(1), unit, Decimal::whole(1), basis).is_known();
    const std::string what = !quantity ? "has no quantity"
                             : !price  ? "has no price"
                             : priced
                                 ? "has more digits than can be multiplied exactly"
                                 : fmt::format("is in {} and priced {}", unit.empty() ? "?" : unit, basis);
    wrong(place, fmt::format("{} {}, so its amount is not known", place, what),
          "give quantity and price in one unit, or the amount as amounts[line_total]");
  }

  static Fraction to_cents(const Fraction& value) {
    const auto rounded = value.rounded(cents);
    return rounded ? Fraction(*rounded) : Fraction::unknown();
  }

  void amount(const Fraction& total) {
    sum_.amount = total.rounded(cents);
    if (!sum_.amount) {
      if (sum_.wrong.empty()) {
        wrong("totals.amount", "the amounts have more digits than can be added exactly",
              "check the quantities and prices");
      }
      return;
    }
    if (sum_.amount->is_negative() && !is_credit(invoice_) && !is_cancelled(invoice_.purpose)) {
      wrong("totals.amount",
            fmt::format("what is invoiced comes to {}, but the invoice is no credit", money(*sum_.amount)),
            "mend the figures, or say `type: credit` of what gives money back");
    }
    if (!invoice_.totals.amount) invoice_.totals.amount = sum_.amount;
    owed(*invoice_.totals.amount, "totals.amount");
    for (const Amount& stated : invoice_.amounts)
      if (stated.kind == "total" && stated.amount) owed(*stated.amount, "amounts[total]");
  }

  void owed(Decimal written, const std::string& place) {
    if (fits(written, *sum_.amount)) return;
    wrong(place,
          fmt::format("{} says {}, but what is invoiced comes to {}, {}", place, money(written),
                      money(*sum_.amount), difference_in_parts(written, *sum_.amount, sum_.parts)),
          "mend the figures in the ERP and leave the invoice again, or leave this one out of it");
  }

  Invoice& invoice_;
  const InvoiceSettings& settings_;
  const Tolerance& tolerance_;
  std::int64_t days_;
  InvoiceSum sum_;
  Fraction gross_, goods_, exempt_goods_, taken_back_, line_taxes_, line_charges_, header_allowances_,
      discountable_goods_;
  std::set<std::string> line_tax_kinds_;
  std::optional<Decimal> quantity_;  // of all lines; in `unit_`, which is "?" where they differ
  std::string unit_;
};

// What the other rounding would have come to, for the sentence about a total that differs by cents.
void tell_other_rounding(const Invoice& before, InvoiceSum& sum, const InvoiceSettings& settings) {
  const auto total = std::find_if(sum.wrong.begin(), sum.wrong.end(),
                                  [](const Disagreement& d) { return d.place == "totals.amount"; });
  if (total == sum.wrong.end() || !before.totals.amount) return;
  Invoice copy = before;
  InvoiceSettings other = settings;
  other.rounding = settings.rounding == Rounding::line ? Rounding::total : Rounding::line;
  const InvoiceSum again = Adder(copy, other, {}, 0).run();
  if (again.amount != before.totals.amount) return;
  total->next = fmt::format("rounded by {} it fits: set `invoice: {{rounding: {}}}`, or mend the figures",
                            other.rounding == Rounding::line ? "line" : "total",
                            other.rounding == Rounding::line ? "line" : "total");
}

}  // namespace

bool is_added(const SubLine& part) {
  return part.price && (part.relationship == "add" || part.relationship == "additional");
}

InvoiceSum add_up(Invoice& invoice, const InvoiceSettings& settings, const Tolerance& tolerance,
                  std::int64_t days) {
  const Invoice before = invoice;
  InvoiceSum sum = Adder(invoice, settings, tolerance, days).run();
  tell_other_rounding(before, sum, settings);
  return sum;
}

}  // namespace transom
