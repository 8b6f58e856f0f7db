// One way to change a line for the rules that judge it and for the order that goes to the ERP: were they two,
// the rules would judge what is not delivered.
//
// Of several numbers of one kind none is taken: nobody says by which of them the buyer knows the item.
#include "mapping/substitute.hpp"

#include <algorithm>

namespace transom::mapping {
namespace {

bool is_others(const Id& id, const std::string& item, const ReferenceData* reference) {
  if (id.kind != "buyer_part") return true;
  const ItemRow* known = reference != nullptr ? reference->item_by_id(id.kind, id.value) : nullptr;
  return known != nullptr && known->item != item;
}

// The only one of its kind.
const Id* only(const std::vector<Id>& ids, const std::string& kind) {
  const auto is = [&](const Id& id) { return id.kind == kind; };
  const auto first = std::find_if(ids.begin(), ids.end(), is);
  return first != ids.end() && std::none_of(first + 1, ids.end(), is) ? &*first : nullptr;
}

}  // namespace

void substitute(OrderLine& line, const std::string& item, const ReferenceData* reference) {
  const std::vector<Id> before = line.ids;
  std::erase_if(line.ids, [&](const Id& id) { return is_others(id, item, reference); });
  line.ids.push_back({"vendor_part", item});
  if (reference == nullptr) return;
  const std::vector<Id> known = reference->ids_of(item);
  for (const Id& id : before) {
    const Id* same = id.kind != "vendor_part" ? only(known, id.kind) : nullptr;
    if (same != nullptr && std::find(line.ids.begin(), line.ids.end(), *same) == line.ids.end())
      line.ids.push_back(*same);
  }
}

void name_substitutes(OrderResponse& response, const Order& order, const ReferenceData* reference) {
  if (reference == nullptr) return;
  for (ResponseLine& line : response.lines) {
    const auto ordered = std::find_if(order.lines.begin(), order.lines.end(),
                                      [&](const OrderLine& one) { return one.number == line.number; });
    if (ordered == order.lines.end()) continue;
    for (LineAnswer& answer : line.answers) {
      if (answer.ids.size() != 1 || answer.ids[0].kind != "vendor_part") continue;
      OrderLine comes = *ordered;
      substitute(comes, answer.ids[0].value, reference);
      for (const Id& id : comes.ids) {
        const auto has = [&](const std::vector<Id>& ids) {
          return std::find(ids.begin(), ids.end(), id) != ids.end();
        };
        if (!has(answer.ids) && !has(ordered->ids)) answer.ids.push_back(id);
      }
    }
  }
}

void lay_over(OrderLine& line, const LineChange& change, const ReferenceData& reference) {
  if (!change.item.empty()) substitute(line, change.item, &reference);
  if (!change.unit.empty() && change.unit != line.unit) {
    line.unit = change.unit;
    line.unit_code.clear();
  }
  if (change.quantity) line.quantity = change.quantity;
  if (change.price) line.price = change.price;
}

}  // namespace transom::mapping
