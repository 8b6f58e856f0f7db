// A shipment taken apart: what is in it, each share of goods with the order, the tare and the pack it lies
// in.
//
// However the levels lie in each other, they say the same: so many of this item, for that order, in that
// carton, on that pallet. A carton or pallet with a label is one thing wherever it is named; one without is
// where it stands.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "order/disagreement.hpp"
#include "transom/shipment.hpp"

namespace transom {

// So much of one item in one place.
struct GoodsShare {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t order = none, tare = none, pack = none;  // positions in ShipmentGoods
  std::size_t source = 0;                              // which item of the shipment it came from
  ShipmentItem item;                                   // quantity and unit of this share, nothing in it
};

struct ShipmentGoods {
  std::vector<ShipmentOrder> orders;  // with nothing in them, like the next two
  std::vector<ShipmentTare> tares;
  std::vector<ShipmentPack> packs;
  std::vector<GoodsShare> shares;
  std::vector<std::string> forms;  // the levels in which goods lie, each once: "OPI", "OTPI"
  Disagreements wrong;  // a carton with nothing in it, a share nobody knows, a label that is there twice
};

[[nodiscard]] ShipmentGoods take_apart(const Shipment& shipment);

// The SSCC of a pack or tare, its eighteen digits; empty: it has none.
[[nodiscard]] std::string sscc_of(const std::vector<Mark>& marks);
// For sentences: "carton 106141410000000017", or "carton 3" (1-based).
[[nodiscard]] std::string name_of_pack(const ShipmentPack& pack, std::size_t position);
[[nodiscard]] std::string name_of_tare(const ShipmentTare& tare, std::size_t position);
[[nodiscard]] std::string name_of_item(const ShipmentItem& item);

}  // namespace transom
