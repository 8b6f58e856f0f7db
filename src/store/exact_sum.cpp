// What is no decimal, or does not fit, makes the statement fail: a sum that left a row out would be believed.
#include "store/exact_sum.hpp"

#include <sqlite3.h>

#include <optional>
#include <string>

#include "transom/decimal.hpp"

namespace transom {
namespace {

std::optional<Decimal> decimal_of(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) return std::nullopt;
  return Decimal::parse({text, static_cast<std::size_t>(sqlite3_value_bytes(value))});
}

void give(sqlite3_context* context, const std::optional<Decimal>& sum) {
  if (!sum) return sqlite3_result_error(context, "no decimal, or none that fits", -1);
  const std::string text = sum->to_plain();
  sqlite3_result_text(context, text.c_str(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

std::optional<Decimal> sum_of(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
  return a && b ? add(*a, *b) : std::nullopt;
}

void exact_add(sqlite3_context* context, int, sqlite3_value** values) {
  give(context, sum_of(decimal_of(values[0]), decimal_of(values[1])));
}

// Lies in memory of SQLite's, which comes as zeros and is never destroyed.
struct Sum {
  Decimal* value;
  bool wrong;
};

void step(sqlite3_context* context, int, sqlite3_value** values) {
  auto* sum = static_cast<Sum*>(sqlite3_aggregate_context(context, sizeof(Sum)));
  if (sum == nullptr) return sqlite3_result_error_nomem(context);
  if (sum->value == nullptr) sum->value = new Decimal();
  const auto next = sum_of(*sum->value, decimal_of(values[0]));
  if (next) *sum->value = *next;
  sum->wrong = sum->wrong || !next;
}

void finish(sqlite3_context* context) {
  auto* sum = static_cast<Sum*>(sqlite3_aggregate_context(context, 0));
  if (sum == nullptr || sum->value == nullptr) return give(context, Decimal());
  give(context, sum->wrong ? std::nullopt : std::optional(*sum->value));
  delete sum->value;
}

}  // namespace

int register_exact_sums(sqlite3* db) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  const int code =
      sqlite3_create_function_v2(db, "exact_add", 2, flags, nullptr, exact_add, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return code;
  return sqlite3_create_function_v2(db, "exact_sum", 1, flags, nullptr, nullptr, step, finish, nullptr);
}

}  // namespace transom
