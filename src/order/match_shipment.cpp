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
  if (now.is_zero() || !adds_up(book, line, name, line.shipped)) return;
  const Fraction total = sum_of(line.shipped) + now;
  const Fraction most = line.accepted + room(settings_.quantity, line.accepted);
  if (!(total > most)) return;
  const std::string& unit = line.line->unit;
  const std::string before = before_of(line.shipped);
  say(TradeCheck::quantity, fmt::format("line {}", line.line->number),
      fmt::format("{}: line {} of {} comes to {} shipped{}, but {} were {}", name, line.line->number,
                  in_words(book.order()), with_unit(total, unit), before.empty() ? "" : ", " + before,
                  with_unit(line.accepted, unit), line.accepted_by),
      "ship what was accepted, answer the order with more, or allow it by `tolerance: {quantity: 5%}`");
}

// In the order's units; what is of no line is told elsewhere.
std::vector<Fraction> Matcher::shipped_now(OrderBook& book, const OrderHistory& history,
                                           const ShipmentGoods& goods) const {
  std::vector<Fraction> now(book.lines().size());
  for (const GoodsShare& share : goods.shares) {
    const OrderHistory* of = history_of(order_of(goods, share));
    if (of == nullptr || !of->is_same(history) || !share.item.quantity) continue;
    const BookLine* line = book.find(share.item.number, share.item.ids, true).line;
    if (line == nullptr) continue;
    now[static_cast<std::size_t>(line - book.lines().data())] +=
        book.in_order_unit(*line, *share.item.quantity, share.item.unit);
  }
  return now;
}

void Matcher::check_taken_back(const Shipment& shipment) {
  const ShipmentGoods goods = is_cancelled(shipment.purpose) ? ShipmentGoods() : take_apart(shipment);
  for (const OrderHistory& history : against_.orders) {
    if (history.order == nullptr) continue;
    OrderBook before(history, against_.factors, {}, {}),
        after(history, against_.factors, shipment.number, {});
    const std::vector<Fraction> now = shipped_now(after, history, goods);
    for (std::size_t i = 0; i < now.size(); ++i) {
      const BookLine& line = after.lines()[i];
      const Fraction left = sum_of(line.shipped) + now[i], invoiced = sum_of(line.invoiced);
      const bool less = sum_of(before.lines()[i].shipped) > left;
      if (!less || !(invoiced > left + room(settings_.quantity, left))) continue;
      say(TradeCheck::quantity, fmt::format("line {}", line.line->number),
          fmt::format("ship notice {} leaves {} of line {} of {} shipped, but {} were invoiced ({})",
                      shipment.number, with_unit(left, line.line->unit), line.line->number,
                      in_words(after.order()), with_unit(invoiced, line.line->unit),
                      documents_of(line.invoiced)),
          "credit what was not shipped, or cancel the invoice");
    }
  }
}

Disagreements taken_back(const Shipment& shipment, const MatchAgainst& against,
                         const MatchSettings& settings) {
  Matcher matcher(against, settings);
  matcher.check_taken_back(shipment);
  return matcher.take();
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
