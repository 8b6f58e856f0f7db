// A business document against what the store knows of its orders, by what was agreed with the partner.
#pragma once

#include <string>

#include "engine/numbered.hpp"
#include "engine/order_story.hpp"
#include "engine/result.hpp"
#include "order/disagreement.hpp"
#include "order/order_book.hpp"
#include "transom/reference.hpp"

namespace transom {

// Whether this partner's 855, 856 and 810 are about orders that we send here: then they are held against
// them.
[[nodiscard]] bool answers_ours(const Partner& partner);

// By the units of the partner's items; no reference data: none, units have to be equal.
[[nodiscard]] UnitFactors unit_factors(ReferencePtr reference);

// Whose order it is decides what is compared: with what goes out (we supply) the partner's orders and what we
// sent for them, with what comes in (we buy) our orders and what the partner sent for them.
struct MatchCase {
  const BusinessDocument& document;
  std::span<const OrderStory> stories;  // of each order that it speaks of
  const Partner& partner;
  const TradeSettings& trade;
  bool outgoing = true;
  ReferencePtr reference;        // for factors between units; none: units have to be equal
  std::string used_before;       // see MatchAgainst
  const Order* asked = nullptr;  // of a response: the order that it answers; nullptr: as it was written
  const OrderResponse* decided = nullptr;  // see OrderHistory
};
[[nodiscard]] Disagreements against_orders(const MatchCase& one);

// Those that hold it, as reasons; `warnings` gets the others.
[[nodiscard]] std::vector<Reason> holding(const Disagreements& wrong, const MatchSettings& settings,
                                          DocumentKind kind, std::vector<DecisionRecord>& warnings);

// Tells of invoices that a correction or cancellation of a ship notice leaves without their goods. `under`:
// what was said under its number.
void tell_taken_back(Lookups& lookups, MatchCase one, const Numbered& under, char usage, AttemptId own,
                     std::vector<DecisionRecord>& warnings);

// An answer that is right and changes our order is taken, for whoever plans by it needs it, and is work: each
// change is told with it. `asked`: what it answers.
void tell_answer_changes(const Order& asked, const OrderResponse& response, const MatchSettings& settings,
                         SetResult& set);

// What a supplier sends is held against itself and against the orders that we sent: its reasons, its fate and
// what is told of it. An answer that changes our order is taken with reasons: work, and nothing waits.
// Nothing happens where we send that partner no orders here.
void hold_against_ours(Lookups& lookups, const Partner& partner, char usage, AttemptId own, Instant now,
                       SetResult& set);

}  // namespace transom
