// What CTT01 and CTT02 claim, recounted: the number of lines and the hash total of a set.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "transom/decimal.hpp"

namespace transom {

class RunningTotals {
 public:
  void clear() { *this = RunningTotals(); }
  void add_line() { ++lines_; }
  void add_value(std::string_view quantity);
  // A value that is known to be wrong: nothing is claimed about the sum then.
  void doubt() { unsure_ = true; }
  // A line may be missing, or is there under another name, and that has been told: one more may be claimed.
  void doubt_line() { ++doubts_; }
  // No telling how many are missing: nothing is claimed about their number then.
  void doubt_lines() { doubts_ = ~std::uint64_t{0} >> 1U; }

  [[nodiscard]] std::uint64_t lines() const { return lines_; }
  // False when the text is a number and another one; text that is none is the element check's affair.
  [[nodiscard]] bool count_fits(std::string_view text) const;
  // Two readings are about: the sum of the values, and the sum of their digits with the points left out, both
  // cut on the left to ten digits. Either passes.
  [[nodiscard]] bool hash_fits(std::string_view text) const;
  [[nodiscard]] std::string sum() const;

 private:
  std::uint64_t lines_ = 0;
  std::uint64_t doubts_ = 0;  // how many more there may be
  int128 sum_ = 0;            // in units of 10^-9
  int128 digits_ = 0;         // points left out
  bool unsure_ = false;       // a value that is no number, or too fine: nothing is claimed then
};

}  // namespace transom
