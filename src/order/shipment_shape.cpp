// The tables of a shipment and its levels. They lie in each other in every order in which goods are packed.
#include "order/words.hpp"
#include "transom/shipment.hpp"

namespace transom {

using enum Need;

const Shape& OrderReference::shape() {
  using R = OrderReference;
  static const Shape table(
      "order_reference", {
                             field("number", &R::number, may, "Purchase order number."),
                             field("release_number", &R::release_number, may, "Release of a blanket order."),
                             field("change_sequence", &R::change_sequence, may, "Number of the change."),
                             field("ordered", &R::ordered, may, "Date of the order."),
                             field("line_number", &R::line_number, may, "Line of the order."),
                             field("contract", &R::contract, may, "Contract number."),
                             field("type", &R::type, may, "Kind of order.", words::order_type),
                         });
  return table;
}

const Shape& ShipmentItem::shape() {
  using I = ShipmentItem;
  static const Shape table(
      "shipment_item",
      {
          field("number", &I::number, may, "Line number, as the order has it."),
          field("quantity", &I::quantity, must, "How many are shipped."),
          field("unit", &I::unit, may, "Unit of measure of the quantity."),
          field("unit_code", &I::unit_code, may, "The partner's own code for the unit."),
          field("ordered", &I::ordered, may, "How many were ordered."),
          field("shipped_to_date", &I::shipped_to_date, may, "How many were shipped so far, with these."),
          field("ordered_unit", &I::ordered_unit, may, "Unit of what was ordered."),
          field("status", &I::status, may, "What this does to the line.", words::answer_status),
          field("ids", &I::ids, may, "Item numbers, lot, serial number.", words::id_kind),
          field("order", &I::order, may, "Order it is for, where no level above says so."),
          field("packing", &I::packing, may, "How it is packed."),
          field("descriptions", &I::descriptions, may, "What it is.", words::description_kind),
          field("measurements", &I::measurements, may, "Measures of the item.", words::measurement_kind),
          field("packaging", &I::packaging, may, "How it is packed and labeled, in words."),
          field("lading", &I::lading, may, "Packages, weight and volume."),
          field("handling", &I::handling, may, "Special handling and dangerous goods."),
          field("references", &I::references, may, "Numbers that belong to it.", words::reference_kind),
          field("loads", &I::loads, may, "Containers that it comes in."),
          field("marks", &I::marks, may, "Marks on it.", words::mark_kind),
          field("dates", &I::dates, may, "Expiry and other dates.", words::date_kind),
          field("parties", &I::parties, may, "Who takes part in it.", words::party_role),
          field("distribution", &I::distribution, may, "How the quantity spreads over stores."),
          field("allowances_charges", &I::allowances_charges, may, "Allowances and charges.",
                words::allowance_charge),
          field("sub_lines", &I::sub_lines, may, "Components, sizes, parts of it."),
          field("tares", &I::tares, may, "Standard pack: the pallets that it is on."),
          field("packs", &I::packs, may, "Standard pack: the cartons that it is in."),
          field("extras", &I::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

const Shape& ShipmentPack::shape() {
  using P = ShipmentPack;
  static const Shape table(
      "shipment_pack",
      {
          field("marks", &P::marks, may, "What is on its label: the SSCC and others.", words::mark_kind),
          field("ids", &P::ids, may, "Numbers of its kind, such as the carton's GTIN.", words::id_kind),
          field("quantity", &P::quantity, may, "In an item: how many of it are in here."),
          field("unit", &P::unit, may, "Unit of measure of the quantity."),
          field("unit_code", &P::unit_code, may, "The partner's own code for the unit."),
          field("packing", &P::packing, may, "Weight, measures and content of the pack."),
          field("descriptions", &P::descriptions, may, "What it is.", words::description_kind),
          field("measurements", &P::measurements, may, "Measures of the pack.", words::measurement_kind),
          field("packaging", &P::packaging, may, "How it is packed and labeled, in words."),
          field("lading", &P::lading, may, "Packages, weight and volume."),
          field("handling", &P::handling, may, "Special handling and dangerous goods."),
          field("references", &P::references, may, "Numbers that belong to it.", words::reference_kind),
          field("dates", &P::dates, may, "Dates of the pack.", words::date_kind),
          field("parties", &P::parties, may, "Who gets it.", words::party_role),
          field("orders", &P::orders, may, "Packs over several orders: the orders in here."),
          field("items", &P::items, may, "What is in it."),
          field("extras", &P::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

const Shape& ShipmentTare::shape() {
  using T = ShipmentTare;
  static const Shape table(
      "shipment_tare",
      {
          field("marks", &T::marks, may, "What is on its label: the SSCC and others.", words::mark_kind),
          field("packing", &T::packing, may, "Weight, measures and content of the whole."),
          field("pallet", &T::pallet, may, "How it is stacked."),
          field("descriptions", &T::descriptions, may, "What it is.", words::description_kind),
          field("measurements", &T::measurements, may, "Measures of the whole.", words::measurement_kind),
          field("packaging", &T::packaging, may, "How it is packed and labeled, in words."),
          field("lading", &T::lading, may, "Packages, weight and volume."),
          field("handling", &T::handling, may, "Special handling and dangerous goods."),
          field("references", &T::references, may, "Numbers that belong to it.", words::reference_kind),
          field("dates", &T::dates, may, "Dates of the pallet.", words::date_kind),
          field("parties", &T::parties, may, "Who gets it.", words::party_role),
          field("orders", &T::orders, may, "Tares over several orders: the orders on it."),
          field("packs", &T::packs, may, "Cartons on it."),
          field("items", &T::items, may, "What is on it without a carton."),
          field("extras", &T::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

const Shape& ShipmentOrder::shape() {
  using O = ShipmentOrder;
  static const Shape table(
      "shipment_order",
      {
          field("number", &O::number, must, "Purchase order number."),
          field("release_number", &O::release_number, may, "Release of a blanket order."),
          field("change_sequence", &O::change_sequence, may, "Number of the order's change."),
          field("ordered", &O::ordered, may, "Date of the order."),
          field("assigned_id", &O::assigned_id, may, "Number that the sender gave it here."),
          field("contract", &O::contract, may, "Contract number."),
          field("type", &O::type, may, "Kind of order.", words::order_type),
          field("currency", &O::currency, may, "Currency code."),
          field("references", &O::references, may, "Other numbers.", words::reference_kind),
          field("contacts", &O::contacts, may, "Whom to ask.", words::contact_role),
          field("parties", &O::parties, may, "Mark-for, buyer and others.", words::party_role),
          field("dates", &O::dates, may, "Dates that count for the order.", words::date_kind),
          field("freight", &O::freight, may, "Who pays freight, where title passes."),
          field("lading", &O::lading, may, "Packages, weight and volume."),
          field("routing", &O::routing, may, "How it travels."),
          field("equipment", &O::equipment, may, "Trailers, containers and their seals."),
          field("handling", &O::handling, may, "Special handling and dangerous goods."),
          field("marks", &O::marks, may, "Marks on its packages.", words::mark_kind),
          field("packaging", &O::packaging, may, "How it is packed and labeled, in words."),
          field("measurements", &O::measurements, may, "Measures of the order.", words::measurement_kind),
          field("allowances_charges", &O::allowances_charges, may, "Allowances and charges.",
                words::allowance_charge),
          field("notes", &O::notes, may, "Notes."),
          field("tares", &O::tares, may, "Its pallets."),
          field("packs", &O::packs, may, "Its cartons that are on no pallet."),
          field("items", &O::items, may, "Its items that no carton says more about."),
          field("extras", &O::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

const Shape& Shipment::shape() {
  using S = Shipment;
  static const Shape table(
      "shipment",
      {
          field("partner", &S::partner, may, "Our name for the other side."),
          field("test", &S::test, may, "True: a test."),
          field("number", &S::number, must, "Number of the ship notice."),
          field("purpose", &S::purpose, must, "First sending, replacement, cancellation ...", words::purpose),
          field("hierarchy", &S::hierarchy, may, "How the levels lie in each other.", words::hierarchy),
          field("created", &S::created, unless_cancelled,
                "Day on which the notice was made; of a cancellation the day on which it goes, where it is "
                "left out."),
          field("created_time", &S::created_time, may, "Time of that day."),
          field("type", &S::type, may, "Kind of notice, as sent."),
          field("reason", &S::reason, may, "Reason of the type, as sent."),
          field("order", &S::order, may, "The one order, where no order level says so."),
          field("currency", &S::currency, may, "Currency code."),
          field("references", &S::references, may, "Bill of lading and other numbers.",
                words::reference_kind),
          field("contacts", &S::contacts, may, "Whom to ask.", words::contact_role),
          field("parties", &S::parties, may, "Ship-from, ship-to and others.", words::party_role),
          field("dates", &S::dates, may, "Shipped, estimated delivery and others.", words::date_kind),
          field("freight", &S::freight, may, "Who pays freight, where title passes."),
          field("lading", &S::lading, may, "Packages, weight and volume of all."),
          field("routing", &S::routing, may, "Carrier and way."),
          field("equipment", &S::equipment, may, "Trailers, containers and their seals."),
          field("handling", &S::handling, may, "Special handling and dangerous goods."),
          field("marks", &S::marks, may, "Marks on the packages.", words::mark_kind),
          field("pallet", &S::pallet, may, "How its pallets are stacked."),
          field("packaging", &S::packaging, may, "How it is packed and labeled, in words."),
          field("measurements", &S::measurements, may, "Measures of the whole.", words::measurement_kind),
          field("allowances_charges", &S::allowances_charges, may, "Allowances and charges.",
                words::allowance_charge),
          field("notes", &S::notes, may, "Notes."),
          field("orders", &S::orders, may, "What is shipped for each order."),
          field("tares", &S::tares, may, "Tares over several orders: the pallets."),
          field("packs", &S::packs, may, "Packs over several orders: the cartons."),
          field("items", &S::items, may, "What is shipped, where no level above it is sent."),
          field("totals", &S::totals, may, "Totals as the sender states them; line_count stays empty."),
          field("extras", &S::extras, may, "What this partner sends beyond the above."),
      });
  return table;
}

}  // namespace transom
