// Amounts of the whole invoice, one pass from the inside out: lines, then what is added to all of them.
//
// Money that stands in the set by itself is rounded where it is made, so that whoever adds up the paper comes
// to the same cent; what is never written (a line's amount) is rounded as the partner rounds it. What an
// invoice says twice is held against itself: a total, the amount of a line, a tax of a stated basis.
// What terms of payment come to by themselves stands in terms_sum.cpp.
// Refused: correcting what is written. The ERP has booked its figures; two truths about one invoice are worse
// than one that waits.
#include "order/invoice_sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/fraction.hpp"
#include "order/charge_sum.hpp"
#include "order/money.hpp"
#include "order/order_book.hpp"
#include "order/terms_sum.hpp"
#include "order/total_parts.hpp"

namespace transom {
namespace {

class Adder {
 public:
  Adder(Invoice& invoice, const InvoiceSettings& settings, const Tolerance& tolerance, std::int64_t days)
      : invoice_(invoice), settings_(settings), tolerance_(tolerance), days_(days) {}

  InvoiceSum run() {
    for (std::size_t i = 0; i < invoice_.lines.size(); ++i) line(i);
    sum_.goods = goods_.rounded(cents);
    ChargeBase base{.gross = gross_, .net = goods_, .quantity = quantity_, .unit = unit_, .list_price = {}};
    Fraction total = goods_ + charges("", invoice_.allowances_charges, base, true);
    discountable_goods_ = goods_ + header_allowances_ - line_charges_;
    total += header_taxes(total) + line_taxes_;
    amount(total);
    terms();
    for (Disagreement& one : counts_disagree(invoice_)) sum_.wrong.push_back(std::move(one));
    return std::move(sum_);
  }

 private:
  void wrong(std::string place, std::string sentence, std::string next) {
    sum_.wrong.push_back({TradeCheck::arithmetic, std::move(place), std::move(sentence), std::move(next)});
  }

  [[nodiscard]] bool fits(Decimal written, Decimal computed, Decimal slack = {}) const {
    return transom::fits(written, computed, tolerance_, slack);
  }

  // Holds a written figure against ours, or writes ours.
  void settle(std::optional<Decimal>& written, Decimal computed, const std::string& place,
              std::string_view what) {
    if (!written) {
      written = computed;
    } else if (!fits(*written, computed)) {
      wrong(place,
            fmt::format("{} says {}, but {} comes to {}", place, money(*written), what, money(computed)),
            "mend the figures in the ERP and leave the invoice again, or leave this one out of it");
    }
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
      const Fraction tax = taxes(place + ".", one.taxes, Fraction(share.amount), false);
      for (std::size_t at_tax = first; lowers && at_tax < sum_.parts.size(); ++at_tax)
        sum_.parts[at_tax].money = Fraction() - sum_.parts[at_tax].money;
      line_taxes_ += lowers ? Fraction() - tax : tax;
    }
    return added;
  }

  Fraction taxes(const std::string& at, std::vector<Tax>& list, const Fraction& base, bool header) {
    Fraction added;
    for (std::size_t i = 0; i < list.size(); ++i) {
      Tax& tax = list[i];
      const std::string place = fmt::format("{}taxes[{}]", at, i);
      if (!tax_enters(tax)) continue;
      if (header && settings_.header_taxes == HeaderTaxes::repeated && line_tax_kinds_.contains(tax.kind)) {
        continue;
      }
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
      if (tax.amount && tax.basis && tax.percent && computed && !fits(*tax.amount, *computed, slack())) {
        wrong(place,
              fmt::format("{} says {}, but {} % of {} is {}", place, money(*tax.amount),
                          tax.percent->to_plain(), money(*tax.basis), money(*computed)),
              "mend amount, percent or basis in the ERP and leave the invoice again");
      }
      if (!tax.amount) tax.amount = computed;
      if (!header) line_tax_kinds_.insert(tax.kind);
      added += *tax.amount;
      part(PartKind::tax, place, *tax.amount);
    }
    return added;
  }

  void part(PartKind kind, std::string place, const Fraction& value) {
    sum_.parts.push_back({kind, std::move(place), value});
  }

  Fraction header_taxes(const Fraction& base) { return taxes("", invoice_.taxes, base, true); }

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
    line_taxes_ += taxes(at, line.taxes, net, false);
    for (std::size_t i = 0; i < line.sub_lines.size(); ++i) {
      const Fraction more = sub_line(fmt::format("{}sub_lines[{}].", at, i), line.sub_lines[i]);
      gross += more;
      net += more;
    }
    if (stated != nullptr && stated->amount) line_total(at, *stated->amount, gross, net);
    line_terms(at, line, gross, net);
    gross_ += gross;
    goods_ += net;
    part(PartKind::line, fmt::format("lines[{}]", index), net);
  }

  // A part that is charged beside its line.
  Fraction sub_line(const std::string& at, SubLine& part) {
    const bool added = part.relationship == "add" || part.relationship == "additional";
    if (!added || !part.price) return {};
    Fraction gross = extension(part.quantity, part.unit, part.price, part.price_basis);
    if (!gross.is_known()) missing(at, part.quantity, part.unit, part.price, part.price_basis);
    if (settings_.rounding == Rounding::line) gross = to_cents(gross);
    const Fraction net =
        gross +
        charges(
            at, part.allowances_charges,
            {.gross = gross, .net = gross, .quantity = part.quantity, .unit = part.unit, .list_price = {}},
            false);
    line_taxes_ += taxes(at, part.taxes, net, false);
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
    TermsBase base = terms_base();
    base.dates.insert(base.dates.begin(), line.dates.begin(), line.dates.end());
    for (const Fraction& of : {net, gross})
      if (const auto amount = of.rounded(cents)) base.money.push_back(*amount);
    for (std::size_t i = 0; i < line.terms.size(); ++i)
      agree(line.terms[i], base, fmt::format("{}terms[{}]", at, i));
  }

  [[nodiscard]] TermsBase terms_base() const {
    return {.money = {}, .invoiced = invoice_.invoiced, .ordered = invoice_.ordered, .dates = invoice_.dates};
  }

  void agree(const Terms& terms, const TermsBase& base, const std::string& place) {
    for (auto& one : terms_disagree(terms, base, place, tolerance_, days_))
      sum_.wrong.push_back(std::move(one));
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

  void terms() {
    InvoiceTotals& totals = invoice_.totals;
    if (!totals.amount || !sum_.amount) return;
    const bool granted = std::any_of(invoice_.terms.begin(), invoice_.terms.end(),
                                     [](const Terms& t) { return t.discount_percent || t.discount_amount; });
    if (granted) {
      discount_base();
    } else if (totals.discountable) {
      bounded(*totals.discountable);
    }
    TermsBase base = terms_base();
    base.money = {totals.discountable.value_or(*totals.amount)};
    for (std::size_t i = 0; i < invoice_.terms.size(); ++i) {
      sum_.terms.push_back(terms_sum(invoice_.terms[i], base));
      agree(invoice_.terms[i], base, fmt::format("terms[{}]", i));
    }
    discount();
    if (totals.discount) {
      if (const auto left = subtract(*totals.amount, *totals.discount)) {
        settle(totals.after_discount, *left, "totals.after_discount", "the amount less the discount");
        sum_.after_discount = left;
      }
    }
  }

  // TDS02 stands only where it is not the whole amount.
  void discount_base() {
    InvoiceTotals& totals = invoice_.totals;
    if (settings_.discount_base == DiscountBase::goods) {
      if (const auto base = discountable_goods_.rounded(cents); base && *base != *totals.amount) {
        settle(totals.discountable, *base, "totals.discountable", "goods with their allowances");
      }
    } else if (totals.discountable) {
      bounded(*totals.discountable);
    }
    sum_.discountable = totals.discountable ? totals.discountable : totals.amount;
  }

  void bounded(Decimal discountable) {
    const Decimal amount = *invoice_.totals.amount;
    const bool more = amount.is_negative() ? discountable < amount : discountable > amount;
    if (!more) return;
    wrong("totals.discountable",
          fmt::format("totals.discountable says {}, which is more than the {} that is owed",
                      money(discountable), money(amount)),
          "mend it in the ERP and leave the invoice again");
  }

  // TDS04 may be any of them. Where it is left out it is the first: by custom terms begin with what whoever
  // pays soonest may take.
  void discount() {
    std::vector<Decimal> granted;
    std::string told;
    for (const TermsSum& one : sum_.terms) {
      if (!one.discount) continue;
      granted.push_back(*one.discount);
      told += (told.empty() ? "" : " or ") + money(*one.discount);
    }
    if (granted.empty()) return;
    std::optional<Decimal>& written = invoice_.totals.discount;
    if (!written) written = granted.front();
    const auto meant =
        std::find_if(granted.begin(), granted.end(), [&](Decimal one) { return fits(*written, one); });
    sum_.discount = meant != granted.end() ? *meant : granted.front();
    if (meant != granted.end()) return;
    wrong("totals.discount",
          fmt::format("totals.discount says {}, but the discount of the terms comes to {}", money(*written),
                      told),
          "mend the figures in the ERP and leave the invoice again, or leave this one out of it");
  }

  Invoice& invoice_;
  const InvoiceSettings& settings_;
  const Tolerance& tolerance_;
  std::int64_t days_;
  InvoiceSum sum_;
  Fraction gross_, goods_, line_taxes_, line_charges_, header_allowances_, discountable_goods_;
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

InvoiceSum add_up(Invoice& invoice, const InvoiceSettings& settings, const Tolerance& tolerance,
                  std::int64_t days) {
  const Invoice before = invoice;
  InvoiceSum sum = Adder(invoice, settings, tolerance, days).run();
  tell_other_rounding(before, sum, settings);
  return sum;
}

}  // namespace transom
