#include "engine/findings_kept.hpp"

#include <string>
#include <utility>

namespace transom {

void FindingsKept::add(Finding finding, std::size_t cap) {
  if (finding.severity == Severity::off) return;
  const bool is_new = told_.insert({finding.rule, finding.severity}).second;
  if (items_.size() < cap || is_new) {
    items_.push_back(std::move(finding));
    return;
  }
  ++dropped_;
  last_ = std::move(finding.place);
}

std::vector<Finding> FindingsKept::take() {
  if (dropped_ > 0) {
    items_.push_back({.rule = Rule::findings_capped,
                      .severity = Severity::note,
                      .place = std::move(last_),
                      .value = std::to_string(dropped_)});
  }
  dropped_ = 0;
  told_.clear();
  return std::exchange(items_, {});
}

}  // namespace transom
