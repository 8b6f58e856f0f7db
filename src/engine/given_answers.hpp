// What a person said of single lines, laid over what the rules decide.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/respond.hpp"
#include "transom/hold.hpp"
#include "transom/rules.hpp"

namespace transom {

// One answer that counts, for the record of who said it.
struct GivenAnswer {
  std::string line, said;
  LineChange change;
  LineChange taken;  // of it, what was left to what the rules suggest
};

class GivenAnswers {
 public:
  // Everything given outlives it. `touched`: false for a line that may not be answered; empty: all may.
  GivenAnswers(const HoldRequest& request, const Order& order, const std::vector<Ruling>& rulings,
               std::function<bool(const std::string& line)> touched);

  // Replaces the decisions of the lines that were named. Fails: usage, when a line is none or not the only
  // one of its number, an answer says nothing, or it is what only a slip of the hand would say.
  std::vector<GivenAnswer> lay_over(std::vector<LineDecision>& decisions) const;

 private:
  [[nodiscard]] std::size_t line_named(const std::string& number, std::string_view option) const;
  [[nodiscard]] LineChange suggested_for(const std::string& line) const;
  [[nodiscard]] std::map<std::string, Decimal> prices_given() const;

  const HoldRequest& request_;
  const Order& order_;
  const std::vector<Ruling>& rulings_;
  std::function<bool(const std::string& line)> touched_;
};

}  // namespace transom
