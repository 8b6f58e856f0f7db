// An order that is sent once more as a change becomes what an 860 would have said.
#include "transom/order_change.hpp"

#include "order/change_lists.hpp"

namespace transom {

OrderChange change_of(const Order& order) {
  OrderChange out;
  out.partner = order.partner;
  out.test = order.test;
  out.number = order.number;
  out.release_number = order.release_number;
  out.purpose = order.purpose;
  out.type = order.type;
  out.ordered = order.ordered;
  out.exchange = order.exchange;
  const auto copy = [](auto& to, const auto& from) { to = from; };
  each_value(out, order, copy);
  each_list(out, order, copy);
  out.totals = order.totals;
  for (const OrderLine& line : order.lines) {
    ChangeLine& changed = out.lines.emplace_back();
    static_cast<OrderLine&>(changed) = line;
    changed.change = "given";
  }
  return out;
}

}  // namespace transom
