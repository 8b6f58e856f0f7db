// The tables of an order: header, lines and what hangs below a line.
#include "order/words.hpp"
#include "transom/order.hpp"

namespace transom {

using enum Need;

const Shape& Schedule::shape() {
  using S = Schedule;
  static const Shape table(
      "schedule",
      {
          field("quantity", &S::quantity, must, "How many."),
          field("unit", &S::unit, may, "Unit of measure."),
          field("dates", &S::dates, may, "When.", words::date_kind),
          field("parties", &S::parties, may, "Where to.", words::party_role),
          field("references", &S::references, may, "Numbers of this delivery.", words::reference_kind),
          field("routing", &S::routing, may, "How it travels."),
          field("request_reference", &S::request_reference, may, "Number of the request."),
          field("assigned_id", &S::assigned_id, may, "Number that the buyer gave it."),
      });
  return table;
}

const Shape& StoreQuantity::shape() {
  static const Shape table("store_quantity",
                           {
                               field("location", &StoreQuantity::location, must, "The store's number."),
                               field("quantity", &StoreQuantity::quantity, must, "How many it gets."),
                           });
  return table;
}

const Shape& Distribution::shape() {
  using D = Distribution;
  static const Shape table(
      "distribution",
      {
          field("unit", &D::unit, may, "Unit of measure of the quantities."),
          field("location_kind", &D::location_kind, may, "Whose store numbers.", words::party_id_kind),
          field("area", &D::area, may, "Part of the store."),
          field("stores", &D::stores, must, "The stores and their quantities."),
      });
  return table;
}

const Shape& SubLine::shape() {
  using S = SubLine;
  static const Shape table(
      "sub_line",
      {
          field("number", &S::number, must, "Number within the line."),
          field("parent_number", &S::parent_number, may, "Sub-line that it belongs to."),
          field("relationship", &S::relationship, may, "What it is to the line.", words::relationship),
          field("quantity", &S::quantity, may, "How many, in each unit of the line."),
          field("unit", &S::unit, may, "Unit of measure."),
          field("price", &S::price, may, "Price, for as many units as price_basis says."),
          field("price_basis", &S::price_basis, may, "What the price is for.", words::price_basis),
          field("price_relationship", &S::price_relationship, may, "How the price joins the line's.",
                words::relationship),
          field("ids", &S::ids, may, "Its item numbers.", words::id_kind),
          field("descriptions", &S::descriptions, may, "What it is.", words::description_kind),
          field("prices", &S::prices, may, "Other prices and quantity breaks."),
          field("packs", &S::packs, may, "How it is packed."),
          field("quantities", &S::quantities, may, "Other quantities."),
          field("references", &S::references, may, "Numbers that belong to it.", words::reference_kind),
          field("dates", &S::dates, may, "Dates that count for it.", words::date_kind),
          field("allowances_charges", &S::allowances_charges, may, "Allowances and charges."),
          field("taxes", &S::taxes, may, "Taxes."),
          field("parties", &S::parties, may, "Who takes part in it.", words::party_role),
          field("notes", &S::notes, may, "Notes."),
          field("extras", &S::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

const Shape& OrderLine::shape() {
  using L = OrderLine;
  static const Shape table(
      "order_line",
      {
          field("number", &L::number, must, "Line number as the buyer gave it, else its position."),
          field("assigned_id", &L::assigned_id, may, "Line number, only where the buyer gave one."),
          field("quantity", &L::quantity, may, "How many are ordered."),
          field("unit", &L::unit, may, "Unit of measure of the quantity."),
          field("unit_code", &L::unit_code, may, "The partner's own code for the unit."),
          field("price", &L::price, may, "Price, for as many units as price_basis says."),
          field("price_basis", &L::price_basis, may, "What the price is for; absent: one unit.",
                words::price_basis),
          field("currency", &L::currency, may, "Currency, where not the order's."),
          field("ids", &L::ids, may, "Item numbers, every one sent.", words::id_kind),
          field("descriptions", &L::descriptions, may, "What it is: text, size, color ...",
                words::description_kind),
          field("prices", &L::prices, may, "Other prices and quantity breaks."),
          field("packs", &L::packs, may, "How it is packed."),
          field("packaging", &L::packaging, may, "How it must be packed and labeled."),
          field("measurements", &L::measurements, may, "Measures of the item."),
          field("quantities", &L::quantities, may, "Other quantities."),
          field("amounts", &L::amounts, may, "Amounts that the sender states."),
          field("references", &L::references, may, "Numbers that belong to the line.", words::reference_kind),
          field("contacts", &L::contacts, may, "Whom to ask."),
          field("dates", &L::dates, may, "Dates that count for the line.", words::date_kind),
          field("lead_times", &L::lead_times, may, "Lead times."),
          field("allowances_charges", &L::allowances_charges, may, "Allowances and charges."),
          field("taxes", &L::taxes, may, "Taxes."),
          field("terms", &L::terms, may, "Terms of payment."),
          field("sales_conditions", &L::sales_conditions, may, "Conditions of the sale."),
          field("freight", &L::freight, may, "Who pays freight, where title passes."),
          field("routing", &L::routing, may, "How it travels."),
          field("lading", &L::lading, may, "What is to be loaded."),
          field("handling", &L::handling, may, "Special handling and dangerous goods."),
          field("marks", &L::marks, may, "Marks on the packages.", words::mark_kind),
          field("parties", &L::parties, may, "Who takes part in the line, such as its ship_to.",
                words::party_role),
          field("distribution", &L::distribution, may, "How the quantity spreads over stores."),
          field("schedules", &L::schedules, may, "How the quantity spreads over dates and places."),
          field("sub_lines", &L::sub_lines, may, "Components, sizes, parts of the line."),
          field("notes", &L::notes, may, "Notes."),
          field("extras", &L::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

const Shape& Exchange::shape() {
  static const Shape table("exchange",
                           {
                               field("rate", &Exchange::rate, may, "Rate of exchange."),
                               field("currency", &Exchange::currency, may, "The other currency."),
                               field("market", &Exchange::market, may, "Market whose rate it is."),
                           });
  return table;
}

const Shape& Totals::shape() {
  using T = Totals;
  static const Shape table(
      "totals", {
                    field("line_count", &T::line_count, may, "Number of lines."),
                    field("quantity_hash", &T::quantity_hash, may, "Sum of the lines' quantities."),
                    field("amount", &T::amount, may, "Money in all."),
                    field("weight", &T::weight, may, "Weight in all."),
                    field("weight_unit", &T::weight_unit, may, "Unit of the weight."),
                    field("volume", &T::volume, may, "Volume in all."),
                    field("volume_unit", &T::volume_unit, may, "Unit of the volume."),
                    field("description", &T::description, may, "In words."),
                });
  return table;
}

const Shape& Order::shape() {
  using O = Order;
  static const Shape table(
      "order",
      {
          field("partner", &O::partner, may, "Our name for the partner who ordered."),
          field("test", &O::test, may, "True: sent as a test, not to be filled."),
          field("number", &O::number, must, "Purchase order number."),
          field("release_number", &O::release_number, may, "Release of a blanket order."),
          field("type", &O::type, must, "Kind of order.", words::order_type),
          field("purpose", &O::purpose, must, "New, change, cancellation ...", words::purpose),
          field("ordered", &O::ordered, must, "Date of the order."),
          field("contract", &O::contract, may, "Contract number."),
          field("contract_type", &O::contract_type, may, "Kind of contract.", words::contract_type),
          field("category", &O::category, may, "Purchase category, as sent."),
          field("acknowledgment_wanted", &O::acknowledgment_wanted, may, "Which answer the buyer wants.",
                words::acknowledgment_wanted),
          field("currency", &O::currency, may, "Currency code."),
          field("exchange", &O::exchange, may, "Exchange into another currency."),
          field("department", &O::department, may, "The buyer's department."),
          field("vendor_number", &O::vendor_number, may, "Our number at the buyer."),
          field("references", &O::references, may, "Other numbers.", words::reference_kind),
          field("contacts", &O::contacts, may, "Whom to ask."),
          field("parties", &O::parties, may, "Buyer, ship-to, bill-to and others.", words::party_role),
          field("dates", &O::dates, may, "Dates that count for the order.", words::date_kind),
          field("lead_times", &O::lead_times, may, "Lead times."),
          field("terms", &O::terms, may, "Terms of payment."),
          field("sales_conditions", &O::sales_conditions, may, "Conditions of the sale."),
          field("freight", &O::freight, may, "Who pays freight, where title passes."),
          field("routing", &O::routing, may, "How it travels."),
          field("lading", &O::lading, may, "What is to be loaded."),
          field("handling", &O::handling, may, "Special handling and dangerous goods."),
          field("marks", &O::marks, may, "Marks on the packages.", words::mark_kind),
          field("allowances_charges", &O::allowances_charges, may, "Allowances and charges."),
          field("taxes", &O::taxes, may, "Taxes."),
          field("prices", &O::prices, may, "Prices that hold for the whole order."),
          field("amounts", &O::amounts, may, "Amounts that the sender states."),
          field("descriptions", &O::descriptions, may, "What the order is about."),
          field("packaging", &O::packaging, may, "How it must be packed and labeled."),
          field("measurements", &O::measurements, may, "Measures of the whole order."),
          field("notes", &O::notes, may, "Notes."),
          field("lines", &O::lines, must, "What is ordered."),
          field("totals", &O::totals, may, "Totals as the sender states them."),
          field("extras", &O::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

}  // namespace transom
