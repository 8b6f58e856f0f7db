// The buyer's own numbers of lines, in what we answer.
#pragma once

#include <span>
#include <string>

#include "transom/document.hpp"

namespace transom {

// Gives the lines of an order response or an invoice, and the items of a shipment, that fit a line of
// `order` the number by which its buyer called that line (PO101), where they name none; other orders' lines
// stay as they are. A buyer who gave no number gets none. Lines of an invoice and items of a shipment get the
// item numbers of these `kinds` as well that the order's line has and they lack: a buyer looks for his own.
void take_line_ids(BusinessDocument& document, const Order& order, std::span<const std::string> kinds = {});

}  // namespace transom
