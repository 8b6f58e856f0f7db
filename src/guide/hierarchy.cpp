// HL01 is text in the standard and a number in practice. Digits compare as numbers ("01" is 1); anything else
// gets a hashed key above all twelve-digit numbers. Ids live inside one set only: kept over a whole file they
// would collide from set to set and grow without end.
#include "guide/hierarchy.hpp"

#include <algorithm>
#include <functional>

namespace transom {

void Hierarchy::clear() {
  count_ = line_ = last_ = doubts_ = left_out_ = 0;
  last_is_new_ = due_is_new_ = false;
  next_ = expected_ = 1;
  if (kept_ != 0) std::fill(others_.begin(), others_.end(), 0);
  kept_ = 0;
  full_ = false;
}

std::uint64_t Hierarchy::key(std::string_view number) {
  constexpr std::uint64_t text = std::uint64_t{1} << 63U;
  std::uint64_t value = 0;
  for (const char c : number) {
    if (c < '0' || c > '9' || number.size() > 12) return std::hash<std::string_view>{}(number) | text;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value == 0 ? text : value;
}

bool Hierarchy::add(std::string_view number) {
  const std::uint64_t value = key(number);
  ++count_;
  expected_ = next_;
  last_ = value;
  last_is_new_ = !has(value);
  left_out_ = 0;
  bool right = value == expected_ || value == count_;
  if (!right && value > expected_ && value >> 63U == 0) [[unlikely]]
    right = leave_out(value);
  due_is_new_ = !right && !has(expected_);
  if (!right) mark(expected_);
  mark(value);
  next_ = (value >> 63U != 0 ? expected_ : value) + 1;
  return right;
}

// What is missing was told already where as many are in doubt as the number leaves out.
bool Hierarchy::leave_out(std::uint64_t value) {
  left_out_ = value - expected_;
  if (left_out_ > doubts_) return false;
  doubts_ -= left_out_;
  count_ += left_out_;
  for (; expected_ < value; ++expected_) mark(expected_);
  return true;
}

void Hierarchy::add_unread() {
  ++count_;
  left_out_ = 0;
  expected_ = next_;
  last_ = 0;
  last_is_new_ = false;
  due_is_new_ = !has(expected_);
  mark(expected_);
  ++next_;
}

void Hierarchy::mark(std::uint64_t value) {
  if (value == line_ + 1) {
    line_ = value;
  } else if (!has(value)) {
    keep(value);
  }
}

bool Hierarchy::has_parent(std::string_view number) const {
  const std::uint64_t value = key(number);
  if (value == last_ && last_is_new_) return false;  // its own number
  if (value == expected_ && due_is_new_) return left_out_ == 1;
  return full_ || has(value);
}

bool Hierarchy::has(std::uint64_t value) const {
  if (value <= line_) return true;
  if (kept_ == 0) return false;
  const std::size_t mask = others_.size() - 1;
  for (std::size_t i = value * 0x9e3779b97f4a7c15U >> 20U & mask; others_[i] != 0; i = (i + 1) & mask) {
    if (others_[i] == value) return true;
  }
  return false;
}

void Hierarchy::keep(std::uint64_t value) {
  if (kept_ == limit) {
    full_ = true;
    return;
  }
  if (others_.size() < (kept_ + 1) * 2) {
    std::vector<std::uint64_t> old(std::max<std::size_t>(64, others_.size() * 2));
    old.swap(others_);
    kept_ = 0;
    for (const std::uint64_t other : old) {
      if (other != 0) keep(other);
    }
  }
  const std::size_t mask = others_.size() - 1;
  std::size_t i = value * 0x9e3779b97f4a7c15U >> 20U & mask;
  while (others_[i] != 0) i = (i + 1) & mask;
  others_[i] = value;
  ++kept_;
}

}  // namespace transom
