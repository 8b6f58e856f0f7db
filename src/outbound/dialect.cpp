// The codes of the 997 stand with the rules (x12/rules.cpp); here stands where another list says more or
// less.
//
// 004010's element 723 ends at 10: what later versions call 12 and 13 is 3 there. 005010's element 718 got
// 18, which says of a set in a wrong group what 6 only hints at. The 999 tells faults of the standard from
// those of a partner's guide: elements 620 and 621 have codes I4 and so on for the latter. Refused: a column
// for each list in the table of rules; all but these few would hold the same.
#include "outbound/dialect.hpp"

namespace transom {
namespace {

struct Exception {
  Rule rule;
  bool early, late, implementation;  // in which dialects
  std::string_view code;
};

constexpr Exception segments[] = {
    {Rule::segment_not_used, false, false, true, "I4"},
};
constexpr Exception elements[] = {
    {Rule::too_many_repetitions, true, false, false, "3"},
    {Rule::too_many_components, true, false, false, "3"},
    {Rule::element_not_used, false, false, true, "I10"},
};
constexpr Exception sets[] = {
    {Rule::gs_set_mismatch, false, true, true, "18"},
};

template <std::size_t n>
std::string_view code_of(const Exception (&exceptions)[n], const Dialect& dialect, Rule rule,
                         std::string_view otherwise) {
  for (const Exception& row : exceptions) {
    const bool here = dialect.implementation ? row.implementation : dialect.late ? row.late : row.early;
    if (row.rule == rule && here) return row.code;
  }
  return otherwise;
}

}  // namespace

std::string_view Dialect::segment_code(const Finding& finding) const {
  return code_of(segments, *this, finding.rule, info(finding.rule).ak304);
}

std::string_view Dialect::element_code(const Finding& finding) const {
  if (implementation && finding.rule == Rule::element_code && !finding.source.empty()) return "I6";
  return code_of(elements, *this, finding.rule, info(finding.rule).ak403);
}

std::string_view Dialect::set_code(const Finding& finding) const {
  const std::string_view code = code_of(sets, *this, finding.rule, info(finding.rule).ak502);
  return implementation && code == "5" && !finding.source.empty() ? "I5" : code;
}

}  // namespace transom
