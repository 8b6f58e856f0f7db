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

const YamlNode& SourceFile::yaml() const {
  const std::lock_guard lock(mutex_);
  if (yaml_) return *yaml_;
  try {
    yaml_ = std::make_unique<const YamlNode>(load_yaml(text_, name_));
  } catch (const Failure& failure) {
    // What a map's author stumbles on: the parser ends a plain text at these inside brackets, and takes what
    // begins with a quoted word for a text that ends with it.
    if (failure.problem().find("well-formed") == std::string::npos || !failure.advice().empty()) throw;
    const bool begins_quoted = failure.problem().find("block scalar") != std::string::npos;
    throw Failure(failure.kind(), failure.place(), failure.problem(),
                  begins_quoted ? "an expression that begins with a quotation mark stands in single quotes"
                                : "within { } or [ ], what holds ??, [ or a comma stands in single quotes");
  }
  return *yaml_;
}

Written::Written(std::string t, const Origin& origin)
    : text(std::move(t)),
      source(std::make_shared<const SourceFile>(origin.file, "")),
      line(origin.line),
      column(origin.column) {}

Written::Written(const YamlNode& scalar, SourcePtr file)
    : text(scalar.text()), source(std::move(file)), line(scalar.line()), column(scalar.column()) {
  if (!scalar.quoted()) return;
  const auto at = offset_of(source->text(), line, column);
  literal = at < source->text().size() && source->text()[at] == '"';
}

std::string Written::place(std::size_t offset) const {
  if (!source) return {};
  const std::string_view all = source->text();
  if (all.empty()) return fmt::format("{}:{}:{}", source->name(), line, column + static_cast<int>(offset));
  const auto start = offset_of(all, line, column);
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
  at = std::min(at, all.size());
  const auto before = all.substr(0, at);
  const auto from = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
  const auto in_line = before.substr(from);
  return fmt::format("{}:{}:{}", source->name(), 1 + std::count(before.begin(), before.end(), '\n'),
                     1 + std::count_if(in_line.begin(), in_line.end(), starts));
}

std::string Written::line_place() const {
  return source ? fmt::format("{}:{}", source->name(), line) : std::string();
}

void Written::fail(std::string problem, std::string advice, std::size_t offset) const {
  throw Failure(FailureKind::configuration, place(offset), std::move(problem), std::move(advice));
}

}  // namespace transom::mapping
