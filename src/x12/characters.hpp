// Which bytes are what in X12, in plain ASCII and without a locale.
#pragma once

#include <string_view>

#include "base/text.hpp"

namespace transom {

[[nodiscard]] constexpr bool is_break(char c) {
  return c == '\r' || c == '\n';
}
// What senders put between segments though nothing belongs there: blanks, breaks, padding, the end mark of
// old files.
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0' || c == '\x1a';
}
// A delimiter is no letter, digit or blank; a segment terminator may be a line break, the others may not.
[[nodiscard]] constexpr bool can_terminate(char c) {
  return !is_letter_or_digit(c) && (!is_blank(c) || is_break(c));
}
[[nodiscard]] constexpr bool can_separate(char c) {
  return can_terminate(c) && !is_break(c);
}

}  // namespace transom
