// A ship notice repeats of its orders what its receiver looks for, where the ERP leaves it out.
#include "order/from_orders.hpp"

#include <doctest/doctest.h>

#include "support/shipment_text.hpp"

using namespace transom;
using transom::testing::shipment_of;

namespace {

Order order(std::string number, std::string store) {
  Order out;
  out.number = std::move(number);
  out.ordered = Date{2026, 3, 2};
  if (store.empty()) return out;
  Party to;
  to.role = "ship_to";
  to.name = "Store " + store;
  to.id = {"assigned_by_buyer", store};
  to.contacts.emplace_back().name = "Pat";
  out.parties = {to};
  return out;
}

std::string places(const Shipment& shipment) {
  const auto id = [](const std::vector<Party>& parties) {
    const Party* to = find_role(parties, "ship_to");
    return to != nullptr ? to->id.value : std::string("-");
  };
  std::string out = id(shipment.parties);
  for (const ShipmentOrder& one : shipment.orders) out += " " + id(one.parties);
  return out;
}

}  // namespace

TEST_CASE("from orders: where the goods go") {
  const Order a = order("A", "7"), b = order("B", "7"), c = order("C", "9"), nowhere = order("N", "");
  const Order* all[] = {&a, &b, &c, &nowhere};
  struct {
    const char *name, *shipment, *own, *of_first, *want;
  } rows[] = {
      {"of one order", "O:A{P:-{I:1x1}}", "", "", "7 -"},
      {"of two that go to one place", "O:A{P:-{I:1x1}} O:B{P:-{I:1x1}}", "", "", "7 - -"},
      {"of two that go to two", "O:A{P:-{I:1x1}} O:C{P:-{I:1x1}}", "", "", "- 7 9"},
      {"the shipment says it", "O:A{P:-{I:1x1}}", "5", "", "5 -"},
      {"an order in it says it", "O:A{P:-{I:1x1}} O:C{P:-{I:1x1}}", "", "5", "- 5 -"},
      {"one of them does not say", "O:A{P:-{I:1x1}} O:N{P:-{I:1x1}}", "", "", "- - -"},
      {"one of them is not known", "O:A{P:-{I:1x1}} O:Z{P:-{I:1x1}}", "", "", "- - -"},
      {"no order is named", "P:-{I:1x1}", "", "", "-"},
  };
  for (const auto& row : rows) {
    INFO(std::string(row.name));
    Shipment shipment = shipment_of(row.shipment);
    Party to;
    to.role = "ship_to";
    to.id = {"assigned_by_buyer", "5"};
    if (*row.own != 0) shipment.parties = {to};
    if (*row.of_first != 0) shipment.orders[0].parties = {to};
    take_from_orders(shipment, all);
    CHECK(places(shipment) == row.want);
  }
}

TEST_CASE("from orders: lines that go to a place of their own") {
  Order split = order("A", "7");
  split.lines.resize(4);
  for (std::size_t i = 0; i < split.lines.size(); ++i) split.lines[i].number = std::to_string(i + 1);
  Party store;
  store.role = "ship_to";
  split.lines[1].parties = {store};
  split.lines[2].distribution.emplace_back();
  split.lines[3].schedules.emplace_back().parties = {store};
  const Order other = order("B", "7");
  const Order* all[] = {&split, &other};
  struct {
    const char *name, *shipment, *want;
  } rows[] = {
      {"a line that goes where the order goes", "O:A{P:-{I:1x1}}", "7 -"},
      {"one with its own ship-to", "O:A{P:-{I:2x1}}", "- -"},
      {"one that is split over stores", "O:A{P:-{I:3x1}}", "- -"},
      {"one whose schedule says where", "O:A{P:-{I:4x1}}", "- -"},
      {"beside one that goes where the order goes", "O:A{P:-{I:1x1} P:-{I:2x1}}", "- -"},
      {"an item of which nobody knows the line", "O:A{P:-{I:9x1}}", "- -"},
      {"a line 2 of another order", "O:A{P:-{I:1x1}} O:B{P:-{I:2x1}}", "7 - -"},
  };
  for (const auto& row : rows) {
    INFO(std::string(row.name));
    Shipment shipment = shipment_of(row.shipment);
    take_from_orders(shipment, all);
    CHECK(places(shipment) == row.want);
  }
}

TEST_CASE("from orders: a pallet, a carton or an item that says where it goes") {
  const Order a = order("A", "7");
  const Order* all[] = {&a};
  Party store;
  store.role = "ship_to";
  Shipment on[] = {shipment_of("O:A{T:-{P:-{I:1x1}}}"), shipment_of("O:A{T:-{P:-{I:1x1}}}"),
                   shipment_of("O:A{T:-{P:-{I:1x1}}}"), shipment_of("O:A{T:-{P:-{I:1x1}}}")};
  on[0].orders[0].tares[0].parties = {store};
  on[1].orders[0].tares[0].packs[0].parties = {store};
  on[2].orders[0].tares[0].packs[0].items[0].parties = {store};
  on[3].orders[0].tares[0].packs[0].items[0].distribution.emplace_back();
  for (Shipment& shipment : on) {
    CHECK(take_from_orders(shipment, all));
    CHECK(places(shipment) == "- -");
  }
}

TEST_CASE("from orders: the day of the order, and nothing that the order's own people are for") {
  const Order a = order("A", "7");
  const Order* all[] = {&a};
  Shipment shipment = shipment_of("T:-{O:A{P:-{I:1x1}}}");
  take_from_orders(shipment, all);
  CHECK(shipment.tares[0].orders[0].ordered == Date{2026, 3, 2});
  REQUIRE(shipment.parties.size() == 1);
  CHECK(shipment.parties[0].name == "Store 7");
  CHECK(shipment.parties[0].contacts.empty());
  shipment.tares[0].orders[0].ordered = Date{2026, 3, 3};
  take_from_orders(shipment, all);
  CHECK(shipment.tares[0].orders[0].ordered == Date{2026, 3, 3});
  CHECK(shipment.parties.size() == 1);
}
