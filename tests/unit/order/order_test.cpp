// The arithmetic of a line and the answer that takes an order as it is.
#include <doctest/doctest.h>

#include "transom/order_response.hpp"

namespace transom {
namespace {

Decimal decimal(std::string_view text) {
  return Decimal::parse(text).value();
}

TEST_CASE("a price is for as many units as its basis says") {
  const struct {
    std::string basis;
    const char* want;  // "" for not known
  } rows[] = {
      {"", "1"},
      {"per_each", "1"},
      {"per_unit", "1"},
      {"per_ten", "10"},
      {"per_dozen", "12"},
      {"per_hundred", "100"},
      {"per_thousand", "1000"},
      {"per_ten_thousand", "10000"},
      {"per_hundred_thousand", "100000"},
      {"catalog_per_hundred", "100"},
      {"contract_per_thousand", "1000"},
      {"wholesale_per_dozen", "12"},
      {"contract", "1"},
      {"no_charge", "1"},
      {"per_pound", ""},
      {"per_hundred_feet", ""},
      {"to_be_negotiated", ""},
      {"XX", ""},
  };
  for (const auto& row : rows) {
    INFO(row.basis);
    const auto units = units_priced(row.basis);
    CHECK((units ? units->to_string() : "") == row.want);
  }
}

TEST_CASE("what a line comes to") {
  const struct {
    std::string name;
    const char *quantity, *price, *basis, *want;
  } rows[] = {
      {"each", "12", "19.95", "", "239.40"},
      {"per hundred", "250", "4.50", "per_hundred", "11.25"},
      {"per thousand, small", "1", "0.001", "per_thousand", "0.000001"},
      {"per hundred thousand", "1", "0.01", "per_hundred_thousand", "0.0000001"},
      {"per dozen, even", "24", "6", "per_dozen", "12"},
      {"per dozen, uneven", "1", "1.00", "per_dozen", "0.08333333"},
      {"basis not known", "1", "1.00", "per_pound", ""},
      {"too large", "99999999999999999999999999999999", "99999999.9", "", ""},
      {"negative", "-2", "1.50", "per_each", "-3.00"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    OrderLine line;
    line.quantity = decimal(row.quantity);
    line.price = decimal(row.price);
    line.price_basis = row.basis;
    const auto amount = line_amount(line);
    CHECK((amount ? amount->to_string() : "") == row.want);
  }
  CHECK(line_amount(OrderLine()) == std::nullopt);
}

TEST_CASE("an order taken as it is: every line is answered once, for its whole quantity") {
  Order order;
  order.partner = "acme";
  order.test = true;
  order.number = "4711";
  order.release_number = "7";
  order.ordered = Date{2026, 3, 1};
  order.currency = "USD";
  order.vendor_number = "0042";
  order.parties.resize(1);
  order.parties[0].role = "ship_to";
  for (const char* quantity : {"12", "2.5", ""}) {
    OrderLine& line = order.lines.emplace_back();
    line.number = std::to_string(order.lines.size());
    line.unit = "EA";
    line.price = decimal("19.95");
    line.price_basis = "per_each";
    line.ids = {{"upc", "012345678905"}};
    if (*quantity != 0) line.quantity = decimal(quantity);
  }
  order.lines[0].assigned_id = "1";

  const OrderResponse response = respond_as_ordered(order, Date{2026, 3, 2});
  CHECK(response.partner == "acme");
  CHECK(response.test == true);
  CHECK(response.order_number == "4711");
  CHECK(response.release_number == "7");
  CHECK(response.ordered == Date{2026, 3, 1});
  CHECK(response.answered == Date{2026, 3, 2});
  CHECK(response.kind == "accepted");
  CHECK(response.purpose == "original");
  CHECK(response.currency == "USD");
  CHECK(response.vendor_number == "0042");
  CHECK(response.parties == order.parties);
  CHECK(response.totals.line_count == 3);
  CHECK(response.totals.quantity_hash->to_string() == "14.5");
  REQUIRE(response.lines.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    INFO(i);
    const ResponseLine& line = response.lines[i];
    CHECK(line.number == order.lines[i].number);
    CHECK(line.assigned_id == order.lines[i].assigned_id);
    CHECK(line.quantity == order.lines[i].quantity);
    CHECK(line.unit == "EA");
    CHECK(line.price == order.lines[i].price);
    CHECK(line.price_basis == "per_each");
    CHECK(line.ids == order.lines[i].ids);
    REQUIRE(line.answers.size() == 1);
    CHECK(line.answers[0].status == "accepted");
    CHECK(line.answers[0].quantity == order.lines[i].quantity);
    CHECK(line.answers[0].unit == (order.lines[i].quantity ? "EA" : ""));
  }
  CHECK(missing_fields(OrderResponse::shape(), &response).empty());
}

TEST_CASE("entries are found by kind and by role") {
  Order order;
  order.dates.resize(2);
  order.dates[1].kind = "ship_no_later";
  CHECK(find_kind(order.dates, "ship_no_later") == &order.dates[1]);
  CHECK(find_kind(order.dates, "cancel_after") == nullptr);
  order.parties.resize(2);
  order.parties[1].role = "buyer";
  CHECK(find_role(order.parties, "buyer") == &order.parties[1]);
  CHECK(find_role(order.parties, "ship_to") == nullptr);
}

}  // namespace
}  // namespace transom
