// What the elements of ISA, GS, ST and the trailers must hold.
//
// Everything is taken over before it is judged, so that sender and receiver are known whatever else is wrong.
// Which faults matter is policy; the exceptions made here are facts of the trade, not settings: ids are
// compared without their padding, counts with leading zeros count, a trailer whose number differs only in
// zero padding names the same interchange (a warning at most). One cause is one finding: a trailer is not
// held against a header whose own number is none, nor ST01 against a GS01 that is no code.
#include <fmt/format.h>

#include <algorithm>

#include "transom/date.hpp"
#include "transom/envelope.hpp"
#include "transom/usage.hpp"
#include "x12/characters.hpp"
#include "x12/control_numbers.hpp"
#include "x12/envelope_text.hpp"

namespace transom {
namespace {

bool is_control_number(std::string_view text) {
  return !text.empty() && all_digits(text) && text.size() <= 9;
}

bool is_functional_id(std::string_view id) {
  return id.size() == 2 && is_letter_or_digit(id[0]) && is_letter_or_digit(id[1]);
}

bool is_time(std::string_view text) {
  return Time::parse_x12(text).has_value();
}

bool is_version(std::string_view text) {
  return text.size() >= 6 && text.size() <= 12 && all_digits(text.substr(0, 6)) && is_printable(text);
}

void take_header(const Segment& isa, Interchange& in) {
  const auto take = [&](std::string& to, std::uint32_t n) { to.assign(isa.element(n)); };
  const auto take_trimmed = [&](std::string& to, std::uint32_t n) { to.assign(trimmed(isa.element(n))); };
  take_trimmed(in.authorization_qualifier, 1);
  take_trimmed(in.authorization, 2);
  take_trimmed(in.security_qualifier, 3);
  take_trimmed(in.security, 4);
  take_trimmed(in.sender_qualifier, 5);
  take_trimmed(in.sender_id, 6);
  take_trimmed(in.receiver_qualifier, 7);
  take_trimmed(in.receiver_id, 8);
  take(in.date, 9);
  take(in.time, 10);
  take(in.standard, 11);
  take_trimmed(in.version, 12);
  take_trimmed(in.control_number, 13);
  in.ack_requested = isa.element(14) == "1";
  in.isa15 = isa.element(15).size() == 1 ? isa.element(15)[0] : 'P';
  in.usage = usage_of(in.isa15);
}

void take_header(const Segment& gs, Group& group) {
  const auto take = [&](std::string& to, std::uint32_t n) { to.assign(trimmed(gs.element(n))); };
  take(group.functional_id, 1);
  take(group.sender, 2);
  take(group.receiver, 3);
  take(group.date, 4);
  take(group.time, 5);
  take(group.control_number, 6);
  take(group.agency, 7);
  take(group.version, 8);
}

}  // namespace

const Severities& EnvelopeReader::severities_from(const Segment& isa) const {
  if (!of_interchange_) return base_;
  Interchange header;
  take_header(isa, header);
  return of_interchange_(header);
}

void EnvelopeReader::check_interchange_header() {
  const Segment& isa = segment();
  Interchange& in = interchange_;
  take_header(isa, in);
  if (isa.size() < 16) return;  // unreadable, which was said

  const auto expect = [&](bool good, Rule rule, std::uint32_t element, std::string_view expected) {
    if (!good) report(rule, element, isa.element(element), std::string(expected));
  };
  const auto is_id = [](std::string_view id) { return !id.empty() && id.size() <= 15 && is_printable(id); };
  const auto digits_up_to = [](std::string_view code, std::string_view last) {
    return code.size() == 2 && all_digits(code) && code <= last;
  };
  expect(digits_up_to(in.authorization_qualifier, "08"), Rule::isa_authorization_qualifier, 1, "00..08");
  expect(digits_up_to(in.security_qualifier, "01"), Rule::isa_security_qualifier, 3, "00 or 01");
  expect(is_known_id_qualifier(in.sender_qualifier), Rule::isa_sender_qualifier, 5,
         "a qualifier such as 01, 12 or ZZ");
  expect(is_id(in.sender_id), Rule::isa_sender_id, 6, "1..15 printable characters");
  expect(is_known_id_qualifier(in.receiver_qualifier), Rule::isa_receiver_qualifier, 7,
         "a qualifier such as 01, 12 or ZZ");
  expect(is_id(in.receiver_id), Rule::isa_receiver_id, 8, "1..15 printable characters");
  expect(in.date.size() == 6 && Date::parse_x12(in.date).has_value(), Rule::isa_date, 9, "YYMMDD");
  expect(in.time.size() == 4 && is_time(in.time), Rule::isa_time, 10, "HHMM");
  expect(is_known_interchange_version(in.version), Rule::isa_version, 12, "a version such as 00401 or 00501");
  expect(is_control_number(in.control_number), Rule::interchange_control_number_invalid, 13, "nine digits");
  expect(isa.element(14) == "0" || isa.element(14) == "1", Rule::isa_ack_requested, 14, "0 or 1");
  expect(isa.element(15) == "P" || isa.element(15) == "T" || isa.element(15) == "I", Rule::isa_usage, 15,
         "P, T or I");
}

void EnvelopeReader::check_group_header() {
  const Segment& gs = segment();
  take_header(gs, group_);

  const auto expect = [&](bool good, Rule rule, std::uint32_t element, std::string_view expected) {
    if (!good) report(rule, element, gs.element(element), std::string(expected));
  };
  const std::string_view id = group_.functional_id;
  if (!is_functional_id(id)) {
    report(Rule::gs_functional_id, 1, gs.element(1), "two letters such as PO");
  } else if (!is_known_functional_id(id)) {
    report(Rule::gs_functional_id, 1, id, "a code of element 479, such as PO", Severity::note);
  }
  const auto is_code = [](std::string_view code) {
    return !code.empty() && code.size() <= 15 && is_printable(code);
  };
  expect(is_code(group_.sender), Rule::gs_element, 2, "2..15 printable characters");
  expect(is_code(group_.receiver), Rule::gs_element, 3, "2..15 printable characters");
  const bool is_date = Date::parse_x12(group_.date).has_value();
  const bool known_version = is_version(group_.version);
  const bool long_date = group_.version >= "004010" || !known_version;
  expect(is_date, Rule::gs_date, 4, long_date ? "CCYYMMDD" : "YYMMDD");
  if (is_date && known_version) {
    const std::size_t due = long_date ? 8 : 6;
    expect(group_.date.size() >= due, Rule::gs_date_short, 4, "CCYYMMDD");
    expect(group_.date.size() <= due, Rule::gs_date, 4, "YYMMDD");
  }
  expect(is_time(group_.time), Rule::gs_time, 5, "HHMM, HHMMSS or HHMMSSDD");
  expect(is_control_number(group_.control_number), Rule::gs_control_number_invalid, 6, "1..9 digits");
  expect(group_.agency == "X" || group_.agency == "T", Rule::gs_element, 7, "X");
  expect(known_version, Rule::gs_version, 8, "six digits such as 004010, with or without a suffix");
  check_size(8, Rule::gs_element);

  // The interchange's version says how the envelope is written; it may be older than the content, but it
  // should not.
  if (told_old_version_ || !known_version || interchange_.version.size() != 5) return;
  if (std::string_view(interchange_.version) >= std::string_view(group_.version).substr(0, 5)) return;
  told_old_version_ = true;
  report(Rule::isa_version_old, 8, interchange_.version, group_.version.substr(0, 5) + ", as GS08 says");
}

void EnvelopeReader::check_set_header() {
  const std::string& number = set_.control_number;
  check_size(3, Rule::too_many_elements);
  if (!is_set_number(number)) {
    report(Rule::st_control_number_invalid, 2, segment().element(2), "4..9 characters");
  }
  if (!set_numbers_->insert(number)) {
    report(Rule::st_control_number_repeated, 2, number, "a number that the group has not had");
  }
  const std::string_view fitting = functional_id_of(set_.id);
  if (!fitting.empty() && is_functional_id(group_.functional_id) && fitting != group_.functional_id) {
    report(Rule::gs_set_mismatch, 1, set_.id,
           fmt::format("a group {} for it, not {}", fitting, group_.functional_id));
  }
}

void EnvelopeReader::check_count(Rule rule, std::uint64_t counted, std::string_view what) {
  if (number_of(segment().element(1)) == counted) return;
  report(rule, 1, segment().element(1), fmt::format("{} {}", counted, what));
}

void EnvelopeReader::check_same_number(Rule rule, std::string_view header_number) {
  if (!is_control_number(header_number)) return;  // a finding of the header's
  const std::string_view written = segment().element(2);
  if (trimmed(written) == header_number) return;
  const auto number = number_of(written);
  const bool padding_only = number.has_value() && number == number_of(header_number);
  report(rule, 2, written, fmt::format("{}, as the header says", header_number),
         padding_only ? Severity::warn : Severity::error);
}

// ST03 came with 004020; it is let pass in the versions before.
void EnvelopeReader::check_size(std::uint32_t most, Rule rule) {
  for (std::uint32_t n = most + 1; n <= segment().size(); ++n) {
    if (segment().element(n).empty()) continue;
    report(rule, n, segment().element(n), fmt::format("at most {} elements", most));
    return;
  }
}

void EnvelopeReader::report(Rule rule, std::uint32_t element, std::string_view value, std::string expected,
                            Severity at_most) {
  const Severity severity = std::min(severities_[rule], at_most);
  if (severity == Severity::off) return;
  Finding finding{rule, severity, place(), std::string(value.substr(0, 99)), std::move(expected), {}};
  finding.place.element = static_cast<std::uint16_t>(element);
  findings_->add(std::move(finding));
}

}  // namespace transom
