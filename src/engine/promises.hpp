// What orders use up of stock and of credit between two imports of the figures.
//
// The reference data says what is there as of the time at which its file was written. Every order that is
// taken since then leaves rows in the store for what it uses up, every change of it the difference; an order
// that comes later is judged by what is left. A held order uses up nothing until it is released, and a file
// that is written anew begins again from its own figures.
#pragma once

#include "engine/map_shelf.hpp"
#include "transom/unit.hpp"

namespace transom {

// Whose order is judged, and what its judging may see.
struct PromiseView {
  std::string_view partner;  // slug
  char usage = 'P';
  AttemptId own;
  BusinessId order;  // of a change: the order that it changes, whose own share counts for it; else nobody
};
// What rules see of it. The arguments outlive the answer.
[[nodiscard]] Earlier earlier_orders(Lookups& lookups, const ReferenceData& reference,
                                     const PromiseView& view);

// Which order was taken or changed, and by what.
struct PromiseEntry {
  const Partner& partner;
  std::string_view number, release;
  char usage = 'P';
  AttemptId attempt;
  Instant at;
};
// Enters what the order now comes to, as it stands in the store; nothing where no rule of anybody asks for
// it. Fails: database.
void enter_promises(Unit& unit, const MapShelf& maps, const PromiseEntry& entry);

}  // namespace transom
