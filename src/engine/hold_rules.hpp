// What the rows of decisions say about a held order.
#pragma once

#include <string>
#include <vector>

#include "transom/hold.hpp"

namespace transom {

// The rows that still hold it: nobody has released them, and no later judgement says that they are gone.
[[nodiscard]] std::vector<DecisionRecord> holding_rows(const std::vector<DecisionRecord>& decisions);
// Their queues, in the order of the reasons.
[[nodiscard]] std::vector<std::string> holding_queues(const std::vector<DecisionRecord>& decisions);
// What there is to say where it is held no more. Fails: usage, where it was decided otherwise.
[[nodiscard]] HoldReport decided_before(const HeldOrder& held, bool reject);

}  // namespace transom
