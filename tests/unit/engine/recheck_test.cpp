// What a release may let go: what was seen, as bad as it was seen, and nothing else.
#include "engine/recheck.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace transom {
namespace {

Ruling ruling(std::string rule, std::string line, const char* figure, std::string sentence,
              RuleAction action = RuleAction::hold) {
  Ruling out;
  out.rule = std::move(rule);
  out.line = std::move(line);
  out.action = action;
  out.sentence = std::move(sentence);
  if (*figure != '\0') out.figure = Decimal::parse(figure);
  return out;
}

DecisionRecord row(std::string action, const Ruling& of) {
  DecisionRecord out;
  out.who = "engine";
  out.action = std::move(action);
  out.rule = of.rule;
  out.line = of.line;
  out.sentence = of.sentence;
  out.figure = of.figure;
  return out;
}

TEST_CASE("what nobody has seen stops a release: another rule, another line, a worse figure") {
  const Ruling price = ruling("price-over-contract", "1", "0.75", "13.25, contract 12.50");
  struct Row {
    const char* name;
    Ruling now;
    std::vector<DecisionRecord> decisions;
    bool stops;
  };
  const Row rows[] = {
      {"as it was", price, {row("hold", price)}, false},
      {"nothing was held", price, {}, true},
      {"another rule", price, {row("hold", ruling("currency", "", "", "CAD"))}, true},
      {"another line", ruling("price-over-contract", "2", "0.75", "line 2"), {row("hold", price)}, true},
      {"a worse figure", ruling("price-over-contract", "1", "0.76", "13.26"), {row("hold", price)}, true},
      {"the same figure, other words",
       ruling("price-over-contract", "1", "0.750", "x"),
       {row("hold", price)},
       false},
      {"a better figure",
       ruling("price-over-contract", "1", "0.25", "13.25, contract 13"),
       {row("hold", price)},
       false},
      {"no figure, the same words",
       ruling("currency", "", "", "CAD"),
       {row("hold", ruling("currency", "", "", "CAD"))},
       false},
      {"no figure, other words",
       ruling("currency", "", "", "EUR"),
       {row("hold", ruling("currency", "", "", "CAD"))},
       true},
      {"held before figures were kept, the same words",
       price,
       {row("hold", ruling("price-over-contract", "1", "", "13.25, contract 12.50"))},
       false},
      {"held before figures were kept, other words",
       price,
       {row("hold", ruling("price-over-contract", "1", "", "13.25, contract 13"))},
       true},
      {"seen at an earlier release",
       ruling("credit-limit", "", "90", "c"),
       {row("hold", ruling("credit-limit", "", "20", "a")),
        row("hold", ruling("credit-limit", "", "100", "b"))},
       false},
      {"told to be gone, and back", price, {row("hold", price), row("gone", price)}, true},
      {"back, and seen again", price, {row("hold", price), row("gone", price), row("hold", price)}, false},
      {"answers by itself", ruling("short-stock", "1", "4", "4 later", RuleAction::change), {}, false},
      {"only told", ruling("no-dates", "", "", "no dates", RuleAction::warn), {}, false},
      {"rejects now", ruling("window-over", "", "", "over", RuleAction::reject), {}, true},
      {"rejected when it came",
       ruling("window-over", "", "", "over", RuleAction::reject),
       {row("reject", ruling("window-over", "", "", "over"))},
       false},
      {"answered by itself before, holds now",
       ruling("short-stock", "1", "4", "4 later"),
       {row("change", ruling("short-stock", "1", "4", "4 later"))},
       true},
  };
  for (const Row& one : rows) {
    INFO(std::string(one.name));
    CHECK(not_seen({&one.now, 1}, one.decisions).empty() != one.stops);
  }
  Ruling copy = ruling("duplicate-order", "", "", "order 4501 came before, in document 9");
  copy.if_repeated = true;
  const auto held = row("hold", ruling("duplicate-order", "", "", "order 4501 came before, in document 7"));
  CHECK(not_seen({&copy, 1}, {&held, 1}).empty());
}

TEST_CASE("what held an order and does no more is told once") {
  const Ruling price = ruling("price-over-contract", "1", "0.75", "13.25, contract 12.50");
  const Ruling terms = ruling("payment-terms", "", "", "45 days");
  const std::vector<DecisionRecord> held{row("hold", price), row("hold", terms)};
  const auto told = [](const std::vector<DecisionRecord>& rows) {
    std::string out;
    for (const auto& one : rows) out += fmt::format("{};", one.rule);
    return out;
  };
  CHECK(told(no_more(held, std::vector{price, terms})) == "");
  CHECK(told(no_more(held, std::vector{terms})) == "price-over-contract;");
  CHECK(told(no_more(held, {})) == "price-over-contract;payment-terms;");
  const Ruling by_itself = ruling("price-over-contract", "1", "0.75", "x", RuleAction::change);
  CHECK(told(no_more(held, std::vector{by_itself, terms})) == "price-over-contract;");
  const std::vector<DecisionRecord> again{row("hold", price), row("gone", price), row("hold", price)};
  CHECK(told(no_more(std::span(again).first(2), {})) == "");
  CHECK(told(no_more(again, {})) == "price-over-contract;");
  const DecisionRecord map = row("hold", ruling("map", "", "", "no table has it"));
  CHECK(told(no_more({&map, 1}, {})) == "");
}

}  // namespace
}  // namespace transom
