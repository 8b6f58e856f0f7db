// The vendor's answer to an order, or to a change of one: what is accepted, changed, held or rejected, line
// by line. A vendor who wants a change himself says so by the same document.
#pragma once

#include "transom/order.hpp"

namespace transom {

// One thing said about a line: so many accepted, so many back-ordered for that date.
struct LineAnswer {
  std::string status;  // accepted, backordered, rejected ...
  std::optional<Decimal> quantity;
  std::string unit, unit_code;
  std::vector<TradeDate> dates;
  std::vector<Id> ids;  // of the item that will come, when it is another
  std::string reason_agency, reason_source, reason;
  std::string request_reference;
  static const Shape& shape();
  friend bool operator==(const LineAnswer&, const LineAnswer&) = default;
};

struct ResponseSubLine {
  std::string number, parent_number, relationship;
  std::optional<Decimal> quantity;
  std::string unit;
  std::optional<Decimal> price;
  std::string price_basis, price_relationship;
  std::vector<Id> ids;
  std::vector<LineAnswer> answers;
  std::vector<Description> descriptions;
  std::vector<TradeDate> dates;
  std::vector<Note> notes;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const ResponseSubLine&, const ResponseSubLine&) = default;
};

// Number, quantity, unit, price and ids repeat the order's line; the answers say what comes of it.
struct ResponseLine {
  std::string number, assigned_id;
  std::string change;                 // what the change does with the line, where one is answered
  std::optional<Decimal> to_receive;  // as a ChangeLine has it
  std::optional<Decimal> quantity;
  std::string unit, unit_code;
  std::optional<Decimal> price;
  std::string price_basis, currency;
  std::vector<Id> ids;
  std::vector<LineAnswer> answers;
  std::vector<Description> descriptions;
  std::vector<Price> prices;
  std::vector<Pack> packs;
  std::vector<Measurement> measurements;
  std::vector<Quantity> quantities;
  std::vector<Reference> references;
  std::vector<TradeDate> dates;
  std::vector<LeadTime> lead_times;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<Tax> taxes;
  std::vector<Terms> terms;
  std::vector<Freight> freight;
  std::vector<Routing> routing;
  std::vector<Party> parties;
  std::vector<Distribution> distribution;
  std::vector<Schedule> schedules;
  std::vector<ResponseSubLine> sub_lines;
  std::vector<Note> notes;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const ResponseLine&, const ResponseLine&) = default;
};

struct OrderResponse {
  std::string partner;  // our name for the one who ordered
  std::optional<bool> test;
  std::string order_number, release_number;
  std::string answer_to;        // order_change; empty: the order
  std::string change_sequence;  // of the change that is answered, as the buyer counts them
  std::optional<Date> changed;  // its date
  std::optional<Date> ordered;
  std::string kind;     // accepted, accepted_with_changes, rejected, acknowledged_held ...
  std::string purpose;  // original, ...
  std::optional<Date> answered;
  std::string vendor_order_number, request_reference, contract;
  std::string currency;
  Exchange exchange;
  std::string department, vendor_number;
  std::vector<Reference> references;
  std::vector<Contact> contacts;
  std::vector<Party> parties;
  std::vector<TradeDate> dates;
  std::vector<LeadTime> lead_times;
  std::vector<Terms> terms;
  std::vector<SalesCondition> sales_conditions;
  std::vector<Freight> freight;
  std::vector<Routing> routing;
  std::vector<Lading> lading;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<Tax> taxes;
  std::vector<Description> descriptions;
  std::vector<Note> notes;
  std::vector<ResponseLine> lines;
  Totals totals;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const OrderResponse&, const OrderResponse&) = default;
};

// Accepts everything as ordered: every line is repeated once with the one answer "accepted" for its whole
// quantity. `answered` is the day of the answer. Whether an order may be answered so is for the caller to
// judge.
[[nodiscard]] OrderResponse respond_as_ordered(const Order& order, Date answered);

}  // namespace transom

// Compiled once, in order/document_vectors.cpp, not again in each of the hundred files that copy documents.
extern template class std::vector<transom::LineAnswer>;
extern template class std::vector<transom::ResponseSubLine>;
extern template class std::vector<transom::ResponseLine>;
