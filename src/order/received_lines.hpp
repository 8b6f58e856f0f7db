// Lines of what a supplier sends that he gave no number: which line of our order they are.
#pragma once

#include <span>

#include "order/order_book.hpp"
#include "transom/document.hpp"

namespace transom {

// A line of an answer or an invoice without a number of its own (PO101, IT101) has its place for one, which
// is another line's where the supplier leaves lines out or has them in another order: it gets the number of
// the line that has its item, where one does. Items of a ship notice without a number (LIN01), and lines of
// an invoice, whose item stands in several lines get that of the first line of which as much is still open.
// What nobody can tell stays. True: something was numbered. `orders` are those that the document speaks of.
bool number_received_lines(BusinessDocument& document, std::span<const OrderHistory> orders,
                           const UnitFactors& factors);

}  // namespace transom
