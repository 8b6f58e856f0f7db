// What does not fit: two documents of one order, or a document and its own figures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "transom/trade_settings.hpp"

namespace transom {

struct Disagreement {
  std::optional<TradeCheck> check;  // by which it can be made a warning; none: it always holds
  std::string place;                // "lines[2].price", "totals.amount"
  std::string sentence;             // with both figures, and both documents where there are two
  std::string next;                 // what to do
  friend bool operator==(const Disagreement&, const Disagreement&) = default;
};
using Disagreements = std::vector<Disagreement>;

}  // namespace transom
