// What a person's word on a line leaves of a ruling.
#pragma once

#include "transom/order.hpp"
#include "transom/rules.hpp"

namespace transom::mapping {

// What the rule does by itself is narrowed to what the word keeps; what a hold suggests and the word takes is
// done as though the rule did it by itself. False: nothing comes of the ruling any more.
[[nodiscard]] bool leave(Ruling& ruling, const LineLeave& word, const OrderLine& line);

// Whether the line is another one then: a back-order of none, or the price that it has, changes nothing.
[[nodiscard]] bool differs(const OrderLine& line, const LineChange& change);

}  // namespace transom::mapping
