// One walk over the levels, whatever their order; what is around is carried along.
//
// Refused: guessing how many of an item are in a carton (a like share for each): a receiver counts.
#include "order/shipment_goods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/fraction.hpp"

namespace transom {
namespace {

// The same thing without what lies in it.
ShipmentOrder alone(ShipmentOrder order) {
  order.tares.clear();
  order.packs.clear();
  order.items.clear();
  return order;
}
ShipmentTare alone(ShipmentTare tare) {
  tare.orders.clear();
  tare.packs.clear();
  tare.items.clear();
  return tare;
}
ShipmentPack alone(ShipmentPack pack) {
  pack.orders.clear();
  pack.items.clear();
  return pack;
}
ShipmentItem alone(ShipmentItem item) {
  item.tares.clear();
  item.packs.clear();
  return item;
}

struct Around {
  std::size_t order = GoodsShare::none, tare = GoodsShare::none, pack = GoodsShare::none;
  const ShipmentItem* item = nullptr;
  std::string form, place;
};

class Walk {
 public:
  explicit Walk(const Shipment& shipment) : shipment_(shipment) {}

  ShipmentGoods run() {
    inside(shipment_, Around{}, &shipment_);
    if (goods_.shares.empty() && goods_.wrong.empty()) {
      wrong("", "the shipment has no goods in it", "give its items, in cartons or without");
    }
    return std::move(goods_);
  }

 private:
  void wrong(const std::string& place, std::string sentence, std::string next) {
    goods_.wrong.push_back({std::nullopt, place, std::move(sentence), std::move(next)});
  }

  // Whatever lists a level has, in the order in which its struct has them. False: nothing is in it.
  template <class Level>
  bool inside(const Level& level, const Around& around, const void* parent) {
    bool any = false;
    const auto each = [&](const auto& list, const char* name, auto visit) {
      for (std::size_t i = 0; i < list.size(); ++i) {
        Around inner = around;
        inner.place += fmt::format("{}{}[{}]", around.place.empty() ? "" : ".", name, i);
        visit(list[i], std::move(inner));
        any = true;
      }
    };
    if constexpr (requires { level.orders; })
      each(level.orders, "orders", [&](const auto& one, Around in) { order(one, std::move(in)); });
    if constexpr (requires { level.tares; })
      each(level.tares, "tares", [&](const auto& one, Around in) { tare(one, std::move(in), parent); });
    if constexpr (requires { level.packs; })
      each(level.packs, "packs", [&](const auto& one, Around in) { pack(one, std::move(in), parent); });
    if constexpr (requires { level.items; })
      each(level.items, "items", [&](const auto& one, Around in) { item(one, std::move(in)); });
    return any;
  }

  void order(const ShipmentOrder& order, Around around) {
    around.order = known_order(alone(order));
    around.form += 'O';
    if (!inside(order, around, &order)) {
      wrong(around.place, fmt::format("order {} has no goods in this shipment", order.number),
            "leave it out, or give its items");
    }
  }

  std::size_t known_order(ShipmentOrder order) {
    return position(goods_.orders, std::move(order), [](const auto& a, const auto& b) { return a == b; });
  }

  template <class List, class Same>
  static std::size_t position(List& list, typename List::value_type one, Same same) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& known) { return same(known, one); });
    if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
    list.push_back(std::move(one));
    return list.size() - 1;
  }

  // A label that stands twice is one thing in two places, as long as the places are not the same.
  template <class List>
  std::size_t labeled(List& list, typename List::value_type one, const std::string& what,
                      const Around& around, const void* parent) {
    const std::string sscc = sscc_of(one.marks);
    if (sscc.empty()) {
      list.push_back(std::move(one));
      return list.size() - 1;
    }
    const bool fresh = in_place_.insert({sscc, parent}).second;
    const auto known = labels_.find(sscc);
    if (known == labels_.end()) {
      list.push_back(std::move(one));
      labels_[sscc] = {list.size() - 1, what};
      return list.size() - 1;
    }
    if (!fresh || known->second.second != what || !(list[known->second.first] == one)) {
      wrong(around.place, fmt::format("SSCC {} is on two things of this shipment", sscc),
            "give each carton and pallet a label of its own");
    }
    return known->second.second == what ? known->second.first : 0;
  }

  void tare(const ShipmentTare& tare, Around around, const void* parent) {
    around.tare = labeled(goods_.tares, alone(tare), "pallet", around, parent);
    around.form += 'T';
    if (inside(tare, around, &tare)) return;
    if (around.item != nullptr) return share_of_item(*around.item, around, std::nullopt, {});
    wrong(around.place, fmt::format("{} has nothing on it", name_of_tare(tare, around.tare)),
          "leave it out, or give what is on it");
  }

  void pack(const ShipmentPack& pack, Around around, const void* parent) {
    ShipmentPack own = alone(pack);
    if (around.item != nullptr) {
      own.quantity.reset();
      own.unit.clear();
    }
    around.pack = labeled(goods_.packs, std::move(own), "carton", around, parent);
    around.form += 'P';
    if (around.item != nullptr) {
      if (!pack.items.empty() || !pack.orders.empty()) {
        wrong(around.place,
              fmt::format("{} lies in an item and has items of its own", name_of_pack(pack, around.pack)),
              "put the items into the carton, or the cartons into the item");
      }
      return share_of_item(*around.item, around, pack.quantity, pack.unit);
    }
    if (inside(pack, around, &pack)) return;
    wrong(around.place, fmt::format("{} has nothing in it", name_of_pack(pack, around.pack)),
          "leave it out, or give what is in it");
  }

  void item(const ShipmentItem& item, Around around) {
    around.form += 'I';
    if (around.order == GoodsShare::none) around.order = order_of(item);
    ++source_;
    if (item.tares.empty() && item.packs.empty()) return add(alone(item), around);
    around.item = &item;
    const std::size_t first = goods_.shares.size();
    inside(item, around, &item);
    check_shares(item, around, first);
  }

  // The order that the item itself, or the whole shipment, names.
  std::size_t order_of(const ShipmentItem& item) {
    const OrderReference& named = !item.order.number.empty() ? item.order : shipment_.order;
    if (named.number.empty()) return GoodsShare::none;
    ShipmentOrder order;
    order.number = named.number;
    order.release_number = named.release_number;
    order.change_sequence = named.change_sequence;
    order.ordered = named.ordered;
    order.contract = named.contract;
    order.type = named.type;
    return known_order(std::move(order));
  }

  // What of an item is in a carton that lies in it.
  void share_of_item(const ShipmentItem& item, const Around& around, const std::optional<Decimal>& quantity,
                     const std::string& unit) {
    ShipmentItem share = alone(item);
    share.quantity = quantity;
    if (!unit.empty() && unit != share.unit) {
      share.unit = unit;
      share.unit_code.clear();
    }
    add(std::move(share), around);
  }

  void add(ShipmentItem item, const Around& around) {
    if (std::find(goods_.forms.begin(), goods_.forms.end(), around.form) == goods_.forms.end()) {
      goods_.forms.push_back(around.form);
    }
    goods_.shares.push_back({around.order, around.tare, around.pack, source_, std::move(item)});
  }

  // A single carton may leave its quantity to the item; several have to say theirs, and they add up.
  void check_shares(const ShipmentItem& item, const Around& around, std::size_t first) {
    auto& shares = goods_.shares;
    if (shares.size() == first + 1 && !shares[first].item.quantity)
      shares[first].item.quantity = item.quantity;
    Fraction sum;
    for (std::size_t i = first; i < shares.size(); ++i) {
      if (shares[i].item.unit != item.unit) return;
      if (!shares[i].item.quantity) {
        wrong(around.place,
              fmt::format("how many of {} are in each of its cartons is not said", name_of_item(item)),
              "give each pack its quantity");
        return;
      }
      sum += *shares[i].item.quantity;
    }
    if (!item.quantity || shares.size() == first || sum == Fraction(*item.quantity)) return;
    wrong(around.place,
          fmt::format("{}: {} are shipped, but its cartons hold {}", name_of_item(item),
                      item.quantity->to_plain(), sum.to_string()),
          "mend the quantities in the ERP and leave the shipment again");
  }

  const Shipment& shipment_;
  ShipmentGoods goods_;
  std::size_t source_ = 0;
  std::map<std::string, std::pair<std::size_t, std::string>> labels_;  // SSCC -> position, what it is on
  std::set<std::pair<std::string, const void*>> in_place_;
};

}  // namespace

std::string sscc_of(const std::vector<Mark>& marks) {
  const Mark* mark = find_kind(marks, "sscc");
  if (mark == nullptr) return {};
  const bool with_ai = mark->value.size() == 20 && mark->value.starts_with("00");
  return with_ai ? mark->value.substr(2) : mark->value;
}

std::string name_of_pack(const ShipmentPack& pack, std::size_t position) {
  const std::string sscc = sscc_of(pack.marks);
  return fmt::format("carton {}", sscc.empty() ? std::to_string(position + 1) : sscc);
}

std::string name_of_tare(const ShipmentTare& tare, std::size_t position) {
  const std::string sscc = sscc_of(tare.marks);
  return fmt::format("pallet {}", sscc.empty() ? std::to_string(position + 1) : sscc);
}

std::string name_of_item(const ShipmentItem& item) {
  if (!item.number.empty()) return fmt::format("line {}", item.number);
  if (!item.ids.empty()) return fmt::format("item {}", item.ids.front().value);
  return "an item without a number";
}

ShipmentGoods take_apart(const Shipment& shipment) {
  return Walk(shipment).run();
}

}  // namespace transom
