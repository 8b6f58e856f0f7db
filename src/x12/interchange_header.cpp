// Reading an ISA, by position where it is well made and by counting separators where it is not.
//
// The element separator is byte 4. In a well-made header the others stand at bytes 105 and 106; in one of six
// real files something is off: padding collapsed or too long, a byte order or a no-break blank, the text
// wrapped at 80 columns, ISA16 left out so that the terminator stands in its place. So: take the fixed
// offsets when all sixteen separators are where they belong, else count them, with line breaks taken out;
// then look at what follows to tell a terminator from a line break. Nothing outside of the first 512 bytes is
// looked at, so that the outcome never depends on how the bytes arrived.
//
// Refused: taking delimiters from configuration, and stripping line breaks first (a line break may be the
// terminator). Source: X12.5, interchange header; the repetition separator is ISA11 from version 00402 on.
#include "x12/interchange_header.hpp"

#include <algorithm>

#include "x12/characters.hpp"

namespace transom {
namespace {

constexpr std::size_t fixed_ends[] = {3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103};

bool at_fixed_offsets(std::string_view bytes) {
  if (bytes.size() < 106) return false;
  return std::all_of(std::begin(fixed_ends), std::end(fixed_ends),
                     [&](std::size_t at) { return bytes[at] == bytes[3]; }) &&
         std::none_of(bytes.begin(), bytes.begin() + 104, is_break);
}

// Whether a segment that may follow an ISA starts here, behind blanks and breaks.
bool successor_follows(std::string_view bytes, char separator) {
  std::size_t at = 0;
  while (at < bytes.size() && is_blank(bytes[at])) ++at;
  bytes.remove_prefix(at);
  for (const std::string_view id : {"GS", "TA1", "ISB", "ISE", "IEA"}) {
    if (bytes.size() > id.size() && bytes.starts_with(id) && bytes[id.size()] == separator) return true;
  }
  return false;
}

// Whether the next line ends with `mark`: then the mark ends segments and the line break only follows it.
bool next_line_ends_with(std::string_view bytes, char mark) {
  std::size_t from = 0;
  while (from < bytes.size() && is_blank(bytes[from])) ++from;
  const std::size_t line_end = bytes.find_first_of("\r\n", from);
  const std::string_view line = bytes.substr(from, line_end == bytes.npos ? bytes.npos : line_end - from);
  const std::size_t last = line.find_last_not_of(' ');
  return last != line.npos && line[last] == mark;
}

}  // namespace

void InterchangeHeader::read(std::string_view bytes) {
  bytes = bytes.substr(0, longest);
  kind = Kind::none;
  delimiters = Delimiters{};
  delimiters.component = delimiters.repetition = '\0';
  trouble.clear();
  bad_separator.clear();
  bad_repetition.clear();
  text.clear();
  exact_length = wrapped = false;
  elements = 0;
  length = 0;
  std::size_t letters = 0;
  for (const char c : bytes) {
    if (letters != 0 && is_break(c)) continue;
    if (letters == 3) delimiters.element = c;
    if (letters == 3 ? !can_separate(c) : c != "ISA"[letters]) return;
    if (++letters == 4) break;
  }
  if (letters < 4) return;

  read_elements(bytes);
  if (elements < fewest_elements) return;
  for (const std::uint32_t qualifier : {1U, 3U, 5U}) {
    if (trim_right(element(qualifier)).size() > 3) return;  // prose with an "ISA" in it
  }
  kind = Kind::unreadable;
  if (elements < 15) {
    trouble = "it has fewer than sixteen elements";
  } else if (length == bytes.size()) {
    trouble = "it breaks off";
  } else if (read_end(bytes)) {
    kind = Kind::readable;
  }
  if (kind == Kind::unreadable) {
    text.resize(marks[elements]);
    return;
  }
  read_repetition();
  exact_length = length == 106 && at_fixed_offsets(bytes);
  read_suffix(bytes.substr(length));
}

// Copies the text up to the sixteenth separator, without line breaks; `elements` are those that end with one.
void InterchangeHeader::read_elements(std::string_view bytes) {
  if (at_fixed_offsets(bytes)) {
    text.assign(bytes, 0, 104);
    for (std::uint32_t n = 0; n < 16; ++n) marks[n] = static_cast<std::uint32_t>(fixed_ends[n]);
    elements = 15;
    length = 104;
    return;
  }
  std::uint32_t separators = 0;
  for (const char c : bytes) {
    if (separators == 16) break;
    ++length;
    if (is_break(c)) {
      wrapped = true;
      continue;
    }
    if (c == delimiters.element) marks[separators++] = static_cast<std::uint32_t>(text.size());
    text += c;
  }
  elements = separators - 1;
}

// The header ends at `end`, with this terminator; component '\0' when ISA16 was left out.
bool InterchangeHeader::take_separators(char component, char terminator, std::size_t end) {
  if (!can_terminate(terminator) || terminator == delimiters.element) {
    trouble = "no segment terminator follows ISA16";
    return false;
  }
  elements = 16;
  if (component != '\0') {
    text += component;
    if (!can_separate(component) || component == delimiters.element || component == terminator) {
      bad_separator = component;
      component = '\0';
    }
  }
  marks[16] = static_cast<std::uint32_t>(text.size());
  delimiters.component = component;
  delimiters.terminator = terminator;
  length = end;
  return true;
}

// Behind the sixteenth separator: the component separator, then the terminator; either may be missing.
bool InterchangeHeader::read_end(std::string_view bytes) {
  const char separator = delimiters.element;
  std::size_t at = length;
  const auto peek = [&](std::size_t i) { return i < bytes.size() ? bytes[i] : '\0'; };
  const auto from = [&](std::size_t i) { return bytes.substr(std::min(i, bytes.size())); };
  if (is_break(peek(at))) {
    if (successor_follows(from(at), separator)) return take_separators('\0', peek(at), at + 1);
    wrapped = true;
    while (is_break(peek(at))) ++at;
  }
  const char first = peek(at);
  std::size_t next = at + 1;
  if (can_terminate(first) && first != separator) {
    // ISA16 left out: what should separate components ends the segment.
    const bool glued = successor_follows(from(next).substr(0, 4), separator) && !is_blank(peek(next));
    const bool on_a_line = is_break(peek(next)) && successor_follows(from(next), separator) &&
                           next_line_ends_with(from(next), first);
    if (glued || on_a_line) return take_separators('\0', first, next);
  }
  while (peek(next) == ' ') ++next;
  if (is_break(peek(next)) && !successor_follows(from(next), separator)) {
    // Wrapped between ISA16 and the terminator, or a terminator that nothing known follows.
    std::size_t beyond = next;
    while (is_break(peek(beyond))) ++beyond;
    if (can_separate(peek(beyond)) && successor_follows(from(beyond + 1), separator)) {
      wrapped = true;
      return take_separators(first, peek(beyond), beyond + 1);
    }
  }
  return take_separators(first, peek(next), next + 1);
}

void InterchangeHeader::read_repetition() {
  const std::string_view all = text;
  const std::string_view version = trim_right(all.substr(marks[11] + 1, marks[12] - marks[11] - 1));
  const std::string_view standard = all.substr(marks[10] + 1, marks[11] - marks[10] - 1);
  if (version.size() != 5 || !all_digits(version) || version < "00402") return;
  if (standard.size() != 1 || is_letter_or_digit(standard[0]) || standard[0] == ' ') return;
  const char c = standard[0];
  if (!can_separate(c) || c == delimiters.component || c == delimiters.terminator) {
    bad_repetition = c;
  } else {
    delimiters.repetition = c;
  }
}

// A terminator of several bytes (some character of UTF-8) leaves the rest of them here, and then a line
// break.
void InterchangeHeader::read_suffix(std::string_view behind) {
  const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
  std::size_t at = 0;
  if (static_cast<unsigned char>(delimiters.terminator) >= 0xc2) {
    while (at < std::min<std::size_t>(behind.size(), 3) && is_continuation(behind[at])) ++at;
  }
  const std::size_t breaks = at;
  while (at < behind.size() && at < breaks + 2 && is_break(behind[at]) &&
         behind[at] != delimiters.terminator && (at == breaks || behind[at] != behind[at - 1])) {
    ++at;
  }
  delimiters.suffix.assign(behind.substr(0, at));
}

}  // namespace transom
