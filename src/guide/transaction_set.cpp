// The set in memory. A segment is copied once, text and marks, into two flat arrays that keep their size from
// set to set, so that after the first large set nothing is allocated any more.
#include "transom/transaction_set.hpp"

#include "transom/guide.hpp"

namespace transom {

void TransactionSet::clear(const Guide* guide, const Delimiters& delimiters) {
  guide_ = guide;
  delimiters_ = delimiters;
  bytes_.clear();
  marks_.clear();
  rows_.clear();
  loops_.clear();
  loops_.push_back({0, none, 0, 0, 1});
  overflowed_ = false;
}

bool TransactionSet::append(const Segment& segment, std::uint16_t use, std::uint32_t loop) {
  const std::string_view text = segment.text();
  if (overflowed_ || bytes_.size() + text.size() > limit_) {
    overflowed_ = true;
    return false;
  }
  const auto at = static_cast<std::uint32_t>(bytes_.size());
  const auto first_mark = static_cast<std::uint32_t>(marks_.size());
  rows_.push_back({segment.offset(), at, first_mark, segment.size(), loop, use, segment.plain()});
  bytes_.append(text);
  marks_.resize(marks_.size() + segment.size() + 1);
  const std::uint32_t shift = at - segment.begin();  // modulo 2^32, as is the sum
  const std::uint32_t* from = segment.marks();
  std::uint32_t* to = marks_.data() + first_mark;
  for (std::uint32_t i = 0; i <= segment.size(); ++i) to[i] = from[i] + shift;
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

void TransactionSet::close_loop(std::uint32_t loop) {
  loops_[loop].end = static_cast<std::uint32_t>(rows_.size());
}

Segment TransactionSet::segment(std::uint32_t row) const {
  const Row& at = rows_[row];
  return {bytes_.data(), at.text, marks_.data() + at.marks, at.elements, at.plain, at.offset};
}

}  // namespace transom
