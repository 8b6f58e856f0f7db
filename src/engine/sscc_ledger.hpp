// Which SSCCs were used: whoever puts one on a label enters it here, and nobody uses it again for a year.
#pragma once

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

// Gives SSCCs to what has none, by the agreement, and says which of the others were used lately: by another
// ship notice that stands, that is; one that comes again under its number keeps its own, and what was
// cancelled or refused uses none.
[[nodiscard]] Disagreements give_labels(Unit& unit, Shipment& shipment, const SsccSettings& settings,
                                        const SsccUser& user);
// All that the shipment has are used from now on.
void enter_labels(Unit& unit, const Shipment& shipment, const SsccUser& user);

}  // namespace transom
