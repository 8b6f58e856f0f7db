// A run of numbers and an open-addressing table of hashes for what does not fit the run.
//
// A set of strings would allocate once a set and grow with the sender's patience. The table starts small and
// is cleared in no time for the next group. Numbers are texts: 1 and 0001 are two, so a number belongs to the
// run only when it is as wide as counting from the first would have made it.
#include "x12/control_numbers.hpp"

#include <algorithm>

#include "x12/characters.hpp"

namespace transom {
namespace {

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  hash ^= hash >> 32;  // the low bits choose the slot
  return hash == 0 ? 1 : hash;
}

// The slot that holds the hash, or the free one where it belongs.
std::size_t slot_of(const std::vector<std::uint64_t>& slots, std::size_t mask, std::uint64_t hash) {
  std::size_t at = hash & mask;
  while (slots[at] != 0 && slots[at] != hash) at = (at + 1) & mask;
  return at;
}

std::uint64_t value_of(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

std::size_t digits_of(std::uint64_t value) {
  std::size_t digits = 1;
  for (; value >= 10; value /= 10) ++digits;
  return digits;
}

}  // namespace

ControlNumbers::Fit ControlNumbers::fit(std::string_view number) const {
  if (number.size() > 18 || !all_digits(number)) return Fit::outside;
  const std::uint64_t value = value_of(number);
  if (width_ == 0) return Fit::next;
  if (number.size() != std::max(width_, digits_of(value))) return Fit::outside;
  if (value == last_ + 1) return Fit::next;
  return value >= first_ && value <= last_ ? Fit::known : Fit::outside;
}

bool ControlNumbers::insert(std::string_view number) {
  const Fit fits = fit(number);
  if (fits == Fit::known) return false;
  if (fits == Fit::outside) return insert_hash(hash_of(number));
  if (count_ != 0 && slots_[slot_of(slots_, used_slots_ - 1, hash_of(number))] != 0) return false;
  last_ = value_of(number);
  if (width_ == 0) {
    first_ = last_;
    width_ = number.size();
  }
  return true;
}

bool ControlNumbers::insert_hash(std::uint64_t hash) {
  if (2 * (count_ + 1) > used_slots_) grow();
  const std::size_t at = slot_of(slots_, used_slots_ - 1, hash);
  if (slots_[at] != 0) return false;
  if (count_ == capacity) return true;
  slots_[at] = hash;
  ++count_;
  return true;
}

void ControlNumbers::clear() {
  if (count_ != 0) std::fill_n(slots_.begin(), used_slots_, 0);
  used_slots_ = std::min<std::size_t>(used_slots_, 64);
  count_ = width_ = 0;
  first_ = last_ = 0;
}

void ControlNumbers::grow() {
  const std::vector<std::uint64_t> old(slots_.begin(),
                                       slots_.begin() + static_cast<std::ptrdiff_t>(used_slots_));
  used_slots_ = std::max<std::size_t>(64, 2 * used_slots_);
  if (slots_.size() < used_slots_) slots_.resize(used_slots_);
  std::fill_n(slots_.begin(), used_slots_, 0);
  for (const std::uint64_t hash : old) {
    if (hash != 0) slots_[slot_of(slots_, used_slots_ - 1, hash)] = hash;
  }
}

}  // namespace transom
