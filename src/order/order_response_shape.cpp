// The tables of an answer to an order or to a change of one.
#include "order/words.hpp"
#include "transom/order_response.hpp"

namespace transom {

using enum Need;

const Shape& LineAnswer::shape() {
  using A = LineAnswer;
  static const Shape table(
      "line_answer", {
                         field("status", &A::status, must, "What comes of the line.", words::answer_status),
                         field("quantity", &A::quantity, may, "How many this holds for."),
                         field("unit", &A::unit, may, "Unit of measure."),
                         field("unit_code", &A::unit_code, may, "The partner's own code for the unit."),
                         field("dates", &A::dates, may, "When.", words::date_kind),
                         field("ids", &A::ids, may, "Numbers of the item that will come.", words::id_kind),
                         field("reason_agency", &A::reason_agency, may, "Whose list of reasons."),
                         field("reason_source", &A::reason_source, may, "Which list of theirs."),
                         field("reason", &A::reason, may, "Reason in that list."),
                         field("request_reference", &A::request_reference, may, "Number of the request."),
                     });
  return table;
}

const Shape& ResponseSubLine::shape() {
  using S = ResponseSubLine;
  static const Shape table(
      "response_sub_line",
      {
          field("number", &S::number, must, "Number within the line."),
          field("parent_number", &S::parent_number, may, "Sub-line that it belongs to."),
          field("relationship", &S::relationship, may, "What it is to the line.", words::relationship),
          field("quantity", &S::quantity, may, "How many were ordered."),
          field("unit", &S::unit, may, "Unit of measure."),
          field("price", &S::price, may, "Price, for as many units as price_basis says."),
          field("price_basis", &S::price_basis, may, "What the price is for.", words::price_basis),
          field("price_relationship", &S::price_relationship, may, "How the price joins the line's.",
                words::relationship),
          field("ids", &S::ids, may, "Its item numbers.", words::id_kind),
          field("answers", &S::answers, may, "What comes of it.", words::answer_status),
          field("descriptions", &S::descriptions, may, "What it is.", words::description_kind),
          field("dates", &S::dates, may, "Dates that count for it.", words::date_kind),
          field("notes", &S::notes, may, "Notes."),
          field("extras", &S::extras, may, "What this partner wants beyond the above."),
      });
  return table;
}

const Shape& ResponseLine::shape() {
  using L = ResponseLine;
  static const Shape table(
      "response_line",
      {
          field("number", &L::number, must, "Number of the order's line."),
          field("assigned_id", &L::assigned_id, may, "Line number, only where the buyer gave one."),
          field("change", &L::change, may, "What the change that is answered does with the line.",
                words::line_change),
          field("to_receive", &L::to_receive, may, "Of a changed quantity, what has not come yet."),
          field("quantity", &L::quantity, may, "How many were ordered."),
          field("unit", &L::unit, may, "Unit of measure of the quantity."),
          field("unit_code", &L::unit_code, may, "The partner's own code for the unit."),
          field("price", &L::price, may, "Price, for as many units as price_basis says."),
          field("price_basis", &L::price_basis, may, "What the price is for; absent: one unit.",
                words::price_basis),
          field("currency", &L::currency, may, "Currency, where not the document's."),
          field("ids", &L::ids, may, "Item numbers of the order's line.", words::id_kind),
          field("answers", &L::answers, may, "What comes of the line; the quantities add up to it.",
                words::answer_status),
          field("descriptions", &L::descriptions, may, "What it is.", words::description_kind),
          field("prices", &L::prices, may, "Other prices."),
          field("packs", &L::packs, may, "How it is packed."),
          field("measurements", &L::measurements, may, "Measures of the item."),
          field("quantities", &L::quantities, may, "Other quantities."),
          field("references", &L::references, may, "Numbers that belong to the line.", words::reference_kind),
          field("dates", &L::dates, may, "Dates that count for the line.", words::date_kind),
          field("lead_times", &L::lead_times, may, "Lead times."),
          field("allowances_charges", &L::allowances_charges, may, "Allowances and charges."),
          field("taxes", &L::taxes, may, "Taxes."),
          field("terms", &L::terms, may, "Terms of payment."),
          field("freight", &L::freight, may, "Who pays freight, where title passes."),
          field("routing", &L::routing, may, "How it travels."),
          field("parties", &L::parties, may, "Who takes part in the line.", words::party_role),
          field("distribution", &L::distribution, may, "How the quantity spreads over stores."),
          field("schedules", &L::schedules, may, "How the quantity spreads over dates and places."),
          field("sub_lines", &L::sub_lines, may, "Components, sizes, parts of the line."),
          field("notes", &L::notes, may, "Notes."),
          field("extras", &L::extras, may, "What this partner wants beyond the above."),
      });
  return table;
}

const Shape& OrderResponse::shape() {
  using R = OrderResponse;
  static const Shape table(
      "order_response",
      {
          field("partner", &R::partner, may, "Our name for the partner who ordered."),
          field("test", &R::test, may, "True: answers a test."),
          field("order_number", &R::order_number, must, "Purchase order number that is answered."),
          field("release_number", &R::release_number, may, "Release of a blanket order."),
          field("answer_to", &R::answer_to, may, "What is answered; absent: the order itself.",
                words::answer_to),
          field("change_sequence", &R::change_sequence, may, "Number of the change that is answered."),
          field("changed", &R::changed, may, "Date of the change that is answered."),
          field("ordered", &R::ordered, may,
                "Date of the order; of one that we have on file it may be left out."),
          field("kind", &R::kind, may,
                "What comes of the order as a whole; a vendor who proposes may leave it out.",
                words::response_kind),
          field("purpose", &R::purpose, may,
                "First answer, change, replacement ...; original where it is left out.", words::purpose),
          field("answered", &R::answered, may, "Date of the answer."),
          field("vendor_order_number", &R::vendor_order_number, may, "The vendor's number for the order."),
          field("request_reference", &R::request_reference, may, "Number of the request."),
          field("contract", &R::contract, may, "Contract number."),
          field("currency", &R::currency, may, "Currency code."),
          field("exchange", &R::exchange, may, "Exchange into another currency."),
          field("department", &R::department, may, "The buyer's department."),
          field("vendor_number", &R::vendor_number, may, "The vendor's number at the buyer."),
          field("references", &R::references, may, "Other numbers.", words::reference_kind),
          field("contacts", &R::contacts, may, "Whom to ask."),
          field("parties", &R::parties, may, "Buyer, ship-to, vendor and others.", words::party_role),
          field("dates", &R::dates, may, "Dates that count for the order.", words::date_kind),
          field("lead_times", &R::lead_times, may, "Lead times."),
          field("terms", &R::terms, may, "Terms of payment."),
          field("sales_conditions", &R::sales_conditions, may, "Conditions of the sale."),
          field("freight", &R::freight, may, "Who pays freight, where title passes."),
          field("routing", &R::routing, may, "How it travels."),
          field("lading", &R::lading, may, "What is to be loaded."),
          field("allowances_charges", &R::allowances_charges, may, "Allowances and charges."),
          field("taxes", &R::taxes, may, "Taxes."),
          field("descriptions", &R::descriptions, may, "What the order is about."),
          field("notes", &R::notes, may, "Notes."),
          field("lines", &R::lines, may, "The lines and what comes of each."),
          field("totals", &R::totals, may, "Totals as the sender states them."),
          field("extras", &R::extras, may, "What this partner wants beyond the above."),
      });
  return table;
}

}  // namespace transom
