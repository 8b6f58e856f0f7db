// Step 13: a partner's 997, 999 or TA1 is matched to what was sent and closes the loop, or becomes work.
#pragma once

#include <string_view>
#include <vector>

#include "engine/result.hpp"
#include "transom/unit.hpp"

namespace transom {

// An acknowledgment as it is in hand.
struct Spoken {
  Part part;         // its set, or the interchange of a TA1
  Instant received;  // its document
  Instant now;
};

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
// Whether the partner refused the set about this business document (its own number, of an 855 the order's) in
// an interchange of ours, by the words that count.
[[nodiscard]] bool was_refused(Unit& unit, OutboundId outbound, std::string_view number);

}  // namespace transom
