// A change to an order that was sent before: what the buyer wants otherwise, line by line.
//
// A line says by `change` what is to become of the order's line and bears the values as they are to be. What
// came of the change (the differences in plain words, and the order as it stands then) lies beside it in what
// the ERP gets; a change that is to be sent has neither.
#pragma once

#include "transom/order.hpp"

namespace transom {

// One line of a change: a line of an order, the values that are given only, and what is to be done with them.
struct ChangeLine : OrderLine {
  std::string change;                 // add_item, delete_item, quantity_decrease, price_change ...
  std::optional<Decimal> to_receive;  // of the new quantity, what has not come yet
  static const Shape& shape();
  friend bool operator==(const ChangeLine&, const ChangeLine&) = default;
};

// One thing that is not as it was.
struct Difference {
  std::string line;           // number of the line; empty: the order as a whole
  std::string path;           // "quantity", "dates[ship_not_before].date"; empty: all of the line
  std::string before, after;  // as text; empty: was not there, is no longer there
  std::string text;           // "line 2: quantity 12 -> 10"
  static const Shape& shape();
  friend bool operator==(const Difference&, const Difference&) = default;
};

struct OrderChange {
  std::string partner;       // our name for the sender
  std::optional<bool> test;  // sent as a test
  std::string number, release_number;
  std::string sequence;  // of the change, as the buyer counts them
  std::string purpose;   // change, replace, cancel ...
  std::string type;      // of the order: stand_alone, blanket ...
  std::optional<Date> ordered, changed, answered;
  std::string request_reference, contract, contract_type, vendor_order_number, acknowledgment_wanted;
  std::string category, currency;
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
  std::vector<Handling> handling;
  std::vector<Mark> marks;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<Tax> taxes;
  std::vector<Price> prices;
  std::vector<Amount> amounts;
  std::vector<Description> descriptions;
  std::vector<Description> packaging;
  std::vector<Measurement> measurements;
  std::vector<Note> notes;
  std::vector<ChangeLine> lines;
  Totals totals;
  std::vector<Extra> extras;
  std::vector<Difference> differences;  // what the change comes to
  Order result;                         // the order as it stands then; empty where it is cancelled
  static const Shape& shape();
  friend bool operator==(const OrderChange&, const OrderChange&) = default;
};

// What is not the same in two states of one order: header first, then its lines in their order, those that
// are gone last. Lines are the same by their number, entries of lists by their kind; totals are left out.
[[nodiscard]] std::vector<Difference> differences(const Order& before, const Order& after);

// The one difference that a cancellation makes.
[[nodiscard]] Difference cancelled(const std::string& order_number);

// The change that an order sent once more (its purpose is change, replace or cancel) asks for.
[[nodiscard]] OrderChange change_of(const Order& order);

}  // namespace transom

// Compiled once, in order/document_vectors.cpp, not again in each of the hundred files that copy documents.
extern template class std::vector<transom::ChangeLine>;
extern template class std::vector<transom::Difference>;
