// A shipment as announced before it arrives: what comes, on what, in which cartons, for which orders.
//
// The levels lie in each other as the goods do: pick and pack is orders > packs > items, standard pack is
// orders > items > packs, pallets over several orders are tares > orders > packs > items. Whatever nests in
// X12 nests here; `hierarchy` repeats the sender's own word for it. What a label says is a mark: the SSCC of
// a carton is packs[0].marks[sscc].value, its eighteen digits without the "00" that goes before them in
// print.
#pragma once

#include "transom/carriage.hpp"
#include "transom/order.hpp"

namespace transom {

struct ShipmentOrder;
struct ShipmentTare;
struct ShipmentPack;

// The order that something was shipped for, where no ShipmentOrder around it says so.
struct OrderReference {
  std::string number, release_number, change_sequence;
  std::optional<Date> ordered;
  std::string line_number, contract, type;
  static const Shape& shape();
  friend bool operator==(const OrderReference&, const OrderReference&) = default;
};

// So many of one item. Lots and serial numbers are ids, or references; days of expiry are dates.
struct ShipmentItem {
  std::string number;  // as the order assigned it, where the sender repeats it
  std::optional<Decimal> quantity;
  std::string unit, unit_code;
  std::optional<Decimal> ordered, shipped_to_date;
  std::string ordered_unit, status;
  std::vector<Id> ids;
  OrderReference order;
  Pack packing;
  std::vector<Description> descriptions;
  std::vector<Measurement> measurements;
  std::vector<Description> packaging;
  std::vector<Lading> lading;
  std::vector<Handling> handling;
  std::vector<Reference> references;
  std::vector<Load> loads;
  std::vector<Mark> marks;
  std::vector<TradeDate> dates;
  std::vector<Party> parties;
  std::vector<Distribution> distribution;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<SubLine> sub_lines;
  std::vector<ShipmentTare> tares;
  std::vector<ShipmentPack> packs;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const ShipmentItem&, const ShipmentItem&) = default;
};

// A carton. Within an item it holds so many of that item; else it has items of its own.
struct ShipmentPack {
  std::vector<Mark> marks;
  std::vector<Id> ids;
  std::optional<Decimal> quantity;
  std::string unit, unit_code;
  Pack packing;
  std::vector<Description> descriptions;
  std::vector<Measurement> measurements;
  std::vector<Description> packaging;
  std::vector<Lading> lading;
  std::vector<Handling> handling;
  std::vector<Reference> references;
  std::vector<TradeDate> dates;
  std::vector<Party> parties;
  std::vector<ShipmentOrder> orders;
  std::vector<ShipmentItem> items;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const ShipmentPack&, const ShipmentPack&) = default;
};

// A pallet or other unit that carries cartons.
struct ShipmentTare {
  std::vector<Mark> marks;
  Pack packing;
  Pallet pallet;
  std::vector<Description> descriptions;
  std::vector<Measurement> measurements;
  std::vector<Description> packaging;
  std::vector<Lading> lading;
  std::vector<Handling> handling;
  std::vector<Reference> references;
  std::vector<TradeDate> dates;
  std::vector<Party> parties;
  std::vector<ShipmentOrder> orders;
  std::vector<ShipmentPack> packs;
  std::vector<ShipmentItem> items;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const ShipmentTare&, const ShipmentTare&) = default;
};

struct ShipmentOrder {
  std::string number, release_number, change_sequence;
  std::optional<Date> ordered;
  std::string assigned_id, contract, type;
  std::string currency;
  std::vector<Reference> references;
  std::vector<Contact> contacts;
  std::vector<Party> parties;
  std::vector<TradeDate> dates;
  std::vector<Freight> freight;
  std::vector<Lading> lading;
  std::vector<Routing> routing;
  std::vector<Equipment> equipment;
  std::vector<Handling> handling;
  std::vector<Mark> marks;
  std::vector<Description> packaging;
  std::vector<Measurement> measurements;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<Note> notes;
  std::vector<ShipmentTare> tares;
  std::vector<ShipmentPack> packs;
  std::vector<ShipmentItem> items;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const ShipmentOrder&, const ShipmentOrder&) = default;
};

struct Shipment {
  std::string partner;  // our name for the other side
  std::optional<bool> test;
  std::string number;     // of the ship notice, unique at the sender
  std::string purpose;    // original, replace, cancel ...
  std::string hierarchy;  // pick_and_pack, standard_pack, pack_over_orders, no_packs
  std::optional<Date> created;
  std::optional<Time> created_time;
  std::string type, reason;
  OrderReference order;
  std::string currency;
  std::vector<Reference> references;
  std::vector<Contact> contacts;
  std::vector<Party> parties;
  std::vector<TradeDate> dates;
  std::vector<Freight> freight;
  std::vector<Lading> lading;
  std::vector<Routing> routing;
  std::vector<Equipment> equipment;
  std::vector<Handling> handling;
  std::vector<Mark> marks;
  Pallet pallet;
  std::vector<Description> packaging;
  std::vector<Measurement> measurements;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<Note> notes;
  std::vector<ShipmentOrder> orders;
  std::vector<ShipmentTare> tares;
  std::vector<ShipmentPack> packs;
  std::vector<ShipmentItem> items;
  Totals totals;  // line_count stays empty: it would count levels, not lines
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const Shipment&, const Shipment&) = default;
};

}  // namespace transom

// Compiled once, in order/document_vectors.cpp, not again in each of the hundred files that copy documents.
extern template class std::vector<transom::ShipmentItem>;
extern template class std::vector<transom::ShipmentPack>;
extern template class std::vector<transom::ShipmentTare>;
extern template class std::vector<transom::ShipmentOrder>;
