// Printing JSON by appending to one string: no tree, no stream, no allocation but the string's own.
//
// Nearly every text is plain ASCII without anything to escape; it is looked through eight bytes at a time and
// copied whole. Only what is left goes byte by byte, and only text with a high bit is checked for UTF-8.
#include "transom/json_writer.hpp"

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

std::uint64_t load(const char* at, std::size_t size) {
  std::uint64_t eight = ones * ' ';
  std::memcpy(&eight, at, size);
  return eight;
}

bool is_plain(std::string_view text) {
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= 8; at += 8, left -= 8)
    if (has_special(load(at, 8))) return false;
  return left == 0 || !has_special(load(at, left));
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
  out += '"';
  if (is_plain(text)) {
    out += text;
  } else {
    std::string valid;
    assign_text(valid, text);
    for (const char c : valid) append_escaped(out, c);
  }
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
  out_ += '"';
  out_ += text;
  out_ += '"';
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
