// What one allowance, charge or tax comes to; invoice_sum.hpp has the whole.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/fraction.hpp"
#include "transom/trade.hpp"
#include "transom/trade_settings.hpp"

namespace transom {

// What an allowance or charge is taken of.
struct ChargeBase {
  Fraction gross, net;              // before any, and behind those that stand before it
  std::optional<Decimal> quantity;  // of the line, or of all lines
  std::string unit;                 // of that quantity; "?": there are several
  std::optional<Decimal> list_price;
};

struct ChargeShare {
  bool enters = false;        // what is owed
  Decimal amount;             // to the cent, unsigned: an allowance's counts down
  std::string problem, next;  // why it cannot be told
};

// The stated amount, else rate * quantity or percent of the base: never two of them.
[[nodiscard]] ChargeShare charge_share(const AllowanceCharge& charge, const ChargeBase& base,
                                       const InvoiceSettings& settings);

// Why an amount below zero cannot be meant: an allowance takes off and a charge adds by its kind alone. It is
// meant where the amount that it belongs to is below zero itself, as in a credit that repeats an invoice with
// its signs turned. Empty: nothing is wrong.
struct SignProblem {
  std::string problem, next;
};
[[nodiscard]] SignProblem sign_problem(const AllowanceCharge& charge, const ChargeBase& base, bool credit);

// Taxes that are in the price already, that nobody pays or that are only told do not enter.
[[nodiscard]] bool tax_enters(const Tax& tax);
// percent of its own basis, else of `base`; unknown without a percent.
[[nodiscard]] Fraction tax_amount(const Tax& tax, const Fraction& base);
// Whether a tax that says amount and percent says one thing: of its own basis, else of one of `bases`, the
// law's choice among which no invoice tells; a `header` tax without a basis may be of a part of one. Also
// where only one of the two counts, or no basis is known.
[[nodiscard]] bool tax_agrees(const Tax& tax, std::span<const Fraction> bases, bool header,
                              const Tolerance& tolerance, Decimal slack);

}  // namespace transom
