// What a line that we send repeats of the order's line: the buyer's own numbers and codes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/document.hpp"
#include "transom/order.hpp"

namespace transom {

// The line of the first of these states of one order that has it: by its number, else by an item that stands
// in one line only; nullptr: none, or nobody can tell.
[[nodiscard]] const OrderLine* line_meant(std::span<const Order* const> states, std::string_view number,
                                          const std::vector<Id>& ids);

// A line for which an answer names another item; `ids`: of that one, where all of the line is answered so.
struct ReplacedLine {
  std::string number;
  std::vector<Id> ids;
};

// Which item numbers a line of an invoice or an item of a shipment gets of the order's line.
struct ItemNumbers {
  std::span<const std::string> kinds = {};      // those that it lacks; where it has none, any other
  bool of_unnamed = false;                      // all that name the item, where it names none at all
  std::span<const ReplacedLine> replaced = {};  // of these lines what was answered
};

// Gives the lines of an order response or an invoice, and the items of a shipment, that fit a line of the
// order the number by which its buyer called that line (PO101), where they name none, or a number
// that is none of the order's; other orders' lines stay as they are. A buyer who gave no number gets none.
// Lines of an invoice and items of a shipment get item numbers as well: a buyer looks for his own. Where a
// unit is the line's, all of them and the cartons get his code for it. `states` are the order as it stood at
// one time and another: a line is looked for in the first, then the next.
void take_from_order_lines(BusinessDocument& document, std::span<const Order* const> states,
                           const ItemNumbers& wanted = {});

// Leaves lines and cartons of an order response, a shipment or an invoice the partner's own code for a unit
// only where a line of these orders has that code for that unit: else nobody knows that the two are one, and
// the unit alone speaks.
void keep_known_unit_codes(BusinessDocument& document, std::span<const Order* const> orders);

}  // namespace transom
