// What an invoice bills beside its goods, held against what its order says of that.
#pragma once

#include <string>
#include <vector>

#include "base/fraction.hpp"
#include "order/disagreement.hpp"
#include "order/order_book.hpp"
#include "transom/invoice.hpp"
#include "transom/trade_settings.hpp"

namespace transom {

// An invoice in hand.
struct Billed {
  const Invoice& invoice;
  std::vector<std::vector<std::size_t>> lines;  // of each line of the order: the invoice's, by position
  bool completes = false;                       // with it all that was accepted is invoiced
};

// Charges and taxes that the order does not have or has less of, with those of the invoices before;
// allowances that the order grants and that were not taken off: a percent or a rate with each invoice, an
// amount with the one that completes the order. Codes name them (SAC02, else SAC03/04, else SAC15). The
// order's freight terms may leave the freight to the invoice. `tolerance`: so much in all is let pass, of the
// goods invoiced. Credits are asked nothing. The sentences begin behind the invoice's name: "charges D240
// of 45.00, ...".
[[nodiscard]] Disagreements extras_disagree(const Billed& billed, const OrderBook& book,
                                            const InvoiceSettings& settings, const Tolerance& tolerance);

}  // namespace transom
