// The set control numbers of one group, to find one that occurs twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace transom {

// Keeps a 64-bit hash a number: exact enough (one chance in 10^9 for a full table), and its size does not
// depend on what a sender writes. A group with more sets than `capacity` is checked as far as the table goes.
class ControlNumbers {
 public:
  static constexpr std::size_t capacity = 100'000;

  // False when the number was there already.
  bool insert(std::string_view number);
  // Forgets all; keeps the memory.
  void clear();

 private:
  void grow();

  std::vector<std::uint64_t> slots_;  // a power of two of them; 0 is free
  std::size_t used_slots_ = 0;        // how many of slots_ are in use as a table
  std::size_t count_ = 0;
};

}  // namespace transom
