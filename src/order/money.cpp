// One notion of near enough for what an invoice says of itself and for what two documents say of a line.
#include "order/money.hpp"

namespace transom {

Fraction absolute(const Fraction& value) {
  return value.is_negative() ? Fraction() - value : value;
}

Fraction room(const Tolerance& tolerance, const Fraction& base) {
  const Fraction percent = absolute(base) * Fraction(tolerance.percent) * Fraction(1, 100);
  const Fraction amount = tolerance.amount;
  return percent > amount ? percent : amount;
}

bool fits(Decimal written, Decimal computed, const Tolerance& tolerance, Decimal slack) {
  const Fraction off = absolute(Fraction(written) - Fraction(computed));
  return off <= room(tolerance, computed) || off <= Fraction(slack);
}

std::string money(Decimal amount) {
  const auto units = amount.to_implied(cents);
  const auto scaled = units ? Decimal::parse_implied(*units, cents) : std::nullopt;
  return scaled ? scaled->to_string() : amount.to_plain();
}

}  // namespace transom
