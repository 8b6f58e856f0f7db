// Checking the levels of an outward map.
#pragma once

#include "mapping/outbound_plan.hpp"

namespace transom::mapping {

// Fills SegmentPlan::unwritten of every level: goods that stand where the map writes no level would be lost
// without a word.
void find_unwritten_levels(const Program& program, std::vector<SegmentPlan>& segments);

}  // namespace transom::mapping
