// Sums of decimals in SQL, exact to the last digit: exact_sum(text) over rows, exact_add(text, text) of two.
//
// Decimals are kept as text. SQLite's own sum() would make binary fractions of them.
#pragma once

struct sqlite3;

namespace transom {

// A result code of SQLite.
[[nodiscard]] int register_exact_sums(sqlite3* db);

}  // namespace transom
