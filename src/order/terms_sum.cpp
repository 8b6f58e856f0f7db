// Terms say one thing in two ways, and whoever pays picks the one that suits. So both are worked out, and an
// invoice that contradicts itself does not leave.
//
// Refused: filling in what is left out. Many partners want either days or dates, and take both for an error;
// and refused: counting days of work. A due day that somebody moved behind a Sunday is what the tolerance in
// days is for.
#include "order/terms_sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/fraction.hpp"
#include "order/money.hpp"

namespace transom {
namespace {

constexpr Integer most_days = 36'500;  // X12 has three digits for them

// ITD02, and the date of the invoice (DTM) that it means where that is not one of its own fields.
struct Basis {
  std::string_view word, date;
};
constexpr std::array bases{Basis{"ship_date", "shipped"}, Basis{"delivery_date", "delivered"},
                           Basis{"anticipated_delivery", "estimated_delivery"},
                           Basis{"effective_date", "effective"}, Basis{"order_date", "ordered"}};

bool counts_plain_days(const Terms& terms) {
  constexpr std::array<std::string_view, 5> plain{"", "basic", "basic_discount", "discount_not_applicable",
                                                  "previously_agreed"};
  return !terms.day_of_month && std::find(plain.begin(), plain.end(), terms.kind) != plain.end();
}

std::optional<Date> counted_from(const Terms& terms, const TermsBase& base) {
  if (terms.basis == "invoice_date") return base.invoiced;
  if (terms.basis == "order_date" && base.ordered) return base.ordered;
  const auto* known =
      std::find_if(bases.begin(), bases.end(), [&](const Basis& row) { return row.word == terms.basis; });
  const TradeDate* found = known != bases.end() ? find_kind(base.dates, known->date) : nullptr;
  return found != nullptr ? found->date : std::nullopt;
}

std::optional<Date> counted(const Terms& terms, const TermsBase& base, std::optional<Integer> days) {
  if (!days || *days < 0 || *days > most_days || !counts_plain_days(terms)) return std::nullopt;
  const auto from = counted_from(terms, base);
  return from ? std::optional(Date::from_days(from->days() + *days)) : std::nullopt;
}

std::optional<Decimal> by_percent(const Terms& terms, Decimal of) {
  if (!terms.discount_percent) return std::nullopt;
  return (Fraction(of) * Fraction(*terms.discount_percent) * Fraction(1, 100)).rounded(cents);
}

void compare_amounts(const Terms& terms, const TermsBase& base, const std::string& place,
                     const Tolerance& tolerance, Disagreements& wrong) {
  if (!terms.discount_amount || !terms.discount_percent || base.money.empty()) return;
  const Decimal written = *terms.discount_amount;
  const bool fitting = std::any_of(base.money.begin(), base.money.end(), [&](Decimal of) {
    const auto computed = by_percent(terms, of);
    return !computed || fits(written, *computed, tolerance, {1, cents});
  });
  if (fitting) return;
  const Decimal of = base.money.front();
  wrong.push_back({TradeCheck::arithmetic, place,
                   fmt::format("{} says a discount of {}, but {} % of {} is {}", place, money(written),
                               terms.discount_percent->to_plain(), money(of), money(*by_percent(terms, of))),
                   "mend the terms in the ERP and leave the invoice again"});
}

// A day as written and as counted.
struct Day {
  std::string_view field;
  std::optional<Date> written;
  std::optional<Integer> days;
};

void compare_days(const Terms& terms, const TermsBase& base, const std::string& place, const Day& day,
                  std::int64_t tolerated, Disagreements& wrong) {
  const auto computed = counted(terms, base, day.days);
  if (!computed || !day.written) return;
  const std::int64_t apart = day.written->days() - computed->days();
  if (apart <= tolerated && -apart <= tolerated) return;
  wrong.push_back(
      {TradeCheck::arithmetic, fmt::format("{}.{}", place, day.field),
       fmt::format("{}.{} says {}, but {} days from {} ({}) end on {}", place, day.field, day.written->iso(),
                   *day.days, counted_from(terms, base)->iso(), terms.basis, computed->iso()),
       fmt::format("mend the terms in the ERP and leave the invoice again, or allow it by "
                   "`tolerance: {{days: {}}}`",
                   apart < 0 ? -apart : apart)});
}

}  // namespace

TermsBase terms_base(const Invoice& invoice) {
  return {.money = {}, .invoiced = invoice.invoiced, .ordered = invoice.ordered, .dates = invoice.dates};
}

TermsSum terms_sum(const Terms& terms, const TermsBase& base) {
  TermsSum sum{
      .discount = terms.discount_amount, .discount_due = terms.discount_date, .net_due = terms.net_date};
  if (!sum.discount && !base.money.empty()) sum.discount = by_percent(terms, base.money.front());
  if (!sum.discount_due) sum.discount_due = counted(terms, base, terms.discount_days);
  if (!sum.net_due) sum.net_due = counted(terms, base, terms.net_days);
  return sum;
}

Disagreements terms_disagree(const Terms& terms, const TermsBase& base, const std::string& place,
                             const Tolerance& tolerance, std::int64_t days) {
  Disagreements wrong;
  compare_amounts(terms, base, place, tolerance, wrong);
  compare_days(terms, base, place, {"discount_date", terms.discount_date, terms.discount_days}, days, wrong);
  compare_days(terms, base, place, {"net_date", terms.net_date, terms.net_days}, days, wrong);
  return wrong;
}

}  // namespace transom
