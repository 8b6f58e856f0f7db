// Functions on texts. All of them count characters of UTF-8, not bytes, and none is quadratic in its input.
//
// Regular expressions are refused: a partner's 80 characters must not be able to stop an engine, and
// `matches` with * and ? has been enough for every guide seen so far.
#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "mapping/functions.hpp"

namespace transom::mapping {
namespace {

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

// Bytes that the first n characters take.
std::size_t bytes_of(std::string_view text, std::size_t n) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (!continues(text[at]) && n-- == 0) break;
  }
  return at;
}

void run_trim(Call& call) {
  call.give(Value(trim(call.text(0))));
}
void run_upper(Call& call) {
  call.give(to_upper(call.text(0)));
}
void run_lower(Call& call) {
  call.give(to_lower(call.text(0)));
}

std::string filler(const Call& call, std::string_view standard) {
  const std::size_t width = call.length(1);
  const std::size_t have = characters(call.text(0));
  std::string_view with = call.size() > 2 ? call.text(2) : standard;
  if (with.empty()) with = standard;
  std::string out;
  for (std::size_t i = have; i < width; ++i) out += with.substr(0, bytes_of(with, 1));
  return out;
}
void run_pad(Call& call) {
  call.give(filler(call, "0") + std::string(call.text(0)));
}
void run_pad_right(Call& call) {
  call.give(std::string(call.text(0)) + filler(call, " "));
}

void run_cut(Call& call) {
  call.give(Value(call.text(0).substr(0, bytes_of(call.text(0), call.length(1)))));
}

void run_substring(Call& call) {
  std::string_view text = call.text(0);
  const std::size_t from = call.length(1);
  text.remove_prefix(bytes_of(text, from == 0 ? 0 : from - 1));
  if (call.size() > 2) text = text.substr(0, bytes_of(text, call.length(2)));
  if (!text.empty()) call.give(Value(text));
}

void run_replace(Call& call) {
  const std::string_view text = call.text(0), what = call.text(1), by = call.text(2);
  std::string out;
  std::size_t at = 0;
  while (!what.empty()) {
    const auto found = text.find(what, at);
    if (found == std::string_view::npos) break;
    out += text.substr(at, found - at);
    out += by;
    at = found + what.size();
  }
  out += text.substr(at);
  if (!out.empty()) call.give(out);
}

void run_split(Call& call) {
  std::string_view text = call.text(0);
  const std::string_view by = call.text(1);
  for (;;) {
    const auto found = by.empty() ? std::string_view::npos : text.find(by);
    const std::string_view piece = trim(text.substr(0, found));
    if (!piece.empty()) call.give(Value(piece));
    if (found == std::string_view::npos) return;
    text.remove_prefix(found + by.size());
  }
}

void run_lines(Call& call) {
  std::string_view text = call.text(0);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim_right(text.substr(0, end));
    if (!line.empty()) call.give(Value(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// Pieces of at most n characters: lines that fit stay as they are, longer ones break at the last blank that
// fits.
void run_wrap(Call& call) {
  const std::size_t width = std::max<std::size_t>(call.length(1), 1);
  std::string_view text = call.text(0);
  while (!text.empty()) {
    std::string_view line = trim_right(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    while (!line.empty()) {
      std::size_t take = line.size();
      if (characters(line) > width) {
        take = bytes_of(line, width);
        const auto blank = line.substr(0, take + 1).rfind(' ');
        if (blank != std::string_view::npos && !trim(line.substr(0, blank)).empty()) take = blank;
      }
      call.give(Value(trim_right(line.substr(0, take))));
      line.remove_prefix(take);
      if (!line.empty()) line = trim(line);
    }
  }
}

void run_join(Call& call) {
  std::string out;
  for (const Value& value : call.list(0)) {
    if (!out.empty()) out += call.text(1);
    out += value.text;
  }
  if (!out.empty()) call.give(out);
}

void run_join_lines(Call& call) {
  std::string out;
  for (const Value& value : call.list(0)) {
    if (!out.empty()) out += '\n';
    out += value.text;
  }
  if (!out.empty()) call.give(out);
}

void run_contains(Call& call) {
  call.give(Value(call.text(0).find(call.text(1)) != std::string_view::npos));
}
void run_starts_with(Call& call) {
  call.give(Value(call.text(0).starts_with(call.text(1))));
}
void run_ends_with(Call& call) {
  call.give(Value(call.text(0).ends_with(call.text(1))));
}

// * is any run, ? is one character; linear with one way back.
bool matches(std::string_view text, std::string_view pattern) {
  std::size_t t = 0, p = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      const bool any = pattern[p] == '?';
      ++p;
      ++t;
      while (any && t < text.size() && continues(text[t])) ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}
void run_matches(Call& call) {
  call.give(Value(matches(call.text(0), call.text(1))));
}

void run_length(Call& call) {
  call.give(Value(Decimal::whole(static_cast<std::int64_t>(characters(call.text(0))))));
}

void run_digits(Call& call) {
  std::string out;
  for (char c : call.text(0)) {
    if (c >= '0' && c <= '9') out += c;
  }
  if (!out.empty()) call.give(out);
}

void run_yes_no(Call& call) {
  if (call.text(0) == call.text(1)) call.give(Value(true));
  if (call.text(0) == call.text(2)) call.give(Value(false));
  if (call.text(0) != call.text(1) && call.text(0) != call.text(2)) {
    call.refuse("is neither '" + std::string(call.text(1)) + "' nor '" + std::string(call.text(2)) + "'");
  }
}

constexpr Function text_rows[] = {
    {"trim", "text = text", "without blanks at both ends", run_trim},
    {"upper", "text = text", "in capitals", run_upper},
    {"lower", "text = text", "in small letters", run_lower},
    {"pad", "text = text, number, text?", "filled in front to so many characters, with \"0\" unless said",
     run_pad},
    {"pad_right", "text = text, number, text?", "filled behind, with blanks unless said", run_pad_right},
    {"cut", "text = text, number", "at most so many characters", run_cut},
    {"substring", "text = text, number, number?", "from that character (the first is 1), so many",
     run_substring},
    {"replace", "text = text, text, text", "each of the first replaced by the second", run_replace},
    {"split", "text* = text, text", "the pieces between separators, trimmed, empty ones left out", run_split},
    {"lines", "text* = text", "the lines of a text", run_lines},
    {"wrap", "text* = text, number", "pieces of at most so many characters, broken at blanks", run_wrap},
    {"join", "text = text*, text", "all of a list in one text, with this between them", run_join},
    {"join_lines", "text = text*", "all of a list in one text, each on a line of its own", run_join_lines},
    {"contains", "flag = text, text", "whether the first holds the second", run_contains},
    {"starts_with", "flag = text, text", "whether the first begins with the second", run_starts_with},
    {"ends_with", "flag = text, text", "whether the first ends with the second", run_ends_with},
    {"matches", "flag = text, text", "whether it fits a pattern: * is anything, ? one character",
     run_matches},
    {"length", "number = text", "how many characters", run_length},
    {"digits", "text = text", "only the digits", run_digits},
    {"yes_no", "flag = text, text, text", "yes for the first code, no for the second", run_yes_no},
};

}  // namespace

std::span<const Function> text_functions() {
  return text_rows;
}

}  // namespace transom::mapping
