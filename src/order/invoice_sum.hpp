// What an invoice comes to: every line, allowance, charge, tax and discount, exactly and in the trade's
// order.
//
//   line     quantity * price / what the price is for, then its allowances and charges one after the other,
//            then its taxes
//   invoice  lines + charges - allowances + taxes = what is owed (TDS01), before any discount for early
//   payment terms    what the discount is taken of (TDS02), what is left (TDS03), the discount (TDS04); each
//   entry
//            of the terms by itself (ITD): terms_sum.hpp
//
// Allowances and charges (SAC): a stated amount counts before rate and percent; a rate is per unit, of its
// own quantity or of the line's; a percent is of the gross amount, of what is left behind those before it, or
// of the list price; how it is settled decides whether it enters the total. Each amount that stands in the
// set by itself (allowance, charge, tax, discount) is rounded to the cent, half away from zero; lines by the
// partner's option at once or in their sum.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fraction.hpp"
#include "order/disagreement.hpp"
#include "order/terms_sum.hpp"
#include "order/total_parts.hpp"
#include "transom/invoice.hpp"

namespace transom {

struct InvoiceSum {
  std::vector<Decimal> extensions;  // a line each: quantity * price, to the cent
  std::optional<Decimal> goods;     // Σ of lines with their allowances and charges
  std::optional<Decimal> amount;    // what is owed
  std::optional<Decimal> discountable, discount, after_discount;  // where terms have a discount
  std::vector<TotalPart> parts;                                   // of `amount`
  std::vector<TermsSum> terms;                                    // each entry of the invoice's terms
  Disagreements wrong;  // what differs from what is written, and what cannot be worked out
};

// Works out all figures and writes those that are left out: amounts of allowances, charges and taxes, the
// totals, the number of lines. What is written stays, also where it differs; every difference beyond the
// tolerance (of a date: beyond `days`) is one of `wrong`. An empty `wrong` means that the invoice agrees with
// itself.
[[nodiscard]] InvoiceSum add_up(Invoice& invoice, const InvoiceSettings& settings,
                                const Tolerance& tolerance = {}, std::int64_t days = 0);

// Whether an allowance or charge settled so (SAC12 as our word or its code) enters what is owed; nullopt: it
// is not known, ask the partner.
[[nodiscard]] std::optional<bool> enters_total(std::string_view method, const InvoiceSettings& settings);

// Whether a part is charged beside its line (SLN03 A).
[[nodiscard]] bool is_added(const SubLine& part);

// What quantity * price / basis comes to, for a price basis that counts pieces, or that measures the line's
// own unit. Unknown where one of them is missing or the basis asks for a measure that the unit does not have.
[[nodiscard]] Fraction extension(const std::optional<Decimal>& quantity, std::string_view unit,
                                 const std::optional<Decimal>& price, std::string_view basis);

}  // namespace transom
