// The groups of one file by their numbers: those that stand in it more than once.
#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include "engine/result.hpp"

namespace transom {

using GroupAddress = std::pair<std::uint32_t, std::uint32_t>;  // interchange, group

// The groups that share partner, ISA13 and GS06 (leading zeros apart) with another one of the file: only
// there can a set of one group come again in another one.
[[nodiscard]] std::set<GroupAddress> groups_alike(const DocumentResult& whole);

}  // namespace transom
