// The walk through a set: where does this segment stand, which loops end and which begin before it.
//
// One table lookup a segment while the data is right. When it is not, recover() finds the reading under which
// one fault is one finding: a place that was passed (out of order, or late after being reported missing), a
// loop whose first segment is missing, a full segment or loop. It never stops and keeps no data.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "guide/tables.hpp"
#include "transom/transaction_set.hpp"

namespace transom {

class Walker {
 public:
  static constexpr std::uint16_t none = Guide::Tables::none;

  // What is wrong at a segment. `use` is the place that is missing, or the one that the segment takes; none
  // when it has none.
  struct Fault {
    Rule rule;
    std::uint16_t use;
    SegmentId before = 0;  // out of order: what it should have come before
  };

  void begin(const Guide::Tables& tables, TransactionSet* hold);
  // Takes a segment of that kind and returns its use, or none. Loops of the held set are opened and closed.
  std::uint16_t take(std::uint16_t kind) {
    if (!faults_.empty()) faults_.clear();
    ++serial_;
    row_depth_ = none;
    if (kind == none) return refuse(Rule::segment_not_in_set);
    const Move move = tables_->first_move(cursor_, kind);
    if (move.target == none) [[unlikely]]
      return recover(kind);
    const std::uint32_t count = count_at(move);
    if (count > move.max) [[unlikely]]
      return overflow(move.target, kind);
    if ((move.flags & Move::leaves) != 0) [[unlikely]]
      report_left(move.target);
    enter(move, count);
    return move.target;
  }
  // The set is over: reports what is still due (but for the SE) and closes all loops.
  void finish();

  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }
  // The loop in which the last segment stands: index for Guide::loops(), and for TransactionSet::loops().
  [[nodiscard]] std::uint16_t loop() const { return loop_at(row_depth_ == none ? depth_ : row_depth_); }
  [[nodiscard]] std::uint32_t row() const { return frames_[row_depth_ == none ? depth_ : row_depth_].row; }
  // The use from which the walk goes on.
  [[nodiscard]] std::uint16_t cursor() const { return cursor_; }

 private:
  // An open loop; frames_[0] is the set.
  struct Frame {
    std::uint16_t cursor = 0;  // the use last taken at this level; at first the loop's own trigger
    std::uint32_t count = 0;   // how often in a row
    std::uint32_t row = 0;     // index for TransactionSet::loops()
    std::uint64_t opened = 0;  // serial number of the segment that opened it
  };

  [[nodiscard]] std::uint16_t loop_at(std::uint16_t depth) const {
    const WalkUse& use = tables_->walk[frames_[depth].cursor];
    return use.depth == depth ? use.level : use.loop;
  }
  [[nodiscard]] std::uint32_t count_at(Move move) const {
    const std::uint32_t before = (move.flags & Move::repeats) != 0 ? ~std::uint32_t{0} : 0;
    return (frames_[move.depth].count & before) + 1;
  }
  // Without branches that depend on the data but for a held set's loops: a frame beyond `depth_` may be
  // written for nothing.
  void enter(Move move, std::uint32_t count) {
    if (hold_ != nullptr) close_held(move.depth);
    Frame& frame = frames_[move.depth];
    frame.cursor = move.target;
    frame.count = count;
    Frame& inner = (&frame)[1];
    inner.cursor = move.target;
    inner.opened = serial_;
    const std::uint16_t opens = (move.flags / Move::opens) & 1U;
    if (hold_ != nullptr && opens != 0)
      inner.row = hold_->open_loop(tables_->walk[move.target].loop, frame.row);
    depth_ = static_cast<std::uint16_t>(move.depth + opens);
    cursor_ = move.target;
    seen_[move.target] = serial_;
  }
  void close_held(std::uint16_t depth) {
    for (std::uint16_t d = depth_; d > depth; --d) hold_->close_loop(frames_[d].row);
  }

  std::uint16_t refuse(Rule rule);
  std::uint16_t overflow(std::uint16_t target, std::uint16_t kind);
  std::uint16_t recover(std::uint16_t kind);
  std::uint16_t take_passed(SegmentId id);
  [[nodiscard]] bool follows_displaced(const Frame& frame, std::uint16_t use) const;
  [[nodiscard]] bool lacks_first(const Frame& frame, std::uint16_t use) const;
  [[nodiscard]] bool is_level(std::uint16_t loop) const;  // an HL begins it
  std::uint16_t take_without_first(std::uint16_t loop, std::uint16_t use);
  std::uint16_t take_inside_unopened(SegmentId id);
  bool take_back_guess(std::uint16_t kind);
  void report_left(std::uint16_t target);
  [[nodiscard]] bool is_open(std::uint16_t loop) const;

  const Guide::Tables* tables_ = nullptr;
  TransactionSet* hold_ = nullptr;
  std::array<Frame, 10> frames_;  // one more than loops are deep
  std::uint16_t depth_ = 0;
  std::uint16_t cursor_ = 0;
  std::uint16_t row_depth_ = none;  // of a segment that stands further out than the cursor
  std::uint64_t serial_ = 0;        // of the segment; never starts again, so that nothing needs clearing
  // How the walk stood before a loop was opened for a segment whose loop's first one is missing.
  struct Guess {
    std::array<Frame, 10> frames;
    std::uint16_t depth = 0, cursor = 0;
    std::uint16_t level = 0;  // of the loop that was opened
    bool crosses = false;     // it lies in a later area
    std::uint64_t serial = 0;
  } guess_;
  // The last segment out of order: its place, and the use from which its loop goes on all the same.
  struct Displaced {
    std::uint16_t use = none, cursor = none;
    std::uint64_t opened = 0;
  } displaced_;
  std::vector<std::uint64_t> seen_, reported_;  // serial number when last taken, reported missing; by use
  std::vector<Fault> faults_;
};

}  // namespace transom
