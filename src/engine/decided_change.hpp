// A change of a partner as it was decided when it took effect: laid once more over the order that it came
// behind. Who answers it later answers that, whatever today's maps and rules make of it.
#pragma once

#include <optional>
#include <vector>

#include "engine/change_outcome.hpp"
#include "transom/unit.hpp"

namespace transom {

// `lines_said` or `decided_lines`, as a line that was put on hold is decided or not.
using LinesDecided = std::vector<LineDecision> (*)(const Order&, const std::vector<DecisionRecord>&,
                                                   Precedence);

struct ChangeTakenThen {
  const BusinessRecord& row;          // of the change
  std::vector<BusinessRecord> story;  // of its order
  const Partner& partner;
  Date answered;                   // of the answer
  const ReferenceData* reference;  // as changed_order has it
};
// nullopt: the order did not stand then. Fails: database, when stored JSON cannot be read.
[[nodiscard]] std::optional<ChangeOutcome> decided_change(Lookups& lookups, ChangeTakenThen change,
                                                          LinesDecided decided);

}  // namespace transom
