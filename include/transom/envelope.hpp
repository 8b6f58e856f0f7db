// EnvelopeReader: the interchange, group and set around the segments, checked as they pass.
//
// Pull interface over a SegmentReader. It never reorders and never drops: every segment comes out as an
// event. Counts, control numbers, dates and ids of ISA, GS, ST, SE, GE, IEA become findings; a missing
// trailer closes the open levels with a finding, so that begin and end events always pair. Rules: X12.5
// interchange control structures, X12.6 application control structure.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "transom/finding.hpp"
#include "transom/interchange.hpp"
#include "transom/reader.hpp"
#include "transom/segment.hpp"

namespace transom {

enum class Event : std::uint8_t {
  interchange_begin,  // segment() is the ISA
  ta1,                // segment() is a TA1 of the interchange
  group_begin,        // segment() is the GS
  set_begin,          // segment() is the ST
  segment,            // a body segment of a set
  set_end,            // segment() is the SE when set().complete
  group_end,
  interchange_end,
  stray,  // a segment where none may stand: a finding was made, segment() shows it
  need_bytes,
  end,
};

class ControlNumbers;  // src/x12/control_numbers.hpp

class EnvelopeReader {
 public:
  // All envelope and framing findings go to `findings`, each in the call of next() that gives the event it
  // belongs to. The reader reports through this object as long as it lives.
  EnvelopeReader(SegmentReader& reader, Findings& findings, const Severities& severities = {});
  ~EnvelopeReader();
  EnvelopeReader(const EnvelopeReader&) = delete;
  EnvelopeReader& operator=(const EnvelopeReader&) = delete;

  // Starts over for another file; resets the SegmentReader too.
  void reset();
  // Asked at each ISA, before the first finding about it, for the severities that hold up to and with its
  // IEA: what `header` says of the sender decides. Without it those of the constructor hold throughout.
  using OfInterchange = std::function<const Severities&(const Interchange& header)>;
  void ask_at_isa(OfInterchange severities_of_interchange);
  // Asked at each ST for the severities that hold up to and with its SE; what it gives outlives the set.
  // Without it a set is judged by those of its interchange.
  using OfSet = std::function<const Severities&(const SetHeader& set)>;
  void ask_at_st(OfSet severities_of_set) { of_set_ = std::move(severities_of_set); }
  [[nodiscard, gnu::always_inline]] Event next();

  // The segment of the event. At an end event without its trailer it is what stood in the trailer's stead.
  [[nodiscard]] const Segment& segment() const { return reader_->segment(); }
  [[nodiscard]] const Interchange& interchange() const { return interchange_; }
  [[nodiscard]] const Group& group() const { return group_; }
  [[nodiscard]] const SetHeader& set() const { return set_; }
  // Position of segment() in its set (ST is 1), or in the interchange outside a set (ISA is 1).
  // Where a trailer is missing: the position that it should have.
  [[nodiscard]] std::uint32_t position() const;
  // Place of segment() as a whole, for findings of others.
  [[nodiscard]] Place place() const;

 private:
  enum class Depth : std::uint8_t { outside, interchange, group, set };

  // Whether a segment of this name belongs to an envelope.
  [[nodiscard, gnu::always_inline]] static bool is_control_id(std::string_view id);
  Event next_apart();
  // Gives the reader's segment as an event of that depth, with the framing findings that came with it.
  Event deliver(Event event, Depth depth);
  Event take_segment();
  Event begin_interchange();
  Event begin_group();
  Event begin_set();
  // The trailer is segment().
  Event end_set();
  Event end_group();
  Event end_interchange();
  // Ends the innermost level, whose trailer is missing; segment() stays for the next event.
  Event close_level();

  [[nodiscard]] const Severities& severities_from(const Segment& isa) const;
  void use(const Severities& severities);
  void enter_set();
  void leave_set();
  void check_interchange_header();
  void check_group_header();
  void check_set_header();
  void check_count(Rule rule, std::uint64_t counted, std::string_view what);
  void check_same_number(Rule rule, std::string_view header_number);
  void check_size(std::uint32_t most, Rule rule);
  // Gives what the reader said about an interchange that it had to leave, before the levels close.
  void tell_damage();
  void report(Rule rule, std::uint32_t element, std::string_view value, std::string expected,
              Severity at_most = Severity::error);

  SegmentReader* reader_;
  Findings* findings_;
  const Severities base_;  // between interchanges, and where nobody is asked
  Severities severities_;  // in force
  Severities outer_;       // in force outside of sets
  OfInterchange of_interchange_;
  OfSet of_set_;
  Findings framing_;           // of the reader, until the segment's event is given
  Findings* former_findings_;  // where the reader reported before
  Interchange interchange_;
  Group group_;
  SetHeader set_;
  Depth depth_ = Depth::outside;        // what is open
  Depth event_depth_ = Depth::outside;  // what the last event was about
  bool held_ = false;                   // the reader's segment, or its end, waits for levels to close
  bool ended_ = false;
  bool told_old_version_ = false;
  bool astray_ = false;       // the last segment stood where none may
  bool told_damage_ = false;  // of the interchange: that its end cannot be found goes without saying
  std::uint32_t interchange_position_ = 0;       // of the last segment outside of a set
  std::unique_ptr<ControlNumbers> set_numbers_;  // of the group
};

// By bytes: comparing strings would cost more than all the rest of a body segment.
inline bool EnvelopeReader::is_control_id(std::string_view id) {
  if (id.size() == 2) {
    return (id[0] == 'S' && (id[1] == 'T' || id[1] == 'E')) ||
           (id[0] == 'G' && (id[1] == 'S' || id[1] == 'E'));
  }
  if (id.size() != 3) return false;
  return (id[0] == 'I' && (id[1] == 'S' || id[1] == 'E') && id[2] == 'A') ||
         (id[0] == 'T' && id[1] == 'A' && id[2] == '1');
}

inline Event EnvelopeReader::next() {
  if (!held_) [[likely]] {
    const SegmentReader::Status status = reader_->next();
    if (status == SegmentReader::Status::need_bytes) return Event::need_bytes;
    if (status == SegmentReader::Status::segment && depth_ == Depth::set && framing_.empty()) [[likely]] {
      const std::string_view id = reader_->segment().id();
      if (!is_control_id(id)) [[likely]] {
        ++set_.segments;
        return Event::segment;
      }
    }
    ended_ = status == SegmentReader::Status::end;
    held_ = true;
  }
  return next_apart();
}

}  // namespace transom
