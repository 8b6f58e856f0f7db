// Reports for people: what came of a group and of an interchange, in the words of the screens.
//
// Sets that are clean are counted, not listed: a person looks here for what is wrong. Findings carry their
// own sentence (x12); a partner's bytes in ids and numbers go through visible().
#include <fmt/format.h>

#include "base/text.hpp"
#include "outbound/received_ack.hpp"
#include "transom/acknowledgment.hpp"

namespace transom {
std::vector<std::string> describe(const GroupReport& report, const AckPolicy& policy) {
  const Group& group = report.group();
  std::vector<std::string> lines;
  lines.push_back(
      fmt::format("group {} {} ({}): {}; {} sets announced, {} received, {} accepted, {} rejected",
                  visible(group.functional_id, 10), visible(group.control_number, 20),
                  visible(group.version, 20), acceptance_words(report.code(policy)), report.included(),
                  report.received(), report.accepted(), report.rejected()));
  for (const Finding& finding : report.findings()) lines.push_back("  " + describe(finding));
  if (report.rejected_whole() && report.received() > 0) {
    lines.emplace_back("  a fault of the group itself rejects all of its sets");
  }
  report.each_set([&lines](const GroupReport::Set& set) {
    if (set.outcome == Outcome::accepted && set.findings.empty() && set.dropped == 0) return;
    lines.push_back(fmt::format("  set {} {}: {}", visible(set.id, 10), visible(set.control_number, 20),
                                to_string(set.outcome)));
    for (const Finding& finding : set.findings) lines.push_back("    " + describe(finding));
    if (set.dropped > 0) lines.push_back(fmt::format("    and {} more", set.dropped));
  });
  SegmentWriter scratch{Delimiters{}};
  if (const std::uint64_t cut = write_functional_ack(report, policy, scratch); cut > 0) {
    lines.push_back(fmt::format("  {} of the faults do not fit into the answer", cut));
  }
  return lines;
}

std::string describe(const Interchange& interchange, InterchangeVerdict verdict) {
  std::string line =
      fmt::format("interchange {} from {}/{} to {}/{}: {}", visible(interchange.control_number, 20),
                  visible(interchange.sender_qualifier, 10), visible(interchange.sender_id, 40),
                  visible(interchange.receiver_qualifier, 10), visible(interchange.receiver_id, 40),
                  acceptance_words(verdict.code));
  if (verdict.code != 'A') line += fmt::format(" (note {})", verdict.note);
  return line;
}

}  // namespace transom
