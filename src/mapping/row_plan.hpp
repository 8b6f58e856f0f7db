// A compiled map of rows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mapping/code_table.hpp"
#include "mapping/program.hpp"
#include "transom/row_map.hpp"

namespace transom::mapping {

struct RowStatement;

// Where the entries of a list come from, among the rows in hand.
struct RowSource {
  bool each = false;            // one for each row
  std::vector<std::size_t> by;  // one for each group of rows that agree in these columns
  std::uint32_t when = no_node;
  std::vector<RowStatement> fields;  // of a record
  std::vector<std::uint32_t> take;   // of texts
};

struct RowStatement {
  const Field* field = nullptr;
  std::uint32_t node = no_node;  // a single value
  std::size_t column = 0;        // the first that the expression names, for complaints
  std::vector<RowStatement> inside;
  std::vector<RowSource> sources;
};

}  // namespace transom::mapping

struct transom::RowMap::Plan {
  std::string name, hash;
  DocumentKind document = DocumentKind::order;
  std::vector<std::string> columns;  // as expressions call them
  std::vector<std::string> headers;  // as the file calls them, in the same order
  std::vector<std::string> ignored;  // headers that nothing reads
  std::unique_ptr<const Shape> row;  // a text a column
  std::vector<std::size_t> by;       // columns that tell documents apart
  mapping::CodeTables tables;
  mapping::Program program;
  std::vector<mapping::RowStatement> statements;
};

namespace transom::mapping {

// Fails: configuration.
[[nodiscard]] std::shared_ptr<const RowMap::Plan> compile_row_map(const std::string& path);

}  // namespace transom::mapping
