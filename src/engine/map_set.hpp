// Steps 8 and 9 of the way of a line: a set without an error becomes a business document, and what the
// document alone can say for or against itself is judged. Pure; the second look asks the store.
#pragma once

#include "engine/map_shelf.hpp"
#include "engine/process.hpp"

namespace transom {

// A set that is held whole, and what is agreed and known where it came.
struct MapDesk {
  const MapShelf& maps;
  const Partner& partner;
  const Interchange& in;
  const Group& group;
  const ProcessOptions& options;
  const TransactionSet& segments;
  const Place& place;  // of the set's ST
  MapResult& mapped;   // reused from set to set
};

// Sets fate, document, rulings, reasons and the answer. `map`: nullptr when nothing makes a document of the
// set.
void map_set(SetResult& set, const InboundMap* map, const MapDesk& desk);
// Decides the lines of an order that nobody holds by the rulings: what goes to the ERP, or that nothing does,
// and the answer.
void decide_order(SetResult& set, const MapShelf& maps, const Partner& partner, const Interchange& in,
                  Instant now);
// Judges an order once more, with what the store knows of earlier ones, and decides it anew; nothing where no
// rule speaks of that. Before anything else is found about it.
void judge_again(SetResult& set, const Earlier& earlier, const MapShelf& maps, const Partner& partner,
                 const Interchange& in, Instant now);
// A rejected order makes nothing, but who is on the telephone knows its number.
void read_number(SetResult& set, const InboundMap* map, const MapDesk& desk);

}  // namespace transom
