// The set in memory. A segment is copied once, text and marks, into two flat arrays that keep their size from
// set to set, so that after the first large set nothing is allocated any more.
#include "transom/transaction_set.hpp"

#include <cstring>

#include "transom/guide.hpp"

namespace transom {

void TransactionSet::clear(const Guide* guide, const Delimiters& delimiters) {
  guide_ = guide;
  delimiters_ = delimiters;
  byte_count_ = mark_count_ = 0;
  rows_.clear();
  loops_.clear();
  loops_.push_back({0, none, 0, 0, 1});
  overflowed_ = false;
}

void TransactionSet::grow(std::size_t bytes, std::size_t marks) {
  if (bytes_.size() < byte_count_ + bytes) bytes_.resize((byte_count_ + bytes) * 2);
  if (marks_.size() < mark_count_ + marks) marks_.resize((mark_count_ + marks) * 2);
}

bool TransactionSet::append(const Segment& segment, std::uint16_t use, std::uint32_t loop) {
  const std::string_view text = segment.text();
  const std::size_t marks = std::size_t{segment.size()} + 1;
  if (overflowed_ || byte_count_ + text.size() > limit_) {
    overflowed_ = true;
    return false;
  }
  if (bytes_.size() < byte_count_ + text.size() || marks_.size() < mark_count_ + marks)
    grow(text.size(), marks);
  const auto at = static_cast<std::uint32_t>(byte_count_);
  const auto first_mark = static_cast<std::uint32_t>(mark_count_);
  rows_.push_back({segment.offset(), at, first_mark, segment.size(), loop, use, segment.plain()});
  std::memcpy(bytes_.data() + at, text.data(), text.size());
  const std::uint32_t shift = at - segment.begin();  // modulo 2^32, as is the sum
  const std::uint32_t* from = segment.marks();
  std::uint32_t* to = marks_.data() + first_mark;
  for (std::size_t i = 0; i < marks; ++i) to[i] = from[i] + shift;
  byte_count_ += text.size();
  mark_count_ += marks;
  return true;
}

std::uint32_t TransactionSet::open_loop(std::uint16_t loop, std::uint32_t parent) {
  const auto index = static_cast<std::uint32_t>(loops_.size());
  const auto row = static_cast<std::uint32_t>(rows_.size());
  // The last sister is found going back from the end: its children lie between, each a step to its parent.
  std::uint32_t position = 1;
  for (std::uint32_t i = index - 1; i != parent && i != none;) {
    if (loops_[i].parent == parent) {
      if (loops_[i].loop == loop) {
        position = loops_[i].position + 1;
        break;
      }
      i = i - 1;
    } else {
      i = loops_[i].parent;
    }
  }
  loops_.push_back({loop, parent, row, row, position});
  return index;
}

Segment TransactionSet::segment(std::uint32_t row) const {
  const Row& at = rows_[row];
  return {bytes_.data(), at.text, marks_.data() + at.marks, at.elements, at.plain, at.offset};
}

}  // namespace transom
