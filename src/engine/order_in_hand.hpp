// A held order, or a held change of one, read for whoever decides about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/standing_order.hpp"
#include "transom/change_order.hpp"
#include "transom/document.hpp"

namespace transom {

struct OrderInHand {
  BusinessDocument document;            // as it came
  Order order;                          // whose lines are decided: of a change, what it makes of the order
  std::optional<OrderChange> change;    // where one is held
  StandingOrder standing;               // the order that it changes
  ChangedOrder changed;                 // what it makes of it, where that order stands
  std::vector<ChangeProblem> problems;  // what stands against the change now
};
// A change is laid over its order as it stands. Fails: database.
[[nodiscard]] OrderInHand order_in_hand(Unit& unit, const BusinessRecord& row);

// "order 4501 of acme-stores", "the change of order 4501 of acme-stores"
[[nodiscard]] std::string order_name(const BusinessRecord& row);

}  // namespace transom
