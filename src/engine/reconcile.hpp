// Step 13: a partner's 997, 999 or TA1 is matched to what was sent and closes the loop, or becomes work.
#pragma once

#include <vector>

#include "engine/reconciliation.hpp"
#include "engine/result.hpp"
#include "transom/unit.hpp"

namespace transom {

// Records what the acknowledgment says of our interchange, and moves it to acknowledged or refused once it is
// known of all of its sets. The same said again changes nothing. Returns why somebody has to look: nothing
// was matched, something was rejected, it is unclear, or it contradicts what was said before.
// What was received before our interchange was sent again is recorded and does nothing else.
// `in` is the interchange that the acknowledgment came in, of a known partner.
[[nodiscard]] std::vector<Reason> reconcile(Unit& unit, const InterchangeResult& in, const ReceivedAck& ack,
                                            const Spoken& spoken);
// The same for each TA1 of the interchange.
[[nodiscard]] std::vector<Reason> reconcile_ta1s(Unit& unit, const InterchangeResult& in,
                                                 const Spoken& spoken);

}  // namespace transom
