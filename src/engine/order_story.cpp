// A shipment names orders at every level of its hierarchy, an invoice at its head, the others are about one.
#include "engine/order_story.hpp"

#include <algorithm>

#include "engine/standing_order.hpp"
#include "transom/json.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

class Numbers {
 public:
  void add(const std::string& number) {
    if (!number.empty() && std::find(all_.begin(), all_.end(), number) == all_.end()) all_.push_back(number);
  }
  void walk(const ShipmentItem& item) {
    add(item.order.number);
    walk_all(item.tares);
    walk_all(item.packs);
  }
  void walk(const ShipmentOrder& order) {
    add(order.number);
    walk_all(order.tares);
    walk_all(order.packs);
    walk_all(order.items);
  }
  void walk(const ShipmentTare& tare) {
    walk_all(tare.orders);
    walk_all(tare.packs);
    walk_all(tare.items);
  }
  void walk(const ShipmentPack& pack) {
    walk_all(pack.orders);
    walk_all(pack.items);
  }
  void walk(const Shipment& shipment) {
    add(shipment.order.number);
    walk_all(shipment.orders);
    walk_all(shipment.tares);
    walk_all(shipment.packs);
    walk_all(shipment.items);
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(all_); }

 private:
  template <class Level>
  void walk_all(const std::vector<Level>& levels) {
    for (const Level& level : levels) walk(level);
  }
  std::vector<std::string> all_;
};

std::vector<OrderStory::Entry>* place_in(OrderStory& story, BusinessKind kind) {
  switch (kind) {
    case BusinessKind::order:
      return &story.orders;
    case BusinessKind::order_response:
      return &story.responses;
    case BusinessKind::shipment:
      return &story.shipments;
    case BusinessKind::invoice:
      return &story.invoices;
    case BusinessKind::order_change:
      return &story.changes;
  }
  return nullptr;
}

}  // namespace

// The latest order of that direction as it stands now.
static std::optional<Order> standing(const std::vector<BusinessRecord>& rows, bool outgoing) {
  const auto last = std::find_if(rows.rbegin(), rows.rend(), [&](const BusinessRecord& row) {
    return row.kind == BusinessKind::order && row.outgoing == outgoing;
  });
  if (last == rows.rend()) return std::nullopt;
  StandingOrder found = standing_order(rows, last->release, outgoing);
  return found.state == OrderState::stands ? std::optional(std::move(found.order)) : std::nullopt;
}

OrderStory order_story(Lookups& lookups, const std::string& partner, const std::string& number, char usage,
                       AttemptId own) {
  OrderStory story{.number = number};
  auto rows = lookups.about_order(partner, number, usage, own);
  story.theirs = standing(rows, false);
  story.ours = standing(rows, true);
  for (auto& row : rows) {
    const bool stands =
        row.verdict == Verdict::accepted || row.verdict == Verdict::changed || row.verdict == Verdict::held;
    auto* place = place_in(story, row.kind);
    if (!stands || place == nullptr) continue;
    JsonDocuments read = read_json(row.outgoing && !row.changed.empty() ? row.changed : row.json);
    if (!read.ok() || read.documents.size() != 1) continue;  // `fsck` tells of it
    place->push_back({std::move(row), std::move(read.documents.front())});
  }
  return story;
}

std::vector<std::string> orders_of(const BusinessDocument& document) {
  Numbers numbers;
  if (const auto* order = std::get_if<Order>(&document)) numbers.add(order->number);
  if (const auto* response = std::get_if<OrderResponse>(&document)) numbers.add(response->order_number);
  if (const auto* change = std::get_if<OrderChange>(&document)) numbers.add(change->number);
  if (const auto* shipment = std::get_if<Shipment>(&document)) numbers.walk(*shipment);
  if (const auto* invoice = std::get_if<Invoice>(&document)) numbers.add(invoice->order_number);
  return numbers.take();
}

std::string number_of(const BusinessDocument& document) {
  if (const auto* answer = std::get_if<OrderResponse>(&document)) return answer->order_number;
  if (const auto* order = std::get_if<Order>(&document)) return order->number;
  if (const auto* change = std::get_if<OrderChange>(&document)) return change->number;
  if (const auto* shipment = std::get_if<Shipment>(&document)) return shipment->number;
  return std::get<Invoice>(document).number;
}

bool is_interim(const BusinessDocument& document) {
  const auto* response = std::get_if<OrderResponse>(&document);
  return response != nullptr && is_interim(*response);
}

std::string release_of(const BusinessDocument& document) {
  if (const auto* order = std::get_if<Order>(&document)) return order->release_number;
  if (const auto* response = std::get_if<OrderResponse>(&document)) return response->release_number;
  if (const auto* change = std::get_if<OrderChange>(&document)) return change->release_number;
  return {};
}

}  // namespace transom
