// Small things done to text: padding, suggestions, UTF-8, and making foreign bytes safe to show or to name.
//
// Everything is ASCII or UTF-8 and knows no locale. Document bytes are hostile: they reach a terminal or a
// log only through visible(), and a file name only through percent_name().
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace transom {

// Without the blanks that X12 pads with: at both ends, or behind only.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string_view trim_right(std::string_view text);

// ASCII, without a locale. No digit at all is not "all digits".
[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return !text.empty();
}

[[nodiscard]] constexpr bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
[[nodiscard]] constexpr bool is_letter_or_digit(char c) {
  return is_letter(c) || is_digit(c);
}

// Without the zeros in front, as numbers are compared; nothing is left of a zero.
[[nodiscard]] constexpr std::string_view without_zeros(std::string_view number) {
  while (number.starts_with('0')) number.remove_prefix(1);
  return number;
}

// "schedule_line" as a person reads it: "schedule line".
[[nodiscard]] std::string spaced_words(std::string_view name);

// ASCII letters only; other bytes stay.
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] std::string to_upper(std::string_view text);

// The candidate that `word` was probably meant to be (at most a third of it wrong, case apart), or "".
[[nodiscard]] std::string_view did_you_mean(std::string_view word,
                                            std::span<const std::string_view> candidates);
[[nodiscard]] std::string_view did_you_mean(std::string_view word,
                                            std::initializer_list<std::string_view> candidates);
// The advice that follows "unknown ...": "did you mean 'map'?", else "known here: answer, map", else "".
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> candidates);

// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);
// Where the first byte stands that is no part of it; npos when all is well.
[[nodiscard]] std::size_t find_not_utf8(std::string_view bytes);
// As it is when well-formed; else each wrong byte becomes U+FFFD.
[[nodiscard]] std::string to_utf8(std::string_view bytes);

// For terminals, logs and messages: control characters as \n \r \t or \x1c, bytes that are no UTF-8 as \xe9,
// characters that reorder or break text as \u202e. Longer than `limit` bytes: cut, with "..." behind.
[[nodiscard]] std::string visible(std::string_view bytes, std::size_t limit = std::string_view::npos);

// Data as part of a file name: [A-Za-z0-9_-] stay, every other byte becomes %XX; at most `limit` bytes, and
// an escape is never cut in two. Never has a dot, a slash or a blank.
[[nodiscard]] std::string percent_name(std::string_view text, std::size_t limit = 100);
// The way back; nullopt when it is not what percent_name writes.
[[nodiscard]] std::optional<std::string> from_percent_name(std::string_view name);

}  // namespace transom
