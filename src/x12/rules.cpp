// The one table of rules: what each is called, how bad it is by default, how it reads to a person, and the
// codes under which it travels in a 997 (AK304, AK403, AK502, AK905), a 999 (the same numbers) and a TA1
// (TA105).
//
// One row a rule, in the order of the enumeration (checked at compile time), so that info() is an index. The
// name of a rule is also the setting that relaxes it: `rules: { element-code: warn }`. Severities are what
// large receivers do; a partner or a set can change each. A code column is empty where the rule is never sent
// in that place: file damage has no segment, reference data has no standard code.
//
// Sentences have two blanks: {value} is the offending bytes in quotes, {number} the data element number. What
// was expected is a finding's own text and is put behind the sentence by describe(). AK403 12 and 13 exist
// from 005010 on; an older acknowledgment writes 3 for them (src/outbound). Refused: one switch a column, and
// codes spread over the layers that find the faults.
#include <array>

#include "transom/finding.hpp"

namespace transom {
namespace {

using enum Level;
using enum Severity;
using R = Rule;

constexpr std::string_view framing = "X12.5: the interchange header fixes separators by position";
constexpr std::string_view isa = "X12.5: fixed-length elements of the interchange header";
constexpr std::string_view iea = "X12.5: interchange trailer";
constexpr std::string_view gs = "X12.6: functional group header";
constexpr std::string_view ge = "X12.6: functional group trailer";
constexpr std::string_view st = "X12.6: transaction set header and trailer";
constexpr std::string_view structure =
    "X12.6 and the set's table: order, requirement and use of segments and loops";
constexpr std::string_view element_rule = "X12.6: requirement and form of data elements";
constexpr std::string_view note_rule = "X12.6: relational conditions (P, R, E, C, L)";
constexpr std::string_view dictionary = "X12.3: data element dictionary, type and length";
constexpr std::string_view house = "a rule of this receiver, not of the standard";

// clang-format off
constexpr std::array<RuleInfo, static_cast<std::size_t>(Rule::count_)> table{{
  // rule, name, level, severity, sentence, AK304, AK403, AK502, AK905, TA105, clause
  {R::no_interchange, "no-interchange", file, error, "there is no interchange header in this file", "", "", "", "", "", framing},
  {R::filler_skipped, "filler-skipped", file, warn, "bytes outside of any interchange were skipped: {value}", "", "", "", "", "", framing},
  {R::isa_length, "isa-length", interchange, warn, "the interchange header has another length; it was read by counting separators", "", "", "", "", "", isa},
  {R::isa_unreadable, "isa-unreadable", interchange, error, "the interchange header cannot be read: {value}", "", "", "", "", "022", framing},
  {R::delimiters_invalid, "delimiters-invalid", interchange, error, "these bytes cannot separate data: {value}", "", "", "", "", "027", framing},
  {R::repetition_separator_invalid, "repetition-separator-invalid", interchange, warn, "{value} cannot separate repetitions; nothing repeats in this interchange", "", "", "", "", "032", "X12.5: repetition separator from version 00402 on"},
  {R::segment_too_long, "segment-too-long", interchange, error, "no segment terminator within the limit; what follows was skipped up to the next interchange header", "", "", "", "", "022", house},
  {R::segment_empty, "segment-empty", segment, warn, "a segment terminator stands where a segment should begin", "", "", "", "", "", "X12.6: a segment has an id"},
  {R::segment_unterminated, "segment-unterminated", segment, warn, "the last segment has no terminator", "", "", "", "", "", "X12.6: every segment ends with the terminator"},
  {R::line_break_in_segment, "line-break-in-segment", segment, warn, "line breaks inside segments were taken out", "", "", "", "", "", "X12.6: a line break is no part of the character sets"},
  {R::blanks_around_segment, "blanks-around-segment", segment, warn, "blanks around segments were taken off", "", "", "", "", "", "X12.6: nothing stands between terminator and segment id"},
  {R::binary_length_invalid, "binary-length-invalid", segment, error, "{value} is not the length of the binary data that follows", "8", "6", "5", "", "", "X12.6: binary data has its length in front"},
  {R::segment_id_invalid, "segment-id-invalid", segment, error, "{value} is no segment id", "1", "", "5", "", "", "X12.6: two or three letters and digits"},
  // interchange
  {R::interchange_truncated, "interchange-truncated", interchange, error, "the interchange ends without its IEA", "", "", "", "", "023", iea},
  {R::iea_count, "iea-count", interchange, warn, "the IEA counts {value} groups", "", "", "", "", "021", iea},
  {R::iea_control_number, "iea-control-number", interchange, error, "the IEA has control number {value}", "", "", "", "", "001", iea},
  {R::interchange_control_number_invalid, "interchange-control-number-invalid", interchange, error, "{value} is no interchange control number", "", "", "", "", "018", isa},
  {R::isa_authorization_qualifier, "isa-authorization-qualifier", interchange, warn, "authorization qualifier {value} is unknown", "", "", "", "", "010", isa},
  {R::isa_security_qualifier, "isa-security-qualifier", interchange, warn, "security qualifier {value} is unknown", "", "", "", "", "012", isa},
  {R::isa_sender_qualifier, "isa-sender-qualifier", interchange, error, "sender id qualifier {value} is unknown", "", "", "", "", "005", isa},
  {R::isa_sender_id, "isa-sender-id", interchange, error, "{value} is no sender id", "", "", "", "", "006", isa},
  {R::isa_receiver_qualifier, "isa-receiver-qualifier", interchange, error, "receiver id qualifier {value} is unknown", "", "", "", "", "007", isa},
  {R::isa_receiver_id, "isa-receiver-id", interchange, error, "{value} is no receiver id", "", "", "", "", "008", isa},
  {R::receiver_unknown, "receiver-unknown", interchange, error, "receiver {value} is none of our ids", "", "", "", "", "009", house},
  {R::sender_unknown, "sender-unknown", interchange, error, "sender {value} is no partner of ours", "", "", "", "", "006", house},
  {R::isa_date, "isa-date", interchange, error, "{value} is no date", "", "", "", "", "014", isa},
  {R::isa_time, "isa-time", interchange, error, "{value} is no time of day", "", "", "", "", "015", isa},
  {R::isa_version, "isa-version", interchange, error, "interchange version {value} is unknown", "", "", "", "", "017", isa},
  {R::isa_version_old, "isa-version-old", interchange, warn, "interchange version {value} is older than the group's version", "", "", "", "", "", isa},
  {R::isa_ack_requested, "isa-ack-requested", interchange, warn, "{value} does not say whether an acknowledgment is requested", "", "", "", "", "019", isa},
  {R::isa_usage, "isa-usage", interchange, error, "{value} does not say whether this is production or test", "", "", "", "", "020", isa},
  {R::interchange_duplicate, "interchange-duplicate", interchange, error, "interchange {value} was received before", "", "", "", "", "025", house},
  {R::interchange_conflict, "interchange-conflict", interchange, error, "interchange {value} was received before with other content", "", "", "", "", "025", house},
  {R::segment_outside, "segment-outside", interchange, error, "segment {value} may not stand here", "2", "", "", "", "022", "X12.5, X12.6: order of control segments"},
  {R::too_many_interchanges, "too-many-interchanges", file, error, "the file has more interchanges than the limit", "", "", "", "", "", house},
  {R::too_many_groups, "too-many-groups", interchange, error, "the file has more groups than the limit", "", "", "", "", "024", house},
  // group
  {R::ge_missing, "ge-missing", group, error, "the group ends without its GE", "", "", "", "3", "", ge},
  {R::ge_count, "ge-count", group, error, "the GE counts {value} sets", "", "", "", "5", "", ge},
  {R::ge_control_number, "ge-control-number", group, error, "the GE has control number {value}", "", "", "", "4", "", ge},
  {R::gs_control_number_invalid, "gs-control-number-invalid", group, error, "{value} is no group control number", "", "", "", "6", "", gs},
  {R::gs_functional_id, "gs-functional-id", group, error, "functional identifier {value} is unknown", "", "", "", "1", "", gs},
  {R::gs_set_mismatch, "gs-set-mismatch", set, warn, "set {value} does not belong in a group of this functional identifier", "", "", "6", "", "", gs},
  {R::gs_version, "gs-version", group, error, "there is no guide for version {value}", "", "", "", "2", "", gs},
  {R::gs_version_substitute, "gs-version-substitute", group, note, "there is no guide for version {value}; a nearby one stands in", "", "", "", "2", "", house},
  {R::gs_date, "gs-date", group, warn, "{value} is no date", "", "", "", "", "", gs},
  {R::gs_date_short, "gs-date-short", group, warn, "date {value} has six digits", "", "", "", "", "", gs},
  {R::gs_time, "gs-time", group, warn, "{value} is no time of day", "", "", "", "", "", gs},
  {R::gs_element, "gs-element", group, warn, "{value} is not valid in a group header", "", "", "", "", "", gs},
  {R::segment_between_sets, "segment-between-sets", group, error, "segment {value} stands in no set; the ST before it may be lost", "", "", "", "", "", "X12.6: a group holds sets and nothing between them"},
  // set
  {R::se_missing, "se-missing", set, error, "the set ends without its SE", "", "", "2", "", "", st},
  {R::se_count, "se-count", set, error, "the SE counts {value} segments", "", "", "4", "", "", st},
  {R::se_control_number, "se-control-number", set, error, "the SE has control number {value}", "", "", "3", "", "", st},
  {R::st_control_number_invalid, "st-control-number-invalid", set, error, "{value} is no set control number", "", "", "7", "", "", st},
  {R::st_control_number_repeated, "st-control-number-repeated", set, error, "set control number {value} occurs twice in this group", "", "", "23", "", "", st},
  {R::set_not_supported, "set-not-supported", set, error, "there is no guide for set {value}", "", "", "1", "", "", house},
  {R::set_no_agreement, "set-no-agreement", set, error, "there is no agreement with this partner for set {value}", "", "", "1", "", "", house},
  {R::set_too_large, "set-too-large", set, error, "the set is larger than the limit", "", "", "5", "", "", house},
  {R::set_empty, "set-empty", set, error, "the set has nothing between ST and SE", "", "", "5", "", "", structure},
  {R::ctt_count, "ctt-count", set, warn, "the CTT counts {value} lines", "", "", "", "", "", "the set's table: CTT01 is the number of line items"},
  {R::ctt_hash, "ctt-hash", set, warn, "the CTT has hash total {value}", "", "", "", "", "", "the set's table: CTT02 is a sum over the lines"},
  {R::hl_number, "hl-number", element, warn, "{value} is not the next number of the hierarchy", "8", "7", "5", "", "", "HL01 counts from 1 within a set"},
  {R::hl_parent, "hl-parent", element, error, "parent {value} is not in the hierarchy above", "8", "7", "5", "", "", "HL02 names an earlier HL01 of the set"},
  {R::findings_capped, "findings-capped", set, warn, "there are more findings than are kept: {value} more", "", "", "", "", "", house},
  // segment
  {R::segment_unknown, "segment-unknown", segment, error, "there is no segment {value} in this version", "1", "", "5", "", "", structure},
  {R::segment_unexpected, "segment-unexpected", segment, error, "segment {value} is not expected here", "2", "", "5", "", "", structure},
  {R::segment_missing, "segment-missing", segment, error, "a mandatory segment is missing", "3", "", "5", "", "", structure},
  {R::loop_over_limit, "loop-over-limit", segment, error, "the loop repeats more often than it may", "4", "", "5", "", "", structure},
  {R::segment_over_limit, "segment-over-limit", segment, error, "the segment is used more often than it may be", "5", "", "5", "", "", structure},
  {R::segment_not_in_set, "segment-not-in-set", segment, error, "segment {value} is no part of this set", "6", "", "5", "", "", structure},
  {R::segment_out_of_order, "segment-out-of-order", segment, error, "segment {value} stands in the wrong place", "7", "", "5", "", "", structure},
  {R::loop_missing, "loop-missing", segment, error, "a mandatory loop is missing", "3", "", "5", "", "", structure},
  {R::segment_not_used, "segment-not-used", segment, error, "segment {value} is not used here", "2", "", "5", "", "", "the partner's guide"},
  // element
  {R::element_missing, "element-missing", element, error, "mandatory element {number} is missing", "8", "1", "5", "", "", element_rule},
  {R::element_condition, "element-condition", element, error, "element {number} is required by the others that are present", "8", "2", "5", "", "", note_rule},
  {R::element_excluded, "element-excluded", element, error, "element {number} may not stand beside another that is present", "8", "10", "5", "", "", note_rule},
  {R::element_not_used, "element-not-used", element, error, "element {number} is not used here, yet holds {value}", "8", "10", "5", "", "", "the partner's guide"},
  {R::too_many_elements, "too-many-elements", element, error, "the segment has more elements than are defined", "8", "3", "5", "", "", element_rule},
  {R::too_many_components, "too-many-components", element, error, "the element has more components than are defined", "8", "13", "5", "", "", element_rule},
  {R::too_many_repetitions, "too-many-repetitions", element, error, "the element repeats more often than it may", "8", "12", "5", "", "", element_rule},
  {R::element_too_short, "element-too-short", element, error, "{value} is too short for element {number}", "8", "4", "5", "", "", dictionary},
  {R::element_too_long, "element-too-long", element, error, "{value} is too long for element {number}", "8", "5", "5", "", "", dictionary},
  {R::element_character, "element-character", element, error, "{value} has a character that element {number} may not have", "8", "6", "5", "", "", dictionary},
  {R::element_number, "element-number", element, error, "{value} is no number as element {number} is written", "8", "6", "5", "", "", dictionary},
  {R::element_code, "element-code", element, error, "code {value} is not in the list of element {number}", "8", "7", "5", "", "", dictionary},
  {R::element_date, "element-date", element, error, "{value} is no date", "8", "8", "5", "", "", dictionary},
  {R::element_time, "element-time", element, error, "{value} is no time of day", "8", "9", "5", "", "", dictionary},
  {R::trailing_empty_elements, "trailing-empty-elements", element, warn, "element separators stand behind the last element", "", "", "", "", "", element_rule},
  {R::leading_zeros, "leading-zeros", element, warn, "{value} has leading zeros beyond the minimum length", "", "", "", "", "", dictionary},
  {R::trailing_blanks, "trailing-blanks", element, note, "{value} has trailing blanks", "", "", "", "", "", dictionary},
}};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].rule != static_cast<Rule>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "the table has a row for each rule, in the order of the enumeration");

}  // namespace

const RuleInfo& info(Rule rule) {
  return table[static_cast<std::size_t>(rule)];
}

std::span<const RuleInfo> all_rules() {
  return table;
}

const RuleInfo* find_rule(std::string_view name) {
  for (const RuleInfo& row : table) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

Severities::Severities() {
  for (const RuleInfo& row : table) set(row.rule, row.severity);
}

}  // namespace transom
