// CSV as spreadsheets write it, read row by row; every complaint has file:line:column.
//
// Strict on purpose: a file that lost a column, a quote or its encoding must not become data that is silently
// wrong. RFC 4180 quoting; blanks around unquoted cells go; empty lines are skipped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace transom {

class CsvReader {
 public:
  using Row = std::vector<std::string>;

  // `text` and `file` (as messages call it) outlive the reader. Fails: configuration, for a text that is too
  // large (64 MiB) or no UTF-8.
  CsvReader(std::string_view text, const std::string& file);

  [[nodiscard]] bool more();
  // The cells of one row. Fails: configuration.
  [[nodiscard]] Row row();
  // About a cell of the row read last, 0-based. Fails: configuration, always.
  [[noreturn]] void fail_cell(std::size_t cell, std::string problem, std::string advice = {}) const;
  // Where a cell of that row begins, both 1-based.
  struct Place {
    std::size_t line = 1, column = 1;
  };
  [[nodiscard]] Place place(std::size_t cell) const {
    return {row_line_, cell < columns_.size() ? columns_[cell] : 1};
  }

 private:
  [[noreturn]] void fail_at(std::size_t line, std::size_t column, std::string problem,
                            std::string advice) const;
  [[noreturn]] void fail_here(std::string problem, std::string advice) const;
  void step();
  std::string cell();
  std::string quoted_cell();

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0, line_ = 1, line_begin_ = 0, row_line_ = 1;
  std::vector<std::size_t> columns_;  // where the cells of the row begin
};

// The next row, of as many cells as the header. Fails: configuration.
[[nodiscard]] CsvReader::Row read_csv_row(CsvReader& reader, std::size_t width);
// The first row: names of columns, each once. Fails: configuration; also when there is none.
[[nodiscard]] CsvReader::Row read_csv_header(CsvReader& reader, const std::string& file);
// The bytes of a CSV file. Fails: configuration, when it cannot be read.
[[nodiscard]] std::string read_csv_file(const std::string& path);

}  // namespace transom
