// Makes findings about the segment at hand: knows where it stands and how bad each rule is here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "transom/finding.hpp"
#include "transom/guide.hpp"
#include "transom/segment.hpp"

namespace transom {

struct OverlayClause;  // guide/overlay_source.hpp

class Reporter {
 public:
  // Both outlive what is reported.
  void begin(const Guide& guide, const Severities& severities, Findings& findings);
  // The place of the set's ST; segments are counted from there.
  void start_at(const Place& place) { start_ = place; }
  // The segment that findings are about from now on: the n-th of the set, ST is 0.
  void at(const Segment& segment, std::uint32_t n) {
    segment_ = &segment;
    n_ = n;
  }
  // The loop it stands in.
  void in_loop(std::uint16_t loop) { loop_ = loop; }
  [[nodiscard]] const Segment& segment() const { return *segment_; }

  // What a finding says beside its rule and the segment.
  struct Detail {
    std::uint32_t element = 0, component = 0, repetition = 0;
    std::string_view value;
    std::string_view element_number;
    std::uint32_t trigger = 0;  // the element or component whose presence asks for this one
    std::string_view trigger_number = {};
    const OverlayClause* clause = nullptr;  // the partner's line that asks for it; null: the standard
  };
  [[nodiscard]] bool wants(Rule rule) const { return (*severities_)[rule] != Severity::off; }
  void add(Rule rule, const Detail& detail, std::string expected);
  // About a segment that is not there, or a place other than the segment's own.
  void add_segment(Rule rule, std::string_view segment_id, std::string_view loop, std::string_view value,
                   std::string expected, const OverlayClause* clause = nullptr);
  // Behind the last segment of a set that broke off.
  void past_end() { past_end_ = true; }

 private:
  [[nodiscard]] Finding make(Rule rule, std::string_view value, std::string expected,
                             const OverlayClause* clause) const;

  const Guide* guide_ = nullptr;
  const Severities* severities_ = nullptr;
  Findings* findings_ = nullptr;
  Place start_;
  const Segment* segment_ = nullptr;
  std::uint32_t n_ = 0;
  std::uint16_t loop_ = 0;
  bool past_end_ = false;
};

}  // namespace transom
