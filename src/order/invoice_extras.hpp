// What an invoice bills beside its goods: its allowances, charges and taxes, with their amounts.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/fraction.hpp"
#include "order/invoice_sum.hpp"
#include "transom/invoice.hpp"
#include "transom/trade_settings.hpp"

namespace transom {

// Those of one kind and code (SAC02, else SAC03/04, else SAC15) are one.
struct ExtraKey {
  bool lowers = false;  // an allowance
  std::string code;
  auto operator<=>(const ExtraKey&) const = default;
};
// Parts of lines that are charged beside them, all under one key, whatever they are.
inline const ExtraKey added_parts{false, "(parts)"};
// nullopt: neither an allowance nor a charge.
[[nodiscard]] std::optional<ExtraKey> extra_key(const AllowanceCharge& one);

struct ExtraMoney {
  Fraction sum;
  std::string place, description;  // of the first
};

// Header, lines and parts of lines; what does not enter the total is left out.
struct InvoiceExtras {
  InvoiceExtras(const Invoice& given, const InvoiceSettings& settings);

  Invoice invoice;  // with all its figures worked out
  InvoiceSum sum;
  std::map<ExtraKey, ExtraMoney> extras;
  Fraction taxes, charges;  // in all
};

[[nodiscard]] bool has_extras(const Invoice& invoice);

}  // namespace transom
