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

}  // namespace transom
