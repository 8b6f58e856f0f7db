// The ERP's answers over what was decided before it saw the order: a row a situation.
#include "engine/erp_response.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

namespace transom {
namespace {

Decimal number(std::string_view text) {
  return *Decimal::parse(text);
}

Order three_lines() {
  Order order;
  order.number = "4711";
  for (int i = 1; i <= 3; ++i) {
    OrderLine& line = order.lines.emplace_back();
    line.number = std::to_string(i);
    line.quantity = Decimal::whole(12);
    line.unit = "EA";
    line.price = number("10.00");
  }
  return order;
}

DecisionRecord ruled(std::string action, std::string line, std::string code, const LineChange& change = {}) {
  DecisionRecord row;
  row.action = std::move(action);
  row.rule = "r";
  row.line = std::move(line);
  row.code = std::move(code);
  row.change = to_text(change);
  return row;
}

// "1=IA:12 3=IA:8,IB:4": a line, then its answers.
OrderResponse said(std::string_view kind, std::string_view text) {
  OrderResponse response;
  response.kind = kind_of_code(kind)->word;
  std::string rest(text);
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t end = std::min(rest.find(' ', at), rest.size());
    std::string one = rest.substr(at, end - at);
    at = end + 1;
    ResponseLine& line = response.lines.emplace_back();
    line.number = one.substr(0, one.find('='));
    line.unit = "EA";
    std::string answers = one.substr(one.find('=') + 1) + ",";
    Decimal sum;
    for (std::size_t i = 0; i < answers.size();) {
      const std::size_t comma = answers.find(',', i);
      const std::string answer = answers.substr(i, comma - i);
      i = comma + 1;
      LineAnswer& made = line.answers.emplace_back();
      made.status = status_of_code(answer.substr(0, 2))->word;
      made.quantity = number(answer.substr(3));
      made.unit = "EA";
      sum = *add(sum, *made.quantity);
    }
    line.quantity = sum;
  }
  return response;
}

std::string told(const OrderResponse& response) {
  std::string out = std::string(kind_of_word(response.kind)->code);
  for (const auto& line : response.lines) {
    out += fmt::format(" {}=", line.number);
    for (std::size_t i = 0; i < line.answers.size(); ++i) {
      const auto& answer = line.answers[i];
      out += fmt::format("{}{}:{}", i == 0 ? "" : ",", status_of_word(answer.status)->code,
                         answer.quantity->to_plain());
    }
  }
  return out;
}

}  // namespace

TEST_CASE("rules that were asked again say all anew, but for what holds the order still") {
  const auto row = [](const char* action, const char* rule, const char* line, const char* code) {
    DecisionRecord out = ruled(action, line, code);
    out.rule = rule;
    return out;
  };
  std::string told;
  for (const Ruling& ruling :
       rulings_of({row("hold", "price", "1", "IP"), row("hold", "item", "2", "R2"),
                   row("change", "stock", "1", "IB"), row("warn", "dates", "", ""), row("lift", "", "", ""),
                   row("judge_again", "", "", ""), row("change", "stock", "3", "IB"),
                   row("gone", "price", "1", ""), row("hold", "credit", "", "")}))
    told += fmt::format("{} {} {}; ", to_string(ruling.action), ruling.rule, ruling.line);
  CHECK(told == "hold item 2; change stock 3; hold credit ; ");
}

TEST_CASE("an ERP's response is completed by what was decided, and checked line by line") {
  struct Row {
    const char* name;
    std::vector<DecisionRecord> decisions;
    const char *kind, *lines;
    const char *want, *wrong;
  };
  const Row rows[] = {
      {"all as ordered", {}, "AD", "1=IA:12 2=IA:12 3=IA:12", "AD 1=IA:12 2=IA:12 3=IA:12", ""},
      {"a line that a rule rejected is added in its place",
       {ruled("reject", "2", "R2")},
       "AD",
       "1=IA:12 3=IA:12",
       "AC 1=IA:12 2=R2:12 3=IA:12",
       ""},
      {"the ERP's own word about it stands",
       {ruled("reject", "2", "R2")},
       "AC",
       "1=IA:12 2=IR:12 3=IA:12",
       "AC 1=IA:12 2=IR:12 3=IA:12",
       ""},
      {"a price of ours is told where the ERP just accepts",
       {ruled("change", "1", "IP", {.price = number("9.50")})},
       "AD",
       "1=IA:12 2=IA:12 3=IA:12",
       "AC 1=IP:12 2=IA:12 3=IA:12",
       ""},
      {"what we cut off is added to what the ERP splits",
       {ruled("change", "3", "IQ", {.quantity = number("8")})},
       "AC",
       "1=IA:12 2=IA:12 3=IA:5,IB:3",
       "AC 1=IA:12 2=IA:12 3=IQ:5,IB:3,ID:4",
       ""},
      {"a person's word goes before the rule's",
       {ruled("reject", "2", "R2"), ruled("answer", "2", "IA")},
       "AD",
       "1=IA:12 2=IA:12 3=IA:12",
       "AD 1=IA:12 2=IA:12 3=IA:12",
       ""},
      {"a line that was only put on hold is decided by the ERP",
       {ruled("answer", "2", "IH")},
       "AC",
       "1=IA:12 2=IB:12 3=IA:12",
       "AC 1=IA:12 2=IB:12 3=IA:12",
       ""},
      {"no lines, and one was only put on hold", {ruled("answer", "2", "IH")}, "AK", "", "AK", ""},
      {"exceptions only: the others are as ordered", {}, "AE", "2=IB:12", "AE 1=IA:12 2=IB:12 3=IA:12", ""},
      {"no lines, all accepted", {}, "AK", "", "AK", ""},
      {"no lines, but one was rejected by us",
       {ruled("reject", "2", "R2")},
       "AK",
       "",
       "AC 1=IA:12 2=R2:12 3=IA:12",
       ""},
      {"no lines, all rejected", {}, "RJ", "", "RJ", ""},
      {"a line is missing",
       {},
       "AD",
       "1=IA:12 3=IA:12",
       "",
       "line 2 of the order is answered 0 times; expected once"},
      {"a line that nobody ordered",
       {},
       "AD",
       "1=IA:12 2=IA:12 3=IA:12 4=IA:1",
       "",
       "line 4 is answered, but the order has none"},
      {"too few",
       {},
       "AC",
       "1=IA:12 2=IA:10 3=IA:12",
       "",
       "line 2: 12 are ordered, the response speaks of 10"},
  };
  const Order order = three_lines();
  for (const Row& row : rows) {
    INFO(row.name);
    OrderResponse response = said(row.kind, row.lines);
    const auto wrong = complete_response(response, order, decided_lines(order, row.decisions));
    CHECK((wrong.empty() ? "" : wrong.front()) == std::string(row.wrong));
    if (wrong.empty()) CHECK(told(response) == row.want);
  }
}

}  // namespace transom
