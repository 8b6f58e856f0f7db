// Reading the rows of a reference table: columns by name, cells by type, every complaint at its cell.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "transom/date.hpp"
#include "transom/decimal.hpp"
#include "transom/reference.hpp"

namespace transom {

struct Column {
  std::string_view name;
  bool must = false;  // the column has to be there, and no cell of it may be empty
};

// The columns that a table may have.
[[nodiscard]] std::span<const Column> columns_of(ReferenceTable table);

// One row in hand. An absent column reads like an empty cell.
class Cells {
 public:
  Cells(const CsvReader& reader, std::span<const Column> columns, const std::vector<int>& places)
      : reader_(reader), columns_(columns), places_(places) {}
  void take(CsvReader::Row row);

  [[nodiscard]] std::size_t line() const { return reader_.place(0).line; }
  [[nodiscard]] const std::string& text(std::string_view column) const;
  [[nodiscard]] std::optional<Decimal> number(std::string_view column) const;  // not negative
  [[nodiscard]] std::optional<std::int64_t> days(std::string_view column) const;
  [[nodiscard]] std::optional<Date> date(std::string_view column) const;
  [[nodiscard]] bool flag(std::string_view column) const;
  // "12", "1/12", "2.5"
  [[nodiscard]] UnitFactor factor(std::string_view column) const;
  // One of the words, the first for an empty cell.
  [[nodiscard]] std::string word(std::string_view column,
                                 std::initializer_list<std::string_view> words) const;
  [[noreturn]] void fail(std::string_view column, std::string problem, std::string advice = {}) const;

 private:
  [[nodiscard]] int place(std::string_view column) const;

  const CsvReader& reader_;
  std::span<const Column> columns_;
  const std::vector<int>& places_;  // by column: cell of the row, -1 where the file has none
  CsvReader::Row row_;
};

// Calls `take` for each row of the file's text: first those that name the partner in their column `partner`,
// then those that name nobody. How many were taken. Fails: configuration, with file:line:column; also for two
// rows of these that answer the same question.
std::uint64_t read_rows(ReferenceTable table, std::string_view text, const std::string& file,
                        std::string_view partner, const std::function<void(const Cells&)>& take);

}  // namespace transom
