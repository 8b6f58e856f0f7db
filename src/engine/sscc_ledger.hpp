// Which SSCCs were used: whoever puts one on a label enters it here, and nobody uses it again for a year.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "order/disagreement.hpp"
#include "transom/shipment.hpp"
#include "transom/unit.hpp"

namespace transom {

// Who uses them, and for what.
struct SsccUser {
  std::string partner, shipment;
  char usage = 'P';
  Instant now;
  AttemptId own = {};  // what it saved itself is seen
};

// Gives SSCCs to what has none: those that its cartons and pallets had in `before` (what went out under this
// number, newest first, refused or not), else new ones by the agreement. Says which of the others were used
// lately: by another ship notice that stands, that is; what was cancelled or refused uses none. `told` gets
// which labels a warehouse has to change, where something could not keep its own.
[[nodiscard]] Disagreements give_labels(Unit& unit, Shipment& shipment, std::span<const Shipment> before,
                                        const SsccSettings& settings, const SsccUser& user,
                                        std::vector<DecisionRecord>& told);
// All that the shipment has are used from now on.
void enter_labels(Unit& unit, const Shipment& shipment, const SsccUser& user);

}  // namespace transom
