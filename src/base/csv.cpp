// One pass over the text by hand: the grammar is four rules, and each mistake has its own sentence and place.
//
// Refused: taking what is nearly CSV (a stray quote, rows of other lengths). Whoever exports the file can
// mend it; who reads a wrong price from it cannot know.
#include "base/csv.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

constexpr std::size_t max_bytes = 64U << 20;

}  // namespace

CsvReader::CsvReader(std::string_view text, const std::string& file) : text_(text), file_(file) {
  if (text.size() > max_bytes) throw Failure(FailureKind::configuration, file, "has more than 64 MiB");
  if (!is_utf8(text)) throw Failure(FailureKind::configuration, file, "is not UTF-8", "save it as CSV UTF-8");
  if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  line_begin_ = at_;
}

bool CsvReader::more() {
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) step();
  return at_ < text_.size();
}

CsvReader::Row CsvReader::row() {
  Row cells;
  columns_.clear();
  row_line_ = line_;
  for (;;) {
    columns_.push_back(at_ - line_begin_ + 1);
    cells.push_back(cell());
    if (at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r') return cells;
    step();  // the comma
  }
}

void CsvReader::fail_cell(std::size_t cell, std::string problem, std::string advice) const {
  fail_at(row_line_, cell < columns_.size() ? columns_[cell] : 1, std::move(problem), std::move(advice));
}

void CsvReader::fail_at(std::size_t line, std::size_t column, std::string problem, std::string advice) const {
  throw Failure(FailureKind::configuration, fmt::format("{}:{}:{}", file_, line, column), std::move(problem),
                std::move(advice));
}

void CsvReader::fail_here(std::string problem, std::string advice) const {
  fail_at(line_, at_ - line_begin_ + 1, std::move(problem), std::move(advice));
}

void CsvReader::step() {
  if (text_[at_++] == '\n') {
    ++line_;
    line_begin_ = at_;
  }
}

std::string CsvReader::cell() {
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

std::string CsvReader::quoted_cell() {
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

CsvReader::Row read_csv_row(CsvReader& reader, std::size_t width) {
  CsvReader::Row row = reader.row();
  if (row.size() != width) {
    reader.fail_cell(
        0, fmt::format("row has {} cell{}; the header has {}", row.size(), row.size() == 1 ? "" : "s", width),
        row.size() > width ? "a cell with a comma in it stands in double quotes" : "");
  }
  return row;
}

CsvReader::Row read_csv_header(CsvReader& reader, const std::string& file) {
  if (!reader.more())
    throw Failure(FailureKind::configuration, file, "is empty", "the first line names the columns");
  CsvReader::Row header = reader.row();
  if (header.size() < 2 && header.front().find_first_of(";\t") != std::string::npos)
    reader.fail_cell(0,
                     fmt::format("cells are parted by {}s",
                                 header.front().find(';') != std::string::npos ? "semicolon" : "tab"),
                     "save it as CSV with commas between the cells");
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
  return header;
}

std::string read_csv_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(FailureKind::configuration, path, "cannot be read", "check that the file is there");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace transom
