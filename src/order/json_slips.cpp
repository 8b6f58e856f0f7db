// The parser says only that the text is wrong and where it stopped. What had to stand there follows from what
// is open and what came last; commas and colons, which it does not tell of, are looked for in the text.
#include "order/json_slips.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace transom {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view a_value =
    "a value: text in double quotes, a number, true, false, a list or an object";

// Between two quotes.
bool in_text(std::string_view text, std::size_t at) {
  bool inside = false;
  for (std::size_t i = 0; i < at; ++i) {
    if (text[i] == '"') inside = !inside;
    if (inside && text[i] == '\\') ++i;
  }
  return inside;
}

// The last byte before `at` that is no blank; 0 at the beginning.
char before(std::string_view text, std::size_t at) {
  const auto last = text.substr(0, at).find_last_not_of(blanks);
  return last == std::string_view::npos ? '\0' : text[last];
}

std::string expected(std::string_view text, std::size_t at, const JsonStanding& standing) {
  using Last = JsonStanding::Last;
  const char byte = before(text, at);
  if (standing.open.empty()) return "one document '{...}' or a list of documents '[...]'";
  const bool object = standing.open.back() == '{';
  if (object && byte == ',') return "a name in double quotes";
  if (object && standing.last == Last::begin) return "a name in double quotes, or '}'";
  if (object && standing.last == Last::key) return byte == ':' ? std::string(a_value) : "':' behind the name";
  if (object) return "',' before the next name, or '}'";
  if (byte == ',') return std::string(a_value);
  if (standing.last == Last::begin) return "a value, or ']'";
  return "',' before the next value, or ']'";
}

// The word of letters around `at`.
std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t begin = at, end = at;
  while (begin > 0 && is_letter(text[begin - 1])) --begin;
  while (end < text.size() && is_letter(text[end])) ++end;
  return text.substr(begin, std::min<std::size_t>(end - begin, 40));
}

// What a text may not hold.
std::string slip_in_text(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '\n' || c == '\r')
    return "a text goes over the end of its line; expected '\"' before that, or \\n for a line break in it";
  if (text[at - 1] == '\\')
    return fmt::format("found \\{}; expected \\\\ for a backslash in a text", visible(text.substr(at, 1)));
  if (static_cast<unsigned char>(c) >= 0x80) {
    return fmt::format("byte {} is not UTF-8; expected the file in UTF-8", visible(text.substr(at, 1)));
  }
  return fmt::format("found {} in a text; expected an escape such as \\t or \\u00e9",
                     visible(text.substr(at, 1)));
}

// Slips that have a name of their own; empty: none of them.
std::string well_known(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '\'') return "found '; expected names and texts in double quotes";
  if (c == '/' || c == '#') return "found a comment; JSON has none: take it out";
  if (at > 0 && text[at - 1] == '0' && c >= '0' && c <= '9')
    return "a number begins with 0; expected it without, or in double quotes";
  const std::string_view word = word_at(text, at);
  if (word.empty()) return {};
  const std::string_view near = did_you_mean(word, {"true", "false", "null"});
  if (!near.empty()) return fmt::format("found {}; did you mean {}?", word, near);
  return fmt::format("found {}; expected names and texts in double quotes", word);
}

}  // namespace

std::string json_slip(std::string_view text, std::size_t at, const JsonStanding& standing) {
  if (at >= text.size()) return json_end(text, standing);
  if (in_text(text, at)) return slip_in_text(text, at);
  if (standing.open.empty() && standing.last == JsonStanding::Last::begin)
    return fmt::format("this is no JSON; expected {}", expected(text, at, standing));
  if (std::string slip = well_known(text, at); !slip.empty()) return slip;
  return fmt::format("found '{}'; expected {}", visible(text.substr(at, 1)), expected(text, at, standing));
}

std::string json_end(std::string_view text, const JsonStanding& standing) {
  if (in_text(text, text.size())) return "the text ends too early; expected '\"' behind the last text";
  return fmt::format("the text ends too early; expected {}", expected(text, text.size(), standing));
}

}  // namespace transom
