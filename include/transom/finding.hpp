// Findings: what is wrong (or noteworthy) in a partner's data, each with its exact place.
//
// A finding is a value: collected in order, capped, never thrown. One table (src/x12/rules.cpp) gives every
// rule its name, default severity, sentence, the codes it takes in 997, 999 and TA1, and the setting that
// relaxes it. Sources: X12 elements 720 (AK304), 723 (AK403), 718 (AK502), 716 (AK905), I18 (TA105).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace transom {

enum class Severity : std::uint8_t { off, note, warn, error };

// Where a finding lies. Zero or empty means "not applicable": a finding on a whole segment has element 0.
struct Place {
  std::uint64_t offset = 0;       // bytes from the start of the file
  std::uint32_t interchange = 0;  // 1-based in the file
  std::uint32_t group = 0;        // 1-based in the interchange
  std::uint32_t set = 0;          // 1-based in the group
  std::uint32_t segment =
      0;  // position in the set, ST is 1; outside a set: position in the interchange, ISA is 1
  std::string segment_id = {};   // "BEG"
  std::string loop = {};         // innermost loop, its path "PO1/SCH"; empty at the top level
  std::uint16_t element = 0;     // 1-based
  std::uint16_t repetition = 0;  // 1-based when the element repeats
  std::uint16_t component = 0;   // 1-based when the element is composite
};

// The level at which a rule speaks; decides which part of an acknowledgment carries it.
enum class Level : std::uint8_t { file, interchange, group, set, segment, element };

enum class Rule : std::uint16_t {
  // file and framing
  no_interchange,      // no ISA anywhere in the file
  filler_skipped,      // bytes between interchanges (blank lines, NUL, ^Z, BOM): counted, reported
  isa_length,          // ISA is not 106 bytes but could be read by counting separators
  isa_unreadable,      // an ISA whose delimiters or sixteen elements cannot be found
  delimiters_invalid,  // separators equal, or a letter, digit or space
  repetition_separator_invalid,
  segment_too_long,       // no terminator within the limit
  segment_empty,          // doubled terminator
  segment_unterminated,   // the last segment of the file has no terminator
  line_break_in_segment,  // hard-wrapped text: breaks were taken out
  blanks_around_segment,
  binary_length_invalid,  // BIN01/BDS01 is no number or runs past the end
  segment_id_invalid,     // 2..3 letters and digits
  // interchange
  interchange_truncated,  // the input ends before the IEA
  iea_count,
  iea_control_number,  // IEA02 differs from ISA13
  interchange_control_number_invalid,
  isa_authorization_qualifier,
  isa_security_qualifier,
  isa_sender_qualifier,
  isa_sender_id,
  isa_receiver_qualifier,
  isa_receiver_id,
  receiver_unknown,  // ISA08 is not one of our ids
  sender_unknown,    // no partner has this ISA06
  isa_date,
  isa_time,
  isa_version,        // ISA12 is no known interchange version
  isa_version_old,    // ISA12 is older than GS08
  isa_ack_requested,  // ISA14 is neither 0 nor 1
  isa_usage,          // ISA15 is none of I P T
  interchange_duplicate,
  interchange_conflict,  // known control number, other bytes
  segment_outside,       // a segment where none may stand, outside of groups (between ISA and GS, GE and IEA)
  too_many_interchanges,
  too_many_groups,
  // group
  ge_missing,
  ge_count,
  ge_control_number,
  gs_control_number_invalid,
  gs_functional_id,       // GS01 is no known functional identifier
  gs_set_mismatch,        // GS01 does not fit ST01
  gs_version,             // GS08 is no version we have a guide for
  gs_version_substitute,  // GS08 lies between known versions: the nearest lower one is used
  gs_date,
  gs_date_short,  // six digits where eight are due
  gs_time,
  gs_element,            // another fault in a GS element
  segment_between_sets,  // inside a group and in no set: the ST before it may be lost
  // set
  se_missing,
  se_count,
  se_control_number,
  st_control_number_invalid,
  st_control_number_repeated,
  set_not_supported,  // no guide for this set
  set_no_agreement,   // no agreement with this partner for this set
  set_too_large,      // larger than the limit; named, never silently cut
  set_empty,
  ctt_count,
  ctt_hash,
  hl_number,        // gaps or repeats in HL01
  hl_parent,        // HL02 points nowhere
  findings_capped,  // more findings than the limit
  // segment
  segment_unknown,  // no segment of this name in the version
  segment_unexpected,
  segment_missing,
  loop_over_limit,
  segment_over_limit,
  segment_not_in_set,
  segment_out_of_order,
  loop_missing,      // a mandatory loop
  segment_not_used,  // the partner's guide leaves it out
  // element
  element_missing,
  element_condition,  // required by a syntax note (P, R, C, L)
  element_excluded,   // forbidden by a syntax note (E)
  element_not_used,
  too_many_elements,
  too_many_components,
  too_many_repetitions,
  element_too_short,
  element_too_long,
  element_character,  // a character outside the type's set
  element_number,     // not a number of its type
  element_code,
  element_date,
  element_time,
  trailing_empty_elements,
  leading_zeros,
  trailing_blanks,
  count_,  // how many rules there are
};

struct RuleInfo {
  Rule rule;
  std::string_view name;  // "element-code": in settings, JSON and logs
  Level level;
  Severity severity;          // default: what large receivers do
  std::string_view sentence;  // "code {value} is not in the list of element {ref}"
  std::string_view ak304;     // empty: never sent there
  std::string_view ak403;
  std::string_view ak502;
  std::string_view ak905;
  std::string_view ta105;
  std::string_view clause;  // where the rule comes from, in our words
};

[[nodiscard]] const RuleInfo& info(Rule rule);
[[nodiscard]] std::span<const RuleInfo> all_rules();
// The rule of that name, or nullptr.
[[nodiscard]] const RuleInfo* find_rule(std::string_view name);

struct Finding {
  Rule rule = Rule::count_;
  Severity severity = Severity::error;
  Place place = {};
  std::string value = {};           // the offending bytes, at most 99, as found
  std::string expected = {};        // "one of AA, AB", "1..22 characters", "BEG"
  std::string element_number = {};  // X12 data element number ("353"), empty where there is none
  // element-condition and element-excluded: the element (or component) that is there and asks for it.
  std::uint16_t trigger = 0;
  std::string trigger_number = {};
  std::string source = {};  // the line of the partner's guide that asks for it; empty: the standard
};

// One line for a person: place, what is wrong with the value, what was expected. No file name in front.
[[nodiscard]] std::string describe(const Finding& finding);
// "BEG03", "BEG03-2", "N1 (segment 7)", "ISA": the place as the trade says it.
[[nodiscard]] std::string describe(const Place& place);

// Severity as policy: one value a rule. Starts with the defaults.
class Severities {
 public:
  Severities();
  [[nodiscard]] Severity operator[](Rule rule) const { return values_[static_cast<std::size_t>(rule)]; }
  void set(Rule rule, Severity severity) { values_[static_cast<std::size_t>(rule)] = severity; }

 private:
  Severity values_[static_cast<std::size_t>(Rule::count_)];
};

// Findings in the order in which they were made; what passes the cap is counted, not kept.
class Findings {
 public:
  Findings() = default;
  explicit Findings(std::size_t cap) : cap_(cap) {}
  void add(Finding finding);  // severity off is dropped here
  [[nodiscard]] const std::vector<Finding>& items() const { return items_; }
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
  [[nodiscard]] std::uint64_t errors() const { return errors_; }  // counted even when dropped
  [[nodiscard]] std::uint64_t warnings() const { return warnings_; }
  [[nodiscard]] bool empty() const { return items_.empty() && dropped_ == 0; }
  void clear();
  // Moves all of `other` behind these.
  void take(Findings&& other);
  // Takes out those for which `wanted` holds, in order; what was only counted stays counted.
  [[nodiscard]] std::vector<Finding> extract(const std::function<bool(const Finding&)>& wanted);

 private:
  std::size_t cap_ = 1000;
  std::vector<Finding> items_;
  std::uint64_t dropped_ = 0, errors_ = 0, warnings_ = 0;
};

}  // namespace transom
