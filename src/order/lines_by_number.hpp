// Lines looked up by their number: an answer of thousands of lines is held against as many.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

namespace transom {

// The lines outlive it, and none is added, taken away or given another number meanwhile. `Line` may be const.
template <class Line>
class LinesByNumber {
 public:
  template <class Lines>
  explicit LinesByNumber(Lines& lines) {
    for (Line& line : lines) {
      Entry& entry = entries_[line.number];
      if (entry.times++ == 0) entry.first = &line;
    }
  }
  [[nodiscard]] std::size_t times(std::string_view number) const {
    const auto found = entries_.find(number);
    return found == entries_.end() ? 0 : found->second.times;
  }
  // nullptr: there is none.
  [[nodiscard]] Line* first(std::string_view number) const {
    const auto found = entries_.find(number);
    return found == entries_.end() ? nullptr : found->second.first;
  }
  [[nodiscard]] Line* only(std::string_view number) const {
    return times(number) == 1 ? first(number) : nullptr;
  }

 private:
  struct Entry {
    Line* first = nullptr;
    std::size_t times = 0;
  };
  std::map<std::string_view, Entry> entries_;
};

// For each of `lines` the one of its number among `others`; of several of one number the first belongs to the
// first, the second to the second. nullptr: none does.
template <class Line>
[[nodiscard]] std::vector<const Line*> counterparts(const std::vector<Line>& lines,
                                                    const std::vector<Line>& others) {
  std::map<std::string_view, std::vector<const Line*>> of_number;
  for (auto other = others.rbegin(); other != others.rend(); ++other)
    of_number[other->number].push_back(&*other);
  std::vector<const Line*> out;
  for (const Line& line : lines) {
    const auto found = of_number.find(line.number);
    const bool none = found == of_number.end() || found->second.empty();
    out.push_back(none ? nullptr : found->second.back());
    if (!none) found->second.pop_back();
  }
  return out;
}

}  // namespace transom
