// Exact decimals on 128-bit integers.
//
// Every operation works on unsigned magnitudes and puts the sign back at the end, so that the one value whose
// negation does not fit is no special case. An operation first tries the numbers as they are held and, where
// that does not fit, once more without trailing zeros; what still does not fit is nullopt, never a rounded
// value. Division goes digit by digit: the dividend is never multiplied up, so it cannot overflow early.
//
// Refused: doubles anywhere, Boost.Multiprecision (a heavy header for five operations), locale-aware reading.
#include "transom/decimal.hpp"

#include <algorithm>
#include <array>

namespace transom {
namespace {

__extension__ typedef unsigned __int128 uint128;

constexpr int max_scale = 18;
constexpr std::size_t max_digits = 36;
constexpr uint128 max_units = ~uint128{0} >> 1;

constexpr std::array<uint128, 39> powers = [] {
  std::array<uint128, 39> out{};
  uint128 value = 1;
  for (auto& power : out) {
    power = value;
    value *= 10;
  }
  return out;
}();

constexpr uint128 power_of_ten(int exponent) {
  return powers[static_cast<std::size_t>(exponent)];
}

constexpr uint128 magnitude(int128 units) {
  return units < 0 ? ~static_cast<uint128>(units) + 1 : static_cast<uint128>(units);
}

std::optional<int128> with_sign(uint128 value, bool negative) {
  if (value > max_units) return std::nullopt;
  const auto units = static_cast<int128>(value);
  return negative ? -units : units;
}

// units * 10^by
std::optional<int128> scaled_up(int128 units, int by) {
  if (units == 0) return units;
  if (by < 0 || by > 38 || magnitude(units) > max_units / power_of_ten(by)) return std::nullopt;
  return units * static_cast<int128>(power_of_ten(by));
}

// The digits of `text` as one number, 0 for none; nullopt when too many, or when something else is among
// them.
std::optional<uint128> digits_to_units(std::string_view text) {
  uint128 value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<uint128>(c - '0');
    if (value >= power_of_ten(max_digits)) return std::nullopt;
  }
  return value;
}

std::string digits_of(uint128 value) {
  std::array<char, 40> buffer;
  auto at = buffer.end();
  do {
    *--at = static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  return {at, buffer.end()};
}

std::optional<Decimal> sum(Decimal a, Decimal b) {
  const int scale = std::max(a.scale(), b.scale());
  const auto left = scaled_up(a.units(), scale - a.scale());
  const auto right = scaled_up(b.units(), scale - b.scale());
  int128 total = 0;
  if (!left || !right || __builtin_add_overflow(*left, *right, &total)) return std::nullopt;
  return Decimal(total, scale);
}

std::optional<Decimal> product(Decimal a, Decimal b) {
  int128 units = 0;
  if (__builtin_mul_overflow(a.units(), b.units(), &units)) return std::nullopt;
  int scale = a.scale() + b.scale();
  for (; scale > max_scale && units % 10 == 0; --scale) units /= 10;
  if (scale > max_scale) return units == 0 ? std::optional(Decimal()) : std::nullopt;
  return Decimal(units, scale);
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole_part = text.substr(0, point);
  const auto fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole_part.empty() && fraction.empty()) return std::nullopt;
  if (fraction.size() > static_cast<std::size_t>(max_scale)) return std::nullopt;

  const auto high = digits_to_units(whole_part);
  const auto low = digits_to_units(fraction);
  const int scale = static_cast<int>(fraction.size());
  if (!high || !low || *high >= power_of_ten(static_cast<int>(max_digits) - scale)) return std::nullopt;
  const auto units = with_sign(*high * power_of_ten(scale) + *low, negative);
  if (!units) return std::nullopt;
  return Decimal(*units, scale);
}

std::optional<Decimal> Decimal::parse_implied(std::string_view text, int places) {
  if (places < 0 || places > max_scale) return std::nullopt;
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const auto value = digits_to_units(text);
  if (text.empty() || !value) return std::nullopt;
  const auto units = with_sign(*value, negative);
  if (!units) return std::nullopt;
  return Decimal(*units, places);
}

std::string Decimal::to_string() const {
  std::string out = digits_of(magnitude(units_));
  const auto places = static_cast<std::size_t>(scale_);
  if (places > 0) {
    if (out.size() <= places) out.insert(0, places + 1 - out.size(), '0');
    out.insert(out.size() - places, 1, '.');
  }
  if (units_ < 0) out.insert(0, 1, '-');
  return out;
}

std::string Decimal::to_plain() const {
  return normalized().to_string();
}

std::optional<std::string> Decimal::to_implied(int places) const {
  const Decimal plain = normalized();
  if (places < plain.scale_) return std::nullopt;
  const auto units = scaled_up(plain.units_, places - plain.scale_);
  if (!units) return std::nullopt;
  return Decimal(*units, 0).to_string();
}

Decimal Decimal::normalized() const {
  Decimal out = *this;
  for (; out.scale_ > 0 && out.units_ % 10 == 0; --out.scale_) out.units_ /= 10;
  return out;
}

Decimal Decimal::rounded(int scale) const {
  if (scale < 0) scale = 0;
  if (scale >= scale_) return *this;
  const uint128 unit = power_of_ten(scale_ - scale);
  uint128 value = magnitude(units_) / unit;
  if (magnitude(units_) % unit >= unit / 2) ++value;
  const auto rounded = static_cast<int128>(value);
  return {units_ < 0 ? -rounded : rounded, scale};
}

std::optional<Decimal> add(Decimal a, Decimal b) {
  if (const auto exact = sum(a, b)) return exact;
  return sum(a.normalized(), b.normalized());
}

std::optional<Decimal> subtract(Decimal a, Decimal b) {
  int128 negated = 0;
  if (__builtin_sub_overflow(int128{0}, b.units(), &negated)) return std::nullopt;
  return add(a, Decimal(negated, b.scale()));
}

std::optional<Decimal> multiply(Decimal a, Decimal b) {
  if (const auto exact = product(a, b)) return exact;
  return product(a.normalized(), b.normalized());
}

std::optional<Decimal> divide(Decimal a, Decimal b, int scale) {
  if (b.is_zero() || scale < 0 || scale > max_scale) return std::nullopt;
  a = a.normalized();
  b = b.normalized();
  const uint128 divisor = magnitude(b.units());
  uint128 quotient = magnitude(a.units()) / divisor;
  uint128 rest = magnitude(a.units()) % divisor;
  int digits = scale + b.scale() - a.scale();
  bool up = false;
  if (digits < 0) {
    // Digits to drop. What the first division left over can never lift a rest below one half up to it.
    const uint128 unit = power_of_ten(-digits);
    up = quotient % unit >= unit / 2;
    quotient /= unit;
  } else {
    for (; digits > 0; --digits) {
      if (rest > ~uint128{0} / 10 || quotient > max_units / 10) return std::nullopt;
      quotient = quotient * 10 + rest * 10 / divisor;
      rest = rest * 10 % divisor;
    }
    up = rest >= divisor - rest;
  }
  const auto units = with_sign(quotient + (up ? 1 : 0), a.is_negative() != b.is_negative());
  if (!units) return std::nullopt;
  return Decimal(*units, scale);
}

std::strong_ordering operator<=>(Decimal a, Decimal b) {
  if (a.scale_ == b.scale_) return a.units_ <=> b.units_;
  // Whole parts first, then the fractions, which always fit at 18 places.
  const auto unit_a = static_cast<int128>(power_of_ten(a.scale_));
  const auto unit_b = static_cast<int128>(power_of_ten(b.scale_));
  if (a.units_ / unit_a != b.units_ / unit_b) return a.units_ / unit_a <=> b.units_ / unit_b;
  const auto fraction_a = a.units_ % unit_a * static_cast<int128>(power_of_ten(max_scale - a.scale_));
  const auto fraction_b = b.units_ % unit_b * static_cast<int128>(power_of_ten(max_scale - b.scale_));
  return fraction_a <=> fraction_b;
}

bool operator==(Decimal a, Decimal b) {
  return (a <=> b) == std::strong_ordering::equal;
}

}  // namespace transom
