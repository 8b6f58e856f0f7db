// Findings and groups written by hand, for tests of acknowledgments.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "transom/acknowledgment.hpp"

namespace transom {

// A finding at its rule's default severity. `segment` is its position in the set; element 0 is the whole
// segment.
struct FindingAt {
  Rule rule;
  std::string id{};  // of the segment
  std::uint32_t segment = 0;
  std::string loop{};
  std::uint16_t element = 0, component = 0, repetition = 0;
  std::string number{}, value{};
  std::string source{};  // of a partner's own guide

  [[nodiscard]] Finding finding() const {
    Finding made;
    made.rule = rule;
    made.severity = info(rule).severity;
    made.place.interchange = made.place.group = made.place.set = 1;
    made.place.segment = segment;
    made.place.segment_id = id;
    made.place.loop = loop;
    made.place.element = element;
    made.place.component = component;
    made.place.repetition = repetition;
    made.element_number = number;
    made.value = value;
    made.source = source;
    return made;
  }
};

struct SetIn {
  std::string control_number;
  std::vector<FindingAt> findings;
  std::string id = "850";
};

inline Group group_of(std::string included, std::string version = "004010") {
  Group group;
  group.functional_id = "PO";
  group.control_number = "17";
  group.version = std::move(version);
  group.included = std::move(included);
  group.complete = true;
  return group;
}

// Judges the sets by the policy and reports them.
inline GroupReport report_of(const Group& group, const std::vector<SetIn>& sets, const AckPolicy& policy,
                             const std::vector<FindingAt>& group_findings = {}, std::size_t cap = 20000,
                             GroupReport::Keeps keeps = GroupReport::Keeps::list) {
  GroupReport report(keeps, cap);
  report.begin(group);
  for (const SetIn& set : sets) {
    Findings findings;
    for (const FindingAt& at : set.findings) findings.add(at.finding());
    SetHeader header;
    header.id = set.id;
    header.control_number = set.control_number;
    report.add(header, judge_set(findings, policy), findings);
  }
  std::vector<Finding> own;
  for (const FindingAt& at : group_findings) own.push_back(at.finding());
  report.finish(group, own);
  return report;
}

inline std::string ack_of(const GroupReport& report, const AckPolicy& policy,
                          const Delimiters& delimiters = {}) {
  SegmentWriter out(delimiters);
  write_functional_ack(report, policy, out);
  return out.take();
}

}  // namespace transom
