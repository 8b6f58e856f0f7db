// Which orders a document speaks of, wherever it names them, and the release that is found for it.
#include "order/order_names.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/shipment_text.hpp"

using namespace transom;

namespace {

std::string names(const BusinessDocument& document) {
  std::string out;
  for (const OrderName& name : names_of(document))
    out += fmt::format("{}{}/{}", out.empty() ? "" : " ", name.number, name.release);
  return out;
}

}  // namespace

TEST_CASE("orders are named by number and release, each once") {
  Shipment shipment = testing::shipment_of("O:A{I:1x1} O:A{I:2x1} O:B{I:1x1}");
  CHECK(names(shipment) == "A/ B/");
  shipment.orders[1].release_number = "2";
  CHECK(names(shipment) == "A/ A/2 B/");
  shipment.order.number = "B";
  shipment.orders[0].items[0].order = {.number = "C", .release_number = "1"};
  CHECK(names(shipment) == "B/ A/ C/1 A/2");
  Invoice invoice;
  CHECK(names(invoice) == "");
  invoice.order_number = "A";
  invoice.release_number = "3";
  CHECK(names(invoice) == "A/3");
  OrderResponse response;
  response.order_number = "A";
  CHECK(names(response) == "A/");
}

TEST_CASE("a release is put where the order is named without one") {
  Shipment shipment = testing::shipment_of("O:A{I:1x1} O:A{I:2x1} O:B{I:1x1}");
  shipment.orders[1].release_number = "2";
  shipment.orders[2].items[0].order.number = "A";
  BusinessDocument document = shipment;
  name_release(document, "A", "1");
  CHECK(names(document) == "A/1 A/2 B/");
  Invoice invoice;
  invoice.order_number = "B";
  document = invoice;
  name_release(document, "A", "1");
  CHECK(names(document) == "B/");
  name_release(document, "B", "1");
  CHECK(names(document) == "B/1");
}

TEST_CASE("releases are the same, leading zeros apart") {
  CHECK(same_release("1", "001"));
  CHECK(same_release("0", "00"));
  CHECK(same_release("", ""));
  CHECK_FALSE(same_release("", "0"));
  CHECK_FALSE(same_release("1", "10"));
  CHECK_FALSE(same_release("A1", "1"));
}

TEST_CASE("releases in words") {
  const std::string some[] = {"1", "2", "7"}, none[] = {"", "1"};
  CHECK(releases_in_words(std::span(some, 1)) == "release 1");
  CHECK(releases_in_words(std::span(some, 3)) == "releases 1, 2 and 7");
  CHECK(releases_in_words(none) == "releases none and 1");
}
