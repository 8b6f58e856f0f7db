// How commands print: one buffer to standard output, aligned tables, times and counts in words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "transom/date.hpp"

namespace transom {

// To standard output, in large writes; a terminal sees each line at once. A closed pipe ends the program
// quietly. Fails: disk.
void print(std::string_view text);
void print_line(std::string_view text);
// Text of any origin, line by line, safe to show.
void print_visible(std::string_view text);
void flush_output();

// True when a person watches standard error.
[[nodiscard]] bool is_watched();
// One line on a watched terminal that is written over and over; "" wipes it. At most five a second.
void show_progress(std::string_view text);

// "1 order", "3 orders"; "1,234,567 bytes".
[[nodiscard]] std::string count_of(std::uint64_t n, std::string_view noun);
// "sent 1 answer", "it would send 2 answers", "prepared 1 answer, which waits for its batch".
[[nodiscard]] std::string sent_and_prepared(std::uint64_t sent, std::string_view noun, std::uint64_t prepared,
                                            bool dry_run);
[[nodiscard]] std::string with_commas(std::uint64_t n);
// "just now", "5 min", "3 h", "12 d".
[[nodiscard]] std::string age(Instant from, Instant now);
// "2026-03-02 09:00:05Z".
[[nodiscard]] std::string when(Instant at);

// Columns as wide as what stands in them. A heading that begins with '>' aligns to the right. Cells are text
// that is already safe to show.
class Table {
 public:
  explicit Table(std::vector<std::string> headings);
  void row(std::vector<std::string> cells);
  [[nodiscard]] bool empty() const { return rows_.size() == 1; }
  [[nodiscard]] std::string text(std::string_view indent = "") const;

 private:
  std::vector<bool> right_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace transom
