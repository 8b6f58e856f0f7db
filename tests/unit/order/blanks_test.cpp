// Blanks around what the ERP leaves: which of them go.
#include "order/blanks.hpp"

#include <doctest/doctest.h>

using namespace transom;

TEST_CASE("blanks: our own numbers lose them at both ends") {
  Order order;
  order.number = " B1 ";
  order.release_number = " 2 ";
  BusinessDocument any = order;
  take_blanks_away(any);
  CHECK(std::get<Order>(any).number == "B1");
  CHECK(std::get<Order>(any).release_number == "2");

  OrderChange change;
  change.number = " B1 ";
  change.sequence = " 1";
  any = change;
  take_blanks_away(any);
  CHECK(std::get<OrderChange>(any).number == "B1");
  CHECK(std::get<OrderChange>(any).sequence == "1");

  Shipment shipment;
  shipment.number = " S1 ";
  any = shipment;
  take_blanks_away(any);
  CHECK(std::get<Shipment>(any).number == "S1");

  Invoice invoice;
  invoice.number = "  ";
  any = invoice;
  take_blanks_away(any);
  CHECK(std::get<Invoice>(any).number.empty());
}

TEST_CASE("blanks: any other text loses those behind it, at every level") {
  Shipment shipment;
  shipment.partner = "buyer ";
  shipment.purpose = "cancel ";
  ShipmentOrder& order = shipment.orders.emplace_back();
  order.number = " P1 ";
  order.release_number = "02 ";
  ShipmentItem& item = order.packs.emplace_back().items.emplace_back();
  item.number = "1 ";
  item.ids = {{"vendor_part", "A1  "}};
  item.descriptions.emplace_back().text = "  indented \n line ";
  Party& party = shipment.parties.emplace_back();
  party.address.lines = {"Dock 4 ", " "};
  BusinessDocument any = shipment;
  take_blanks_away(any);
  const Shipment& left = std::get<Shipment>(any);
  CHECK(left.partner == "buyer");
  CHECK(left.purpose == "cancel");
  CHECK(left.orders[0].number == " P1");
  CHECK(left.orders[0].release_number == "02");
  const ShipmentItem& one = left.orders[0].packs[0].items[0];
  CHECK(one.number == "1");
  CHECK(one.ids[0].value == "A1");
  CHECK(one.descriptions[0].text == "  indented \n line");
  CHECK(left.parties[0].address.lines == std::vector<std::string>{"Dock 4", ""});
}
