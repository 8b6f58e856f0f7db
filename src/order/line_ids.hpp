// The buyer's own numbers of lines, in what we answer.
#pragma once

#include "transom/document.hpp"

namespace transom {

// Gives the lines of an order response or an invoice, and the items of a shipment, that fit a line of
// `order` the number by which its buyer called that line (PO101), where they name none; other orders' lines
// stay as they are. A buyer who gave no number gets none.
void take_line_ids(BusinessDocument& document, const Order& order);

}  // namespace transom
