// Exact decimal numbers: a 128-bit count of units and a scale. Money never touches a double.
//
// 17 digits of a price times 15 of a quantity are 10^32, below the 1.7 * 10^38 that 128 bits hold. Operations
// that cannot be exact within that range return nullopt instead of rounding silently.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace transom {

__extension__ typedef __int128 int128;

class Decimal {
 public:
  constexpr Decimal() = default;
  // units * 10^-scale. Unit: 0 <= scale <= 18.
  constexpr Decimal(int128 units, int scale) : units_(units), scale_(scale) {}
  static constexpr Decimal whole(std::int64_t value) { return {value, 0}; }

  // "-12.340", "0.5", ".5", "12", "12." : sign, digits, point; no exponent, blanks or plus. At most 36 digits
  // (leading zeros apart), 18 of them behind the point.
  static std::optional<Decimal> parse(std::string_view text);
  // Digits with `places` implied decimals: parse_implied("123456", 2) is 1234.56 (X12 type N2).
  static std::optional<Decimal> parse_implied(std::string_view text, int places);

  [[nodiscard]] constexpr int128 units() const { return units_; }
  [[nodiscard]] constexpr int scale() const { return scale_; }
  [[nodiscard]] bool is_zero() const { return units_ == 0; }
  [[nodiscard]] bool is_negative() const { return units_ < 0; }

  // The digits as held: "12.340". Never an exponent, never a bare point.
  [[nodiscard]] std::string to_string() const;
  // Without trailing zeros behind the point: "12.34", "12".
  [[nodiscard]] std::string to_plain() const;
  // As Nn: to_implied(2) of 12.34 is "1234"; nullopt when digits behind the n-th place would be lost.
  [[nodiscard]] std::optional<std::string> to_implied(int places) const;

  [[nodiscard]] Decimal normalized() const;
  // Half away from zero, the trade's rounding of money. Adds no digits: rounded(2) of 12.3 is 12.3.
  [[nodiscard]] Decimal rounded(int scale) const;

  friend std::optional<Decimal> add(Decimal a, Decimal b);
  friend std::optional<Decimal> subtract(Decimal a, Decimal b);
  friend std::optional<Decimal> multiply(Decimal a, Decimal b);
  // Rounded half away from zero at `scale` digits; nullopt for division by zero or overflow.
  friend std::optional<Decimal> divide(Decimal a, Decimal b, int scale);
  // By value: 1.0 == 1.
  friend std::strong_ordering operator<=>(Decimal a, Decimal b);
  friend bool operator==(Decimal a, Decimal b);

 private:
  int128 units_ = 0;
  int scale_ = 0;
};

}  // namespace transom
