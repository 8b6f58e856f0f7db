// How much a run of a map tells about what went wrong.
#pragma once

#include <cstddef>

namespace transom::mapping {

inline constexpr std::size_t most_problems = 100;  // a document
inline constexpr std::size_t longest_value = 99;   // bytes of a value that a problem quotes

}  // namespace transom::mapping
