// From an offset in a scalar's value back to a line and column of the file.
//
// The YAML parser tells where a scalar begins, not where its characters stand: quotes, escapes, doubled
// quotes and folded lines lie between. So the source is walked beside the value, character by character, as
// far as needed; this runs only when somebody is about to be told of a mistake, and for the kind of the
// quotes.
#include "mapping/written.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "transom/failure.hpp"

namespace transom::mapping {
namespace {

// Byte offset of line:column, both 1-based; columns count characters of UTF-8.
std::size_t offset_of(std::string_view text, int line, int column) {
  std::size_t at = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  for (int i = 1; i < line; ++i) {
    const auto next = text.find('\n', at);
    if (next == std::string_view::npos) return text.size();
    at = next + 1;
  }
  for (int i = 1; i < column && at < text.size(); ++i) {
    do ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U);
  }
  return std::min(at, text.size());
}

bool blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && blank(text[at])) ++at;
  return at;
}

// Where the value's first character stands, when the scalar is written at `at`.
std::size_t first_character(std::string_view source, std::size_t at) {
  if (at >= source.size()) return at;
  if (source[at] == '"' || source[at] == '\'') return at + 1;
  if (source[at] == '|' || source[at] == '>') {
    const auto end = source.find('\n', at);
    return end == std::string_view::npos ? at : skip_blanks(source, end);
  }
  return at;
}

}  // namespace

Written::Written(const YamlNode& scalar, SourcePtr file)
    : text(scalar.text()), origin{file->name, scalar.line(), scalar.column()}, source(std::move(file)) {
  const auto at = offset_of(source->text, origin.line, origin.column);
  literal = scalar.quoted() && at < source->text.size() && source->text[at] == '"';
}

std::string Written::place(std::size_t offset) const {
  int line = origin.line, column = origin.column + static_cast<int>(offset);
  if (source) {
    const std::string_view all = source->text;
    const auto start = offset_of(all, origin.line, origin.column);
    auto at = first_character(all, start);
    const char quote = start < all.size() ? all[start] : '\0';
    for (std::size_t i = 0; i < std::min(offset, text.size()) && at < all.size(); ++i) {
      if (blank(text[i]) && blank(all[at])) {
        // A folded line break is one blank in the value and any run of them in the file.
        const auto run = skip_blanks(all, at);
        const bool folded = all.substr(at, run - at).find('\n') != std::string_view::npos;
        at = folded ? run : at + 1;
      } else if ((quote == '\'' && all[at] == '\'') || (quote == '"' && all[at] == '\\')) {
        at += 2;
      } else {
        ++at;
      }
    }
    line = 1 + static_cast<int>(std::count(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    const auto bol = at == 0 ? std::string_view::npos : all.rfind('\n', at - 1);
    const auto from = bol == std::string_view::npos ? 0 : bol + 1;
    column = 1 + static_cast<int>(std::count_if(all.begin() + static_cast<std::ptrdiff_t>(from),
                                                all.begin() + static_cast<std::ptrdiff_t>(at), [](char c) {
                                                  return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
                                                }));
  }
  return fmt::format("{}:{}:{}", origin.file, line, column);
}

std::string Written::line() const {
  return fmt::format("{}:{}", origin.file, origin.line);
}

void Written::fail(std::string problem, std::string advice, std::size_t offset) const {
  throw Failure(FailureKind::configuration, place(offset), std::move(problem), std::move(advice));
}

}  // namespace transom::mapping
