// Acknowledgments: what a group or interchange came to, said to people and to the sender (997, 999, TA1).
//
// Pure: no clock, no numbers of its own, no file. Reports take findings as sets pass and keep little: a clean
// set costs a dozen bytes, or none where the caller has the list; findings are capped, counts stay exact.
// Rules: X12 997 (AK1..AK9), TA1; choices the standard leaves open are named where they are made
// (src/outbound/judge.cpp, functional_ack.cpp).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "transom/envelope.hpp"
#include "transom/finding.hpp"
#include "transom/partner.hpp"
#include "transom/writer.hpp"

namespace transom {

enum class Outcome : std::uint8_t { accepted, accepted_with_errors, rejected };
[[nodiscard]] std::string_view to_string(Outcome outcome);  // "accepted", "accepted with errors", "rejected"

// Syntax only. An error rejects; a warning that has a code in the 997 is noted (policy.note_warnings).
[[nodiscard]] Outcome judge_set(const Findings& findings, const AckPolicy& policy);

[[nodiscard]] bool is_acknowledgment(std::string_view set_id);  // 997, 999

// One group while its sets pass.
class GroupReport {
 public:
  struct Set {
    std::string_view id, control_number, implementation;
    Outcome outcome = Outcome::accepted;
    std::span<const Finding> findings;  // in order; those without a code in any acknowledgment included
    std::uint64_t dropped = 0;          // findings beyond the cap
  };

  // Gives the sets of a group in the order received, without findings; views are valid during the call.
  using GiveSets = std::function<void(const std::function<void(const Set&)>&)>;

  enum class Keeps : std::uint8_t {
    list,    // each set, a dozen bytes
    noted,   // findings alone; the list comes from sets_from()
    counts,  // neither
  };
  // `cap`: findings kept for the whole group; what passes is counted, the sets are still judged.
  explicit GroupReport(Keeps keeps = Keeps::list, std::size_t cap = 20000)
      : keeps_(keeps), cap_(keeps == Keeps::counts ? 0 : cap) {}

  void begin(const Group& group);
  void add(const SetHeader& set, Outcome outcome, const Findings& findings);
  // `group` as known at group_end; `findings` those of level group, in order.
  void finish(const Group& group, std::span<const Finding> findings);

  [[nodiscard]] const Group& group() const { return group_; }
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
  [[nodiscard]] std::uint64_t included() const;  // GE01; what came where it cannot be read
  [[nodiscard]] std::uint64_t received() const { return received_; }
  [[nodiscard]] std::uint64_t accepted()
      const;  // with and without errors; 0 when the group is rejected as such
  [[nodiscard]] std::uint64_t rejected() const { return received_ - accepted(); }
  // A fault of the group itself (version, trailer, number) takes all its sets with it: none may have an
  // effect.
  [[nodiscard]] bool rejected_whole() const;
  // AK901: A E P R.
  [[nodiscard]] char code(const AckPolicy& policy) const;
  // It holds 997s and 999s and nothing else, whatever GS01 calls it. In a group FA a set whose ST01 names
  // none counts as one: errors in acknowledgments are not answered either.
  [[nodiscard]] bool only_acknowledgments() const { return received_ > 0 && acknowledgments_ == received_; }
  // Where the list is that was not kept here. Outlives the report's use.
  void sets_from(GiveSets give) { give_ = std::move(give); }
  // In the order received; a view is valid during the call.
  void each_set(const std::function<void(const Set&)>& visit) const;

 private:
  struct Noted {
    std::uint64_t number;  // 0-based in the group
    std::uint32_t first, count;
    std::uint64_t dropped;
  };
  void note(const Findings& findings);
  void each_bare_set(const std::function<void(const Set&)>& visit) const;

  Keeps keeps_;
  std::size_t cap_;
  Group group_;
  std::vector<Finding> findings_;
  std::string sets_;  // where it keeps a list: outcome byte, then id, control number, implementation, each
                      // ended by NUL
  std::vector<Noted> noted_;
  std::vector<Finding> set_findings_;
  GiveSets give_;
  std::uint64_t received_ = 0, accepted_ = 0, with_errors_ = 0, acknowledgments_ = 0;
};

// Acknowledgments are never acknowledged, whatever their group is called; they are known by ST01. Nor is a
// group FA without any set. In a group that mixes them with other sets they are counted and not listed.
[[nodiscard]] bool to_be_acknowledged(const GroupReport& report);

// The interchange's own verdict: TA104 and the one TA105 that goes first.
struct InterchangeVerdict {
  char code = 'A';                // TA104: A E R
  std::string_view note = "000";  // TA105
};
[[nodiscard]] InterchangeVerdict judge_interchange(std::span<const Finding> findings);
// By policy and ISA14. Never for an interchange of TA1s alone or one whose sender cannot be read.
// `only_acknowledgments`: its groups hold nothing else; the policy `always` leaves those alone, or two
// engines would answer each other for ever.
[[nodiscard]] bool wants_ta1(const Interchange& interchange, const AckPolicy& policy,
                             bool only_acknowledgments = false);
void write_ta1(const Interchange& interchange, InterchangeVerdict verdict, SegmentWriter& out);

// "997" or "999", its functional id FA, and the version it is written in, by policy and the group's GS08.
struct AckForm {
  std::string set_id, version;
};
[[nodiscard]] AckForm ack_form(const Group& group, const AckPolicy& policy);
// The segments between ST and SE, AK1 to AK9. Cuts and cleans what it repeats so that it is valid whatever
// came. Returns how many faults it leaves out because of a limit: the policy's detail, the standard's
// repeats, the report's cap.
std::uint64_t write_functional_ack(const GroupReport& report, const AckPolicy& policy, SegmentWriter& out);

// For people, one line each: the group with its counts, then each set that is not clean with its findings.
[[nodiscard]] std::vector<std::string> describe(const GroupReport& report, const AckPolicy& policy);
[[nodiscard]] std::string describe(const Interchange& interchange, InterchangeVerdict verdict);

}  // namespace transom
