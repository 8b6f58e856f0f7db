#include "engine/findings_kept.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace transom {

void FindingsKept::add(Finding finding, std::size_t cap) {
  if (finding.severity == Severity::off) return;
  const auto alike = [&finding](const Finding& known) {
    return known.rule == finding.rule && known.severity == finding.severity;
  };
  if (items_.size() < cap || std::none_of(items_.begin(), items_.end(), alike)) {
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
  return std::exchange(items_, {});
}

}  // namespace transom
