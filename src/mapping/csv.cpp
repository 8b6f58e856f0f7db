// Reading reference tables.
//
// Strict on purpose: a spreadsheet that lost a column, a quote or its encoding must not become a table that
// is silently wrong. The first column is the code; blanks around unquoted cells go.
#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "mapping/code_table.hpp"
#include "transom/failure.hpp"

namespace transom::mapping {
namespace {

constexpr std::size_t max_bytes = 64U << 20;
constexpr std::size_t max_rows = 1000000;

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& file) : text_(text), file_(file) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    line_begin_ = at_;
  }

  [[nodiscard]] bool more() {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) step();
    return at_ < text_.size();
  }

  // The cells of one row; the columns at which they begin are kept for complaints.
  CodeTable::Row row() {
    CodeTable::Row cells;
    columns_.clear();
    row_line_ = line_;
    for (;;) {
      columns_.push_back(at_ - line_begin_ + 1);
      cells.push_back(cell());
      if (at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r') return cells;
      step();  // the comma
    }
  }

  [[noreturn]] void fail_cell(std::size_t cell, std::string problem, std::string advice = {}) const {
    fail_at(row_line_, cell < columns_.size() ? columns_[cell] : 1, std::move(problem), std::move(advice));
  }

 private:
  [[noreturn]] void fail_at(std::size_t line, std::size_t column, std::string problem,
                            std::string advice) const {
    throw Failure(FailureKind::configuration, fmt::format("{}:{}:{}", file_, line, column),
                  std::move(problem), std::move(advice));
  }
  [[noreturn]] void fail_here(std::string problem, std::string advice) const {
    fail_at(line_, at_ - line_begin_ + 1, std::move(problem), std::move(advice));
  }

  void step() {
    if (text_[at_++] == '\n') {
      ++line_;
      line_begin_ = at_;
    }
  }

  std::string cell() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (at_ < text_.size() && text_[at_] == '"') return quoted_cell();
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      if (text_[at_] == '"')
        fail_here("quote inside a cell", "put the whole cell in quotes and double the inner one");
      ++at_;
    }
    return std::string(trim(text_.substr(begin, at_ - begin)));
  }

  std::string quoted_cell() {
    std::string out;
    const auto line = line_;
    const auto column = at_ - line_begin_ + 1;
    ++at_;
    for (;;) {
      if (at_ == text_.size()) fail_at(line, column, "quoted cell never ends", "close it with \"");
      if (text_[at_] == '"') {
        ++at_;
        if (at_ == text_.size() || text_[at_] != '"') break;
      }
      out += text_[at_];
      step();
    }
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      fail_here("text behind the closing quote", "double a quote that belongs to the cell");
    }
    return out;
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0, line_ = 1, line_begin_ = 0, row_line_ = 1;
  std::vector<std::size_t> columns_;
};

void check_header(const CodeTable::Row& header, const CsvReader& reader) {
  if (header.size() < 2)
    reader.fail_cell(0, "table has one column", "expected a code and what it means, parted by commas");
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i].empty())
      reader.fail_cell(i, fmt::format("column {} has no name", i + 1), "the first line names the columns");
    for (std::size_t j = 0; j < i; ++j) {
      if (header[i] == header[j])
        reader.fail_cell(i, fmt::format("column '{}' is there twice", visible(header[i], 60)));
    }
  }
}

}  // namespace

CodeTablePtr read_csv_table(std::string name, std::string_view text, const std::string& file) {
  if (text.size() > max_bytes) throw Failure(FailureKind::configuration, file, "has more than 64 MiB");
  if (!is_utf8(text)) throw Failure(FailureKind::configuration, file, "is not UTF-8", "save it as CSV UTF-8");
  CsvReader reader(text, file);
  if (!reader.more())
    throw Failure(FailureKind::configuration, file, "is empty", "the first line names the columns");
  auto header = reader.row();
  check_header(header, reader);
  const std::size_t width = header.size();
  auto table = std::make_shared<CodeTable>(std::move(name), std::move(header), Written("", {file, 1, 1}));
  while (reader.more()) {
    auto row = reader.row();
    if (row.size() != width) {
      reader.fail_cell(0, fmt::format("row has {} cells; the header has {}", row.size(), width));
    }
    if (row[0].empty()) reader.fail_cell(0, "row has no code in its first column");
    std::string code = row[0];
    if (!table->add(std::move(row)))
      reader.fail_cell(0, fmt::format("code '{}' is there twice", visible(code, 60)));
    if (table->rows().size() > max_rows) reader.fail_cell(0, "more than 1000000 rows");
  }
  return table;
}

CodeTablePtr read_csv_table_file(std::string name, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(FailureKind::configuration, path, "cannot be read", "check that the file is there");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return read_csv_table(std::move(name), text, path);
}

}  // namespace transom::mapping
