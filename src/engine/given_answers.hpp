// What a person said of single lines, laid over what the rules decide.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/said_of_line.hpp"
#include "transom/hold.hpp"
#include "transom/rules.hpp"

namespace transom {

// One answer that counts, for the record of who said it: as text_of says it, and with what it changes.
struct GivenAnswer {
  std::string line, decided;
  LineChange change;
};

// The order with what a person names of its lines, and what he leaves to the rules.
struct OrderAsAnswered {
  Order order;
  LineLeaves leaves;
};

class GivenAnswers {
 public:
  // Everything given outlives it. `suggested`: what rules make of the order as it came. `touched`: false for
  // a line that may not be answered; empty: all may. Fails: usage, when a line is none or not the only one of
  // its number, an answer cannot be read, or it is what only a slip of the hand would say.
  GivenAnswers(const HoldRequest& request, const Order& order, const std::vector<Ruling>& suggested,
               std::function<bool(const std::string& line)> touched);

  // What the rules are asked of once more.
  [[nodiscard]] OrderAsAnswered as_answered() const;
  // Replaces the decisions of the lines that were named, by what rules say of the order as answered. Fails:
  // usage, where an answer does not go with that.
  std::vector<GivenAnswer> lay_over(std::vector<LineDecision>& decisions, const std::vector<Ruling>& in_force,
                                    Precedence first) const;

 private:
  struct Answer {
    std::size_t line = 0;
    SaidOfLine said;
  };
  void read(const std::vector<Ruling>& suggested);
  [[nodiscard]] std::size_t line_named(const std::string& number, std::string_view option) const;
  [[nodiscard]] std::map<std::string, Decimal> prices_given() const;

  const HoldRequest& request_;
  const Order& order_;
  std::function<bool(const std::string& line)> touched_;
  std::vector<Answer> answers_;
};

}  // namespace transom
