// An overlay in the form that the check of a set uses, part of the narrowed guide's tables.
//
// What holds for a segment depends on its place, on its own qualifier and on those of the loops around it
// (N1[ST]/N4). So each open loop has a scope: what the overlay says of the places within, once the qualifiers
// of the way are known. A scope's spot for a use tells by the qualifier which case a segment is, and a case
// says all: its elements' check, what it counts towards, and the scope of the loop that it opens.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "guide/overlay_source.hpp"
#include "guide/tables.hpp"

namespace transom {

struct OverlayTables {
  static constexpr std::uint16_t none = 0xffff;

  // A line that limits how often, or demands that, something comes within one occurrence of the loop around.
  struct Limit {
    std::string name;  // "N1[ST]"
    std::uint16_t clause = 0;
    std::uint16_t last_use = 0;
    std::uint32_t max = WalkUse::unlimited;
    bool required = false;
  };
  struct Case {
    std::uint16_t check = none;                 // index for `checks`; none: the standard's
    std::uint16_t limits = 0, limit_count = 0;  // index for `limit_lists`
    std::uint16_t not_used = none;              // the clause that says so
    std::uint16_t inside = 0;                   // the scope of the loop it opens
    std::uint16_t rank = 0;                     // in the order of the spot; 0: free
  };
  struct Spot {
    std::uint8_t element = 0;  // that tells the cases apart; 0: there is one
    std::uint8_t order_element = 0;
    std::uint16_t order_clause = none;
    std::uint16_t order = none;  // index for the orders of a set
    std::vector<std::uint64_t> keys;
    std::vector<std::uint16_t> cases;  // parallel to keys, and one more for all others
    std::vector<std::string> names;    // of the ranks
    std::vector<std::uint64_t> order_keys;
  };
  struct Scope {
    std::vector<std::uint16_t> spots;     // by use; none where the overlay says nothing
    std::vector<std::uint16_t> required;  // limits, by the end of their last use
  };
  // An element's place that is not as in the standard.
  struct Place {
    std::uint32_t standard = 0;  // index for VersionTables::places
    std::uint16_t clause = none;
    bool not_used = false;
  };

  std::string name;
  std::vector<OverlayClause> clauses;
  std::vector<OverlayLine> lines;
  std::vector<Narrowing> narrowings;
  std::vector<Scope> scopes;  // 0: the set's own level
  std::uint16_t silent = 0;   // the scope of a loop of which the overlay says nothing
  std::vector<Spot> spots;
  std::vector<Case> cases;
  std::vector<Limit> limits;
  std::vector<std::uint16_t> limit_lists;
  std::vector<SegmentCheck> checks;
  std::uint32_t first_place = 0;  // places from here on are the overlay's
  std::vector<Place> places;
  std::uint16_t orders = 0;
  std::deque<std::string> code_lists;                // referred to by the narrowed tables
  std::deque<std::vector<std::uint64_t>> code_keys;  // likewise

  [[nodiscard]] const Place* place(std::uint32_t index) const {
    return index < first_place ? nullptr : &places[index - first_place];
  }
};

}  // namespace transom
