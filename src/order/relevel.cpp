// Taken apart, grouped anew: at each level the shares that have the same thing there go into one.
//
// Levels that an agreement does not have are left out by agreement; their labels with them, which is told.
// What a level says by itself (weights, dates, references) goes wherever its thing goes. Nothing is ever
// divided: a carton whose goods are for two orders cannot lie in both.
#include "order/relevel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/fraction.hpp"
#include "order/shipment_goods.hpp"

namespace transom {
namespace {

using Shares = std::vector<const GoodsShare*>;
using Levels = std::span<const LevelUse>;

constexpr std::string_view plural(char level) {
  return level == 'O' ? "orders" : level == 'T' ? "pallets" : level == 'P' ? "cartons" : "items";
}

class Builder {
 public:
  Builder(const ShipmentGoods& goods, const AgreedHierarchy& hierarchy)
      : goods_(goods), hierarchy_(hierarchy) {}

  void fill(Shipment& shipment) {
    Shares all;
    for (const GoodsShare& share : goods_.shares) all.push_back(&share);
    group(shipment, all, hierarchy_.levels);
  }
  Disagreements wrong;

 private:
  void problem(std::string sentence, std::string next) {
    if (told_.insert(sentence).second)
      wrong.push_back({std::nullopt, "", std::move(sentence), std::move(next)});
  }

  [[nodiscard]] bool has(char level) const {
    return std::any_of(hierarchy_.levels.begin(), hierarchy_.levels.end(),
                       [&](const LevelUse& use) { return use.level == level; });
  }

  template <class Parent>
  void group(Parent& parent, const Shares& shares, Levels levels) {
    if (levels.empty() || shares.empty()) return;
    const Levels inner = levels.subspan(1);
    switch (levels.front().level) {
      case 'O':
        if constexpr (requires { parent.orders; })
          each(parent.orders, goods_.orders, &GoodsShare::order, parent, shares, levels, 'O');
        return;
      case 'T':
        if constexpr (requires { parent.tares; })
          each(parent.tares, goods_.tares, &GoodsShare::tare, parent, shares, levels, 'T');
        return;
      case 'P':
        if constexpr (requires { parent.packs; })
          each(parent.packs, goods_.packs, &GoodsShare::pack, parent, shares, levels, 'P');
        return;
      default:
        if constexpr (requires { parent.items; }) items(parent.items, shares, inner);
    }
  }

  // A thing for each that the shares name, in the order of their first; those that name none skip the level
  // where it is optional.
  template <class List, class Things, class Parent>
  void each(List& list, const Things& things, std::size_t GoodsShare::*which, Parent& parent,
            const Shares& shares, Levels levels, char level) {
    std::vector<std::size_t> order;
    for (const GoodsShare* share : shares) {
      const std::size_t at = share->*which;
      if (at != GoodsShare::none && std::find(order.begin(), order.end(), at) == order.end())
        order.push_back(at);
    }
    for (const std::size_t at : order) {
      Shares inside;
      std::copy_if(shares.begin(), shares.end(), std::back_inserter(inside),
                   [&](const GoodsShare* share) { return share->*which == at; });
      if (level != 'O' && !placed_.insert({level, at}).second) split(level, at);
      list.push_back(things[at]);
      if constexpr (std::is_same_v<typename List::value_type, ShipmentPack>) {
        if (levels.size() == 1) goods_of(list.back(), inside);
      }
      group(list.back(), inside, levels.subspan(1));
    }
    if constexpr (std::is_same_v<typename List::value_type, ShipmentOrder>) named_twice(list);
    Shares without;
    std::copy_if(shares.begin(), shares.end(), std::back_inserter(without),
                 [&](const GoodsShare* share) { return share->*which == GoodsShare::none; });
    if (without.empty()) return;
    if (levels.front().optional) {
      group(parent, without, levels.subspan(1));
    } else {
      missing(*without.front(), level);
    }
  }

  void named_twice(const std::vector<ShipmentOrder>& orders) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const ShipmentOrder& order : orders) {
      if (seen.insert({order.number, order.release_number}).second) continue;
      problem(fmt::format("order {} is there twice, and the two say different things of it", order.number),
              "say the same of it each time, or say it once");
    }
  }

  // Levels.front() was the item: cartons lie in it, or it ends here.
  void items(std::vector<ShipmentItem>& list, const Shares& shares, Levels inner) {
    std::vector<std::pair<ShipmentItem, Shares>> kinds;
    for (const GoodsShare* share : shares) {
      ShipmentItem item = item_of(*share);
      const bool by_itself = inner.empty() && has('P') && share->pack != GoodsShare::none;
      const auto known = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) {
        if (by_itself) return false;
        ShipmentItem other = kind.first;
        other.quantity = item.quantity;
        return other == item;
      });
      if (known == kinds.end()) {
        kinds.emplace_back(std::move(item), Shares{share});
        continue;
      }
      const auto sum =
          item.quantity && known->first.quantity ? add(*known->first.quantity, *item.quantity) : std::nullopt;
      if (!sum)
        problem(fmt::format("how many of {} are shipped is not known", name_of_item(item)),
                "give its quantity");
      known->first.quantity = sum;
      known->second.push_back(share);
    }
    for (auto& [item, inside] : kinds) {
      list.push_back(std::move(item));
      group(list.back(), inside, inner);
    }
  }

  // Where no level around names the order, the item does; where one does, the item need not.
  ShipmentItem item_of(const GoodsShare& share) {
    ShipmentItem item = share.item;
    if (share.order == GoodsShare::none) return item;
    const ShipmentOrder& order = goods_.orders[share.order];
    if (has('O')) {
      if (item.order.number == order.number) {
        if (item.number.empty()) item.number = item.order.line_number;
        item.order = {};
      }
      return item;
    }
    item.order.number = order.number;
    item.order.release_number = order.release_number;
    item.order.change_sequence = order.change_sequence;
    item.order.ordered = order.ordered;
    item.order.contract = order.contract;
    item.order.type = order.type;
    return item;
  }

  // A carton that lies in an item says how many of it are in there.
  void goods_of(ShipmentPack& pack, const Shares& shares) {
    Fraction sum;
    for (const GoodsShare* share : shares) {
      sum += share->item.quantity ? Fraction(*share->item.quantity) : Fraction::unknown();
      pack.unit = share->item.unit;
      pack.unit_code = share->item.unit_code;
    }
    pack.quantity = sum.exact();
    if (!pack.quantity) {
      problem(fmt::format("how many of {} are in a carton is not known", name_of_item(shares.front()->item)),
              "give its quantity");
    }
  }

  void missing(const GoodsShare& share, char level) {
    if (level == 'O') {
      return problem(fmt::format("{} is for no order that the shipment names; {} has an order level",
                                 name_of_item(share.item), hierarchy_.name),
                     "put it under its order in the ERP and leave the shipment again");
    }
    const std::string thing = level == 'T' ? "on no pallet" : "in no carton";
    problem(fmt::format("{} is {}; {} wants one", name_of_item(share.item), thing, hierarchy_.name),
            "say how it is packed and leave the shipment again, or agree another `hierarchy`");
  }

  void split(char level, std::size_t at) {
    const std::string name =
        level == 'T' ? name_of_tare(goods_.tares[at], at) : name_of_pack(goods_.packs[at], at);
    std::string around;
    for (const LevelUse& use : hierarchy_.levels) {
      if (use.level == level) break;
      around += fmt::format("{}{}", around.empty() ? "" : " or ", plural(use.level));
    }
    problem(fmt::format("{} holds goods of several {}; in {} it can lie in one place only", name, around,
                        hierarchy_.name),
            "pack them apart, or agree a `hierarchy` whose cartons lie around them");
  }

  const ShipmentGoods& goods_;
  const AgreedHierarchy& hierarchy_;
  std::set<std::pair<char, std::size_t>> placed_;
  std::set<std::string> told_;
};

// "OPI" in O-(T)-P-I: the levels that there are, in their order, and none that has to be there is missing.
bool fits(std::string_view form, Levels levels) {
  for (const LevelUse& use : levels) {
    if (!form.empty() && form.front() == use.level) {
      form.remove_prefix(1);
    } else if (!use.optional) {
      return false;
    }
  }
  return form.empty();
}

// The word for a form that nobody agreed on; empty where goods lie in several forms, or in one without a
// name.
std::string word_of(const std::vector<std::string>& forms) {
  for (const std::string_view name : hierarchy_names()) {
    const auto hierarchy = find_hierarchy(name);
    if (std::all_of(forms.begin(), forms.end(),
                    [&](const std::string& form) { return fits(form, hierarchy->levels); })) {
      return hierarchy->word;
    }
  }
  return {};
}

void tell_left_out(const ShipmentGoods& goods, const AgreedHierarchy& hierarchy,
                   std::vector<std::string>& out) {
  const auto leaves_out = [&](char level, std::size_t count) {
    const bool there = std::any_of(hierarchy.levels.begin(), hierarchy.levels.end(),
                                   [&](const LevelUse& use) { return use.level == level; });
    if (!there && count > 0)
      out.push_back(fmt::format("{} {} with their labels: {} has no place for them", count, plural(level),
                                hierarchy.name));
  };
  leaves_out('T', goods.tares.size());
  leaves_out('P', goods.packs.size());
}

// CTT02 counts what the levels say, and those are others now.
std::optional<Decimal> quantity_hash(const Shipment& shipment) {
  Fraction sum;
  const auto visit = [&](const auto& self, const auto& level) -> void {
    if constexpr (requires { level.quantity; })
      if (level.quantity) sum += *level.quantity;
    if constexpr (requires { level.orders; })
      for (const auto& one : level.orders) self(self, one);
    if constexpr (requires { level.tares; })
      for (const auto& one : level.tares) self(self, one);
    if constexpr (requires { level.packs; })
      for (const auto& one : level.packs) self(self, one);
    if constexpr (requires { level.items; })
      for (const auto& one : level.items) self(self, one);
  };
  visit(visit, shipment);
  return sum.exact();
}

}  // namespace

Relevelled relevel(const Shipment& shipment, const AgreedHierarchy& hierarchy) {
  Relevelled out;
  ShipmentGoods goods = take_apart(shipment);
  if (!goods.wrong.empty()) {
    out.wrong = std::move(goods.wrong);
    return out;
  }
  out.shipment = shipment;
  if (hierarchy.levels.empty()) {
    if (out.shipment.hierarchy.empty()) out.shipment.hierarchy = word_of(goods.forms);
    return out;
  }
  if (!hierarchy.word.empty()) out.shipment.hierarchy = hierarchy.word;
  const bool as_agreed = std::all_of(goods.forms.begin(), goods.forms.end(),
                                     [&](const std::string& form) { return fits(form, hierarchy.levels); });
  Builder builder(goods, hierarchy);
  Shipment built = shipment;
  built.hierarchy = out.shipment.hierarchy;
  built.orders.clear();
  built.tares.clear();
  built.packs.clear();
  built.items.clear();
  builder.fill(built);
  out.wrong = std::move(builder.wrong);
  if (as_agreed) return out;
  built.order = {};
  if (built.totals.quantity_hash) built.totals.quantity_hash = quantity_hash(built);
  tell_left_out(goods, hierarchy, out.left_out);
  out.shipment = std::move(built);
  return out;
}

}  // namespace transom
