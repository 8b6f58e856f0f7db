// Envelopes around sets, with counts and control numbers right by construction.
//
// The ISA is fixed in width, so its ids are padded here and one that does not fit is our configuration's
// fault. From version 00402 on ISA11 is the repetition separator. Below 004010 a group's date has six digits.
// The separators come from the caller (a partner's choice, or those of the interchange that is answered); a
// missing component separator is filled in, because ISA16 must hold one.
#include <fmt/format.h>

#include <utility>

#include "transom/failure.hpp"
#include "transom/writer.hpp"

namespace transom {
namespace {

std::string padded(std::string_view text, std::size_t width, std::string_view where) {
  if (text.size() > width) {
    throw Failure(FailureKind::configuration, std::string(where),
                  fmt::format("'{}' is longer than {} characters", text, width),
                  "correct the ids of the partner or of your own company");
  }
  std::string out(text);
  out.resize(width, ' ');
  return out;
}

Delimiters completed(Delimiters delimiters) {
  for (const char candidate : {':', '>', '<', '!'}) {
    if (delimiters.component != '\0') break;
    if (candidate != delimiters.element && candidate != delimiters.terminator)
      delimiters.component = candidate;
  }
  return delimiters;
}

}  // namespace

EnvelopeWriter::EnvelopeWriter(EnvelopeFields fields, Delimiters delimiters)
    : fields_(std::move(fields)), writer_(completed(std::move(delimiters))) {}

void EnvelopeWriter::open_interchange(std::uint32_t control_number) {
  const Delimiters& d = writer_.delimiters();
  const bool repeats = fields_.interchange_version >= "00402" && d.repetition != '\0';
  const std::string_view fixed[] = {"00", "          ", "00", "          "};
  std::string isa = "ISA";
  for (const std::string_view element : fixed) (isa += d.element) += element;
  (isa += d.element) += padded(fields_.sender_qualifier, 2, "ISA05");
  (isa += d.element) += padded(fields_.sender_id, 15, "ISA06");
  (isa += d.element) += padded(fields_.receiver_qualifier, 2, "ISA07");
  (isa += d.element) += padded(fields_.receiver_id, 15, "ISA08");
  (isa += d.element) += fields_.at.date().x12_short();
  (isa += d.element) += fields_.at.time().x12().substr(0, 4);
  (isa += d.element) += repeats ? d.repetition : 'U';
  (isa += d.element) += padded(fields_.interchange_version, 5, "ISA12");
  (isa += d.element) += fmt::format("{:09}", control_number);
  (isa += d.element) += fields_.ack_requested ? '1' : '0';
  (isa += d.element) += fields_.isa15;
  (isa += d.element) += d.component;
  writer_.raw(isa);
  interchange_number_ = control_number;
  groups_ = 0;
}

void EnvelopeWriter::open_group(std::string_view functional_id, std::uint32_t control_number,
                                std::string_view version) {
  if (version.empty()) version = fields_.group_version;
  const Date date = fields_.at.date();
  writer_.begin("GS").add(functional_id).add(fields_.group_sender).add(fields_.group_receiver);
  writer_.add(version < "004010" ? date.x12_short() : date.x12()).add(fields_.at.time().x12().substr(0, 4));
  writer_.add(std::to_string(control_number)).add("X").add(version).end();
  group_number_ = control_number;
  sets_ = 0;
  ++groups_;
}

SegmentWriter& EnvelopeWriter::open_set(std::string_view set_id, std::uint32_t control_number) {
  set_number_ = control_number;
  set_start_ = writer_.segments();
  ++sets_;
  return writer_.begin("ST").add(set_id).add(fmt::format("{:04}", control_number)).end();
}

void EnvelopeWriter::close_set() {
  const std::uint32_t segments = writer_.segments() - set_start_ + 1;
  writer_.begin("SE").add(std::to_string(segments)).add(fmt::format("{:04}", set_number_)).end();
}

void EnvelopeWriter::close_group() {
  writer_.begin("GE").add(std::to_string(sets_)).add(std::to_string(group_number_)).end();
}

void EnvelopeWriter::close_interchange() {
  writer_.begin("IEA").add(std::to_string(groups_)).add(fmt::format("{:09}", interchange_number_)).end();
}

}  // namespace transom
