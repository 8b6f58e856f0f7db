// What is promised of each item while the lines of one order are judged: to earlier orders, and to the
// order's own lines before, for they share a stock in their order.
#pragma once

#include <map>
#include <string>

#include "mapping/facts.hpp"
#include "transom/rules.hpp"

namespace transom::mapping {

class Promised {
 public:
  // `asked`: whether any rule speaks of stock; else nothing is looked up. `earlier`: nullptr where nobody
  // knows.
  Promised(bool asked, const Earlier* earlier) : asked_(asked), earlier_(earlier) {}

  // In the item's own unit.
  [[nodiscard]] Decimal of(const std::string& item);
  // The line was judged: what it orders is promised for those behind it, unless it is rejected.
  void take(const LineFacts& line, bool rejected);

 private:
  bool asked_;
  const Earlier* earlier_;
  std::map<std::string, Decimal> promised_;
};

}  // namespace transom::mapping
