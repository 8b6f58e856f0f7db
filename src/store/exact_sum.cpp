// Sums are wider than Decimal: as many rows as a store can hold never overflow them, so none is ever rounded
// as it is kept, the order of the rows does not matter, and fsck may compare digit by digit. What is no
// decimal makes the statement fail: a sum that left a row out would be believed.
#include "store/exact_sum.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string>

namespace transom {
namespace {

constexpr std::size_t limb_digits = 18;
constexpr std::int64_t limb_base = 1'000'000'000'000'000'000;
// The highest limb takes half its digits at most from a row and never overflows in nine billion of them.
constexpr std::size_t row_digits = 63;
constexpr std::size_t decimal_digits = 36;

// 18 digits behind the point, then 72 in front of it, lowest first; each limb with a sign of its own.
using Wide = std::array<std::int64_t, 5>;

std::optional<Wide> wide_of(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = std::min(text.find('.'), text.size());
  const auto fraction = text.substr(std::min(point + 1, text.size()));
  std::string digits(text.substr(0, point));
  if (digits.size() > row_digits || fraction.size() > limb_digits) return std::nullopt;
  if (digits.empty() && fraction.empty()) return std::nullopt;
  digits.append(fraction).append(limb_digits - fraction.size(), '0');
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  Wide out{};
  for (std::int64_t& limb : out) {
    const auto from = digits.size() - std::min(digits.size(), limb_digits);
    for (const char c : std::string_view(digits).substr(from)) limb = limb * 10 + (c - '0');
    if (negative) limb = -limb;
    digits.resize(from);
  }
  return out;
}

void add_to(Wide& sum, const Wide& more) {
  std::int64_t carry = 0;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i] += more[i] + carry;
    if (i + 1 == sum.size()) break;
    carry = sum[i] / limb_base;
    sum[i] %= limb_base;
  }
}

// As Decimal::to_plain has it.
std::string plain(Wide sum) {
  const auto highest = std::find_if(sum.rbegin(), sum.rend(), [](std::int64_t limb) { return limb != 0; });
  const bool negative = highest != sum.rend() && *highest < 0;
  for (std::int64_t& limb : sum) limb = negative ? -limb : limb;
  for (std::size_t i = 0; i + 1 < sum.size(); ++i) {
    if (sum[i] >= 0) continue;
    sum[i] += limb_base;
    --sum[i + 1];
  }
  std::string out;
  for (std::size_t i = sum.size() - 1; i > 0; --i) out += fmt::format("{:018}", sum[i]);
  out.erase(0, std::min(out.find_first_not_of('0'), out.size() - 1));
  out += fmt::format(".{:018}", sum[0]);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.back() == '.') out.pop_back();
  return negative ? "-" + out : out;
}

std::optional<Wide> wide_of(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) return std::nullopt;
  return wide_of(std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value))));
}

void give(sqlite3_context* context, const Wide& sum) {
  const std::string text = plain(sum);
  sqlite3_result_text(context, text.c_str(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

void refuse(sqlite3_context* context) {
  sqlite3_result_error(context, "a sum of what is no decimal", -1);
}

void exact_add(sqlite3_context* context, int, sqlite3_value** values) {
  auto sum = wide_of(values[0]);
  const auto more = wide_of(values[1]);
  if (!sum || !more) return refuse(context);
  add_to(*sum, *more);
  give(context, *sum);
}

// Lies in memory of SQLite's, which comes as zeros and is never destroyed.
struct Sum {
  Wide value;
  bool wrong;
};

void step(sqlite3_context* context, int, sqlite3_value** values) {
  auto* sum = static_cast<Sum*>(sqlite3_aggregate_context(context, sizeof(Sum)));
  if (sum == nullptr) return sqlite3_result_error_nomem(context);
  const auto more = wide_of(values[0]);
  if (more) add_to(sum->value, *more);
  sum->wrong = sum->wrong || !more;
}

void finish(sqlite3_context* context) {
  const auto* sum = static_cast<const Sum*>(sqlite3_aggregate_context(context, 0));
  if (sum == nullptr) return give(context, Wide{});
  if (sum->wrong) return refuse(context);
  give(context, sum->value);
}

}  // namespace

std::optional<Decimal> fitting(std::string_view sum) {
  if (const auto exact = Decimal::parse(sum)) return exact;
  if (!wide_of(sum)) return std::nullopt;
  const bool negative = sum.starts_with('-');
  const std::size_t sign = negative ? 1 : 0;
  if (std::min(sum.find('.'), sum.size()) - sign > decimal_digits)
    return Decimal::parse((negative ? "-" : "") + std::string(decimal_digits, '9'));
  const auto cut = Decimal::parse(sum.substr(0, sign + decimal_digits + 1));
  if (!cut || negative) return cut;
  return Decimal(cut->units() + 1, cut->scale());
}

int register_exact_sums(sqlite3* db) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  const int code =
      sqlite3_create_function_v2(db, "exact_add", 2, flags, nullptr, exact_add, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return code;
  return sqlite3_create_function_v2(db, "exact_sum", 1, flags, nullptr, nullptr, step, finish, nullptr);
}

}  // namespace transom
