// Figures held against each other, and money as people write it.
#pragma once

#include <string>

#include "base/fraction.hpp"
#include "transom/trade_settings.hpp"

namespace transom {

inline constexpr int cents = 2;  // decimals of an amount of money

[[nodiscard]] Fraction absolute(const Fraction& value);
// How far off `base` something may be: the wider of both.
[[nodiscard]] Fraction room(const Tolerance& tolerance, const Fraction& base);
// Is what is written near enough to what was worked out? `slack`: so much is never told.
[[nodiscard]] bool fits(Decimal written, Decimal computed, const Tolerance& tolerance, Decimal slack = {});
// "117.00", with more digits where there are more.
[[nodiscard]] std::string money(Decimal amount);

}  // namespace transom
