// What terms of payment make of an invoice's total (TDS02 to 04); invoice_sum.hpp has the whole.
#pragma once

#include <cstdint>

#include "base/fraction.hpp"
#include "order/invoice_sum.hpp"

namespace transom {

// Of an invoice whose total is known: writes discountable, discount and after_discount where they are left
// out and terms grant one, and tells what differs. `goods`: lines with their allowances, without charges.
void add_discounts(Invoice& invoice, InvoiceSum& sum, const Fraction& goods, const InvoiceSettings& settings,
                   const Tolerance& tolerance, std::int64_t days);

}  // namespace transom
