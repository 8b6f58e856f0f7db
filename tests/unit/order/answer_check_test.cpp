// What a response says of an order's lines: each once, parts that come to what is asked for, in whatever
// unit.
#include "order/answer_check.hpp"

#include <doctest/doctest.h>

#include "transom/line_status.hpp"

using namespace transom;

namespace {

Decimal number(const char* text) {
  return *Decimal::parse(text);
}

// A dozen is twelve; of a pallet nobody knows.
Fraction dozens(const std::vector<Id>&, std::string_view from, std::string_view to) {
  if (from == "DZ" && to == "EA") return {12, 1};
  if (from == "EA" && to == "DZ") return {1, 12};
  return Fraction::unknown();
}

}  // namespace

TEST_CASE("an answer is checked against its order") {
  Order order;
  for (const char* number : {"1", "2"}) {
    OrderLine& line = order.lines.emplace_back();
    line.number = number;
    line.quantity = Decimal::whole(12);
  }
  OrderResponse good = respond_as_ordered(order, {2026, 3, 2});
  CHECK(check_answers(order, good).empty());
  OrderResponse split = good;
  split.lines[0].answers[0].quantity = Decimal::whole(8);
  CHECK(check_answers(order, split) ==
        std::vector<std::string>{"line 1: 12 are asked for, the answers speak of 8"});
  split.lines[0].answers.push_back({.status = "backordered", .quantity = Decimal::whole(4)});
  CHECK(check_answers(order, split).empty());
  OrderResponse below = split;
  below.lines[0].answers[0].quantity = Decimal::whole(-4);
  below.lines[0].answers[1].quantity = Decimal::whole(16);
  CHECK(check_answers(order, below) ==
        std::vector<std::string>{"line 1: -4 is answered as accepted; a quantity is never below zero"});
  split.lines.pop_back();
  CHECK(check_answers(order, split) ==
        std::vector<std::string>{"line 2 of the order is answered 0 times; expected once"});
  OrderResponse twice = good;
  twice.lines.push_back(twice.lines[0]);
  CHECK(check_answers(order, twice) ==
        std::vector<std::string>{"line 1 of the order is answered 2 times; expected once"});
  OrderResponse stray = good;
  stray.lines[1].number = "9";
  CHECK(check_answers(order, stray) ==
        std::vector<std::string>{"line 2 of the order is answered 0 times; expected once",
                                 "line 9 is answered, but the order has none"});
}

TEST_CASE("parts in other units count by their factor, or nobody can tell") {
  struct Part {
    const char *quantity, *unit;
  };
  struct Row {
    const char* name;
    const char *quantity, *unit;
    std::vector<Part> parts;
    bool factors;
    const char* want;
  };
  const Row rows[] = {
      {"one unit", "36", "EA", {{"24", "EA"}, {"12", ""}}, true, ""},
      {"dozens of eaches", "36", "EA", {{"12", "EA"}, {"2", "DZ"}}, true, ""},
      {"a third of a dozen", "1", "DZ", {{"4", "EA"}, {"8", "EA"}}, true, ""},
      {"added as if alike",
       "14",
       "EA",
       {{"12", "EA"}, {"2", "DZ"}},
       true,
       "line 1: 14 are asked for, the answers speak of 36"},
      {"no factor",
       "14",
       "EA",
       {{"12", "EA"}, {"2", "PL"}},
       true,
       "line 1 asks for EA, a part of the answer is in PL, and nobody says how many EA one PL is; add the "
       "factor "
       "to reference/item_units.csv, or answer in EA"},
      {"no reference data",
       "14",
       "EA",
       {{"12", "EA"}, {"2", "DZ"}},
       false,
       "line 1 asks for EA, a part of the answer is in DZ, and nobody says how many EA one DZ is; add the "
       "factor "
       "to reference/item_units.csv, or answer in EA"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    ResponseLine line;
    line.number = "1";
    line.quantity = number(row.quantity);
    line.unit = row.unit;
    for (const Part& part : row.parts)
      line.answers.push_back({.status = "accepted", .quantity = number(part.quantity), .unit = part.unit});
    const auto wrong = check_parts(line, {}, row.factors ? UnitFactors(dozens) : UnitFactors());
    CHECK((wrong.empty() ? "" : wrong.front()) == row.want);
  }
}

TEST_CASE("no answer says less than nothing, or another day without the day") {
  OrderResponse response;
  ResponseLine& line = response.lines.emplace_back();
  line.number = "3";
  line.quantity = number("10");
  line.answers.push_back({.status = "rescheduled", .quantity = number("10")});
  CHECK(check_plain(response) == std::vector<std::string>{"line 3 is rescheduled, and no day is named"});
  line.answers[0].dates.push_back({.kind = "promised_ship", .date = Date{2026, 3, 20}});
  CHECK(check_plain(response).empty());
  line.answers[0] = {.status = "rejected", .quantity = number("-10")};
  CHECK(check_plain(response) ==
        std::vector<std::string>{"line 3: -10 is answered as rejected; a quantity is never below zero"});
  line.quantity = number("-10");  // a return
  CHECK(check_plain(response).empty());
}

TEST_CASE("what is answered as changed names what it is changed to") {
  OrderLine ordered;
  ordered.number = "1";
  ordered.quantity = number("10");
  ordered.unit = "EA";
  ordered.price = number("5");
  ordered.ids = {{"vendor_part", "A"}};
  struct Row {
    const char *name, *status, *quantity, *unit, *price, *basis, *line_item, *item, *want;
  };
  const std::string
      price = "line 1 is price_changed, and no price other than the 5 ordered is named (`price` of the line)",
      quantity =
          "line 1 is quantity_changed, and no quantity other than the 10 ordered is named "
          "(`quantity` of the answer)",
      item = "line 1 is substituted, and no other item is named (`ids` of the answer)";
  const Row rows[] = {
      {"another price", "price_changed", "10", "EA", "5.50", "", "", "", ""},
      {"the ordered price", "price_changed", "10", "EA", "5.00", "", "", "", price.c_str()},
      {"no price", "price_changed", "10", "EA", "", "", "", "", price.c_str()},
      {"the price of another thing", "price_changed", "10", "EA", "5", "per_dozen", "", "", ""},
      {"another quantity", "quantity_changed", "8", "EA", "", "", "", "", ""},
      {"in another unit", "quantity_changed", "10", "CA", "", "", "", "", ""},
      {"the ordered quantity", "quantity_changed", "10", "", "", "", "", "", quantity.c_str()},
      {"no quantity", "quantity_changed", "", "", "", "", "", "", quantity.c_str()},
      {"another item", "substituted", "10", "EA", "", "", "A", "C", ""},
      {"another item as the line's own", "substituted", "10", "EA", "", "", "C", "", ""},
      {"the ordered item", "substituted", "10", "EA", "", "", "A", "", item.c_str()},
      {"no item", "substituted", "10", "EA", "", "", "", "", item.c_str()},
      {"several changes at once", "accepted_with_changes", "", "", "", "", "", "", ""},
      {"as ordered", "accepted", "10", "EA", "5", "", "A", "", ""},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    ResponseLine line;
    line.number = "1";
    line.unit = "EA";
    if (*row.price != '\0') line.price = number(row.price);
    line.price_basis = row.basis;
    if (*row.line_item != '\0') line.ids = {{"vendor_part", row.line_item}};
    LineAnswer& answer = line.answers.emplace_back();
    answer.status = row.status;
    if (*row.quantity != '\0') answer.quantity = number(row.quantity);
    answer.unit = row.unit;
    if (*row.item != '\0') answer.ids = {{"vendor_part", row.item}};
    std::vector<std::string> wrong;
    check_named(ordered, line, wrong);
    CHECK((wrong.empty() ? "" : wrong.front()) == std::string(row.want));
  }
}

TEST_CASE("an order is refused by a kind that refuses, and by no line that is taken") {
  struct Row {
    const char *kind, *status, *answer_to;
    bool want;
  };
  const Row rows[] = {
      {"rejected_without_detail", "", "", true},
      {"rejected", "rejected", "", true},
      {"rejected", "accepted", "", false},
      {"rejected_exceptions_only", "invalid_item", "", true},
      {"accepted_with_changes", "rejected", "", false},
      {"accepted", "", "", false},
      {"acknowledged_held", "", "", false},
      {"rejected", "rejected", "order_change", false},
  };
  for (const Row& row : rows) {
    INFO(row.kind << " " << row.status);
    OrderResponse response;
    response.kind = row.kind;
    response.answer_to = row.answer_to;
    if (*row.status != '\0') response.lines.emplace_back().answers.push_back({.status = row.status});
    CHECK(refuses_order(response) == row.want);
  }
}
