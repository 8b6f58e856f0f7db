// What an invoice's total is made of, for the sentence about one that differs: by how much, and most likely
// for which of its parts.
#pragma once

#include <string>
#include <vector>

#include "base/fraction.hpp"
#include "order/disagreement.hpp"
#include "transom/invoice.hpp"

namespace transom {

enum class PartKind : std::uint8_t { line, charge, allowance, tax };

// One part, with its sign: what is taken off is below zero.
struct TotalPart {
  PartKind kind = PartKind::line;
  std::string place;  // "lines[2]" with its own allowances and charges, "allowances_charges[0]", "taxes[1]"
  Fraction money;
};

// "3.80 more: lines 448.80, charges 25.00, taxes 0.00; without taxes[0] it fits". `computed` is what the
// parts come to.
[[nodiscard]] std::string difference_in_parts(Decimal written, Decimal computed,
                                              const std::vector<TotalPart>& parts);

// The number of lines and the sum of their quantities (CTT), written where the first is left out.
[[nodiscard]] Disagreements counts_disagree(Invoice& invoice);

}  // namespace transom
