// Beside the walk through a narrowed guide: which scope each open loop is in, what has come in it, and what a
// partner's guide says of the segment at hand.
//
// It looks at where the walk has gone and never leads it. What is demanded and has not come is told when the
// walk has left its place, as the walk itself does.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "guide/overlay.hpp"
#include "guide/reporter.hpp"
#include "guide/walker.hpp"

namespace transom {

class OverlayWalk {
 public:
  // `tables` has an overlay. Both outlive the set.
  void begin(const Guide::Tables& tables, Reporter& reporter);
  // The walk has placed the segment at this use. Makes findings about it and about what is missing before it;
  // returns the check of its elements, null when they do not matter any more.
  [[nodiscard]] const SegmentCheck* take(const Segment& segment, std::uint16_t use, const Walker& walker,
                                         const SegmentCheck& standard);
  // The set is over.
  void finish();

 private:
  static constexpr std::uint16_t none = OverlayTables::none;

  // An open loop; frames_[0] is the set.
  struct Frame {
    std::uint16_t loop = 0;
    std::uint16_t first = 0, end = 0;  // the uses within, the trigger left out
    std::uint16_t scope = 0;
    std::uint16_t next = 0;      // of the scope's required limits: those before have been looked at
    std::uint16_t due = 0xffff;  // the use from which on that next one is due
    std::uint64_t opened = 0;    // serial number
  };
  // How often a limit's segments have come within one occurrence of the loop around.
  struct Count {
    std::uint64_t opened = 0;  // of that occurrence
    std::uint32_t count = 0;
  };
  struct Rank {
    std::uint64_t opened = 0;
    std::uint16_t rank = 0;
  };

  void open(std::uint16_t depth, std::uint16_t loop, std::uint16_t scope);
  void close_to(std::uint16_t depth);
  void tell_due(const Frame& frame, std::uint16_t limit);
  void advance(Frame& frame);
  void follow(std::uint16_t use, std::string_view id);
  void open_unseen(std::uint16_t use);
  [[nodiscard]] const OverlayTables::Case& case_of(const OverlayTables::Spot& spot, const Segment& segment);
  void count(const OverlayTables::Case& what, const Frame& frame, std::uint16_t use, std::string_view id);
  void check_order(const OverlayTables::Spot& spot, const Segment& segment, const Frame& frame,
                   std::uint16_t use);
  [[nodiscard]] std::string_view loop_of(std::uint16_t use) const {
    return tables_->loops[tables_->walk[use].level].path;
  }

  const Guide::Tables* tables_ = nullptr;
  const OverlayTables* overlay_ = nullptr;
  Reporter* reporter_ = nullptr;
  std::array<Frame, 10> frames_;
  std::uint16_t depth_ = 0;
  std::uint64_t serial_ = 0;  // never starts again, so that counts need no clearing
  std::vector<Count> counts_;
  std::vector<Rank> ranks_;
  std::string_view before_;  // what missing segments are missing before
};

}  // namespace transom
