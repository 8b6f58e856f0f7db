// Cells that need no quotes have none, so that a file of plain codes looks plain.
#include "base/csv_writer.hpp"

namespace transom {

void CsvWriter::next_cell() {
  if (!first_) out_ += ',';
  first_ = false;
}

CsvWriter& CsvWriter::text(std::string_view value) {
  next_cell();
  static constexpr std::string_view starts("=+-@\t\r\0", 7);
  const bool formula = !value.empty() && starts.find(value.front()) != std::string_view::npos;
  const bool quoted = formula || value.find_first_of("\",\r\n") != std::string_view::npos ||
                      (!value.empty() && (value.front() == ' ' || value.back() == ' '));
  if (!quoted) {
    out_ += value;
    return *this;
  }
  out_ += '"';
  if (formula) out_ += '\'';
  for (const char c : value) {
    if (c == '\0') continue;
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

CsvWriter& CsvWriter::number(Decimal value) {
  next_cell();
  out_ += value.to_plain();
  return *this;
}

void CsvWriter::end_row() {
  out_ += "\r\n";
  first_ = true;
}

}  // namespace transom
