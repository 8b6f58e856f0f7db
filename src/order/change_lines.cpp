// A number that the buyer gave goes before anything else; many changes repeat it padded otherwise than the
// order. An item number says which line is meant only where one line has it.
#include "order/change_lines.hpp"

#include <algorithm>
#include <array>

#include "base/bare_number.hpp"

namespace transom {
namespace {

// Kinds that say how an item is, not which it is.
bool tells_which(std::string_view kind) {
  static constexpr std::array<std::string_view, 10> descriptive{
      "color", "size",      "revision",          "drawing", "serial",
      "lot",   "commodity", "country_of_origin", "model",   "manufacturer"};
  return std::find(descriptive.begin(), descriptive.end(), kind) == descriptive.end();
}

std::int64_t highest(const Order& order, std::int64_t from) {
  for (const OrderLine& line : order.lines) {
    const std::string_view digits = unpadded(line.number);
    if (digits.empty() || digits.size() > 9 || digits.front() < '0' || digits.front() > '9') continue;
    from = std::max(from, static_cast<std::int64_t>(std::stoll(std::string(digits))));
  }
  return std::max(from, static_cast<std::int64_t>(order.lines.size()));
}

}  // namespace

bool is_about(const std::vector<Id>& item, const OrderLine& line) {
  const bool shared = std::any_of(line.ids.begin(), line.ids.end(), [&](const Id& id) {
    return tells_which(id.kind) && std::find(item.begin(), item.end(), id) != item.end();
  });
  return shared && contradicting(item, line) == nullptr;
}

Found find_line(const Order& order, const ChangeLine& line, const NamedItems& named) {
  if (!line.assigned_id.empty()) {
    for (const bool padded : {false, true}) {
      for (const OrderLine& known : order.lines) {
        const bool same =
            padded ? unpadded(known.number) == unpadded(line.assigned_id) : known.number == line.assigned_id;
        if (same) return {&known, true, false};
      }
    }
    return {};
  }
  Found out;
  for (const OrderLine& known : order.lines) {
    const auto ordered = named.find(known.number);
    if (!is_about(known.ids, line) && (ordered == named.end() || !is_about(ordered->second, line))) continue;
    if (out.line != nullptr) return {nullptr, false, true};
    out.line = &known;
  }
  return out;
}

const Id* contradicting(const std::vector<Id>& at, const OrderLine& line) {
  for (const Id& id : line.ids) {
    const Id* known = tells_which(id.kind) ? find_kind(at, id.kind) : nullptr;
    if (known != nullptr && std::find(at.begin(), at.end(), id) == at.end()) return &id;
  }
  return nullptr;
}

std::string next_number(const Order& order) {
  return std::to_string(highest(order, 0) + 1);
}

std::string next_number(const Order& before, const Order& now) {
  return std::to_string(highest(now, highest(before, 0)) + 1);
}

}  // namespace transom
