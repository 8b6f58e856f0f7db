// EnvelopeReader: three nested levels over a stream of segments.
//
// A body segment, nearly all there are, costs a look at its id, in the header. The six control segments open
// and close levels; one that comes while deeper levels are open closes those first, each with its own event
// and a finding about the missing trailer, while the segment waits. So begin and end events always pair, and
// a caller never has to clean up. Findings of the framing are held back until the event of their segment, so
// that what is wrong with the next ISA does not come among the findings of the set before it. The rules of
// the headers' elements are in envelope_checks.cpp. Refused: a tree of the interchange; and stopping at the
// first wrong envelope, because the next one may be good.
#include "transom/envelope.hpp"

#include <utility>

#include "x12/control_numbers.hpp"
#include "x12/envelope_text.hpp"

namespace transom {

EnvelopeReader::EnvelopeReader(SegmentReader& reader, Findings& findings, const Severities& severities)
    : reader_(&reader),
      findings_(&findings),
      base_(severities),
      severities_(severities),
      outer_(severities),
      former_findings_(&reader.findings()),
      set_numbers_(std::make_unique<ControlNumbers>()) {
  reader.report_to(framing_);
}

void EnvelopeReader::ask_at_isa(OfInterchange severities_of_interchange) {
  of_interchange_ = std::move(severities_of_interchange);
  reader_->ask([this](const Segment& isa) -> const Severities& { return severities_from(isa); });
}

EnvelopeReader::~EnvelopeReader() {
  reader_->report_to(*former_findings_);
  reader_->ask({});
}

void EnvelopeReader::reset() {
  reader_->reset();
  use(base_);
  framing_.clear();
  interchange_ = {};
  group_ = {};
  set_ = {};
  depth_ = event_depth_ = Depth::outside;
  held_ = ended_ = false;
  interchange_position_ = 0;
}

void EnvelopeReader::use(const Severities& severities) {
  severities_ = outer_ = severities;
  reader_->use(severities);
}

// From here to leave_set() the set's own severities hold.
void EnvelopeReader::enter_set() {
  if (!of_set_) return;
  severities_ = of_set_(set_);
  reader_->use(severities_);
}

void EnvelopeReader::leave_set() {
  if (of_set_) use(outer_);
}

// With a segment held, or at the end: everything but the body segments of a set that are taken in the header.
Event EnvelopeReader::next_apart() {
  if (!ended_) return take_segment();
  if (depth_ != Depth::outside) return close_level();
  return deliver(Event::end, Depth::outside);
}

Event EnvelopeReader::take_segment() {
  const std::string_view id = segment().id();
  if (reader_->starts_interchange()) return depth_ == Depth::outside ? begin_interchange() : close_level();
  const auto within = [&](Depth deepest) { return depth_ <= deepest; };
  if (id == "SE" && depth_ == Depth::set) return end_set();
  if (id == "ST" && depth_ != Depth::interchange) return within(Depth::group) ? begin_set() : close_level();
  if (id == "GE" && depth_ >= Depth::group) return within(Depth::group) ? end_group() : close_level();
  if (id == "GS") return within(Depth::interchange) ? begin_group() : close_level();
  if (id == "IEA") return within(Depth::interchange) ? end_interchange() : close_level();
  if (depth_ == Depth::set) {
    ++set_.segments;
    return deliver(Event::segment, Depth::set);
  }
  ++interchange_position_;
  const Depth where = depth_;
  if (id == "TA1" && depth_ == Depth::interchange) {
    astray_ = false;
    ++interchange_.ta1s;
    deliver(Event::ta1, where);
    if (interchange_.groups != 0)
      report(Rule::segment_outside, 0, id, "TA1 in front of the groups", Severity::warn);
    return Event::ta1;
  }
  deliver(Event::stray, where);
  const bool service =
      (id == "ISB" || id == "ISE") && depth_ == Depth::interchange && interchange_.groups == 0;
  // A run of strays has one cause, such as an ST that is not there: told at the first of them.
  if (!astray_ || service) {
    if (where == Depth::group) {
      report(Rule::segment_between_sets, 0, id, "ST or GE");
    } else {
      report(Rule::segment_outside, 0, id, "GS, TA1 or IEA", service ? Severity::note : Severity::error);
    }
  }
  astray_ = !service;
  return Event::stray;
}

Event EnvelopeReader::deliver(Event event, Depth depth) {
  held_ = ended_;
  event_depth_ = depth;
  if (framing_.empty()) return event;
  for (Finding finding : framing_.items()) {
    if (info(finding.rule).level == Level::segment && depth == Depth::set) {
      finding.place.group = group_.number;
      finding.place.set = set_.number;
      finding.place.segment = position();
      finding.place.segment_id = segment().id();
    }
    findings_->add(std::move(finding));
  }
  framing_.clear();
  return event;
}

Event EnvelopeReader::begin_interchange() {
  const std::uint32_t number = interchange_.number;
  interchange_ = {};
  interchange_.number = number + 1;
  interchange_.delimiters = reader_->delimiters();
  interchange_.offset = segment().offset();
  group_ = {};
  set_ = {};
  depth_ = Depth::interchange;
  interchange_position_ = 1;
  astray_ = false;
  told_old_version_ = false;
  told_damage_ = segment().size() < 16;
  use(severities_from(segment()));
  deliver(Event::interchange_begin, Depth::interchange);
  check_interchange_header();
  return Event::interchange_begin;
}

Event EnvelopeReader::begin_group() {
  const std::uint32_t number = ++interchange_.groups;
  group_ = {};
  group_.number = number;
  group_.offset = segment().offset();
  set_ = {};
  set_numbers_->clear();
  astray_ = false;
  depth_ = Depth::group;
  ++interchange_position_;
  deliver(Event::group_begin, Depth::group);
  check_group_header();
  return Event::group_begin;
}

Event EnvelopeReader::begin_set() {
  const Segment& st = segment();
  set_.number = ++group_.sets;
  set_.id.assign(trimmed(st.element(1)));
  set_.control_number.assign(trimmed(st.element(2)));
  set_.implementation.assign(trimmed(st.element(3)));
  set_.offset = st.offset();
  set_.end = 0;
  set_.segments = 1;
  set_.complete = false;
  depth_ = Depth::set;
  astray_ = false;
  enter_set();
  deliver(Event::set_begin, Depth::set);
  check_set_header();
  return Event::set_begin;
}

Event EnvelopeReader::end_set() {
  ++set_.segments;
  set_.complete = true;
  set_.end = reader_->end_offset();
  depth_ = Depth::group;
  interchange_position_ += set_.segments;
  deliver(Event::set_end, Depth::set);
  check_count(Rule::se_count, set_.segments, "segments");
  check_size(2, Rule::too_many_elements);
  if (is_set_number(set_.control_number) && trimmed(segment().element(2)) != set_.control_number) {
    report(Rule::se_control_number, 2, segment().element(2), set_.control_number + ", as ST02 says");
  }
  if (set_.segments == 2) report(Rule::set_empty, 0, {}, "segments between ST and SE");
  leave_set();
  return Event::set_end;
}

Event EnvelopeReader::end_group() {
  group_.included.assign(trimmed(segment().element(1)));
  group_.complete = true;
  depth_ = Depth::interchange;
  astray_ = false;
  ++interchange_position_;
  deliver(Event::group_end, Depth::group);
  check_count(Rule::ge_count, group_.sets, "sets");
  check_same_number(Rule::ge_control_number, group_.control_number);
  return Event::group_end;
}

Event EnvelopeReader::end_interchange() {
  interchange_.complete = true;
  interchange_.end = reader_->end_offset();
  depth_ = Depth::outside;
  ++interchange_position_;
  deliver(Event::interchange_end, Depth::interchange);
  // An interchange of acknowledgments alone counts no group; many senders write 1.
  const bool only_ta1s = interchange_.groups == 0 && interchange_.ta1s != 0;
  if (!only_ta1s || number_of(segment().element(1)) != 1U)
    check_count(Rule::iea_count, interchange_.groups, "groups");
  check_same_number(Rule::iea_control_number, interchange_.control_number);
  use(base_);
  return Event::interchange_end;
}

// The finding comes with the segment behind the damage, which may be the next ISA or none; it belongs to what
// was open.
void EnvelopeReader::tell_damage() {
  for (Finding& finding : framing_.extract([this](const Finding& f) {
         return f.rule == Rule::segment_too_long && f.place.interchange == interchange_.number;
       })) {
    told_damage_ = true;
    findings_->add(std::move(finding));
  }
}

Event EnvelopeReader::close_level() {
  tell_damage();
  const std::uint64_t here = ended_ ? reader_->bytes_read() : segment().offset();
  const auto missing = [&](Rule rule, std::string_view trailer, std::string_view control_number) {
    Finding finding{rule, severities_[rule], place(), std::string(control_number), std::string(trailer), {}};
    finding.place.offset = here;
    finding.place.segment_id = trailer;
    findings_->add(std::move(finding));
  };
  if (depth_ == Depth::set) {
    set_.end = here;
    event_depth_ = Depth::set;
    depth_ = Depth::group;
    interchange_position_ += set_.segments;
    missing(Rule::se_missing, "SE", set_.control_number);
    leave_set();
    return Event::set_end;
  }
  if (depth_ == Depth::group) {
    event_depth_ = Depth::group;
    depth_ = Depth::interchange;
    missing(Rule::ge_missing, "GE", group_.control_number);
    return Event::group_end;
  }
  interchange_.end = here;
  event_depth_ = Depth::interchange;
  depth_ = Depth::outside;
  if (!told_damage_) missing(Rule::interchange_truncated, "IEA", interchange_.control_number);
  use(base_);
  return Event::interchange_end;
}

std::uint32_t EnvelopeReader::position() const {
  if (event_depth_ != Depth::set) return interchange_position_ + (held_ ? 1U : 0U);
  const bool at_missing_trailer = depth_ != Depth::set && !set_.complete;
  return set_.segments + (at_missing_trailer ? 1U : 0U);
}

Place EnvelopeReader::place() const {
  Place place;
  place.interchange = interchange_.number;
  if (event_depth_ >= Depth::group) place.group = group_.number;
  if (event_depth_ >= Depth::set) place.set = set_.number;
  place.segment = position();
  if (ended_) {
    place.offset = reader_->bytes_read();
  } else {
    place.offset = segment().offset();
    place.segment_id = segment().id();
  }
  return place;
}

}  // namespace transom
