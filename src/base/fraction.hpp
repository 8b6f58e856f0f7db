// An exact fraction: what a price for a dozen, a factor between units or a share of a percent comes to.
//
// A decimal over a whole number. Thirds have no end as decimals, so sums that hold one are kept as fractions
// and rounded once, where an amount of money is asked for. What would not fit 128 bits makes the result
// unknown instead of wrong, and whatever is worked out from it too: one question at the end is enough.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "transom/decimal.hpp"

namespace transom {

class Fraction {
 public:
  Fraction() = default;
  Fraction(Decimal value) : top_(value) {}  // NOLINT: a decimal is a fraction
  // count / of. `of` zero: unknown.
  Fraction(std::int64_t count, std::int64_t of);
  static Fraction unknown();

  [[nodiscard]] bool is_known() const { return bottom_ != 0; }
  [[nodiscard]] bool is_zero() const { return is_known() && top_.is_zero(); }
  [[nodiscard]] bool is_negative() const { return is_known() && top_.is_negative(); }
  // Half away from zero; nullopt: unknown.
  [[nodiscard]] std::optional<Decimal> rounded(int scale) const;
  // The decimal itself, or nullopt where it has no end or is unknown.
  [[nodiscard]] std::optional<Decimal> exact() const;
  // For people: the decimal, or the nearest one of six places.
  [[nodiscard]] std::string to_string() const;

  friend Fraction operator+(const Fraction& a, const Fraction& b);
  friend Fraction operator-(const Fraction& a, const Fraction& b);
  friend Fraction operator*(const Fraction& a, const Fraction& b);
  friend Fraction operator/(const Fraction& a, const Fraction& b);
  Fraction& operator+=(const Fraction& other) { return *this = *this + other; }
  Fraction& operator-=(const Fraction& other) { return *this = *this - other; }
  // By value; unordered where one of them is unknown.
  friend std::partial_ordering operator<=>(const Fraction& a, const Fraction& b);
  friend bool operator==(const Fraction& a, const Fraction& b) {
    return (a <=> b) == std::partial_ordering::equivalent;
  }

 private:
  Fraction(std::optional<Decimal> top, std::int64_t bottom);

  Decimal top_;
  std::int64_t bottom_ = 1;  // above zero, without a factor of ten's; 0: unknown
};

}  // namespace transom
