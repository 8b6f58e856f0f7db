// What the rows of decisions say about a held order.
#pragma once

#include <string>
#include <vector>

#include "transom/hold.hpp"

namespace transom {

// The queues that still hold it, in the order of the reasons.
[[nodiscard]] std::vector<std::string> holding_queues(const std::vector<DecisionRecord>& decisions);

}  // namespace transom
