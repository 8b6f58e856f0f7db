// What a change comes to once its lines are decided: the order as it stands then, and the answer to the
// buyer.
//
// Pure. The decisions are those of the lines of the changed order; a line that the change does not touch was
// decided when it was ordered, and nothing is decided about it again.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/respond.hpp"
#include "transom/change_order.hpp"

namespace transom {

struct ChangeOutcome {
  OrderChange change;     // as it came, with its differences and its result: what the ERP gets
  bool declined = false;  // nothing of it is taken
  bool as_asked = true;   // all of it is taken as it came
  Order asked;            // the order with the lines that the change names alone, once each, as it wants them
  std::vector<LineDecision> answers;  // a line of `asked` each
  OrderResponse response;             // says so, in full and in the standard's terms
};

// What a response to the change has of it: its number and date, and what it does with each line, of which
// `response` has those of the change.
void name_change(OrderResponse& response, const OrderChange& change);

// Whether the change speaks of this line of the changed order.
[[nodiscard]] bool touches(const ChangedOrder& changed, const std::string& line);
// Rulings about the order as a whole and about lines that the change touches.
[[nodiscard]] std::vector<Ruling> rulings_of_change(const ChangedOrder& changed, std::vector<Ruling> rulings);

// `decisions`: a line of `changed.order` each. `declined`: nothing of the change is taken, whatever they say.
// `reference` as changed_order has it.
[[nodiscard]] ChangeOutcome decide_change(const Order& before, const OrderChange& change,
                                          const ChangedOrder& changed,
                                          std::span<const LineDecision> decisions, bool declined,
                                          Date answered, const ReferenceData* reference);

}  // namespace transom
