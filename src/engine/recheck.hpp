// The rules once more, at the moment at which somebody releases what they held.
//
// Between the hold and the release stock and credit were used up, prices and items changed, an address was
// added. What a person releases is what was there to be seen; what is new is not let go with it.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/given_answers.hpp"
#include "engine/map_shelf.hpp"
#include "transom/change_order.hpp"
#include "transom/unit.hpp"

namespace transom {

// A held order, or a held change of one, that is about to be released.
struct ReleaseCase {
  Unit& unit;
  const MapShelf& maps;
  const Partner& partner;
  const Agreement* agreement = nullptr;  // under which it came; nullptr: there is none any more
  const BusinessRecord& row;
  const BusinessDocument& document;
  const ChangedOrder* changed = nullptr;         // what a change makes of its order
  BusinessId base;                               // that order
  std::span<const ChangeProblem> problems = {};  // what stands against the change
  Instant now;

  [[nodiscard]] const OrderRules* rules() const;
};

// What a person says of its lines, who sees what the rules suggest.
using AnsweredOrder = std::function<OrderAsAnswered(const std::vector<Ruling>& suggested)>;

struct Recheck {
  std::vector<Ruling> suggested;     // of the order as it came
  std::vector<Ruling> in_force;      // of the order as a person answers it: what its lines are decided by
  std::vector<Ruling> found;         // what holds it, or rejects something of it, and nobody has seen so
  std::vector<DecisionRecord> gone;  // what held it, and does no more
  // What changes lines by itself, otherwise than it was told last, and what does so no more.
  std::vector<DecisionRecord> changed, ended;
  ReferencePtr reference;
};
// `decisions`: on it so far. `order`: as it came, or as the change leaves it. `answered`: nullptr where
// nobody says anything of a line; what a word brings about that names all of it is not found.
[[nodiscard]] Recheck recheck(const ReleaseCase& one, std::span<const DecisionRecord> decisions,
                              const Order& order, const AnsweredOrder& answered);
// Fails: usage, where one of the names is of no rule that looks at the order, or has held it.
void check_accepted(std::span<const std::string> names, const Recheck& now, const ReleaseCase& one,
                    std::span<const DecisionRecord> decisions);
// Keeps it with the order. Gives the rows of what was found.
std::vector<DecisionRecord> save(Unit& unit, const Recheck& now, const ReleaseCase& one);
// The work item of a release that what was found has stopped.
[[nodiscard]] WorkItemRecord item_of(const std::vector<Ruling>& found, const BusinessRecord& row, Instant at);

}  // namespace transom
