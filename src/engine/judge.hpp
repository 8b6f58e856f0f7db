// Step 9: is this order right as it stands? Pure; what needs the store (duplicates): second_look.cpp.
#pragma once

#include <vector>

#include "engine/result.hpp"

namespace transom {

// What a purpose asks of us.
enum class Intent { take, note, change, hold };

// Adds a reason for each thing that a person has to decide; none means the document may be taken as it is.
void judge(const BusinessDocument& document, std::vector<Reason>& reasons);
// The partner's rules spoke: what holds becomes a reason. Changes and rejections wait in the rulings: they
// are of no effect while something else holds the document. What counts only for an order that came before is
// laid aside.
void take_rulings(SetResult& set, const OrderRules& rules, std::vector<Ruling> rulings);
// original -> take; confirmation and duplicate -> note (no order is made of them); change, cancel, replace ->
// change (of the order that was sent before); others -> hold.
[[nodiscard]] Intent intent_of(const Order& order);

}  // namespace transom
