// What the decision about a held order leads to: the order or change for the ERP, the answer for the partner,
// and what the ledger and the promises know from then on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/answers.hpp"
#include "engine/map_shelf.hpp"
#include "engine/order_in_hand.hpp"
#include "engine/publish.hpp"
#include "engine/respond.hpp"
#include "engine/stored_envelope.hpp"
#include "transom/hold.hpp"

namespace transom {

// Where it is decided.
struct HeldDesk {
  const Configuration& configuration;
  const MapShelf& maps;
  Store& store;
  const HeldOrder& held;
  const OrderInHand& hand;
  const Partner& partner;
  const StoredEnvelope& from;
  Instant now;
  // Under which the set came, as it is agreed today; nullptr: no longer.
  [[nodiscard]] const Agreement* agreement() const;
};

// What the decisions about its lines make of it.
struct HeldOutcome {
  bool declined = false, altered = false;
  std::string json;            // that goes to the ERP; empty: as it came
  std::optional<Order> order;  // of an order that is not taken as it came
  std::optional<Prepared> response;
};
// `refused`: as a whole.
[[nodiscard]] HeldOutcome held_outcome(const HeldDesk& desk, const std::vector<LineDecision>& decisions,
                                       bool refused);

// What a map could not read of a line can often not be written either. The order is refused all the same,
// then as a whole: the answer becomes that. What stood in the way; empty: nothing did.
[[nodiscard]] std::string leave_lines_out(const HeldDesk& desk, Prepared& refusal);

// Enters the decision: the verdict, what is promised, expected or no longer expected, and the answer, queued
// or left to wait for its batch. What is queued.
[[nodiscard]] std::vector<Queued> enter(Unit& unit, const HeldDesk& desk, const HoldRequest& request,
                                        HeldOutcome outcome);

}  // namespace transom
