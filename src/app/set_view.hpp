// One transaction set in plain language: each segment as it was sent, its elements by name, codes with their
// meaning, dates readable, loops indented, findings where they belong.
#pragma once

#include <span>
#include <string>

#include "transom/finding.hpp"
#include "transom/guide.hpp"
#include "transom/transaction_set.hpp"

namespace transom {

enum class ViewDetail {
  full,      // every segment with its elements
  brief,     // every segment, one line each
  problems,  // only segments that have findings, with their elements
};

// `findings` are those of the set, in any order. Prints to standard output.
void print_set(const TransactionSet& set, std::span<const Finding> findings, ViewDetail detail);

// "error: code 'ZZ' is not in the list of element 66; expected ..." with its place, indented by the caller.
[[nodiscard]] std::string finding_line(const Finding& finding);
// "20260302 = 2026-03-02", "00 = original", "123456 = 1234.56": a value and what it means, control bytes
// visible.
[[nodiscard]] std::string readable(const Guide& guide, const ElementDef& element, std::string_view value);

}  // namespace transom
