// Which line of an order a line of a change means.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "transom/order_change.hpp"

namespace transom {

struct Found {
  const OrderLine* line = nullptr;
  bool by_number = false;  // else by its item
  bool several = false;    // no number, and the item is that of several lines
};
using NamedItems = std::map<std::string, std::vector<Id>>;  // by numbers of lines; see OrderPast
// By the number that the buyer gave it, leading zeros apart, else by its item numbers, or those of the item
// that he ordered where another comes.
[[nodiscard]] Found find_line(const Order& order, const ChangeLine& line, const NamedItems& named = {});

// An item number of the change that the line has otherwise; nullptr: none.
[[nodiscard]] const Id* contradicting(const std::vector<Id>& at, const OrderLine& line);
// Whether the line of the change is about this item: a number of it, and none otherwise.
[[nodiscard]] bool is_about(const std::vector<Id>& item, const OrderLine& line);

// The next number that no line has: of an order, or of two states of one.
[[nodiscard]] std::string next_number(const Order& order);
[[nodiscard]] std::string next_number(const Order& before, const Order& now);

}  // namespace transom
