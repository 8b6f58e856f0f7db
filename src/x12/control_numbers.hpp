// The set control numbers of one group, to find one that occurs twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace transom {

// Numbers that count up, as nearly all do, are kept as their first and last, however many. Others go into a
// table of 64-bit hashes: exact enough (one chance in 10^9 for a full table), and its size does not depend on
// what a sender writes. A group with more of these than `capacity` is checked as far as the table goes.
class ControlNumbers {
 public:
  static constexpr std::size_t capacity = 100'000;

  // False when the number was there already.
  bool insert(std::string_view number);
  // Forgets all; keeps the memory.
  void clear();

 private:
  enum class Fit { outside, known, next };
  [[nodiscard]] Fit fit(std::string_view number) const;
  bool insert_hash(std::uint64_t hash);
  void grow();

  std::uint64_t first_ = 0, last_ = 0;  // of the numbers that count up
  std::size_t width_ = 0;               // digits of the first; 0: none yet
  std::vector<std::uint64_t> slots_;    // a power of two of them; 0 is free
  std::size_t used_slots_ = 0;          // how many of slots_ are in use as a table
  std::size_t count_ = 0;               // numbers in the table
};

}  // namespace transom
