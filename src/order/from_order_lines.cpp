// The ERP knows a line by its number in our order; whether the buyer wrote that number, or we counted it, is
// only known from the order on file. A receiver finds his line by what he sent in PO101, and by nothing else.
//
// A line is found by its number, else by an item that stands in one line only: of two lines of one item
// nobody knows which is meant, and a wrong number is worse than none.
#include "order/from_order_lines.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "order/each_record.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"

namespace transom {
namespace {

using Orders = std::span<const Order* const>;

void take_all_names(std::vector<Id>& ids, const std::vector<Id>& of) {
  std::copy_if(of.begin(), of.end(), std::back_inserter(ids), [](const Id& id) { return names_item(id); });
}

// Not where nothing says that it is the item that was ordered: another one may come in its place.
void take_item_numbers(std::vector<Id>& ids, const OrderLine& ordered, const ItemNumbers& wanted) {
  const bool as_ordered = share_item(ids, ordered.ids);
  const auto replaced = std::find_if(wanted.replaced.begin(), wanted.replaced.end(),
                                     [&](const ReplacedLine& line) { return line.number == ordered.number; });
  const bool other = !as_ordered && replaced != wanted.replaced.end();
  const std::vector<Id>& of = other ? replaced->ids : ordered.ids;
  if (!ids.empty() && !share_item(ids, of)) return;
  if (ids.empty() && wanted.of_unnamed) take_all_names(ids, of);
  for (const std::string& kind : wanted.kinds) {
    const Id* known = find_kind(of, kind);
    if (known != nullptr && find_kind(ids, kind) == nullptr) ids.push_back(*known);
  }
  // Another kind than the partner asked for is better than none.
  if (ids.empty() && !wanted.kinds.empty()) take_all_names(ids, of);
}

// Several codes of the buyer may mean one unit, and he knows the line by the one that he wrote. It has
// nothing to do with another unit, also where the ERP repeats it.
template <class Counted>
void take_unit_code(Counted& counted, const OrderLine& ordered) {
  counted.unit_code = counted.unit == ordered.unit ? ordered.unit_code : std::string();
}

// Found by its item, whatever number it was given: that is no line of the order.
bool misnumbered(const std::string& number, const OrderLine& ordered) {
  return !number.empty() && number != ordered.number;
}

template <class Lines>
void take_each(Lines& lines, Orders states, const ItemNumbers& wanted) {
  for (auto& line : lines) {
    const OrderLine* ordered = line_meant(states, line.number, line.ids);
    if (ordered == nullptr) continue;
    if (line.assigned_id.empty() || misnumbered(line.number, *ordered))
      line.assigned_id = ordered->assigned_id;
    take_item_numbers(line.ids, *ordered, wanted);
    take_unit_code(line, *ordered);
    if constexpr (requires { line.answers; })
      for (LineAnswer& answer : line.answers) take_unit_code(answer, *ordered);
  }
}

// Levels nest in any agreed way; the order of an item is the one it names, else that of the nearest level
// above. LIN01 is written from the item's number.
struct Named {
  std::string_view number, release;
  [[nodiscard]] bool is(Orders states) const {
    return !states.empty() && is_order(number, release, *states.front());
  }
};

template <class Level>
void take_items(Level& level, Orders states, const ItemNumbers& wanted, Named above) {
  if constexpr (requires { level.orders; })
    for (auto& one : level.orders) take_items(one, states, wanted, {one.number, one.release_number});
  if constexpr (requires { level.tares; })
    for (auto& one : level.tares) take_items(one, states, wanted, above);
  if constexpr (requires { level.packs; })
    for (auto& one : level.packs) take_items(one, states, wanted, above);
  if constexpr (requires { level.items; })
    for (auto& one : level.items) {
      const Named own = one.order.number.empty() ? above : Named{one.order.number, one.order.release_number};
      if (const OrderLine* ordered = own.is(states) ? line_meant(states, one.number, one.ids) : nullptr) {
        if (one.number.empty() || misnumbered(one.number, *ordered)) one.number = ordered->assigned_id;
        take_item_numbers(one.ids, *ordered, wanted);
        take_unit_code(one, *ordered);
        for (ShipmentPack& pack : one.packs) take_unit_code(pack, *ordered);
      }
      take_items(one, states, wanted, own);
    }
}

bool has_code(const Order& order, const std::string& unit, const std::string& code) {
  return std::any_of(order.lines.begin(), order.lines.end(),
                     [&](const OrderLine& line) { return line.unit == unit && line.unit_code == code; });
}

}  // namespace

const OrderLine* line_meant(Orders states, std::string_view number, const std::vector<Id>& ids) {
  for (const Order* order : states) {
    const auto named = std::find_if(order->lines.begin(), order->lines.end(), [&](const OrderLine& line) {
      return !number.empty() && line.number == number && !ids_conflict(line.ids, ids);
    });
    if (named != order->lines.end()) return &*named;
  }
  for (const Order* order : states) {
    const OrderLine* only = nullptr;
    for (const OrderLine& line : order->lines) {
      if (!share_item(line.ids, ids)) continue;
      if (only != nullptr) return nullptr;
      only = &line;
    }
    if (only != nullptr) return only;
  }
  return nullptr;
}

void take_from_order_lines(BusinessDocument& document, Orders states, const ItemNumbers& wanted) {
  if (auto* response = std::get_if<OrderResponse>(&document)) {
    if (Named{response->order_number, response->release_number}.is(states))
      take_each(response->lines, states, {});
  } else if (auto* invoice = std::get_if<Invoice>(&document)) {
    if (Named{invoice->order_number, invoice->release_number}.is(states))
      take_each(invoice->lines, states, wanted);
  } else if (auto* shipment = std::get_if<Shipment>(&document)) {
    take_items(*shipment, states, wanted, {shipment->order.number, shipment->order.release_number});
  }
}

void keep_known_unit_codes(BusinessDocument& document, Orders orders) {
  const DocumentKind kind = kind_of(document);
  if (kind == DocumentKind::order || kind == DocumentKind::order_change) return;  // the unit is ours to name
  each_record(document, [&](const Shape& shape, void* record) {
    const Field* code = shape.find("unit_code");
    if (code == nullptr || code->text(record).empty()) return;
    const std::string& unit = shape.find("unit")->text(record);
    const bool known = std::any_of(orders.begin(), orders.end(), [&](const Order* order) {
      return has_code(*order, unit, code->text(record));
    });
    if (!known) code->clear(record);
  });
}

}  // namespace transom
