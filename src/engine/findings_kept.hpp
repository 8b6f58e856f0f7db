// Findings of one group or one interchange, to a cap.
//
// A damaged file can make one of every three bytes. The acknowledgment goes by which rules were broken, so
// the first finding of a rule and severity is kept whatever came before it; of the others, beyond the cap,
// only the number is told, by a last finding `findings-capped`. Refused: Findings, which serves a set; it
// drops what comes late, and there the last error may be the one that rejects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <utility>
#include <vector>

#include "transom/finding.hpp"

namespace transom {

class FindingsKept {
 public:
  void add(Finding finding, std::size_t cap);
  [[nodiscard]] const std::vector<Finding>& items() const { return items_; }
  // All of them; nothing stays here.
  [[nodiscard]] std::vector<Finding> take();
  void drop(const std::function<bool(const Finding&)>& unwanted) { std::erase_if(items_, unwanted); }

 private:
  std::vector<Finding> items_;
  std::set<std::pair<Rule, Severity>> told_;
  std::uint64_t dropped_ = 0;
  Place last_;  // of those that were dropped
};

}  // namespace transom
