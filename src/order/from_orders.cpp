// A receiver finds his order by number and day, and his dock by the ship-to that he wrote; both are on file
// with the order. Refused: carrier and freight terms, which the order only wished for, and references, of
// which a partner takes some and refuses others.
#include "order/from_orders.hpp"

#include <algorithm>
#include <vector>

#include "order/order_names.hpp"

namespace transom {
namespace {

constexpr std::string_view where = "ship_to";

template <class Level>
void collect(Level& level, std::vector<ShipmentOrder*>& found) {
  if constexpr (requires { level.orders; })
    for (auto& one : level.orders) {
      found.push_back(&one);
      collect(one, found);
    }
  if constexpr (requires { level.tares; })
    for (auto& one : level.tares) collect(one, found);
  if constexpr (requires { level.packs; })
    for (auto& one : level.packs) collect(one, found);
  if constexpr (requires { level.items; })
    for (auto& one : level.items) collect(one, found);
}

const Order* order_of(const ShipmentOrder& named, std::span<const Order* const> orders) {
  const auto found = std::find_if(orders.begin(), orders.end(), [&](const Order* order) {
    return is_order(named.number, named.release_number, *order);
  });
  return found == orders.end() ? nullptr : *found;
}

// What says where it is; whom to call there, and how many of a line go there, is the order's matter.
Party place_of(const Party& party) {
  Party place;
  place.role = party.role;
  place.name = party.name;
  place.more_names = party.more_names;
  place.id = party.id;
  place.address = party.address;
  return place;
}

}  // namespace

void take_from_orders(Shipment& shipment, std::span<const Order* const> orders) {
  std::vector<ShipmentOrder*> named;
  collect(shipment, named);
  bool says = find_role(shipment.parties, where) != nullptr, known = !named.empty();
  std::vector<Party> places;
  for (ShipmentOrder* one : named) {
    const Order* order = order_of(*one, orders);
    if (order != nullptr && !one->ordered) one->ordered = order->ordered;
    says = says || find_role(one->parties, where) != nullptr;
    const Party* place = order != nullptr ? find_role(order->parties, where) : nullptr;
    known = known && place != nullptr;
    if (known) places.push_back(place_of(*place));
  }
  if (says || !known) return;
  if (std::all_of(places.begin(), places.end(), [&](const Party& one) { return one == places.front(); })) {
    shipment.parties.push_back(std::move(places.front()));
    return;
  }
  for (std::size_t i = 0; i < named.size(); ++i) named[i]->parties.push_back(std::move(places[i]));
}

}  // namespace transom
