// What goods travel on and in: equipment and its seals, pallets, loads, and the carrier that an invoice
// names.
#pragma once

#include "transom/trade.hpp"

namespace transom {

// A trailer, container or rail car; a seal for each, so a second seal is a second entry.
struct Equipment {
  std::string kind;  // trailer, container, ... as sent where we have no word
  std::string initial, number;
  std::string weight_kind;
  std::optional<Decimal> weight;
  std::string weight_unit;
  std::string ownership, seal_status, seal, type;
  static const Shape& shape();
  friend bool operator==(const Equipment&, const Equipment&) = default;
};

// How a pallet is stacked: tiers of blocks, and its measures. `weight` is of the pallet by itself.
struct Pallet {
  std::string type;
  std::optional<Integer> tiers, blocks, pack;
  std::optional<Decimal> weight;
  std::string weight_unit;
  std::optional<Decimal> length, width, height;
  std::string dimension_unit;
  std::optional<Decimal> gross_weight;
  std::string gross_weight_unit;
  std::optional<Decimal> gross_volume;
  std::string volume_unit, exchange;
  std::optional<Integer> inner_pack;
  static const Shape& shape();
  friend bool operator==(const Pallet&, const Pallet&) = default;
};

// So many loads (containers, totes) of so many units of an item each.
struct Load {
  std::optional<Decimal> loads, quantity;
  std::string packaging;
  std::optional<Decimal> size;
  std::string unit;
  std::vector<Reference> references;
  static const Shape& shape();
  friend bool operator==(const Load&, const Load&) = default;
};

// Who carried what is invoiced, on what, under which number.
struct Carriage {
  std::string mode;  // motor, air, parcel, ...
  std::string scac, routing, status;
  std::string equipment_initial, equipment_number;
  Id reference;  // {kind: bill_of_lading, value: ...}
  std::string service_level;
  static const Shape& shape();
  friend bool operator==(const Carriage&, const Carriage&) = default;
};

}  // namespace transom

// Compiled once, in order/document_vectors.cpp, not again in each of the hundred files that copy documents.
extern template class std::vector<transom::Equipment>;
extern template class std::vector<transom::Load>;
extern template class std::vector<transom::Carriage>;
