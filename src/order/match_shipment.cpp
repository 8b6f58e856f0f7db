// A ship notice against its orders: what it ships, with what was shipped before, is not more than was
// accepted.
#include <fmt/format.h>

#include <algorithm>

#include "order/matcher.hpp"

namespace transom {

static OrderName order_of(const ShipmentGoods& goods, const GoodsShare& share) {
  if (share.order == GoodsShare::none) return {};
  return {goods.orders[share.order].number, goods.orders[share.order].release_number};
}

void Matcher::check(const Shipment& shipment) {
  const std::string name = fmt::format("ship notice {}", shipment.number);
  check_number(name);
  if (is_cancelled(shipment.purpose)) return;
  const ShipmentGoods goods = take_apart(shipment);
  check_amounts(name, goods);
  std::vector<OrderName> orders;
  std::vector<const OrderHistory*> checked;
  for (const GoodsShare& share : goods.shares) {
    OrderName order = order_of(goods, share);
    if (std::find(orders.begin(), orders.end(), order) != orders.end()) continue;
    const OrderHistory* history = known_order(name, order);
    orders.push_back(std::move(order));
    const bool before =
        history != nullptr &&
        std::any_of(checked.begin(), checked.end(), [&](const auto* one) { return one->is_same(*history); });
    if (history == nullptr || before) continue;
    checked.push_back(history);
    OrderBook book(*history, against_.factors, shipment.number, {});
    check_goods(book, *history, name, goods);
    check_window(book.order(), name, shipment);
  }
}

// What leaves is something, and nothing of it comes back.
void Matcher::check_amounts(const std::string& name, const ShipmentGoods& goods) {
  bool any = goods.shares.empty();
  for (const GoodsShare& share : goods.shares) {
    const auto& quantity = share.item.quantity;
    any = any || !quantity || !quantity->is_zero();
    if (!quantity || !quantity->is_negative()) continue;
    const std::string item = share.item.number.empty() ? "an item" : "line " + share.item.number;
    say(TradeCheck::quantity, item,
        fmt::format("{}: {} ships {}; a quantity is never below zero", name, item, quantity->to_plain()),
        "mend the quantity; what comes back is no ship notice");
  }
  if (any) return;
  say(TradeCheck::quantity, "items", fmt::format("{} ships nothing: all its quantities are zero", name),
      "leave it out, or say what is shipped");
}

void Matcher::check_goods(OrderBook& book, const OrderHistory& history, const std::string& name,
                          const ShipmentGoods& goods) {
  std::vector<Fraction> now(book.lines().size());
  for (const GoodsShare& share : goods.shares) {
    const OrderHistory* of = history_of(order_of(goods, share));
    if (of == nullptr || !of->is_same(history)) continue;
    const At at{name, name_of_item(share.item)};
    BookLine* line = settle(book, at, share.item.number, share.item.ids, true);
    if (line == nullptr || !share.item.quantity) continue;
    now[static_cast<std::size_t>(line - book.lines().data())] +=
        in_order_unit(book, *line, at, *share.item.quantity, share.item.unit);
  }
  for (std::size_t i = 0; i < now.size(); ++i) check_shipped(book, book.lines()[i], name, now[i]);
}

void Matcher::check_shipped(const OrderBook& book, const BookLine& line, const std::string& name,
                            const Fraction& now) {
  const Fraction total = sum_of(line.shipped) + now;
  const Fraction most = line.accepted + room(settings_.quantity, line.accepted);
  if (now.is_zero() || !(total > most)) return;
  const std::string& unit = line.line->unit;
  const std::string before = before_of(line.shipped);
  say(TradeCheck::quantity, fmt::format("line {}", line.line->number),
      fmt::format("{}: line {} of {} comes to {} shipped{}, but {} were {}", name, line.line->number,
                  in_words(book.order()), with_unit(total, unit), before.empty() ? "" : ", " + before,
                  with_unit(line.accepted, unit), line.accepted_by),
      "ship what was accepted, answer the order with more, or allow it by `tolerance: {quantity: 5%}`");
}

void Matcher::check_window(const Order& order, const std::string& name, const Shipment& shipment) {
  const auto day = shipped_on(shipment);
  if (!day) return;
  const auto from = date_of(order.dates, "ship_not_before");
  auto until = date_of(order.dates, "ship_no_later");
  if (!until) until = date_of(order.dates, "cancel_after");
  const bool early = from && day->days() + settings_.days < from->days();
  const bool late = until && day->days() - settings_.days > until->days();
  if (!early && !late) return;
  say(TradeCheck::window, "dates",
      fmt::format("{} ships on {}, but {} wants it {} {}", name, day->iso(), in_words(order),
                  early ? "not before" : "no later than", (early ? *from : *until).iso()),
      "ask the buyer for another date, or set `match: {window: off}`");
}

}  // namespace transom
