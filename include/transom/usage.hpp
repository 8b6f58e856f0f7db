// Production or test: the one reading of ISA15.
//
// X12 knows P (production), T (test) and I (information). Only T is test: what comes with I is real data,
// which makes orders for the ERP and answers in the drop as P does; so does a letter that is none of the
// three, where the partner's policy lets it pass (`isa-usage`). Rows, ids, counters and folders know P and T
// alone; only the ISA15 of an answer repeats what came. Refused: I as test, which lost real orders in the
// test folders, and I as a third kind, for which nobody has ids or folders.
#pragma once

#include <string_view>

namespace transom {

// 'P' or 'T'.
[[nodiscard]] constexpr char usage_of(char isa15) {
  return isa15 == 'T' ? 'T' : 'P';
}

[[nodiscard]] constexpr bool is_test(char usage) {
  return usage_of(usage) == 'T';
}

[[nodiscard]] constexpr std::string_view usage_word(char usage) {
  return is_test(usage) ? "test" : "production";
}

}  // namespace transom
