// What a supplier's answer makes of an order: within tolerance nothing, beyond it a sentence a line and kind.
#include "order/answer_changes.hpp"

#include <doctest/doctest.h>

#include "transom/line_status.hpp"

using namespace transom;

namespace {

Decimal number(const char* text) {
  return *Decimal::parse(text);
}

Order two_lines() {
  Order order;
  order.number = "B-1";
  order.dates.push_back({.kind = "ship_no_later", .date = Date{2026, 3, 13}});
  for (const char* line : {"1", "2"}) {
    OrderLine& made = order.lines.emplace_back();
    made.number = line;
    made.quantity = number("60");
    made.unit = "EA";
    made.price = number("2.50");
    made.ids = {{"vendor_part", std::string("V") + line}};
  }
  return order;
}

LineAnswer answer(const char* code, const char* quantity) {
  return {.status = std::string(status_of_code(code)->word), .quantity = number(quantity), .unit = "EA"};
}

std::string told(const Disagreements& all) {
  std::string out;
  for (const Disagreement& one : all) out += (out.empty() ? "" : " / ") + one.sentence;
  return out;
}

}  // namespace

TEST_CASE("an answer that changes the order is told line by line, beyond what is tolerated") {
  struct Row {
    const char* name;
    void (*change)(OrderResponse&);
    const char* want;
  };
  const Row rows[] = {
      {"as ordered", [](OrderResponse&) {}, ""},
      {"some later",
       [](OrderResponse& r) {
         r.lines[0].answers = {answer("IA", "40"), answer("IB", "20")};
         r.lines[0].answers[1].dates.push_back({.kind = "current_schedule_ship", .date = Date{2026, 3, 30}});
       },
       "line 1 of order B-1: 40 of 60 EA come, 20 later (2026-03-30) / "
       "line 1 of order B-1: it ships on 2026-03-30, but is wanted by 2026-03-13"},
      {"within the tolerance",
       [](OrderResponse& r) {
         r.lines[0].answers = {answer("IQ", "58"), answer("IR", "2")};
       },
       ""},
      {"some not at all",
       [](OrderResponse& r) {
         r.lines[1].answers = {answer("IQ", "50"), answer("R4", "10")};
       },
       "line 2 of order B-1: 50 of 60 EA come, 10 not at all"},
      {"less, and nothing said of the rest",
       [](OrderResponse& r) { r.lines[1].answers = {answer("IQ", "50")}; },
       "line 2 of order B-1: 50 of 60 EA come"},
      {"nobody knows how many", [](OrderResponse& r) { r.lines[1].answers = {answer("BP", "60")}; },
       "line 2 of order B-1: a part of 60 EA comes later"},
      {"a price beyond",
       [](OrderResponse& r) {
         r.lines[0].answers = {answer("IP", "60")};
         r.lines[0].price = number("2.75");
       },
       "line 1 of order B-1: the price is 2.75, but 2.5 was ordered"},
      {"another price that nobody names",
       [](OrderResponse& r) {
         r.lines[0].answers = {answer("IP", "60")};
         r.lines[1].answers = {answer("IP", "60")};
         r.lines[1].price.reset();
       },
       "line 1 of order B-1: it says that the price changed, and names the one ordered / "
       "line 2 of order B-1: it says that the price changed, and names none"},
      {"another item that nobody names", [](OrderResponse& r) { r.lines[0].answers = {answer("IS", "60")}; },
       "line 1 of order B-1: another item comes, and nobody says which"},
      {"a price within",
       [](OrderResponse& r) {
         r.lines[0].answers = {answer("IP", "60")};
         r.lines[0].price = number("2.51");
       },
       ""},
      {"another item",
       [](OrderResponse& r) {
         r.lines[0].answers = {answer("IS", "60")};
         r.lines[0].answers[0].ids = {{"vendor_part", "V9"}};
       },
       "line 1 of order B-1: another item comes, vendor_part V9"},
      {"a day in time",
       [](OrderResponse& r) {
         r.lines[0].answers = {answer("DR", "60")};
         r.lines[0].answers[0].dates.push_back({.kind = "promised_ship", .date = Date{2026, 3, 14}});
       },
       ""},
      {"a line left out", [](OrderResponse& r) { r.lines.pop_back(); },
       "line 2 of order B-1 is not answered"},
      {"exceptions alone",
       [](OrderResponse& r) {
         r.kind = "exceptions_only";
         r.lines.pop_back();
       },
       ""},
      {"no lines", [](OrderResponse& r) { r.lines.clear(); }, ""},
      {"on hold", [](OrderResponse& r) { r.lines[0].answers = {answer("IH", "60")}; }, ""},
      {"refused", [](OrderResponse& r) { r.kind = "rejected_without_detail", r.lines.clear(); }, ""},
  };
  MatchSettings settings;
  settings.quantity.percent = number("5");
  settings.price.amount = number("0.01");
  settings.days = 1;
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const Order order = two_lines();
    OrderResponse response = respond_as_ordered(order, {2026, 3, 3});
    row.change(response);
    CHECK(told(answer_changes(order, response, settings, {})) == row.want);
  }
  settings.effects.fill(CheckEffect::off);
  const Order order = two_lines();
  OrderResponse response = respond_as_ordered(order, {2026, 3, 3});
  response.lines.pop_back();
  CHECK(answer_changes(order, response, settings, {}).empty());
}
