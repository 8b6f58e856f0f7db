// The tables of a change to an order.
#include "order/words.hpp"
#include "transom/order_change.hpp"

namespace transom {

using enum Need;

const Shape& ChangeLine::shape() {
  using L = ChangeLine;
  static const Shape table(
      "change_line",
      {
          field("change", &L::change, must, "What becomes of the order's line.", words::line_change),
          field("to_receive", &L::to_receive, may, "Of the new quantity, what has not come yet."),
      },
      OrderLine::shape());
  return table;
}

const Shape& Difference::shape() {
  using D = Difference;
  static const Shape table(
      "difference", {
                        field("line", &D::line, may, "Number of the line; absent: the order as a whole."),
                        field("path", &D::path, may, "Path of the value; absent: all of the line."),
                        field("before", &D::before, may, "As it was; absent: it was not there."),
                        field("after", &D::after, may, "As it is; absent: it is no longer there."),
                        field("text", &D::text, must, "In words."),
                    });
  return table;
}

const Shape& OrderChange::shape() {
  using C = OrderChange;
  static const Shape table(
      "order_change",
      {
          field("partner", &C::partner, may, "Our name for the partner who ordered."),
          field("test", &C::test, may, "True: sent as a test."),
          field("number", &C::number, must, "Number of the purchase order that is changed."),
          field("release_number", &C::release_number, may, "Release of a blanket order."),
          field("sequence", &C::sequence, may, "Number of the change, as the buyer counts them."),
          field("purpose", &C::purpose, must, "Change, replacement, cancellation ...", words::purpose),
          field("type", &C::type, must, "Kind of order.", words::order_type),
          field("ordered", &C::ordered, must, "Date of the order."),
          field("changed", &C::changed, may, "Date of the change."),
          field("answered", &C::answered, may, "Date of the answer that it follows."),
          field("request_reference", &C::request_reference, may, "Number of the request."),
          field("contract", &C::contract, may, "Contract number."),
          field("contract_type", &C::contract_type, may, "Kind of contract.", words::contract_type),
          field("vendor_order_number", &C::vendor_order_number, may, "The vendor's number for the order."),
          field("acknowledgment_wanted", &C::acknowledgment_wanted, may, "Which answer the buyer wants.",
                words::acknowledgment_wanted),
          field("category", &C::category, may, "Purchase category, as sent."),
          field("currency", &C::currency, may, "Currency code."),
          field("exchange", &C::exchange, may, "Exchange into another currency."),
          field("department", &C::department, may, "The buyer's department."),
          field("vendor_number", &C::vendor_number, may, "Our number at the buyer."),
          field("references", &C::references, may, "Other numbers.", words::reference_kind),
          field("contacts", &C::contacts, may, "Whom to ask."),
          field("parties", &C::parties, may, "Buyer, ship-to, bill-to and others.", words::party_role),
          field("dates", &C::dates, may, "Dates that count for the order.", words::date_kind),
          field("lead_times", &C::lead_times, may, "Lead times."),
          field("terms", &C::terms, may, "Terms of payment."),
          field("sales_conditions", &C::sales_conditions, may, "Conditions of the sale."),
          field("freight", &C::freight, may, "Who pays freight, where title passes."),
          field("routing", &C::routing, may, "How it travels."),
          field("lading", &C::lading, may, "What is to be loaded."),
          field("handling", &C::handling, may, "Special handling and dangerous goods."),
          field("marks", &C::marks, may, "Marks on the packages.", words::mark_kind),
          field("allowances_charges", &C::allowances_charges, may, "Allowances and charges."),
          field("taxes", &C::taxes, may, "Taxes."),
          field("prices", &C::prices, may, "Prices that hold for the whole order."),
          field("amounts", &C::amounts, may, "Amounts that the sender states."),
          field("descriptions", &C::descriptions, may, "What the order is about."),
          field("packaging", &C::packaging, may, "How it must be packed and labeled."),
          field("measurements", &C::measurements, may, "Measures of the whole order."),
          field("notes", &C::notes, may, "Notes."),
          field("lines", &C::lines, may, "The lines that change, and what becomes of each."),
          field("totals", &C::totals, may, "Totals as the sender states them."),
          field("extras", &C::extras, may, "What this partner sends beyond the above."),
          field("differences", &C::differences, may, "What the change comes to, in words."),
          field("result", &C::result, may, "The order as it stands with the change; absent: cancelled."),
      });
  return table;
}

}  // namespace transom
