// Twos and fives of the bottom go into the decimal's places, so that only what no decimal can say is kept
// below the line: bottoms stay small, and most fractions are plain decimals.
#include "base/fraction.hpp"

#include <limits>
#include <numeric>

namespace transom {
namespace {

constexpr int most_digits = 18;

// top / 10^places, with no more places than a decimal has.
std::optional<Decimal> shifted(Decimal top, int places) {
  top = top.normalized();
  if (top.scale() + places > most_digits) return std::nullopt;
  return Decimal(top.units(), top.scale() + places);
}

}  // namespace

Fraction Fraction::unknown() {
  return {std::nullopt, 1};
}

Fraction::Fraction(std::int64_t count, std::int64_t of)
    : Fraction(of == 0 ? std::nullopt : std::optional(Decimal::whole(of < 0 ? -count : count)),
               of < 0 ? -of : of) {}

Fraction::Fraction(std::optional<Decimal> top, std::int64_t bottom) : bottom_(0) {
  if (!top || bottom <= 0) return;
  for (const std::int64_t factor : {2, 5}) {
    for (; bottom % factor == 0; bottom /= factor) {
      const auto times = multiply(*top, Decimal::whole(10 / factor));
      const auto tenth = times ? shifted(*times, 1) : std::nullopt;
      if (!tenth) return;
      top = tenth;
    }
  }
  const auto common = std::gcd(static_cast<std::int64_t>(top->units() % bottom), bottom);
  top_ = Decimal(top->units() / common, top->scale());
  bottom_ = bottom / common;
}

std::optional<Decimal> Fraction::rounded(int scale) const {
  return is_known() ? divide(top_, Decimal::whole(bottom_), scale) : std::nullopt;
}

std::optional<Decimal> Fraction::exact() const {
  return bottom_ == 1 ? std::optional(top_.normalized()) : std::nullopt;
}

std::string Fraction::to_string() const {
  if (const auto plain = exact()) return plain->to_plain();
  const auto near = rounded(6);
  return near ? near->to_plain() : "?";
}

Fraction operator+(const Fraction& a, const Fraction& b) {
  if (!a.is_known() || !b.is_known()) return Fraction::unknown();
  std::int64_t bottom = 0;
  const std::int64_t common = std::gcd(a.bottom_, b.bottom_);
  if (__builtin_mul_overflow(a.bottom_ / common, b.bottom_, &bottom)) return Fraction::unknown();
  const auto left = multiply(a.top_, Decimal::whole(b.bottom_ / common));
  const auto right = multiply(b.top_, Decimal::whole(a.bottom_ / common));
  return {left && right ? add(*left, *right) : std::nullopt, bottom};
}

Fraction operator-(const Fraction& a, const Fraction& b) {
  return a + b * Fraction(Decimal::whole(-1));
}

Fraction operator*(const Fraction& a, const Fraction& b) {
  std::int64_t bottom = 0;
  if (!a.is_known() || !b.is_known() || __builtin_mul_overflow(a.bottom_, b.bottom_, &bottom))
    return Fraction::unknown();
  return {multiply(a.top_, b.top_), bottom};
}

Fraction operator/(const Fraction& a, const Fraction& b) {
  if (!a.is_known() || !b.is_known() || b.is_zero()) return Fraction::unknown();
  // a / (n * 10^-s / m) = a * m * 10^s / n
  const Decimal by = b.top_.normalized();
  const bool negative = by.is_negative();
  const auto whole = Decimal(negative ? -by.units() : by.units(), 0);
  if (whole.units() > std::numeric_limits<std::int64_t>::max()) return Fraction::unknown();
  Fraction up = a * Fraction(Decimal::whole(negative ? -b.bottom_ : b.bottom_));
  for (int i = by.scale(); i > 0; --i) up = up * Fraction(Decimal::whole(10));
  return up * Fraction(1, static_cast<std::int64_t>(whole.units()));
}

std::partial_ordering operator<=>(const Fraction& a, const Fraction& b) {
  if (!a.is_known() || !b.is_known()) return std::partial_ordering::unordered;
  const auto left = multiply(a.top_, Decimal::whole(b.bottom_));
  const auto right = multiply(b.top_, Decimal::whole(a.bottom_));
  if (!left || !right) return std::partial_ordering::unordered;
  return *left <=> *right;
}

}  // namespace transom
