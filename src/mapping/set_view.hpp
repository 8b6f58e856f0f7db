// A set in memory with shortcuts: from a loop's occurrence straight to its first segment or inner loop of a
// kind.
//
// The guide fixes which kinds can stand in a loop; each gets a slot. One pass over the rows, backwards,
// chains those of a kind together, and from then on `REF` in the fifth PO1 is one array access, present or
// not.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "transom/guide.hpp"
#include "transom/transaction_set.hpp"

namespace transom::mapping {

// Slots by guide.
class SetLayout {
 public:
  explicit SetLayout(const Guide& guide);

  [[nodiscard]] std::optional<std::uint16_t> segment_slot(std::uint16_t loop, SegmentId id) const;
  // The loop of this id directly inside `loop`.
  [[nodiscard]] std::optional<std::uint16_t> inner_loop(std::uint16_t loop, std::string_view id) const;
  [[nodiscard]] std::uint16_t slot_of_loop(std::uint16_t loop) const { return loop_slots_[loop]; }
  [[nodiscard]] std::uint16_t slot_of_use(std::uint16_t use) const { return use_slots_[use]; }
  [[nodiscard]] std::uint16_t slots(std::uint16_t loop) const { return counts_[loop]; }
  [[nodiscard]] const Guide& guide() const { return *guide_; }
  // Ids that can stand directly in a loop, for suggestions.
  [[nodiscard]] std::vector<std::string> names_in(std::uint16_t loop) const;

 private:
  const Guide* guide_;
  std::vector<std::uint16_t> use_slots_, loop_slots_, counts_;
};

// Rebuilt for each set; keeps its memory.
class SetView {
 public:
  static constexpr std::uint32_t none = TransactionSet::none;

  void read(const TransactionSet& set, const SetLayout& layout);

  [[nodiscard]] const TransactionSet& set() const { return *set_; }
  // Row or loop occurrence of that slot in an occurrence of a loop; none.
  [[nodiscard]] std::uint32_t first(std::uint32_t loop, std::uint16_t slot) const {
    return heads_[bases_[loop] + slot];
  }
  [[nodiscard]] std::uint32_t next_row(std::uint32_t row) const { return next_rows_[row]; }
  [[nodiscard]] std::uint32_t next_loop(std::uint32_t loop) const { return next_loops_[loop]; }

 private:
  const TransactionSet* set_ = nullptr;
  std::vector<std::uint32_t> heads_, bases_, next_rows_, next_loops_;
};

// Where a path starts: a loop's occurrence, or one of its rows.
struct SetCursor {
  std::uint32_t loop = 0;
  std::uint32_t row = SetView::none;
};

}  // namespace transom::mapping
