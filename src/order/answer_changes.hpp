// What a supplier's answer makes of our order: the answer is right, and the order is not what it was.
#pragma once

#include "order/disagreement.hpp"
#include "order/order_book.hpp"

namespace transom {

// Line by line, beyond what the settings tolerate: what comes later, otherwise or not at all, at another
// price, on another day, and the lines that nothing is said of. What contradicts itself or the order (a price
// that no answer speaks of, a line that nobody ordered) is match.hpp's. Nothing of an interim answer, and of
// one that refuses the order as a whole.
[[nodiscard]] Disagreements answer_changes(const Order& order, const OrderResponse& response,
                                           const MatchSettings& settings, const UnitFactors& factors);

}  // namespace transom
