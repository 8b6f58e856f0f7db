// What the ERP's words leave of an order's lines: a row an answer.
#include "engine/answered_goods.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "transom/json.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

Decimal number(std::string_view text) {
  return *Decimal::parse(text);
}

OrderLine line(const char* name, const char* quantity) {
  OrderLine out;
  out.number = name;
  out.quantity = number(quantity);
  out.unit = "EA";
  out.price = number("10");
  out.ids.push_back({"vendor_part", "A1"});
  return out;
}

// "IA:8 IB:4@CA": so many of each code, in another unit where one is named.
std::vector<LineAnswer> answers(std::string_view text) {
  std::vector<LineAnswer> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const std::string_view one = text.substr(0, end);
    LineAnswer& answer = out.emplace_back();
    answer.status = status_of_code(one.substr(0, 2))->word;
    const auto unit = std::min(one.find('@'), one.size());
    if (one.size() > 3) answer.quantity = number(one.substr(3, unit - 3));
    if (unit < one.size()) answer.unit = one.substr(unit + 1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string goods(OrderResponse response) {
  response.partner = "acme";
  response.order_number = "4501";
  response.ordered = Date{2026, 3, 2};
  response.answered = Date{2026, 3, 3};
  if (response.kind.empty()) response.kind = "accepted_with_changes";
  if (response.purpose.empty()) response.purpose = "original";
  StandingOrder standing;
  standing.state = OrderState::stands;
  standing.order.lines = {line("1", "12"), line("2", "5")};
  standing.base.id = {1};
  standing.order.partner = "acme";
  standing.order.number = "4501";
  standing.order.ordered = Date{2026, 3, 2};
  standing.order.purpose = "original";
  standing.order.type = "stand_alone";
  standing.base.json = to_json(BusinessDocument(standing.order));
  BusinessRecord row{.kind = BusinessKind::order_response, .json = to_json(BusinessDocument(response))};
  row.id = {2};
  row.outgoing = true;
  const UnitFactors cases = [](const std::vector<Id>&, std::string_view from, std::string_view to) {
    return from == "CA" && to == "EA" ? Fraction(4, 1) : Fraction::unknown();
  };
  std::string out;
  for (const OrderLine& left : answered_goods(standing, answers_of_erp({&row, 1}, ""), cases))
    out += fmt::format("{}: {} {} of {} at {}; ", left.number, left.quantity->to_plain(), left.unit,
                       left.ids.front().value, left.price->to_plain());
  return out;
}

TEST_CASE("the ERP's answer says what is left of a line") {
  const std::string second = "2: 5 EA of A1 at 10; ";
  struct Row {
    const char *name, *said;
    std::string want;
  };
  const Row rows[] = {
      {"as ordered", "IA:12", "1: 12 EA of A1 at 10; "},
      {"nothing is said of it", "", "1: 12 EA of A1 at 10; "},
      {"rejected", "IR:12", ""},
      {"a part of it", "IA:8 ID:4", "1: 8 EA of A1 at 10; "},
      {"later is promised too", "IA:8 IB:4", "1: 8 EA of A1 at 10; 1: 4 EA of A1 at 10; "},
      {"a lone BP counts what is missing", "BP:4", "1: 12 EA of A1 at 10; "},
      {"beside others it counts itself", "BP:8 IR:4", "1: 8 EA of A1 at 10; "},
      {"without a quantity it is all", "IC", "1: 12 EA of A1 at 10; "},
      {"counted in cases", "IA:2@CA ID:4", "1: 8 EA of A1 at 10; "},
      {"in a unit that nobody knows", "IA:2@PL", "1: 2 PL of A1 at 10; "},
  };
  for (const Row& one : rows) {
    INFO(std::string(one.name));
    OrderResponse response;
    ResponseLine& said = response.lines.emplace_back();
    said.number = "1";
    said.answers = answers(one.said);
    CHECK(goods(response) == one.want + second);
  }
  OrderResponse response;
  ResponseLine& said = response.lines.emplace_back();
  said.number = "1";
  said.price = number("9.5");
  said.answers = answers("IS:12");
  said.answers[0].ids.push_back({"vendor_part", "B1"});
  CHECK(goods(response) == "1: 12 EA of B1 at 9.5; " + second);
  said.unit = "CA";  // the price of a case says nothing about a piece
  said.answers[0].unit = "EA";
  CHECK(goods(response) == "1: 12 EA of B1 at 10; " + second);
}

TEST_CASE("an order that the ERP refuses leaves nothing, one that it only announces all") {
  OrderResponse response;
  response.kind = "rejected_without_detail";
  CHECK(goods(response) == "");
  response.kind = "acknowledged_held";
  CHECK(is_interim(response));  // its row says so, and is passed over
  response.kind = "accepted";
  CHECK(goods(response) == "1: 12 EA of A1 at 10; 2: 5 EA of A1 at 10; ");
  response.answer_to = "order_change";
  response.purpose = "seller_change";  // a proposal of ours
  CHECK(goods(response) == "1: 12 EA of A1 at 10; 2: 5 EA of A1 at 10; ");
}

}  // namespace
}  // namespace transom
