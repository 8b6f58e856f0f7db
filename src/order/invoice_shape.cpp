// The tables of an invoice: header, lines, totals.
#include "order/words.hpp"
#include "transom/invoice.hpp"

namespace transom {

using enum Need;

const Shape& ShippedQuantity::shape() {
  using S = ShippedQuantity;
  static const Shape table("shipped_quantity",
                           {
                               field("quantity", &S::quantity, may, "How many were shipped."),
                               field("unit", &S::unit, may, "Unit of measure."),
                               field("status", &S::status, may, "State of the shipment or order, as sent."),
                               field("difference", &S::difference, may, "Shipped beside what was ordered."),
                               field("reason", &S::reason, may, "Why they differ, as sent."),
                           });
  return table;
}

const Shape& InvoiceLine::shape() {
  using L = InvoiceLine;
  static const Shape table(
      "invoice_line",
      {
          field("number", &L::number, must, "Line number; where the sender gave none, the position."),
          field("assigned_id", &L::assigned_id, may, "Line number, only where the sender gave one."),
          field("quantity", &L::quantity, may, "How many are invoiced."),
          field("unit", &L::unit, may, "Unit of measure of the quantity."),
          field("unit_code", &L::unit_code, may, "The partner's own code for the unit."),
          field("price", &L::price, may, "Price, for as many units as price_basis says."),
          field("price_basis", &L::price_basis, may, "What the price is for; absent: one unit.",
                words::price_basis),
          field("currency", &L::currency, may, "Currency, where not the document's."),
          field("ids", &L::ids, may, "Item numbers.", words::id_kind),
          field("descriptions", &L::descriptions, may, "What it is.", words::description_kind),
          field("prices", &L::prices, may, "Other prices."),
          field("packs", &L::packs, may, "How it is packed."),
          field("packaging", &L::packaging, may, "How it is packed and labeled, in words."),
          field("measurements", &L::measurements, may, "Measures of the item."),
          field("quantities", &L::quantities, may, "Other quantities.", words::quantity_kind),
          field("shipped", &L::shipped, may, "What was shipped of it."),
          field("amounts", &L::amounts, may, "Amounts that the sender states.", words::amount_kind),
          field("references", &L::references, may, "Numbers that belong to the line.", words::reference_kind),
          field("contacts", &L::contacts, may, "Whom to ask.", words::contact_role),
          field("dates", &L::dates, may, "Dates that count for the line.", words::date_kind),
          field("allowances_charges", &L::allowances_charges, may, "Allowances and charges of the line.",
                words::allowance_charge),
          field("taxes", &L::taxes, may, "Taxes of the line.", words::tax_kind),
          field("terms", &L::terms, may, "Terms of payment of the line."),
          field("carriage", &L::carriage, may, "Who carried it."),
          field("parties", &L::parties, may, "Who takes part in the line.", words::party_role),
          field("distribution", &L::distribution, may, "How the quantity spreads over stores."),
          field("sub_lines", &L::sub_lines, may, "Components, sizes, parts of the line."),
          field("extras", &L::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

const Shape& ShippedTotal::shape() {
  using S = ShippedTotal;
  static const Shape table("shipped_total",
                           {
                               field("quantity", &S::quantity, may, "How many units were shipped."),
                               field("unit", &S::unit, may, "Unit of measure, such as cartons."),
                               field("weight", &S::weight, may, "Weight shipped."),
                               field("weight_unit", &S::weight_unit, may, "Unit of the weight."),
                               field("volume", &S::volume, may, "Volume shipped."),
                               field("volume_unit", &S::volume_unit, may, "Unit of the volume."),
                               field("count", &S::count, may, "A further count, such as pallets."),
                               field("gross_weight", &S::gross_weight, may, "A further weight."),
                               field("description", &S::description, may, "In words."),
                           });
  return table;
}

const Shape& InvoiceTotals::shape() {
  using T = InvoiceTotals;
  static const Shape table(
      "invoice_totals",
      {
          field("amount", &T::amount, may,
                "All that is owed before any discount of the terms; worked out where it is left out."),
          field("discountable", &T::discountable, may, "What the discount of the terms is taken of."),
          field("after_discount", &T::after_discount, may, "What is owed once the discount is taken."),
          field("discount", &T::discount, may, "The discount of the terms, as money."),
          field("line_count", &T::line_count, may, "Number of lines."),
          field("quantity_hash", &T::quantity_hash, may, "Sum of all quantities, whatever their units."),
          field("weight", &T::weight, may, "Weight of all."),
          field("weight_unit", &T::weight_unit, may, "Unit of the weight."),
          field("volume", &T::volume, may, "Volume of all."),
          field("volume_unit", &T::volume_unit, may, "Unit of the volume."),
          field("description", &T::description, may, "In words."),
      });
  return table;
}

const Shape& Invoice::shape() {
  using I = Invoice;
  static const Shape table(
      "invoice",
      {
          field("partner", &I::partner, may, "Our name for the other side."),
          field("test", &I::test, may, "True: a test."),
          field("number", &I::number, must, "Invoice number."),
          field("invoiced", &I::invoiced, unless_cancelled,
                "Date of the invoice; a cancellation that leaves it out gets that of what it cancels."),
          field("order_number", &I::order_number, may, "Purchase order that it is for."),
          field("release_number", &I::release_number, may, "Release of a blanket order."),
          field("change_sequence", &I::change_sequence, may, "Number of the order's change."),
          field("ordered", &I::ordered, may, "Date of the order."),
          field("type", &I::type, may, "Kind of invoice.", words::invoice_type),
          field("purpose", &I::purpose, may, "First sending, replacement, cancellation ...", words::purpose),
          field("action", &I::action, may, "What the receiver is to do, as sent."),
          field("original_invoice", &I::original_invoice, may, "Invoice that this one changes."),
          field("currency", &I::currency, may, "Currency code."),
          field("exchange", &I::exchange, may, "Exchange into another currency."),
          field("references", &I::references, may, "Other numbers.", words::reference_kind),
          field("contacts", &I::contacts, may, "Whom to ask.", words::contact_role),
          field("parties", &I::parties, may, "Bill-to, remit-to, ship-to and others.", words::party_role),
          field("terms", &I::terms, may, "Terms of payment."),
          field("dates", &I::dates, may, "Dates that count for the invoice.", words::date_kind),
          field("freight", &I::freight, may, "Who pays freight, where title passes."),
          field("carriage", &I::carriage, may, "Who carried it."),
          field("shipped", &I::shipped, may, "What was shipped with it."),
          field("allowances_charges", &I::allowances_charges, may, "Allowances and charges of the whole.",
                words::allowance_charge),
          field("taxes", &I::taxes, may, "Taxes of the whole.", words::tax_kind),
          field("amounts", &I::amounts, may, "Other amounts that the sender states.", words::amount_kind),
          field("descriptions", &I::descriptions, may, "What the invoice is about."),
          field("packaging", &I::packaging, may, "How it was packed and labeled."),
          field("measurements", &I::measurements, may, "Measures of the whole."),
          field("notes", &I::notes, may, "Notes."),
          field("lines", &I::lines, may, "What is invoiced."),
          field("totals", &I::totals, may, "Totals as the sender states them."),
          field("extras", &I::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

}  // namespace transom
