// Text, bytes and names. One UTF-8 decoder serves the check, the repair and the display, so that the three
// can never disagree about what a character is.
//
// visible() shows what would act: escape sequences, line ends that forge a log line, marks that reverse the
// reading direction. It leaves a backslash alone; the result is for eyes, not for reading back.
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace transom {
namespace {

constexpr std::size_t longest_list = 12;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

struct Character {
  char32_t code = 0;
  std::size_t size = 0;  // 0: the byte is no part of well-formed UTF-8
};

// The character that `bytes` (not empty) begins with.
Character decode(std::string_view bytes) {
  const unsigned lead = byte_at(bytes, 0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || bytes.size() < size) return {};
  char32_t code = lead & (0x7fU >> size);
  for (std::size_t at = 1; at < size; ++at) {
    const unsigned next = byte_at(bytes, at);
    if ((next & 0xc0U) != 0x80U) return {};
    code = (code << 6) | (next & 0x3fU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  if (overlong || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return {};
  return {code, size};
}

bool acts(char32_t code) {
  return (code >= 0x80 && code < 0xa0) || code == 0x61c || (code >= 0x200b && code <= 0x200f) ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code == 0xfeff;
}

bool is_plain_name_byte(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Edits to turn one into the other: insert, delete, change, or swap two neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> older(b.size() + 1), old(b.size() + 1), row(b.size() + 1);
  std::iota(old.begin(), old.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({old[j] + 1, row[j - 1] + 1, old[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], older[j - 2] + 1);
    }
    older.swap(old);
    old.swap(row);
  }
  return old[b.size()];
}

template <class Change>
std::string changed(std::string_view text, Change change) {
  std::string out(text);
  for (char& c : out) c = change(c);
  return out;
}

}  // namespace

std::string_view trim_right(std::string_view text) {
  const auto last = text.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view() : trim_right(text.substr(first));
}

std::string spaced_words(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string to_lower(std::string_view text) {
  return changed(text, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
}

std::string to_upper(std::string_view text) {
  return changed(text, [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
}

std::string_view did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > 64) return {};
  const std::string wanted = to_lower(word);
  std::string_view best;
  std::size_t fewest = std::max<std::size_t>(1, (word.size() + 1) / 3) + 1;
  for (const auto candidate : candidates) {
    if (candidate.size() > 64 || candidate.size() <= 1) continue;
    const auto edits = distance(wanted, to_lower(candidate));
    if (edits < fewest && edits < candidate.size()) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

std::string_view did_you_mean(std::string_view word, std::initializer_list<std::string_view> candidates) {
  return did_you_mean(word, std::span(candidates.begin(), candidates.size()));
}

std::string suggestion(std::string_view word, std::span<const std::string_view> candidates) {
  const auto near = did_you_mean(word, candidates);
  if (!near.empty()) return fmt::format("did you mean '{}'?", near);
  if (candidates.empty() || candidates.size() > longest_list) return {};
  return fmt::format("known here: {}", fmt::join(candidates, ", "));
}

bool is_utf8(std::string_view bytes) {
  return find_not_utf8(bytes) == std::string_view::npos;
}

std::size_t find_not_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto size = decode(bytes.substr(at)).size;
    if (size == 0) return at;
    at += size;
  }
  return std::string_view::npos;
}

std::string to_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto size = decode(bytes).size;
    if (size == 0) {
      out += "\xef\xbf\xbd";
    } else {
      out += bytes.substr(0, size);
    }
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

std::string visible(std::string_view bytes, std::size_t limit) {
  std::string out;
  const bool cut = bytes.size() > limit;
  if (cut) {
    while (limit > 0 && (byte_at(bytes, limit) & 0xc0U) == 0x80U) --limit;
    bytes = bytes.substr(0, limit);
  }
  while (!bytes.empty()) {
    const auto [code, size] = decode(bytes);
    if (size == 0 || code < 0x20 || code == 0x7f) {
      const char c = bytes.front();
      if (c == '\n' || c == '\r' || c == '\t') {
        out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
      } else {
        out += fmt::format("\\x{:02x}", byte_at(bytes, 0));
      }
    } else if (acts(code)) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(code));
    } else {
      out += bytes.substr(0, size);
    }
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return cut ? out + "..." : out;
}

std::string percent_name(std::string_view text, std::size_t limit) {
  std::string out;
  for (const char c : text) {
    const std::size_t size = is_plain_name_byte(c) ? 1 : 3;
    if (out.size() + size > limit) break;
    if (size == 1) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::optional<std::string> from_percent_name(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (is_plain_name_byte(name[at])) {
      out += name[at];
      continue;
    }
    if (name[at] != '%' || at + 2 >= name.size()) return std::nullopt;
    const int high = hex_digit(name[at + 1]), low = hex_digit(name[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return out;
}

}  // namespace transom
