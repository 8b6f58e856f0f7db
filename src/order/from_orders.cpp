// A receiver finds his order by number and day, and his dock by the ship-to that he wrote; both are on file
// with the order. Refused: carrier and freight terms, which the order only wished for, and references, of
// which a partner takes some and refuses others.
#include "order/from_orders.hpp"

#include <algorithm>
#include <vector>

#include "order/from_order_lines.hpp"
#include "order/order_names.hpp"

namespace transom {
namespace {

constexpr std::string_view where = "ship_to";

// Of a line also how it is split over stores.
template <class Level>
bool says_where(const Level& level) {
  bool says = find_role(level.parties, where) != nullptr;
  const auto within = [&](const auto& parts) {
    says = says || std::any_of(parts.begin(), parts.end(),
                               [](const auto& one) { return find_role(one.parties, where) != nullptr; });
  };
  if constexpr (requires { level.distribution; }) says = says || !level.distribution.empty();
  if constexpr (requires { level.schedules; }) within(level.schedules);
  if constexpr (requires { level.sub_lines; }) within(level.sub_lines);
  return says;
}

struct Contents {
  struct Goods {
    const ShipmentItem* item;
    const ShipmentOrder* order;  // around it
  };
  std::vector<ShipmentOrder*> orders;
  std::vector<Goods> goods;
  bool say_where = false;
};

template <class Level>
void collect(Level& level, const ShipmentOrder* order, Contents& found) {
  found.say_where = found.say_where || says_where(level);
  if constexpr (requires { level.orders; })
    for (auto& one : level.orders) {
      found.orders.push_back(&one);
      collect(one, &one, found);
    }
  if constexpr (requires { level.tares; })
    for (auto& one : level.tares) collect(one, order, found);
  if constexpr (requires { level.packs; })
    for (auto& one : level.packs) collect(one, order, found);
  if constexpr (requires { level.items; })
    for (auto& one : level.items) {
      found.goods.push_back({&one, order});
      collect(one, order, found);
    }
}

// Goods of which nobody can tell the line may be of any. An item of no named order may be of each.
bool goes_elsewhere(const Contents::Goods& goods, const Order& order) {
  const ShipmentItem& item = *goods.item;
  if (!item.order.number.empty()) {
    if (!is_order(item.order.number, item.order.release_number, order)) return false;
  } else if (goods.order != nullptr) {
    if (!is_order(goods.order->number, goods.order->release_number, order)) return false;
  }
  const Order* states[] = {&order};
  const OrderLine* line = line_meant(states, item.number, item.ids);
  return line == nullptr || says_where(*line);
}

bool lines_say_where(const Contents& contents, std::span<const Order* const> orders) {
  return std::any_of(orders.begin(), orders.end(), [&](const Order* order) {
    const bool some = std::any_of(order->lines.begin(), order->lines.end(),
                                  [](const OrderLine& line) { return says_where(line); });
    return some && std::any_of(contents.goods.begin(), contents.goods.end(),
                               [&](const Contents::Goods& goods) { return goes_elsewhere(goods, *order); });
  });
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

bool take_from_orders(Shipment& shipment, std::span<const Order* const> orders) {
  Contents contents;
  collect(shipment, nullptr, contents);
  const std::vector<ShipmentOrder*>& named = contents.orders;
  bool known = !named.empty();
  std::vector<Party> places;
  for (ShipmentOrder* one : named) {
    const Order* order = order_of(*one, orders);
    if (order != nullptr && !one->ordered) one->ordered = order->ordered;
    const Party* place = order != nullptr ? find_role(order->parties, where) : nullptr;
    known = known && place != nullptr;
    if (known) places.push_back(place_of(*place));
  }
  if (!known || contents.say_where) return true;
  if (lines_say_where(contents, orders)) return false;
  if (std::all_of(places.begin(), places.end(), [&](const Party& one) { return one == places.front(); })) {
    shipment.parties.push_back(std::move(places.front()));
    return true;
  }
  for (std::size_t i = 0; i < named.size(); ++i) named[i]->parties.push_back(std::move(places[i]));
  return true;
}

}  // namespace transom
