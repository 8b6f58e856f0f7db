// SSCCs of a supplier's ship notices: each names one carton or pallet, and nothing else for a year (GS1).
//
// The receiving dock scans them. Ours are in a ledger of their own (sscc_ledger.hpp): a supplier's number and
// ours never stand in each other's way.
#pragma once

#include <optional>
#include <string>

#include "order/disagreement.hpp"
#include "transom/shipment.hpp"
#include "transom/unit.hpp"

namespace transom {

struct ReceivedNotice {
  const Shipment& shipment;
  const std::string& partner;
  char usage = 'P';
  AttemptId own;
  Instant now;
};

// What of it another notice of that supplier has, which stands: not cancelled, and not corrected so that it
// has it no more. `reuse_after`: seconds. Fails: database.
[[nodiscard]] std::optional<Disagreement> labels_used(Lookups& lookups, const ReceivedNotice& notice,
                                                      std::int64_t reuse_after);

}  // namespace transom
