// Whether one value fits its element: twice, once fast for what is surely right, once exact for what may not
// be.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "guide/tables.hpp"

namespace transom {

static_assert(std::endian::native == std::endian::little, "values are looked at eight bytes at a time");

// The bytes that may be read while looking at a value: its segment.
struct Bounds {
  const char* begin;
  const char* end;
};

// The first eight bytes of a value as a number, the first lowest; bytes behind the value are 0.
inline std::uint64_t load_value(const char* p, std::uint32_t size, Bounds bounds) {
  std::uint64_t bytes = 0;
  if (bounds.end - p >= 8) {
    std::memcpy(&bytes, p, 8);
  } else if (bounds.end - bounds.begin >= 8) {
    std::memcpy(&bytes, bounds.end - 8, 8);
    bytes >>= 8 * (8 - (bounds.end - p));
  } else {
    std::memcpy(&bytes, p, size);
  }
  return size >= 8 ? bytes : bytes & ((std::uint64_t{1} << (8 * size)) - 1);
}

inline bool has_code(const ElementCheck& check, std::uint64_t key) {
  for (std::uint32_t slot = blob::code_slot(key, check.slots);; slot = (slot + 1) & (check.slots - 1)) {
    const std::uint64_t at = check.codes[slot];
    if (at == key) return true;
    if (at == 0) return false;
  }
}

inline constexpr std::uint64_t zeros = 0x3030303030303030U;
inline bool all_digits(std::uint64_t bytes) {
  const std::uint64_t t = bytes ^ zeros;
  return (((t + 0x7676767676767676U) | t) & 0x8080808080808080U) == 0;
}
// A value's bytes with '0' behind its end.
inline std::uint64_t fill(std::uint64_t bytes, std::uint32_t size) {
  return size >= 8 ? bytes : bytes | (zeros << (8 * size));
}

inline bool surely_number(const ElementCheck& check, const char* p, std::uint32_t size, Bounds bounds) {
  if (size > 8) return false;
  std::uint64_t bytes = fill(load_value(p, size, bounds), size);
  if (!all_digits(bytes)) {
    // One point becomes a digit; a second one, or one at the end, is left to the exact check.
    if (check.type != ElementType::r || p[size - 1] == '.') return false;
    const std::uint64_t points = bytes ^ 0x2e2e2e2e2e2e2e2eU;
    const std::uint64_t found = (points - 0x0101010101010101U) & ~points & 0x8080808080808080U;
    bytes ^= ((found & (~found + 1)) >> 7U) * (0x2eU ^ 0x30U);
    if (!all_digits(bytes)) return false;
  }
  return *p != '0' || size <= check.min || size == 1 || p[1] == '.';  // else zeros in front
}

inline bool surely_date(const char* p, std::uint32_t size) {
  if (size != 8) return false;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, p, 8);
  if (!all_digits(bytes)) return false;
  const int month = (p[4] - '0') * 10 + (p[5] - '0');
  const int day = (p[6] - '0') * 10 + (p[7] - '0');
  return month >= 1 && month <= 12 && day >= 1 && (day <= 28 || (day <= 30 && month != 2)) && *p != '0';
}

[[nodiscard]] bool surely_time(const char* p, std::uint32_t size);

// True: the value, of a plain segment, needs no further look. False: ask check_value().
inline bool surely_right(const ElementCheck& check, const char* p, std::uint32_t size, Bounds bounds) {
  if (size - check.min > static_cast<std::uint32_t>(check.max - check.min)) return false;
  if (check.codes != nullptr) return has_code(check, load_value(p, size, bounds));
  switch (check.type) {
    case ElementType::an:
    case ElementType::id:
      return p[size - 1] != ' ';
    case ElementType::n:
    case ElementType::r:
      return surely_number(check, p, size, bounds);
    case ElementType::dt:
      return surely_date(p, size);
    case ElementType::tm:
      return surely_time(p, size);
    case ElementType::b:
    case ElementType::composite:
      return false;
  }
  return false;
}

// What is wrong with a value: at most one fault, and at most one remark about its form.
struct ValueVerdict {
  Rule fault = Rule::count_;   // count_: none
  Rule remark = Rule::count_;  // leading_zeros, trailing_blanks
};
// `plain`: the value is known to hold printable ASCII only.
[[nodiscard]] ValueVerdict check_value(const ElementCheck& check, std::string_view value, bool plain);
// What a finding of that rule says was expected of the element.
[[nodiscard]] std::string expected_value(Rule rule, const ElementDef& element, std::string_view codes);

}  // namespace transom
