// Lists that end at a limit: they ask for one row more than they show, and say so where there is one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.hpp"

namespace transom {

[[nodiscard]] constexpr std::size_t one_more(std::int64_t limit) {
  return static_cast<std::size_t>(limit) + 1;
}

// Takes the row away that was asked for only to know whether there are more; true: there are.
template <class Row>
[[nodiscard]] bool cut_off(std::vector<Row>& rows, std::int64_t limit) {
  const auto most = static_cast<std::size_t>(limit);
  if (rows.size() <= most) return false;
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end());
  return true;
}

// "3 open items", or where there are more of them "the first 3; --limit shows more".
[[nodiscard]] std::string count_or_cut(std::size_t shown, bool more, std::string_view noun);

// The same where JSON stands alone on standard output: a line of the log on standard error.
void log_cut(std::size_t shown, std::string_view which = "first");

}  // namespace transom
