// How lines of our own orders, and of their changes, are called to the supplier.
#pragma once

#include "transom/change_order.hpp"
#include "transom/order.hpp"
#include "transom/order_change.hpp"

namespace transom {

// A line that has a number and none for the supplier goes by that one (PO101). Where two lines of the order
// have it, neither does.
void name_lines(Order& order);

// Lines of a change that name none: by the number that the order's line went by, or that a line to be added
// will go by, and, where they name no item, by the ordered one. A number that may be the line's place within
// the change, for its item is that of another line, names nothing.
void name_lines(OrderChange& change, const Order& order);
// What is left: by the line of the order that each was found to be, or by the number that the added line got,
// which stands with it in the changed order then.
void name_lines(OrderChange& change, const Order& order, ChangedOrder& changed);

}  // namespace transom
