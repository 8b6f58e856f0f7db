// What a carton label asks for (GS1-128 carton label of the retail trade): from, to, carrier, order, what is
// in it, "carton 3 of 17", the SSCC and its bar code's digits with the application identifier 00.
//
// A carton of several items says so and leaves the item's columns empty: a label that names one of them would
// be believed. One item in several lots is one item, of which only the lot is left empty. Refused: drawing
// labels; every warehouse has a program for its printers that wants the data.
#include "order/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/csv_writer.hpp"
#include "base/fraction.hpp"
#include "order/shipment_goods.hpp"

namespace transom {
namespace {

constexpr std::array<std::string_view, 39> columns{"kind",
                                                   "position",
                                                   "of",
                                                   "sscc",
                                                   "barcode",
                                                   "shipment",
                                                   "order",
                                                   "release",
                                                   "department",
                                                   "ship_from",
                                                   "ship_from_street",
                                                   "ship_from_city",
                                                   "ship_from_state",
                                                   "ship_from_postal",
                                                   "ship_from_country",
                                                   "ship_to",
                                                   "ship_to_id",
                                                   "ship_to_street",
                                                   "ship_to_city",
                                                   "ship_to_state",
                                                   "ship_to_postal",
                                                   "ship_to_country",
                                                   "mark_for",
                                                   "mark_for_id",
                                                   "carrier_scac",
                                                   "carrier",
                                                   "bill_of_lading",
                                                   "pro_number",
                                                   "items",
                                                   "line",
                                                   "upc",
                                                   "gtin",
                                                   "buyer_part",
                                                   "vendor_part",
                                                   "description",
                                                   "lot",
                                                   "quantity",
                                                   "unit",
                                                   "pallet"};

const std::string none;

const std::string& value_of(const std::vector<Id>& ids, std::string_view kind) {
  const Id* id = find_kind(ids, kind);
  return id != nullptr ? id->value : none;
}

// The order's word goes before the shipment's.
struct Sheet {
  const Shipment& shipment;
  const ShipmentOrder* order;

  [[nodiscard]] const Party* party(std::string_view role) const {
    const Party* own = order != nullptr ? find_role(order->parties, role) : nullptr;
    return own != nullptr ? own : find_role(shipment.parties, role);
  }
  [[nodiscard]] const std::string& reference(std::string_view kind) const {
    for (const auto* list : {order != nullptr ? &order->references : nullptr, &shipment.references}) {
      const Reference* found = list != nullptr ? find_kind(*list, kind) : nullptr;
      if (found != nullptr) return found->value;
    }
    return none;
  }
  [[nodiscard]] const Routing* routing() const {
    if (order != nullptr && !order->routing.empty()) return &order->routing.front();
    return shipment.routing.empty() ? nullptr : &shipment.routing.front();
  }
};

void put_address(CsvWriter& out, const Party* party, bool with_id) {
  static const Party nobody;
  const Party& one = party != nullptr ? *party : nobody;
  std::string street;
  for (const std::string& line : one.address.lines) street += (street.empty() ? "" : ", ") + line;
  out.text(one.name);
  if (with_id) out.text(one.id.value);
  out.text(street)
      .text(one.address.city)
      .text(one.address.state)
      .text(one.address.postal)
      .text(one.address.country);
}

// What makes it another item: its line and what it is called, not the lot it is of.
bool same_item(const ShipmentItem& a, const ShipmentItem& b) {
  const auto names = [](std::vector<Id> ids) {
    std::erase_if(ids, [](const Id& id) { return id.kind == "lot"; });
    return ids;
  };
  return a.number == b.number && names(a.ids) == names(b.ids);
}

void put_goods(CsvWriter& out, const std::vector<const GoodsShare*>& inside) {
  const ShipmentItem& first = inside.front()->item;
  const bool one_item = std::all_of(inside.begin(), inside.end(),
                                    [&](const GoodsShare* share) { return same_item(share->item, first); });
  const bool one_lot = std::all_of(inside.begin(), inside.end(),
                                   [&](const GoodsShare* share) { return share->item.ids == first.ids; });
  const bool one_unit = std::all_of(inside.begin(), inside.end(),
                                    [&](const GoodsShare* share) { return share->item.unit == first.unit; });
  Fraction sum;
  for (const GoodsShare* share : inside)
    sum += share->item.quantity ? Fraction(*share->item.quantity) : Fraction::unknown();
  out.text(one_item ? "one" : "mixed");
  static const ShipmentItem several;
  const ShipmentItem& item = one_item ? first : several;
  std::string gtin = value_of(item.ids, "gtin");
  if (gtin.empty()) gtin = value_of(item.ids, "gtin_14");
  out.text(item.number).text(value_of(item.ids, "upc")).text(gtin).text(value_of(item.ids, "buyer_part"));
  out.text(value_of(item.ids, "vendor_part"));
  out.text(item.descriptions.empty() ? none : item.descriptions.front().text)
      .text(one_lot ? value_of(item.ids, "lot") : none);
  const auto quantity = one_unit ? sum.exact() : std::nullopt;
  if (quantity) {
    out.number(*quantity);
  } else {
    out.empty();
  }
  out.text(one_unit ? first.unit : none);
}

class Labels {
 public:
  explicit Labels(const Shipment& shipment) : shipment_(shipment), goods_(take_apart(shipment)) {}

  std::string write() {
    std::string text;
    CsvWriter out(text);
    for (const std::string_view name : columns) out.text(name);
    out.end_row();
    const std::size_t header = text.size();
    rows(out, goods_.tares, &GoodsShare::tare, "pallet");
    rows(out, goods_.packs, &GoodsShare::pack, "carton");
    return text.size() == header ? std::string() : text;
  }

 private:
  template <class Things>
  void rows(CsvWriter& out, const Things& things, std::size_t GoodsShare::*which, std::string_view kind) {
    for (std::size_t at = 0; at < things.size(); ++at) {
      const std::string sscc = sscc_of(things[at].marks);
      std::vector<const GoodsShare*> inside;
      for (const GoodsShare& share : goods_.shares)
        if (share.*which == at) inside.push_back(&share);
      if (sscc.empty() || inside.empty()) continue;
      out.text(kind).text(std::to_string(at + 1)).text(std::to_string(things.size()));
      out.text(sscc).text("00" + sscc);
      row(out, inside);
      out.text(which == &GoodsShare::pack ? pallet_of(inside) : none);
      out.end_row();
    }
  }

  // The SSCC of the pallet that a carton goes onto.
  [[nodiscard]] std::string pallet_of(const std::vector<const GoodsShare*>& inside) const {
    const std::size_t tare = inside.front()->tare;
    return tare == GoodsShare::none ? none : sscc_of(goods_.tares[tare].marks);
  }

  void row(CsvWriter& out, const std::vector<const GoodsShare*>& inside) const {
    const std::size_t order = inside.front()->order;
    const bool one_order = order != GoodsShare::none &&
                           std::all_of(inside.begin(), inside.end(),
                                       [&](const GoodsShare* share) { return share->order == order; });
    const Sheet sheet{shipment_, one_order ? &goods_.orders[order] : nullptr};
    out.text(shipment_.number);
    out.text(one_order ? sheet.order->number : none).text(one_order ? sheet.order->release_number : none);
    out.text(sheet.reference("department"));
    const Party* from = sheet.party("ship_from");
    put_address(out, from != nullptr ? from : sheet.party("vendor"), false);
    put_address(out, sheet.party("ship_to"), true);
    const Party* for_whom = sheet.party("mark_for");
    out.text(for_whom != nullptr ? for_whom->name : none)
        .text(for_whom != nullptr ? for_whom->id.value : none);
    const Routing* routing = sheet.routing();
    out.text(routing != nullptr && routing->carrier.kind == "scac" ? routing->carrier.value : none);
    out.text(routing != nullptr ? routing->routing : none);
    out.text(sheet.reference("bill_of_lading")).text(sheet.reference("pro_number"));
    put_goods(out, inside);
  }

  const Shipment& shipment_;
  ShipmentGoods goods_;
};

}  // namespace

std::string labels_csv(const Shipment& shipment) {
  return Labels(shipment).write();
}

}  // namespace transom
