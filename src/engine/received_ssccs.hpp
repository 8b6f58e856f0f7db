// Which SSCCs suppliers used: nothing is told to anybody here, for the rows of the ship notices that came
// know their labels themselves, whatever becomes of them later.
#pragma once

#include "engine/sscc_ledger.hpp"
#include "order/disagreement.hpp"
#include "transom/shipment.hpp"
#include "transom/unit.hpp"

namespace transom {

// The SSCCs of a ship notice that came which another one of this partner has: one that stands and came less
// than `reuse_after` seconds ago. What names the same number is no other one.
[[nodiscard]] Disagreements check_used_before(Lookups& lookups, const Shipment& shipment,
                                              const SsccUser& user, std::int64_t reuse_after);

}  // namespace transom
