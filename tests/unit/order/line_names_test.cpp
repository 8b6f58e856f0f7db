// The numbers by which a supplier gets the lines of our orders, and of changes of them.
#include "order/line_names.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace transom;

namespace {

template <class Line>
Line line(std::string number, std::string assigned, std::string upc, std::string change = {}) {
  Line out;
  out.number = std::move(number);
  out.assigned_id = std::move(assigned);
  if (!upc.empty()) out.ids = {{"upc", std::move(upc)}};
  if constexpr (requires { out.change; }) out.change = std::move(change);
  return out;
}

template <class Document>
std::string names(const Document& document) {
  std::string out;
  for (const auto& one : document.lines)
    out += (out.empty() ? "" : " ") + (one.assigned_id.empty() ? std::string("-") : one.assigned_id);
  return out;
}

}  // namespace

TEST_CASE("line names: an order's lines go by their numbers") {
  Order order;
  order.lines = {line<OrderLine>("10", "", "A"), line<OrderLine>("20", "X", "B"),
                 line<OrderLine>("30", "", "C"), line<OrderLine>("30", "", "D")};
  name_lines(order);
  CHECK(names(order) == "10 X - -");
}

TEST_CASE("line names: a change's lines") {
  Order order;
  order.lines = {line<OrderLine>("1", "1", "A"), line<OrderLine>("2", "2", "B")};
  OrderChange change;
  change.lines = {line<ChangeLine>("2", "", "", "quantity_increase"),
                  line<ChangeLine>("1", "", "B", "price_change"), line<ChangeLine>("3", "", "C", "add_item"),
                  line<ChangeLine>("1", "", "D", "add_item")};
  name_lines(change, order);
  CHECK(names(change) == "2 - 3 -");
  CHECK(change.lines[0].ids == order.lines[1].ids);
  ChangedOrder changed;
  changed.order = order;
  changed.order.lines.push_back(line<OrderLine>("4", "", "D"));
  changed.lines = {"2", "2", "3", "4"};
  name_lines(change, order, changed);
  CHECK(names(change) == "2 2 3 4");
  CHECK(changed.order.lines[2].assigned_id == "4");
}
