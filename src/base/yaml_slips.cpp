// A line without a colon is the usual slip, and the parser notices it a line too late: it joins the line with
// the next one and then finds a key that goes over two lines.
#include "base/yaml_slips.hpp"

namespace transom {
namespace {

constexpr auto npos = std::string_view::npos;

struct Line {
  std::size_t begin = 0;   // offset of its first byte that is no blank
  std::string_view words;  // without blanks before and behind
};

// The line that `at` stands in.
Line line_at(std::string_view text, std::size_t at) {
  const std::size_t start = text.substr(0, at).rfind('\n') + 1;  // npos + 1 is 0, the first line
  std::string_view line = text.substr(start, text.find('\n', start) - start);
  const auto first = line.find_first_not_of(" \t\r");
  if (first == npos) return {start, {}};
  line = line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
  return {start + first, line};
}

// The one before it that says something.
Line line_before(std::string_view text, std::size_t at) {
  for (;;) {
    const std::size_t end = text.substr(0, at).rfind('\n');
    if (end == npos) return {};
    const Line line = line_at(text, end);
    if (!line.words.empty() && line.words.front() != '#') return line;
    at = end;
  }
}

// Of the first ':' that ends a key.
std::size_t key_end(std::string_view words) {
  const auto inside = words.find(": ");
  return inside == npos && words.ends_with(':') ? words.size() - 1 : inside;
}

bool indents_with_tabs(std::string_view text, std::size_t at) {
  const std::size_t start = text.substr(0, at).rfind('\n') + 1;
  const std::size_t first = line_at(text, at).begin;
  return text.substr(start, first - start).find('\t') != npos;
}

std::string advice_on(std::string_view message) {
  if (message.find("end of map not found") != npos)
    return "begin it in the column of the entries that it belongs to";
  if (message.find("flow") != npos) return "close the '[' or '{' before it";
  return {};
}

}  // namespace

YamlSlip yaml_slip(std::string_view text, std::size_t at, const std::string& message) {
  YamlSlip slip{at, "not well-formed YAML: " + message, advice_on(message)};
  if (indents_with_tabs(text, at)) {
    slip.advice = "indent with blanks, not with tabs";
    return slip;
  }
  if (message.find("illegal map value") == npos) return slip;
  const Line here = line_at(text, at);
  const auto first = key_end(here.words);
  if (first != npos && here.begin + first < at) {
    return {at, "a second ':' in one line",
            "put the value into quotes, or the inner key on a line of its own"};
  }
  const Line above = line_before(text, at);
  if (above.words.empty() || above.words.starts_with('-') || key_end(above.words) != npos) return slip;
  if (const auto tight = above.words.find(':'); tight != npos)
    return {above.begin + tight, "':' without a blank behind it", "write 'key: value'"};
  return {above.begin, "a line without ':'", "write 'key: value', or '- entry' in a list"};
}

}  // namespace transom
