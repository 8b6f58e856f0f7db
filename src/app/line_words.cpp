// One way to write a line's product, quantity and price, for every page that has a table of lines. What comes
// from a document goes through visible() here, cut to what a column bears, so that no page can forget it. A
// value that is not there is "-": an empty cell would look like one that got lost.
#include "app/line_words.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace transom {

std::string in_words(const std::vector<Id>& ids) {
  std::string out;
  for (const auto& id : ids)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", visible(id.kind, 30), visible(id.value, 48));
  return out;
}

std::string in_words(const std::optional<Decimal>& value) {
  return value ? value->to_string() : "-";
}

}  // namespace transom
