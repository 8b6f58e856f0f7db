// Contents are compared as text. A carton within an item holds that item, whatever else is said of it.
//
// The three ways are tried one after the other over the whole shipment, not container by container: one that
// was only counted anew must not take the label of one that is the same as before. Refused: by position. A
// carton that is taken out in the middle would move every label behind it.
#include "order/keep_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

#include "order/shipment_goods.hpp"
#include "order/sscc.hpp"

namespace transom {
namespace {

// A pack or tare, with the texts by which it is known again, the strongest first.
struct Container {
  std::vector<Mark>* marks = nullptr;
  bool tare = false;
  std::string by[3];
  std::string sscc;
  bool lost = false;  // its label is something else's now
};

std::string goods_text(const ShipmentItem& item) {
  std::string out = item.order.number + '|' + item.number;
  for (const Id& id : item.ids) out += fmt::format("|{}={}", id.kind, id.value);
  return out + ';';
}

std::string amount_text(const std::optional<Decimal>& quantity, const std::string& unit) {
  return fmt::format("{} {};", quantity ? quantity->to_plain() : "", unit);
}

class Containers {
 public:
  explicit Containers(Shipment& shipment) { walk(shipment, nullptr); }
  std::vector<Container> all;

 private:
  // `around`: the item in which the level lies.
  template <class Level>
  void walk(Level& level, const ShipmentItem* around) {
    if constexpr (requires { level.orders; })
      for (auto& one : level.orders) walk(one, around);
    if constexpr (requires { level.tares; })
      for (auto& one : level.tares) add(one, around);
    if constexpr (requires { level.packs; })
      for (auto& one : level.packs) add(one, around);
    if constexpr (requires { level.items; })
      for (auto& one : level.items) walk(one, &one);
  }

  template <class Level>
  void add(Level& level, const ShipmentItem* around) {
    Container made{.marks = &level.marks, .tare = std::is_same_v<Level, ShipmentTare>};
    made.sscc = sscc_of(level.marks);
    for (const Mark& mark : level.marks)
      if (mark.kind != "sscc") made.by[0] += fmt::format("{}={};", mark.kind, mark.value);
    if (around != nullptr) {
      made.by[2] = goods_text(*around);
      made.by[1] = made.by[2];
    }
    if constexpr (requires { level.quantity; }) made.by[1] += amount_text(level.quantity, level.unit);
    contents(level, made);
    all.push_back(std::move(made));
    walk(level, around);
  }

  // All the goods below a level.
  template <class Level>
  static void contents(const Level& level, Container& made) {
    if constexpr (requires { level.orders; })
      for (const auto& one : level.orders) {
        made.by[1] += one.number + ':';
        made.by[2] += one.number + ':';
        contents(one, made);
      }
    if constexpr (requires { level.packs; })
      for (const auto& one : level.packs) contents(one, made);
    if constexpr (requires { level.items; })
      for (const auto& one : level.items) {
        made.by[2] += goods_text(one);
        made.by[1] += goods_text(one) + amount_text(one.quantity, one.unit);
        contents(one, made);
      }
  }
};

}  // namespace

void keep_labels(Shipment& shipment, const Shipment& before, const IsFree& free) {
  Shipment known = before;
  std::vector<Container> now = Containers(shipment).all, then = Containers(known).all;
  const auto taken = [&](const std::string& sscc) {
    return std::any_of(now.begin(), now.end(), [&](const Container& one) { return one.sscc == sscc; });
  };
  std::erase_if(then, [&](const Container& one) { return one.sscc.empty() || taken(one.sscc); });
  for (std::size_t way = 0; way < std::size(Container{}.by); ++way) {
    for (Container& one : now) {
      if (!one.sscc.empty() || one.lost || one.by[way].empty()) continue;
      const auto same = std::find_if(then.begin(), then.end(), [&](const Container& other) {
        return other.tare == one.tare && other.by[way] == one.by[way];
      });
      if (same == then.end()) continue;
      const std::string sscc = same->sscc;
      then.erase(same);
      one.lost = !free(sscc);
      if (one.lost) continue;
      one.sscc = sscc;
      one.marks->insert(one.marks->begin(), Mark{"sscc", sscc, ""});
    }
  }
}

}  // namespace transom
