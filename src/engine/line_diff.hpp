// Differences of two texts for people: lines that go with '-', lines that come with '+', two lines around.
#pragma once

#include <string>
#include <string_view>

namespace transom {

// X12 text without line breaks is broken behind its terminator first, so that a segment is a line.
[[nodiscard]] std::string line_diff(std::string_view expected, std::string_view came);

}  // namespace transom
