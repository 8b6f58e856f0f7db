// Whatever answers an order names its lines by PO101, and a change by POC01: a line without one cannot be
// told from another of the same item. The document has two places for it, `number` and `assigned_id`, because
// what comes may have none; what an ERP leaves is numbered in any case.
#include "order/line_names.hpp"

#include <algorithm>

#include "base/bare_number.hpp"
#include "order/change_lines.hpp"

namespace transom {
namespace {

const OrderLine* line_of(const Order& order, std::string_view number) {
  const auto found = std::find_if(order.lines.begin(), order.lines.end(), [&](const OrderLine& line) {
    return unpadded(line.number) == unpadded(number);
  });
  return found == order.lines.end() ? nullptr : &*found;
}

bool adds(const ChangeLine& line) {
  const ChangeCode* code = change_code(line.change);
  return code != nullptr && code->act == ChangeAct::add;
}

}  // namespace

void name_lines(Order& order) {
  for (OrderLine& line : order.lines) {
    const auto alike = std::count_if(order.lines.begin(), order.lines.end(), [&](const OrderLine& other) {
      return other.number == line.number || other.assigned_id == line.number;
    });
    if (line.assigned_id.empty() && alike == 1) line.assigned_id = line.number;
  }
}

void name_lines(OrderChange& change, const Order& order) {
  for (ChangeLine& line : change.lines) {
    if (!line.assigned_id.empty()) continue;
    const OrderLine* known = line_of(order, line.number);
    if (adds(line)) {
      if (known == nullptr) line.assigned_id = line.number;
    } else if (known != nullptr && (line.ids.empty() || is_about(known->ids, line))) {
      line.assigned_id = known->assigned_id;
      if (line.ids.empty()) line.ids = known->ids;
    }
  }
}

void name_lines(OrderChange& change, const Order& order, ChangedOrder& changed) {
  for (std::size_t i = 0; i < change.lines.size() && i < changed.lines.size(); ++i) {
    ChangeLine& line = change.lines[i];
    const std::string& number = changed.lines[i];
    if (!line.assigned_id.empty() || number.empty()) continue;
    if (const OrderLine* known = line_of(order, number)) {
      line.assigned_id = known->assigned_id;
    } else {
      line.assigned_id = number;
      for (OrderLine& added : changed.order.lines)
        if (added.number == number) added.assigned_id = number;
    }
  }
}

}  // namespace transom
