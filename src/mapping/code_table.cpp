// Tables as rows with an index in front: by code, and by each further column backwards.
//
// Where several codes mean the same word, the first written wins on the way back; that is why a table lists
// the code to be sent first.
#include "mapping/code_table.hpp"

#include <utility>

namespace transom::mapping {

CodeTable::CodeTable(std::string name, std::vector<std::string> columns, Written written)
    : name_(std::move(name)),
      columns_(std::move(columns)),
      written_(std::move(written)),
      back_(columns_.size()) {}

void CodeTable::index_row(std::size_t row) {
  forward_.emplace(rows_[row][0], row);
  for (std::size_t i = 1; i < columns_.size(); ++i) {
    if (!rows_[row][i].empty()) back_[i].emplace(rows_[row][i], row);
  }
}

bool CodeTable::add(Row row) {
  if (forward_.contains(row[0])) return false;
  rows_.push_back(std::move(row));
  index_row(rows_.size() - 1);
  return true;
}

void CodeTable::lay(std::vector<Row> rows) {
  // What is written later is meant more: it goes in front, so that it also wins on the way back.
  std::vector<Row> below = std::exchange(rows_, {});
  forward_.clear();
  back_.assign(columns_.size(), {});
  for (Row& row : rows) add(std::move(row));
  for (Row& row : below) add(std::move(row));
}

void CodeTable::lay(const CodeTable& over) {
  lay(over.rows_);
  if (over.otherwise_ != Otherwise::unsaid) set_otherwise(over.otherwise_, over.other_value_);
}

void CodeTable::set_otherwise(Otherwise what, std::string value) {
  otherwise_ = what;
  other_value_ = std::move(value);
}

const std::string* CodeTable::find(std::string_view code, std::size_t column) const {
  const auto found = forward_.find(code);
  return found == forward_.end() ? nullptr : &rows_[found->second][column];
}

const std::string* CodeTable::find_back(std::string_view word, std::size_t column) const {
  const auto found = back_[column].find(word);
  return found == back_[column].end() ? nullptr : &rows_[found->second][0];
}

std::optional<std::size_t> CodeTable::column(std::string_view name) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == name) return i;
  }
  return std::nullopt;
}

}  // namespace transom::mapping
