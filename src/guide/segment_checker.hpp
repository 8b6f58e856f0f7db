// The elements of one segment against its definition: presence, values, composites, syntax notes.
//
// A right segment passes the fast look and costs no more; everything else gets the exact one, which alone
// makes findings. So the fast look may be timid, never wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "guide/overlay.hpp"
#include "guide/reporter.hpp"
#include "guide/tables.hpp"
#include "guide/value_check.hpp"

namespace transom {

class SegmentChecker {
 public:
  // `overlay` may be null. All references outlive the set.
  void begin(const VersionTables& tables, const OverlayTables* overlay, const Delimiters& delimiters,
             Reporter& reporter) {
    tables_ = &tables;
    overlay_ = overlay;
    component_ = delimiters.component;
    repetition_ = delimiters.repetition;
    reporter_ = &reporter;
  }

  // True: the segment is right beyond doubt. False: it wants check_exactly(), which alone makes findings.
  [[nodiscard]] bool is_surely_right(const Segment& segment, const SegmentCheck& def) const {
    return segment.plain() && looks_right(segment, def);
  }
  // Returns the elements that findings were made about: bit n is element n.
  std::uint64_t check_exactly(const Segment& segment, const SegmentCheck& def);

 private:
  // Where in a segment a value stands, for findings.
  struct Spot {
    std::uint32_t element = 0, component = 0, repetition = 0;
  };

  [[nodiscard]] bool looks_right(const Segment& segment, const SegmentCheck& def) const;
  [[nodiscard]] bool breaks_rare_note(const SegmentCheck& def, std::uint64_t present) const;

  void check_end(const Segment& segment, const SegmentCheck& def);
  void check_element(std::string_view value, std::uint32_t place, Spot spot);
  void check_repetition(std::string_view value, std::uint32_t place, Spot spot);
  void check_components(std::string_view value, const SegmentCheck& def, Spot spot);
  void check_simple(std::string_view value, std::uint32_t place, Spot spot);
  void check_notes(std::string_view name, const SegmentCheck& def, std::uint64_t present, Spot spot,
                   std::string_view composite);
  void check_note(std::string_view name, const SegmentCheck& def, const SyntaxNote& note,
                  std::uint64_t present, Spot spot, std::string_view composite);
  // What the overlay says of a place; null where the standard stands.
  [[nodiscard]] const OverlayTables::Place* narrowed(std::uint32_t place) const {
    return overlay_ == nullptr ? nullptr : overlay_->place(place);
  }
  [[nodiscard]] const OverlayClause* clause_of(Rule rule, std::uint32_t place) const;
  void report(Rule rule, std::uint32_t place, Spot spot, std::string_view value, std::string expected);

  const VersionTables* tables_ = nullptr;
  const OverlayTables* overlay_ = nullptr;
  Reporter* reporter_ = nullptr;
  char component_ = '\0', repetition_ = '\0';
  bool plain_ = true;         // of the segment at hand
  std::uint64_t blamed_ = 0;  // elements that a note has already made a finding of
  std::uint64_t wrong_ = 0;   // elements of the segment at hand that a finding was made about
};

}  // namespace transom
