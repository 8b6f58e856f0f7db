// Whether a response answers its order: every line once, and what is said of a line comes to what it asks
// for.
#pragma once

#include <string>
#include <vector>

#include "order/order_book.hpp"

namespace transom {

// What is wrong with a response as an answer to this order, or to what a change makes of it, one sentence
// each; empty: every line of the order is answered exactly once, and the quantities answered to a line add up
// to what the line asks for. Parts in another unit are counted by its exact factor; without one nobody can
// tell, which is said.
[[nodiscard]] std::vector<std::string> check_answers(const Order& order, const OrderResponse& response,
                                                     const UnitFactors& factors = {});

// Of one line: quantities below zero, and answers that do not come to what it asks for. `ids`: of its item.
[[nodiscard]] std::vector<std::string> check_parts(const ResponseLine& line, const std::vector<Id>& ids,
                                                   const UnitFactors& factors);

// What no answer may say, whether it takes the order or refuses it: less than nothing of a line that asks for
// something, and another day without the day.
[[nodiscard]] std::vector<std::string> check_plain(const OrderResponse& response);

// Of one line: an answer that says another price, quantity or item than ordered, and names none.
void check_named(const OrderLine& ordered, const ResponseLine& line, std::vector<std::string>& wrong);
// Whether the line names another price (of another unit or basis it is another one), or another item in the
// answer or in its own numbers, than the order's line.
[[nodiscard]] bool names_other_price(const OrderLine& ordered, const ResponseLine& line);
[[nodiscard]] bool names_other_item(const OrderLine& ordered, const ResponseLine& line,
                                    const LineAnswer& answer);

}  // namespace transom
