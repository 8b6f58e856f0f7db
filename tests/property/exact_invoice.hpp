// A second opinion on invoices: the same rules, worked out with rationals of any size, and nothing shared
// with order/invoice_sum.cpp but the document itself.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <string>
#include <vector>

#include "property/random.hpp"
#include "transom/invoice.hpp"
#include "transom/trade_settings.hpp"

namespace transom::property {

using Exact = boost::multiprecision::cpp_rational;

struct ExactTotals {
  boost::multiprecision::cpp_int amount, discountable;                   // in cents
  std::vector<std::optional<boost::multiprecision::cpp_int>> discounts;  // an entry of the terms each
  std::vector<std::string> discount_due, net_due;  // likewise, as 2026-03-02; empty: none
  // Of the first entry that grants one.
  std::optional<boost::multiprecision::cpp_int> discount, after_discount;
};

// An invoice as an ERP could write it without its totals.
[[nodiscard]] Invoice random_invoice(Random& random);
[[nodiscard]] InvoiceSettings random_settings(Random& random);
[[nodiscard]] ExactTotals exact_totals(const Invoice& invoice, const InvoiceSettings& settings);
// "1234.56" of 123456
[[nodiscard]] std::string money(const boost::multiprecision::cpp_int& cents);

}  // namespace transom::property
