// Findings are rare, so all their copying happens here and nothing of it on the way of a right segment.
#include "guide/reporter.hpp"

#include "guide/overlay_source.hpp"

namespace transom {

void Reporter::begin(const Guide& guide, const Severities& severities, Findings& findings) {
  guide_ = &guide;
  severities_ = &severities;
  findings_ = &findings;
  start_ = Place{};
  start_.segment = 1;
  segment_ = nullptr;
  n_ = 0;
  loop_ = 0;
  past_end_ = false;
}

Finding Reporter::make(Rule rule, std::string_view value, std::string expected,
                       const OverlayClause* clause) const {
  Finding finding;
  finding.rule = rule;
  finding.severity = (*severities_)[rule];
  if (clause != nullptr) {
    finding.source = clause->source;
    finding.severity = clause->severity.value_or(finding.severity);
  }
  finding.place = start_;
  finding.place.segment = start_.segment + n_ + (past_end_ ? 1 : 0);
  if (segment_ != nullptr && !past_end_) finding.place.offset = segment_->offset();
  finding.value = value.substr(0, 99);
  finding.expected = std::move(expected);
  return finding;
}

void Reporter::add(Rule rule, const Detail& detail, std::string expected) {
  Finding finding = make(rule, detail.value, std::move(expected), detail.clause);
  if (finding.severity == Severity::off) return;
  finding.place.segment_id = segment_->id();
  finding.place.loop = guide_->loops()[loop_].path;
  finding.place.element = static_cast<std::uint16_t>(detail.element);
  finding.place.component = static_cast<std::uint16_t>(detail.component);
  finding.place.repetition = static_cast<std::uint16_t>(detail.repetition);
  finding.element_number = detail.element_number;
  finding.trigger = static_cast<std::uint16_t>(detail.trigger);
  finding.trigger_number = detail.trigger_number;
  findings_->add(std::move(finding));
}

void Reporter::add_segment(Rule rule, std::string_view segment_id, std::string_view loop,
                           std::string_view value, std::string expected, const OverlayClause* clause) {
  Finding finding = make(rule, value, std::move(expected), clause);
  if (finding.severity == Severity::off) return;
  finding.place.segment_id = segment_id;
  finding.place.loop = loop;
  findings_->add(std::move(finding));
}

}  // namespace transom
