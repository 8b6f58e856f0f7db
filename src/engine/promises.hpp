// What orders use up of stock and of credit between two imports of the figures.
//
// The reference data says what is there as of the time at which its file was written. Every order that is
// taken since then leaves rows in the store for what it uses up, every change of it and every answer of the
// ERP the difference; an order that comes later is judged by what is left. A held order uses up nothing until
// it is released, and a file that is written anew begins again from its own figures.
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

// Of which order, and by what.
struct PromiseEntry {
  const Partner& partner;
  std::string_view number, release;
  char usage = 'P';
  AttemptId attempt;
  Instant at;
};
// An order is taken, and nothing was entered for it before: enters what it comes to. `order`: as it is taken.
// Nothing happens where no rule of anybody asks for it, here and below. Fails: database.
void promise_order(Unit& unit, const MapShelf& maps, const PromiseEntry& entry, BusinessId id,
                   const Order& order);
// A change was taken, or the ERP answered: enters the difference to what the order now comes to, as it stands
// in the store. `order`: which of several is meant; else the newest that stands. Fails: database.
void correct_promises(Unit& unit, const MapShelf& maps, const PromiseEntry& entry, BusinessId order = {});

}  // namespace transom
