// A set in memory with shortcuts: from a loop's occurrence straight to its first segment or inner loop of a
// kind.
//
// The guide fixes which kinds can stand in a loop; each gets a slot. One pass over the rows, backwards,
// chains those of a kind together, and from then on `REF` in the fifth PO1 is one array access, present or
// not. The levels of a hierarchy, which the guide has in a row, lie in each other here as HL02 says: HL[O] in
// an HL[S] are its orders.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "transom/guide.hpp"
#include "transom/transaction_set.hpp"

namespace transom::mapping {

// Slots by guide.
class SetLayout {
 public:
  explicit SetLayout(const Guide& guide);

  [[nodiscard]] std::optional<std::uint16_t> segment_slot(std::uint16_t loop, SegmentId id) const;
  // The loop of this id directly inside `loop`; inside an HL another HL, which is the same loop.
  [[nodiscard]] std::optional<std::uint16_t> inner_loop(std::uint16_t loop, std::string_view id) const;
  // Of an inner loop in the loop around it.
  [[nodiscard]] std::uint16_t slot_of_loop(std::uint16_t around, std::uint16_t loop) const {
    return around == loop ? level_slot_ : loop_slots_[loop];
  }
  // The loop whose occurrences are levels of a hierarchy; 0: the set has none.
  [[nodiscard]] std::uint16_t levels() const { return levels_; }
  [[nodiscard]] std::uint16_t slot_of_use(std::uint16_t use) const { return use_slots_[use]; }
  [[nodiscard]] std::uint16_t slots(std::uint16_t loop) const { return counts_[loop]; }
  [[nodiscard]] const Guide& guide() const { return *guide_; }
  // Ids that can stand directly in a loop, for suggestions.
  [[nodiscard]] std::vector<std::string> names_in(std::uint16_t loop) const;

 private:
  const Guide* guide_;
  std::vector<std::uint16_t> use_slots_, loop_slots_, counts_;
  std::uint16_t levels_ = 0, level_slot_ = 0;
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
  // The occurrence around that one; of a level the one that HL02 names, or the set where it names none.
  [[nodiscard]] std::uint32_t parent(std::uint32_t loop) const { return parents_[loop]; }

 private:
  void read_parents(const SetLayout& layout);

  const TransactionSet* set_ = nullptr;
  std::vector<std::uint32_t> heads_, bases_, next_rows_, next_loops_, parents_;
  std::unordered_map<std::string_view, std::uint32_t> level_numbers_;  // HL01 -> occurrence
};

// Where a path starts: a loop's occurrence, or one of its rows.
struct SetCursor {
  std::uint32_t loop = 0;
  std::uint32_t row = SetView::none;
};

}  // namespace transom::mapping
