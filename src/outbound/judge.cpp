// Verdicts: from findings to accepted, accepted with errors, rejected, for a set and an interchange (a
// group's verdict is GroupReport's, from its counts).
//
// The severity of a finding is policy and was settled when it was made, so judging is short. What the
// standard leaves open and is decided here:
//  - a warning makes a set E only when its rule has a code in the 997: a total that does not fit (CTT) never
//  does;
//  - TA105 has room for one code. The first goes out in the order of `precedence`: what makes the rest
//  unreadable,
//    for whom and from whom it is, which one it is and whether it was there before, the rest of its header,
//    how it ended, what is in it. An error goes before every warning.
// Refused: judging by code (AK304 3 rejects, AK403 7 does not): the severity of the rule says it already.
#include <array>
#include <cstddef>

#include "outbound/codes.hpp"
#include "transom/acknowledgment.hpp"

namespace transom {
namespace {

constexpr std::array<std::string_view, 29> precedence{
    "026", "027", "032", "004", "003", "002", "017",  // the frame
    "007", "008", "009", "005", "006",                // receiver, sender
    "018", "025",                                     // which one
    "014", "015", "010", "011", "012", "013", "016",  // the rest of the header
    "019", "020", "023", "001", "022", "024", "021",  // its end and its content
    "000"};

std::size_t rank(std::string_view note) {
  for (std::size_t i = 0; i < precedence.size(); ++i) {
    if (precedence[i] == note) return i;
  }
  return precedence.size();
}

std::string digits(std::string_view text, std::size_t length) {
  std::string out;
  for (const char c : text) {
    if (c >= '0' && c <= '9') out += c;
  }
  if (out.size() > length) out.erase(0, out.size() - length);
  return std::string(length - out.size(), '0') + out;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::accepted:
      return "accepted";
    case Outcome::accepted_with_errors:
      return "accepted with errors";
    case Outcome::rejected:
      break;
  }
  return "rejected";
}

Outcome judge_set(const Findings& findings, const AckPolicy& policy) {
  if (findings.errors() > 0) return Outcome::rejected;
  if (!policy.note_warnings || findings.warnings() == 0) return Outcome::accepted;
  for (const Finding& finding : findings.items()) {
    if (noted_in_set(finding, policy)) return Outcome::accepted_with_errors;
  }
  return Outcome::accepted;
}

bool is_acknowledgment(std::string_view set_id) {
  return set_id == "997" || set_id == "999";
}

bool to_be_acknowledged(const GroupReport& report) {
  // Of a group without a set only its GS01 tells what it was to hold.
  if (report.received() == 0) return report.group().functional_id != "FA";
  return !report.only_acknowledgments();
}

InterchangeVerdict judge_interchange(std::span<const Finding> findings) {
  InterchangeVerdict verdict;
  std::size_t best = precedence.size() + 1;
  bool rejected = false;
  for (const Finding& finding : findings) {
    const RuleInfo& rule = info(finding.rule);
    if (rule.level != Level::interchange || finding.severity < Severity::warn) continue;
    const bool error = finding.severity == Severity::error;
    if (rule.ta105.empty() && !error) continue;  // nothing to tell
    const std::string_view note = rule.ta105.empty() ? "024" : rule.ta105;
    const std::size_t at = rank(note);
    if (error == rejected ? at >= best : rejected) continue;
    rejected = error;
    best = at;
    verdict = {error ? 'R' : 'E', note};
  }
  return verdict;
}

bool wants_ta1(const Interchange& interchange, const AckPolicy& policy, bool only_acknowledgments) {
  if (interchange.sender_id.empty()) return false;
  if (interchange.groups == 0 && interchange.ta1s != 0) return false;  // answers, and nothing but answers
  switch (policy.technical) {
    case TechnicalAck::never:
      return false;
    case TechnicalAck::on_request:
      return interchange.ack_requested;
    case TechnicalAck::always:
      break;
  }
  return interchange.ack_requested || !only_acknowledgments;
}

void write_ta1(const Interchange& interchange, InterchangeVerdict verdict, SegmentWriter& out) {
  out.begin("TA1")
      .add(digits(interchange.control_number, 9))
      .add(digits(interchange.date, 6))
      .add(digits(interchange.time, 4))
      .add({&verdict.code, 1})
      .add(verdict.note)
      .end();
}

}  // namespace transom
