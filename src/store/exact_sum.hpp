// Sums of decimals in SQL, exact to the last digit: exact_sum(text) over rows, exact_add(text, text) of two.
//
// Decimals are kept as text. SQLite's own sum() would make binary fractions of them.
#pragma once

#include <optional>
#include <string_view>

#include "transom/decimal.hpp"

struct sqlite3;

namespace transom {

// A result code of SQLite.
[[nodiscard]] int register_exact_sums(sqlite3* db);

// Such a sum, which may be longer than a Decimal: rounded up behind its 36th digit, so that what is promised
// is never understated; with more digits than that in front of the point, the largest Decimal that is read.
// nullopt: no decimal.
[[nodiscard]] std::optional<Decimal> fitting(std::string_view sum);

}  // namespace transom
