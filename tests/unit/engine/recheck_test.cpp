// What a release may let go: what was seen, as bad as it was seen, and nothing else.
#include "engine/news.hpp"

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

TEST_CASE("an answer takes a figure that was there to be seen") {
  const auto priced = [](const char* price, RuleAction action = RuleAction::hold) {
    Ruling out = ruling("price-over-contract", "1", "1", "x", action);
    out.change.price = Decimal::parse(price);
    return out;
  };
  const auto shown = [&](std::string action, const char* price) {
    DecisionRecord out = row(std::move(action), priced(price));
    out.change = to_text(priced(price).change);
    return out;
  };
  const auto taken = [&](const char* price) {
    Ruling out = priced(price, RuleAction::change);
    out.taken = true;
    return out;
  };
  struct Row {
    const char* name;
    Ruling now;
    std::vector<DecisionRecord> decisions;
    bool news;
  };
  const Row rows[] = {
      {"as it was shown", taken("9.00"), {shown("hold", "9")}, false},
      {"another one than was shown", taken("9.00"), {shown("hold", "11.50")}, true},
      {"shown by a later judgement", taken("9.00"), {shown("hold", "11.50"), shown("hold", "9.00")}, false},
      {"shown, and another one after it",
       taken("9.00"),
       {shown("hold", "9.00"), shown("hold", "8.00")},
       true},
      {"shown, and gone", taken("9.00"), {shown("hold", "9.00"), shown("gone", "9.00")}, true},
      {"never shown", taken("9.00"), {}, true},
      {"of a rule that answered by itself", taken("9.00"), {shown("change", "9.00")}, false},
      {"of a rule that answers by itself", priced("9.00", RuleAction::change), {}, false},
      {"the person names it", priced("9.00"), {shown("hold", "11.50")}, false},
  };
  for (const Row& one : rows) {
    INFO(std::string(one.name));
    CHECK(taken_unseen({&one.now, 1}, one.decisions).empty() != one.news);
  }
}

TEST_CASE("what changes a line by itself is told where it changes otherwise than before") {
  const auto later = [](std::string line, const char* quantity, RuleAction action = RuleAction::change) {
    Ruling out = ruling("short-stock", std::move(line), quantity, "come later", action);
    out.code = "IB";
    out.change.backorder = Decimal::parse(quantity);
    return out;
  };
  const auto told = [&](const Ruling& now, const std::vector<Ruling>& before) {
    return !changed_anew({&now, 1}, before).empty();
  };
  CHECK(told(later("2", "50"), {}));
  CHECK_FALSE(told(later("2", "50"), {later("2", "50.0")}));
  CHECK(told(later("2", "50"), {later("2", "40")}));
  CHECK(told(later("2", "50"), {later("1", "50")}));
  CHECK(told(later("2", "50"), {later("2", "50", RuleAction::hold)}));
  CHECK_FALSE(told(later("2", "50", RuleAction::hold), {}));
  const std::vector<Ruling> before{later("2", "50")};
  const LineLeaves by_code{{"2", {all_figures, {}}}}, split{{"2", {{.price = true}, {}}}};
  CHECK(changed_no_more({}, before, {}).size() == 1);
  CHECK(changed_no_more({}, before, by_code).size() == 1);
  CHECK(changed_no_more({}, before, split).empty());
  CHECK(changed_no_more(before, before, {}).empty());
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
