// Where a segment may stand, worked out from the guide's uses and loops alone.
//
// The second opinion that the walk is held against: no tables, no recovery, written from the sentence in
// mappings/guides/README.md ("a segment stands in the nearest place that has room: in its own run, further on
// in the loop that is open, at the start of that loop again, then in the loop around it").
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "transom/guide.hpp"

namespace transom::property {

class Places {
 public:
  struct Place {
    std::uint16_t use;
    bool room;
  };

  // Behind the ST.
  explicit Places(const Guide& guide);

  // The next segment stands at that use.
  void enter(std::uint16_t use);
  // All places from here on for that segment, the nearest first.
  [[nodiscard]] std::vector<Place> ahead(SegmentId id) const;
  // The nearest one with room.
  [[nodiscard]] std::optional<std::uint16_t> nearest(SegmentId id) const;
  // The place that an open loop has had for it: the innermost loop, the latest place.
  [[nodiscard]] std::optional<std::uint16_t> passed(SegmentId id) const;
  [[nodiscard]] bool is_open(std::uint16_t loop) const;
  [[nodiscard]] std::uint16_t loop() const { return levels_.back().loop; }

  // The uses and the first segments of loops directly in a loop, in the set's order.
  [[nodiscard]] const std::vector<std::uint16_t>& children(std::uint16_t loop) const {
    return children_[loop];
  }
  [[nodiscard]] bool opens(std::uint16_t use) const;
  // In which loop a use is counted, and how often it may come there; 0: without limit.
  [[nodiscard]] std::uint16_t home(std::uint16_t use) const;
  [[nodiscard]] std::uint32_t limit(std::uint16_t use) const;
  [[nodiscard]] bool mandatory(std::uint16_t use) const;

 private:
  struct Level {
    std::uint16_t loop = 0, last = 0;  // the use last taken directly in it
    bool any = false;                  // there was one
    std::uint32_t count = 0;
  };

  const Guide* guide_;
  std::vector<std::vector<std::uint16_t>> children_;
  std::vector<Level> levels_;
};

}  // namespace transom::property
