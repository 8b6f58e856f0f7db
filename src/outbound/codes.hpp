// Which findings an acknowledgment carries, and under which codes in which version of it.
#pragma once

#include <string_view>

#include "transom/finding.hpp"
#include "transom/partner.hpp"

namespace transom {

// True when the finding goes into the AK3, AK4 or AK5 of its set.
[[nodiscard]] inline bool noted_in_set(const Finding& finding, const AckPolicy& policy) {
  const RuleInfo& rule = info(finding.rule);
  if (rule.ak304.empty() && rule.ak502.empty()) return false;
  return finding.severity == Severity::error || (finding.severity == Severity::warn && policy.note_warnings);
}

// True when the finding makes its group E: every error, and a warning that has an AK905 where warnings are
// noted.
[[nodiscard]] inline bool noted_in_group(const Finding& finding, const AckPolicy& policy) {
  if (finding.severity == Severity::error) return true;
  return finding.severity == Severity::warn && policy.note_warnings && !info(finding.rule).ak905.empty();
}

}  // namespace transom
