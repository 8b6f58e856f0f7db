// Code tables: a partner's codes and our words for them, readable in both directions.
//
// Small ones stand in a map under `tables:`, reference data in CSV files beside the partner. A code that is
// not in its table holds the document, unless the table says otherwise by `else:`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mapping/written.hpp"

namespace transom::mapping {

// What becomes of a code that is in no row; `unsaid` is a problem, too.
enum class Otherwise : std::uint8_t { unsaid, problem, keep, none, value };

class CodeTable {
 public:
  using Row = std::vector<std::string>;

  CodeTable(std::string name, std::vector<std::string> columns, Written written);

  // False: the code is there already.
  bool add(Row row);
  // Puts rows in front of those that are there, in place of those with the same code.
  void lay(std::vector<Row> rows);
  // The same with all that another table says.
  void lay(const CodeTable& over);
  void set_otherwise(Otherwise what, std::string value = {});

  // The cell of the row whose code (first column) this is; nullptr: there is none.
  [[nodiscard]] const std::string* find(std::string_view code, std::size_t column = 1) const;
  // The code of the first row that has this in `column`.
  [[nodiscard]] const std::string* find_back(std::string_view word, std::size_t column = 1) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const Written& written() const { return written_; }
  [[nodiscard]] Otherwise otherwise() const { return otherwise_; }
  [[nodiscard]] const std::string& other_value() const { return other_value_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Lookup = std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>>;
  void index_row(std::size_t row);

  std::string name_;
  std::vector<std::string> columns_;
  Written written_;
  std::vector<Row> rows_;
  Lookup forward_;
  std::vector<Lookup> back_;  // by column
  Otherwise otherwise_ = Otherwise::unsaid;
  std::string other_value_;
};

using CodeTablePtr = std::shared_ptr<const CodeTable>;
using CodeTables = std::map<std::string, CodeTablePtr, std::less<>>;

// A CSV file with a header line. Strict: RFC 4180 quoting, every row as long as the header, no code twice, no
// byte that is not UTF-8. Fails: configuration, with file:line:column.
[[nodiscard]] CodeTablePtr read_csv_table(std::string name, std::string_view text, const std::string& file);
[[nodiscard]] CodeTablePtr read_csv_table_file(std::string name, const std::string& path);

}  // namespace transom::mapping
