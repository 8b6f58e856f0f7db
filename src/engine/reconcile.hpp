// Step 13: a partner's 997, 999 or TA1 is matched to what was sent and closes the loop, or becomes work.
#pragma once

#include <vector>

#include "engine/result.hpp"
#include "transom/unit.hpp"

namespace transom {

// Records what the acknowledgment says of our interchange, and moves it to acknowledged or refused once it is
// known of all of its sets. The same said again changes nothing. Returns why somebody has to look: nothing
// was matched, something was rejected, it is unclear, or it contradicts what was said before.
// `in` is the interchange that the acknowledgment came in, of a known partner; `part` its set.
[[nodiscard]] std::vector<Reason> reconcile(Unit& unit, const InterchangeResult& in, const ReceivedAck& ack,
                                            const Part& part, Instant now);
// The same for each TA1 of the interchange; `part` is that of the interchange.
[[nodiscard]] std::vector<Reason> reconcile_ta1s(Unit& unit, const InterchangeResult& in, const Part& part,
                                                 Instant now);

}  // namespace transom
