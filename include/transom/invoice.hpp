// An invoice: what is owed for which order, line by line, with everything that raises or lowers it.
//
// Amounts and totals are as the sender states them, never computed here.
#pragma once

#include "transom/carriage.hpp"
#include "transom/order.hpp"

namespace transom {

// What was shipped of a line, where that differs from what is invoiced.
struct ShippedQuantity {
  std::optional<Decimal> quantity;
  std::string unit, status;
  std::optional<Decimal> difference;
  std::string reason;
  static const Shape& shape();
  friend bool operator==(const ShippedQuantity&, const ShippedQuantity&) = default;
};

struct InvoiceLine {
  std::string number;       // of the order's line where the sender repeats it, else the position
  std::string assigned_id;  // only what the sender assigned
  std::optional<Decimal> quantity;
  std::string unit, unit_code;
  std::optional<Decimal> price;
  std::string price_basis;  // what the price is for: per_each, per_hundred, per_thousand ...
  std::string currency;
  std::vector<Id> ids;
  std::vector<Description> descriptions;
  std::vector<Price> prices;
  std::vector<Pack> packs;
  std::vector<Description> packaging;
  std::vector<Measurement> measurements;
  std::vector<Quantity> quantities;
  std::vector<ShippedQuantity> shipped;
  std::vector<Amount> amounts;
  std::vector<Reference> references;
  std::vector<Contact> contacts;
  std::vector<TradeDate> dates;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<Tax> taxes;
  std::vector<Terms> terms;
  std::vector<Carriage> carriage;
  std::vector<Party> parties;
  std::vector<Distribution> distribution;
  std::vector<SubLine> sub_lines;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const InvoiceLine&, const InvoiceLine&) = default;
};

// What was shipped with the whole invoice.
struct ShippedTotal {
  std::optional<Decimal> quantity;
  std::string unit;
  std::optional<Decimal> weight;
  std::string weight_unit;
  std::optional<Decimal> volume;
  std::string volume_unit;
  std::optional<Decimal> count, gross_weight;
  std::string description;
  static const Shape& shape();
  friend bool operator==(const ShippedTotal&, const ShippedTotal&) = default;
};

struct InvoiceTotals {
  std::optional<Decimal> amount;                                  // all that is owed
  std::optional<Decimal> discountable, after_discount, discount;  // under the terms of payment
  std::optional<Integer> line_count;
  std::optional<Decimal> quantity_hash, weight;
  std::string weight_unit;
  std::optional<Decimal> volume;
  std::string volume_unit, description;
  static const Shape& shape();
  friend bool operator==(const InvoiceTotals&, const InvoiceTotals&) = default;
};

struct Invoice {
  std::string partner;  // our name for the other side
  std::optional<bool> test;
  std::string number;
  std::optional<Date> invoiced;
  std::string order_number, release_number, change_sequence;
  std::optional<Date> ordered;
  std::string type;     // debit, credit, ... as sent where we have no word
  std::string purpose;  // original, replace, cancel ...
  std::string action, original_invoice;
  std::string currency;
  Exchange exchange;
  std::vector<Reference> references;
  std::vector<Contact> contacts;
  std::vector<Party> parties;
  std::vector<Terms> terms;
  std::vector<TradeDate> dates;
  std::vector<Freight> freight;
  std::vector<Carriage> carriage;
  std::vector<ShippedTotal> shipped;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<Tax> taxes;
  std::vector<Amount> amounts;
  std::vector<Description> descriptions;
  std::vector<Description> packaging;
  std::vector<Measurement> measurements;
  std::vector<Note> notes;
  std::vector<InvoiceLine> lines;
  InvoiceTotals totals;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const Invoice&, const Invoice&) = default;
};

}  // namespace transom

// Compiled once, in order/document_vectors.cpp, not again in each of the hundred files that copy documents.
extern template class std::vector<transom::ShippedQuantity>;
extern template class std::vector<transom::InvoiceLine>;
extern template class std::vector<transom::ShippedTotal>;
