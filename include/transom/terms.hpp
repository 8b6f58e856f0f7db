// Under which terms goods are paid for, carried and packed.
#pragma once

#include "transom/trade.hpp"

namespace transom {

struct Terms {
  std::string kind, basis;  // basis: the date from which days count
  std::optional<Decimal> discount_percent, discount_amount;
  std::optional<Date> discount_date;
  std::optional<Integer> discount_days;
  std::optional<Date> net_date;
  std::optional<Integer> net_days;
  std::optional<Date> deferred_date;
  std::optional<Decimal> deferred_amount, deferred_percent;
  std::optional<Integer> day_of_month;
  std::string payment_method;
  std::optional<Decimal> percent;
  std::string description;
  static const Shape& shape();
  friend bool operator==(const Terms&, const Terms&) = default;
};

// Who pays the freight, where title passes, which delivery term applies.
struct Freight {
  std::string payment;  // prepaid, collect, ...
  std::string location_kind, location;
  std::string terms_kind, terms;  // incoterms, "FOB"
  std::string title_location_kind, title_location;
  std::string risk, risk_description;
  static const Shape& shape();
  friend bool operator==(const Freight&, const Freight&) = default;
};

// One leg of the routing: carrier, mode, instructions.
struct Routing {
  std::string sequence;
  Id carrier;           // {kind: scac, value: ABCD}
  std::string mode;     // motor, air, parcel, ...
  std::string routing;  // the carrier's name or the instruction, as text
  std::string status;
  Id location;
  std::string transit_direction, transit_unit;
  std::optional<Decimal> transit_time;
  std::vector<std::string> service_levels;
  std::string country;
  static const Shape& shape();
  friend bool operator==(const Routing&, const Routing&) = default;
};

// What is to be loaded: packages, commodity, weight, volume.
struct Lading {
  std::string packaging;
  std::optional<Decimal> count;
  Id commodity;
  std::string description, weight_kind;
  std::optional<Decimal> weight;
  std::string weight_unit;
  std::optional<Decimal> volume;
  std::string volume_unit;
  static const Shape& shape();
  friend bool operator==(const Lading&, const Lading&) = default;
};

// Special handling and dangerous goods.
struct Handling {
  std::string code, hazard_class_kind, hazard_class, description;
  std::optional<bool> safety_sheet;
  static const Shape& shape();
  friend bool operator==(const Handling&, const Handling&) = default;
};

// Marks and numbers on a package; value_to ends a range.
struct Mark {
  std::string kind, value, value_to;
  static const Shape& shape();
  friend bool operator==(const Mark&, const Mark&) = default;
};

// How an item is packed: `pack` inner packs or units to the outer one, each of `size` `size_unit`.
struct Pack {
  std::optional<Integer> pack, inner_pack;
  std::optional<Decimal> size;
  std::string size_unit, packaging, weight_kind;
  std::optional<Decimal> gross_weight;
  std::string weight_unit;
  std::optional<Decimal> gross_volume;
  std::string volume_unit;
  std::optional<Decimal> length, width, height;
  std::string dimension_unit;
  std::optional<Integer> count;
  static const Shape& shape();
  friend bool operator==(const Pack&, const Pack&) = default;
};

// Conditions of the sale: back orders, ship complete, substitution.
struct SalesCondition {
  std::string kind, action;
  std::optional<Decimal> amount;
  std::string account;
  std::optional<Date> date;
  std::string agency, service_code, substitution;
  std::optional<Decimal> percent;
  std::string percent_kind;
  static const Shape& shape();
  friend bool operator==(const SalesCondition&, const SalesCondition&) = default;
};

struct LeadTime {
  std::string kind;
  std::optional<Decimal> quantity;
  std::string unit;
  std::optional<Date> date;
  static const Shape& shape();
  friend bool operator==(const LeadTime&, const LeadTime&) = default;
};

}  // namespace transom

// Compiled once, in order/document_vectors.cpp, not again in each of the hundred files that copy documents.
extern template class std::vector<transom::Terms>;
extern template class std::vector<transom::Freight>;
extern template class std::vector<transom::Routing>;
extern template class std::vector<transom::Lading>;
extern template class std::vector<transom::Handling>;
extern template class std::vector<transom::Mark>;
extern template class std::vector<transom::Pack>;
extern template class std::vector<transom::SalesCondition>;
extern template class std::vector<transom::LeadTime>;
