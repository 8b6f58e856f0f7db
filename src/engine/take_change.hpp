// A change of an order, judged: laid over the order as it stands, by the same rules as a new order, with an
// answer for the buyer. The counterpart of what process.cpp does for orders, at the time when the store can
// be asked how the order stands.
#pragma once

#include "engine/change_outcome.hpp"
#include "engine/result.hpp"
#include "engine/standing_order.hpp"

namespace transom {

// What is agreed and known where a change came.
struct ChangeDesk {
  const MapShelf& maps;
  const Partner& partner;
  const Interchange& in;
  Instant now;
  const Earlier* earlier = nullptr;  // what the store knows of earlier orders, for rules that ask for it
};

// Whether the set has a change that is to be judged: one that came as such, or an order whose purpose asks
// for a change of one that was sent before.
[[nodiscard]] bool holds_change(const SetResult& set);

// An order that asks for a change becomes that change; anything else stays as it is.
void turn_into_change(SetResult& set);

// Sets fate, reasons, rulings, the outcome for the ERP and the answer. Only for sets whose
// document is a change (turn_into_change) and that are taken or held by then.
void take_change(SetResult& set, const ChangeDesk& desk, const StandingOrder& standing);

// The rules that judge what a change makes of an order: those that the 860's agreement names, else the 850's;
// nullptr: none is on.
[[nodiscard]] const OrderRules* rules_for_change(const MapShelf& maps, const Partner& partner,
                                                 const Agreement* agreement);

// The answer to the buyer, where the agreement has one for us to make; checked as that to an order.
[[nodiscard]] std::optional<Prepared> answer_change(const ChangeDesk& desk, const ChangeOutcome& outcome,
                                                    bool ours);

}  // namespace transom
