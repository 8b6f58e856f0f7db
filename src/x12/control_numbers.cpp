// An open-addressing table of hashes. A set of strings would allocate once a set and grow with the sender's
// patience; most groups have a handful of sets, so the table starts small and is cleared in no time for the
// next group.
#include "x12/control_numbers.hpp"

#include <algorithm>

namespace transom {
namespace {

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  hash ^= hash >> 32;  // the low bits choose the slot
  return hash == 0 ? 1 : hash;
}

// Whether the hash was put in; false when it is there.
bool place(std::vector<std::uint64_t>& slots, std::size_t mask, std::uint64_t hash) {
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    if (slots[at] == hash) return false;
    if (slots[at] != 0) continue;
    slots[at] = hash;
    return true;
  }
}

}  // namespace

bool ControlNumbers::insert(std::string_view number) {
  if (count_ >= capacity) return true;
  if (2 * (count_ + 1) > used_slots_) grow();
  const bool fresh = place(slots_, used_slots_ - 1, hash_of(number));
  count_ += fresh;
  return fresh;
}

void ControlNumbers::clear() {
  std::fill_n(slots_.begin(), used_slots_, 0);
  used_slots_ = std::min<std::size_t>(used_slots_, 64);
  count_ = 0;
}

void ControlNumbers::grow() {
  const std::vector<std::uint64_t> old(slots_.begin(),
                                       slots_.begin() + static_cast<std::ptrdiff_t>(used_slots_));
  used_slots_ = std::max<std::size_t>(64, 2 * used_slots_);
  if (slots_.size() < used_slots_) slots_.resize(used_slots_);
  std::fill_n(slots_.begin(), used_slots_, 0);
  for (const std::uint64_t hash : old) {
    if (hash != 0) place(slots_, used_slots_ - 1, hash);
  }
}

}  // namespace transom
