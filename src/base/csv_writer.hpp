// CSV that is safe to open: RFC 4180, and no text of a stranger becomes a formula.
//
// Quoting alone does not help: a spreadsheet runs a cell that begins with = + - @, a tab, a return or a NUL,
// quoted or not. Such texts get an apostrophe in front (ASVS 1.2.10, CWE-1236). Numbers that are numbers stay
// as they are: a negative amount is no formula.
#pragma once

#include <string>
#include <string_view>

#include "transom/decimal.hpp"

namespace transom {

class CsvWriter {
 public:
  explicit CsvWriter(std::string& out) : out_(out) {}

  CsvWriter& text(std::string_view value);
  CsvWriter& number(Decimal value);
  CsvWriter& empty() { return text({}); }
  void end_row();

 private:
  void next_cell();

  std::string& out_;
  bool first_ = true;
};

}  // namespace transom
