// The standard's words about CTT02 were read in two ways for decades (12.5 counts as 12.5, or as 125), so
// both are right here and a mismatch is a warning that no acknowledgment carries.
#include "guide/totals.hpp"

namespace transom {
namespace {

constexpr int scale = 9;
constexpr int128 unit = 1'000'000'000;

// Digits with at most one point and a sign, as units of 10^-9 and as digits without the point.
bool parse(std::string_view text, int128& value, int128& digits) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 18) return false;
  std::int64_t all = 0;
  int places = -1;
  for (const char c : text) {
    if (c == '.' && places < 0) {
      places = 0;
    } else if (c >= '0' && c <= '9') {
      all = all * 10 + (c - '0');
      if (places >= 0) ++places;
    } else {
      return false;
    }
  }
  if (places > scale) return false;
  int128 factor = unit;
  for (int i = 0; i < places; ++i) factor /= 10;
  digits = negative ? -all : all;
  value = digits * factor;
  return true;
}

int128 cut(int128 digits) {
  return digits % 10'000'000'000;
}

}  // namespace

void RunningTotals::add_value(std::string_view quantity) {
  if (quantity.empty()) return;
  int128 value = 0, digits = 0;
  if (!parse(quantity, value, digits)) {
    unsure_ = true;
    return;
  }
  sum_ += value;
  digits_ += digits;
}

bool RunningTotals::count_fits(std::string_view text) const {
  int128 value = 0, digits = 0;
  if (text.empty() || !parse(text, value, digits)) return true;
  const int128 more = value - static_cast<int128>(lines_) * unit;
  return more >= 0 && more <= static_cast<int128>(doubts_) * unit && more % unit == 0;
}

bool RunningTotals::hash_fits(std::string_view text) const {
  int128 value = 0, digits = 0;
  if (text.empty() || unsure_ || !parse(text, value, digits)) return true;
  return value == sum_ || value == sum_ % (10'000'000'000 * unit) || digits == cut(digits_);
}

std::string RunningTotals::sum() const {
  return Decimal(sum_, scale).to_plain();
}

}  // namespace transom
