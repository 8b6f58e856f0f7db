// What is wrong with text that is no JSON, for whoever has to mend it by hand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace transom {

// Where the parser stood: what was open, and what came last in it.
struct JsonStanding {
  enum class Last : std::uint8_t { begin, key, value };
  std::string open;  // a '{' or '[' for each that is not closed
  Last last = Last::begin;
};

// "found '}'; expected a name in double quotes": about the byte at `at`, where the parser stopped.
[[nodiscard]] std::string json_slip(std::string_view text, std::size_t at, const JsonStanding& standing);
// What had to come where the text ends too early.
[[nodiscard]] std::string json_end(std::string_view text, const JsonStanding& standing);

}  // namespace transom
