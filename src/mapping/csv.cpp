// Reading reference tables: the first column is the code.
//
// What is CSV and what is not says base/csv.hpp; here a row becomes a row of a table, and no code comes
// twice.
#include "base/csv.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "base/text.hpp"
#include "mapping/code_table.hpp"
#include "transom/failure.hpp"

namespace transom::mapping {

constexpr std::size_t max_rows = 1000000;

CodeTablePtr read_csv_table(std::string name, std::string_view text, const std::string& file) {
  CsvReader reader(text, file);
  auto header = read_csv_header(reader, file);
  const std::size_t width = header.size();
  auto table = std::make_shared<CodeTable>(std::move(name), std::move(header), Written("", {file, 1, 1}));
  std::unordered_map<std::string, std::size_t> lines;
  while (reader.more()) {
    auto row = read_csv_row(reader, width);
    if (row[0].empty()) reader.fail_cell(0, "row has no code in its first column");
    const auto [first, added] = lines.try_emplace(row[0], reader.place(0).line);
    if (!added) {
      reader.fail_cell(0,
                       fmt::format("code '{}' is there twice, the first time in line {}", visible(row[0], 60),
                                   first->second),
                       "keep one of the rows");
    }
    table->add(std::move(row));
    if (table->rows().size() > max_rows) reader.fail_cell(0, "more than 1000000 rows");
  }
  return table;
}

CodeTablePtr read_csv_table_file(std::string name, const std::string& path) {
  return read_csv_table(std::move(name), read_csv_file(path), path);
}

}  // namespace transom::mapping
