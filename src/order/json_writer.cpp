// Printing JSON by appending to one string: no tree, no stream, no allocation but the string's own.
//
// Nearly every text is plain ASCII without anything to escape; it is looked through eight bytes at a time and
// copied whole. Only what is left goes byte by byte, and only text with a high bit is checked for UTF-8.
#include "transom/json_writer.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.hpp"
#include "transom/document.hpp"

namespace transom {
namespace {

constexpr std::uint64_t ones = 0x0101010101010101;
constexpr std::uint64_t highs = 0x8080808080808080;

// A byte below 0x20, a quote, a backslash or a byte above 0x7e among the eight. May take one that only
// follows such a byte for one as well, which does no harm.
constexpr bool has_special(std::uint64_t eight) {
  const auto zero = [](std::uint64_t x) { return (x - ones) & ~x; };
  const std::uint64_t controls = (eight - ones * 0x20) & ~eight;
  const std::uint64_t quotes = zero(eight ^ (ones * '"'));
  const std::uint64_t slashes = zero(eight ^ (ones * '\\'));
  return ((eight | controls | quotes | slashes) & highs) != 0;
}

std::uint64_t load(const char* at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, at, sizeof eight);
  return eight;
}

bool is_plain(std::string_view text) {
  if (text.size() < 8) {
    std::uint64_t eight = ones * ' ';
    for (const char c : text) eight = (eight << 8) | static_cast<unsigned char>(c);
    return !has_special(eight);
  }
  const char* const last = text.data() + text.size() - 8;
  for (const char* at = text.data(); at < last; at += 8)
    if (has_special(load(at))) return false;
  return !has_special(load(last));  // some bytes a second time
}

// One growth for the quotes and what stands between them.
char* append_quotes(std::string& out, std::size_t between) {
  const std::size_t at = out.size();
  out.append(between + 2, '"');
  return out.data() + at + 1;
}

void append_escaped(std::string& out, char c) {
  static constexpr char hex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) {
    out += c;
    return;
  }
  out += "\\u00";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  if (is_plain(text)) {
    std::copy(text.begin(), text.end(), append_quotes(out, text.size()));
    return;
  }
  std::string valid;
  assign_text(valid, text);
  out += '"';
  for (const char c : valid) append_escaped(out, c);
  out += '"';
}

void JsonWriter::line() {
  out_ += '\n';
  out_.append(closers_.size() * 2, ' ');
}

void JsonWriter::before() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) out_ += ',';
  first_ = false;
  if (pretty_) line();
}

JsonWriter& JsonWriter::open(char begin, char close) {
  before();
  out_ += begin;
  closers_ += close;
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end() {
  const char close = closers_.back();
  closers_.pop_back();
  if (pretty_ && !first_) line();
  out_ += close;
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  before();
  append_json_text(out_, name);
  out_ += pretty_ ? std::string_view(": ") : std::string_view(":");
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before();
  append_json_text(out_, text);
  return *this;
}

JsonWriter& JsonWriter::plain(std::string_view text) {
  before();
  std::copy(text.begin(), text.end(), append_quotes(out_, text.size()));
  return *this;
}

JsonWriter& JsonWriter::bare(std::string_view token) {
  before();
  out_ += token;
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  char digits[24];
  const auto done = std::to_chars(std::begin(digits), std::end(digits), value);
  return bare({digits, static_cast<std::size_t>(done.ptr - digits)});
}

JsonWriter& JsonWriter::flag(bool value) {
  return bare(value ? "true" : "false");
}

JsonWriter& JsonWriter::null() {
  return bare("null");
}

}  // namespace transom
