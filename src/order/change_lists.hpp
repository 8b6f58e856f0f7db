// The lists that an order and a change of one both have, by one name, and what is done with each.
#pragma once

#include "transom/order_change.hpp"

namespace transom {

// Calls with each pair of lists of the same name: of the heads of two documents, or of two lines.
template <class A, class B, class Each>
void each_list(A& a, B& b, Each each) {
  each(a.references, b.references);
  each(a.contacts, b.contacts);
  each(a.dates, b.dates);
  each(a.lead_times, b.lead_times);
  each(a.terms, b.terms);
  each(a.sales_conditions, b.sales_conditions);
  each(a.freight, b.freight);
  each(a.routing, b.routing);
  each(a.lading, b.lading);
  each(a.handling, b.handling);
  each(a.marks, b.marks);
  each(a.allowances_charges, b.allowances_charges);
  each(a.taxes, b.taxes);
  each(a.prices, b.prices);
  each(a.amounts, b.amounts);
  each(a.descriptions, b.descriptions);
  each(a.packaging, b.packaging);
  each(a.measurements, b.measurements);
  each(a.parties, b.parties);
  each(a.notes, b.notes);
  each(a.extras, b.extras);
}

// Calls with each pair of single values that a change may bring to the head of an order.
template <class A, class B, class Each>
void each_value(A& a, B& b, Each each) {
  each(a.contract, b.contract);
  each(a.contract_type, b.contract_type);
  each(a.category, b.category);
  each(a.acknowledgment_wanted, b.acknowledgment_wanted);
  each(a.currency, b.currency);
  each(a.department, b.department);
  each(a.vendor_number, b.vendor_number);
}

}  // namespace transom
