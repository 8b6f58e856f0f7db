// By position alone an 855 that answers the second line only would be held as one that answers the first with
// another item, and the ERP would be told of the wrong line.
#include "order/received_lines.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "order/order_names.hpp"

namespace transom {
namespace {

bool has_item(const BookLine& line, const std::vector<Id>& ids) {
  return std::any_of(line.ids.begin(), line.ids.end(),
                     [&](const std::vector<Id>& known) { return share_item(known, ids); });
}

class Numbering {
 public:
  Numbering(const OrderHistory& history, const UnitFactors& factors, std::string_view shipment,
            std::string_view invoice)
      : history_(history), book_(history, factors, shipment, invoice) {}

  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] bool is_of(std::string_view number, std::string_view release) const {
    return is_order(number, release, *history_.order);
  }

  void number_line(ResponseLine& line) {
    if (!line.assigned_id.empty() || line.ids.empty()) return;
    for (const BookLine& known : book_.lines())
      if (known.line->number == line.number && has_item(known, line.ids)) return;
    const auto lines = lines_of(line.ids);
    if (lines.size() == 1) give(line.number, lines[0]);
  }

  void number_line(InvoiceLine& line) {
    if (!line.assigned_id.empty() || line.ids.empty()) return;
    const auto lines = lines_of(line.ids);
    if (lines.size() == 1) give(line.number, lines[0]);
    if (lines.size() > 1) give(line.number, open(lines, line.quantity, line.unit, true));
  }

  void number_item(ShipmentItem& item) {
    if (!item.number.empty() || item.ids.empty()) return;
    const auto lines = lines_of(item.ids);
    if (lines.size() > 1) give(item.number, open(lines, item.quantity, item.unit, false));
  }

 private:
  std::vector<BookLine*> lines_of(const std::vector<Id>& ids) {
    std::vector<BookLine*> lines;
    for (BookLine& line : book_.lines())
      if (has_item(line, ids)) lines.push_back(&line);
    return lines;
  }

  void give(std::string& number, const BookLine* meant) {
    if (meant == nullptr || number == meant->line->number) return;
    number = meant->line->number;
    done_ = true;
  }

  // The first of which just so much is open, else as much, else anything.
  BookLine* open(const std::vector<BookLine*>& lines, const std::optional<Decimal>& quantity,
                 const std::string& unit, bool invoiced) {
    if (!quantity) return nullptr;
    BookLine *more = nullptr, *some = nullptr;
    for (BookLine* line : lines) {
      const Fraction wanted = book_.in_order_unit(*line, *quantity, unit);
      const Fraction left = line->accepted - sum_of(invoiced ? line->invoiced : line->shipped) - taken_[line];
      if (!wanted.is_known() || !left.is_known()) return nullptr;
      if (left == wanted) return take(line, wanted);
      if (more == nullptr && left > wanted) more = line;
      if (some == nullptr && left > Fraction()) some = line;
    }
    if (more != nullptr) some = more;
    return some == nullptr ? nullptr : take(some, book_.in_order_unit(*some, *quantity, unit));
  }

  BookLine* take(BookLine* line, const Fraction& quantity) {
    taken_[line] += quantity;
    return line;
  }

  const OrderHistory& history_;
  OrderBook book_;
  std::map<const BookLine*, Fraction> taken_;  // by the document in hand
  bool done_ = false;
};

struct Named {
  std::string_view number, release;
};

template <class Level>
void number_items(Level& level, Numbering& numbering, Named above) {
  if constexpr (requires { level.orders; })
    for (auto& one : level.orders) number_items(one, numbering, {one.number, one.release_number});
  if constexpr (requires { level.tares; })
    for (auto& one : level.tares) number_items(one, numbering, above);
  if constexpr (requires { level.packs; })
    for (auto& one : level.packs) number_items(one, numbering, above);
  if constexpr (requires { level.items; })
    for (auto& one : level.items) {
      const Named own = one.order.number.empty() ? above : Named{one.order.number, one.order.release_number};
      if (numbering.is_of(own.number, own.release)) numbering.number_item(one);
      number_items(one, numbering, own);
    }
}

}  // namespace

bool number_received_lines(BusinessDocument& document, std::span<const OrderHistory> orders,
                           const UnitFactors& factors) {
  bool done = false;
  for (const OrderHistory& history : orders) {
    if (history.order == nullptr) continue;
    auto* shipment = std::get_if<Shipment>(&document);
    auto* invoice = std::get_if<Invoice>(&document);
    auto* response = std::get_if<OrderResponse>(&document);
    Numbering numbering(history, factors, shipment != nullptr ? shipment->number : std::string(),
                        invoice != nullptr ? invoice->number : std::string());
    if (shipment != nullptr)
      number_items(*shipment, numbering, {shipment->order.number, shipment->order.release_number});
    if (invoice != nullptr)
      for (InvoiceLine& line : invoice->lines) numbering.number_line(line);
    if (response != nullptr)
      for (ResponseLine& line : response->lines) numbering.number_line(line);
    done = done || numbering.done();
  }
  return done;
}

}  // namespace transom
