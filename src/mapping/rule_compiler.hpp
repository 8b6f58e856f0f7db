// A rule as it is asked: its condition and its sentences as little programs, checked against the order's
// shape and the facts'.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mapping/rule_file.hpp"
#include "transom/expression.hpp"
#include "transom/reference.hpp"
#include "transom/rules.hpp"

namespace transom::mapping {

// "ordered at {price}, contract says {contract.price}": text, expression, text ...
struct Sentence {
  std::vector<std::string> texts;
  std::vector<Expression> values;
};

struct CompiledRule {
  std::string name;
  RuleAction action = RuleAction::hold;
  bool of_lines = false, of_repeats = false;
  bool of_standing = false;  // asks whether the item is sold at all: it stays said where another stands in
  Expression when;
  std::string code, owner;
  Sentence say, next;
  std::optional<Expression> figure;
  std::vector<std::pair<std::string, Expression>> set;
};

// Fails: configuration.
[[nodiscard]] CompiledRule compile_rule(const RuleSpec& spec, const TablePaths& tables);

// Whether a condition, a sentence or a value of the rule names it, as in "stock.missing".
[[nodiscard]] bool speaks_of(const RuleSpec& spec, std::string_view name);

// What of an order the rule would change, and nobody knows to what: "the day"; empty: it is known.
[[nodiscard]] std::string_view unknown_figure(const CompiledRule& rule, const LineChange& change);

// Whether all tables that a rule needs are there; names the first that is not. Fails: configuration.
[[nodiscard]] std::string missing_table(const RuleSpec& spec, const ReferenceData& reference);

}  // namespace transom::mapping
