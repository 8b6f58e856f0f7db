// Writing X12: segments with the right separators, envelopes with counts right by construction.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/date.hpp"
#include "transom/envelope.hpp"
#include "transom/segment.hpp"

namespace transom {

// Appends segments to one string. Trailing empty elements are left out. Data that holds a delimiter cannot be
// escaped in X12: it is replaced by a blank and counted, as control characters are, so that the caller can
// hold or log.
class SegmentWriter {
 public:
  explicit SegmentWriter(Delimiters delimiters) : delimiters_(std::move(delimiters)) {}

  // begin("N1").add("ST").add("").add("92").add("0042").end()
  SegmentWriter& begin(std::string_view id);
  SegmentWriter& add(std::string_view element);
  // A composite whose components are data; trailing empty ones are left out.
  SegmentWriter& add_composite(const std::vector<std::string>& components);
  // An element that repeats: each repetition as add_composite() takes it. Without a repetition separator only
  // the first is written and the others are counted as replaced.
  SegmentWriter& add_repeated(const std::vector<std::vector<std::string>>& repetitions);
  SegmentWriter& end();
  // A ready segment with these delimiters, without terminator.
  SegmentWriter& raw(std::string_view text);
  // All segments of another writer that has these delimiters.
  SegmentWriter& append(const SegmentWriter& written);

  [[nodiscard]] const std::string& text() const { return out_; }
  [[nodiscard]] std::string take();
  // From here on whole segments are handed over, and no longer held, whenever they come to `piece` bytes; the
  // rest is left to take(). Whoever takes them may change them.
  using TakePiece = std::function<void(std::string& piece)>;
  void hand_over(std::size_t piece, TakePiece take);
  [[nodiscard]] std::uint32_t segments() const { return segments_; }      // written so far
  [[nodiscard]] std::uint32_t replacements() const { return replaced_; }  // bytes replaced by blanks
  [[nodiscard]] const Delimiters& delimiters() const { return delimiters_; }

 private:
  void separate();
  void add_data(std::string_view data);
  void add_components(const std::vector<std::string>& components, std::size_t used);

  Delimiters delimiters_;
  std::string out_;
  std::size_t piece_ = SIZE_MAX;
  TakePiece take_piece_;
  std::uint32_t segments_ = 0, replaced_ = 0, pending_empty_ = 0;
};

// What stands in an outbound ISA and GS. Ids are padded here.
struct EnvelopeFields {
  std::string sender_qualifier, sender_id, receiver_qualifier, receiver_id;  // ISA05..08
  std::string group_sender, group_receiver;                                  // GS02, GS03
  std::string interchange_version = "00401";                                 // ISA12
  std::string group_version = "004010";                                      // GS08
  bool ack_requested = false;
  char isa15 = 'P';  // P, T or I
  Instant at = {};   // ISA09/10, GS04/05
};

// open_interchange, then groups, each with sets; close_* write trailers with the counts and numbers.
class EnvelopeWriter {
 public:
  // A missing component separator is filled in.
  EnvelopeWriter(EnvelopeFields fields, Delimiters delimiters);

  // Fails: configuration, for an id or version that does not fit its element.
  void open_interchange(std::uint32_t control_number);
  void open_group(std::string_view functional_id, std::uint32_t control_number,
                  std::string_view version = {});
  // `control_number` at least four digits; returns the writer for the body.
  SegmentWriter& open_set(std::string_view set_id, std::uint32_t control_number);
  void close_set();
  void close_group();
  void close_interchange();
  // A TA1 segment directly behind the ISA, ready made.
  SegmentWriter& body() { return writer_; }
  [[nodiscard]] std::string take() { return writer_.take(); }
  [[nodiscard]] std::uint32_t replacements() const { return writer_.replacements(); }

 private:
  EnvelopeFields fields_;
  SegmentWriter writer_;
  std::uint32_t interchange_number_ = 0, group_number_ = 0, set_number_ = 0;
  std::uint32_t groups_ = 0, sets_ = 0, set_start_ = 0;
};

}  // namespace transom
