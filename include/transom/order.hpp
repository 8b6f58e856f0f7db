// A purchase order as the trade knows it, free of the form in which it was sent.
//
// Only additions are ever made to these structs: their names are the published JSON. `extras` takes what a
// partner sends and no member fits; the map's author names it, transom itself never reads it.
#pragma once

#include "transom/party.hpp"
#include "transom/terms.hpp"
#include "transom/trade.hpp"

namespace transom {

// Deliver this many, then, there.
struct Schedule {
  std::optional<Decimal> quantity;
  std::string unit;
  std::vector<TradeDate> dates;
  std::vector<Party> parties;
  std::vector<Reference> references;
  std::vector<Routing> routing;
  std::string request_reference, assigned_id;
  static const Shape& shape();
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

struct StoreQuantity {
  std::string location;
  std::optional<Decimal> quantity;
  static const Shape& shape();
  friend bool operator==(const StoreQuantity&, const StoreQuantity&) = default;
};

// A line's quantity spread over stores.
struct Distribution {
  std::string unit, location_kind, area;
  std::vector<StoreQuantity> stores;
  static const Shape& shape();
  friend bool operator==(const Distribution&, const Distribution&) = default;
};

// A part of a line: component of a kit, size of an assortment.
struct SubLine {
  std::string number, parent_number, relationship;
  std::optional<Decimal> quantity;
  std::string unit;
  std::optional<Decimal> price;
  std::string price_basis, price_relationship;
  std::vector<Id> ids;
  std::vector<Description> descriptions;
  std::vector<Price> prices;
  std::vector<Pack> packs;
  std::vector<Quantity> quantities;
  std::vector<Reference> references;
  std::vector<TradeDate> dates;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<Tax> taxes;
  std::vector<Party> parties;
  std::vector<Note> notes;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const SubLine&, const SubLine&) = default;
};

struct OrderLine {
  std::string number;       // as the buyer assigned it, else the position in the order
  std::string assigned_id;  // only what the buyer assigned
  std::optional<Decimal> quantity;
  std::string unit;
  std::string unit_code;  // the partner's own code for it, where his map keeps it
  std::optional<Decimal> price;
  std::string price_basis;  // what the price is for: per_each, per_hundred, per_thousand ...
  std::string currency;
  std::vector<Id> ids;
  std::vector<Description> descriptions;
  std::vector<Price> prices;
  std::vector<Pack> packs;
  std::vector<Description> packaging;
  std::vector<Measurement> measurements;
  std::vector<Quantity> quantities;
  std::vector<Amount> amounts;
  std::vector<Reference> references;
  std::vector<Contact> contacts;
  std::vector<TradeDate> dates;
  std::vector<LeadTime> lead_times;
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<Tax> taxes;
  std::vector<Terms> terms;
  std::vector<SalesCondition> sales_conditions;
  std::vector<Freight> freight;
  std::vector<Routing> routing;
  std::vector<Lading> lading;
  std::vector<Handling> handling;
  std::vector<Mark> marks;
  std::vector<Party> parties;
  std::vector<Distribution> distribution;
  std::vector<Schedule> schedules;
  std::vector<SubLine> sub_lines;
  std::vector<Note> notes;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const OrderLine&, const OrderLine&) = default;
};

struct Exchange {
  std::optional<Decimal> rate;
  std::string currency, market;
  static const Shape& shape();
  friend bool operator==(const Exchange&, const Exchange&) = default;
};

// Totals as the sender stated them; never computed here, and gone where a decision or a change made them
// untrue.
struct Totals {
  std::optional<Integer> line_count;
  std::optional<Decimal> quantity_hash, amount, weight;
  std::string weight_unit;
  std::optional<Decimal> volume;
  std::string volume_unit, description;
  static const Shape& shape();
  friend bool operator==(const Totals&, const Totals&) = default;
};

struct Order {
  std::string partner;       // our name for the sender
  std::optional<bool> test;  // sent as a test
  std::string number, release_number;
  std::string type;     // stand_alone, blanket, release, drop_ship ...
  std::string purpose;  // original, cancel, change, replace, confirmation, duplicate ...
  std::optional<Date> ordered;
  std::string contract, contract_type, category, acknowledgment_wanted;
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
  std::vector<OrderLine> lines;
  Totals totals;
  std::vector<Extra> extras;
  static const Shape& shape();
  friend bool operator==(const Order&, const Order&) = default;
};

// How many units a price of this basis pays for: 1 for none or per_each, 100 for per_hundred ...; nullopt for
// a basis whose arithmetic is not known here.
[[nodiscard]] std::optional<Decimal> units_priced(std::string_view price_basis);
// quantity * price / units_priced; nullopt when one of them is absent or not known. Exact, but for a dozenth.
[[nodiscard]] std::optional<Decimal> line_amount(const OrderLine& line);

}  // namespace transom

// Compiled once, in order/document_vectors.cpp, not again in each of the hundred files that copy documents.
extern template class std::vector<transom::Schedule>;
extern template class std::vector<transom::StoreQuantity>;
extern template class std::vector<transom::Distribution>;
extern template class std::vector<transom::SubLine>;
extern template class std::vector<transom::OrderLine>;
extern template class std::vector<transom::Order>;
