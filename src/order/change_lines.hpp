// Which line of an order a line of a change means.
#pragma once

#include "transom/order_change.hpp"

namespace transom {

struct Found {
  const OrderLine* line = nullptr;
  bool by_number = false;  // else by its item
  bool several = false;    // no number, and the item is that of several lines
};
// By the number that the buyer gave it, leading zeros apart, else by its item numbers.
[[nodiscard]] Found find_line(const Order& order, const ChangeLine& line);

// An item number of the change that the line has otherwise; nullptr: none.
[[nodiscard]] const Id* contradicting(const OrderLine& at, const OrderLine& line);

// The next number that no line has: of an order, or of two states of one.
[[nodiscard]] std::string next_number(const Order& order);
[[nodiscard]] std::string next_number(const Order& before, const Order& now);

}  // namespace transom
