// Orders of one number are told apart by their releases; what was shipped or invoiced for them lies in the
// story of the number, and says by its own names which of them it is for.
#include "engine/order_story.hpp"

#include <algorithm>

#include "engine/read_stored.hpp"
#include "engine/reconciliation.hpp"
#include "engine/standing_order.hpp"
#include "order/order_book.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

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

// A blanket order is none of the releases for which goods are called: nothing is shipped for it itself.
static std::vector<std::string> releases_in(const OrderStory& story, bool outgoing) {
  std::vector<std::string> out;
  bool blanket = false;
  for (const OrderStory::Entry& entry : story.orders) {
    const auto* order = std::get_if<Order>(&entry.document);
    if (order == nullptr || entry.row.outgoing != outgoing) continue;
    const std::string& release = order->release_number;
    blanket = blanket || is_blanket(*order);
    if (std::find(out.begin(), out.end(), release) == out.end()) out.push_back(release);
  }
  if (blanket && out.size() > 1) std::erase(out, std::string());
  return out;
}

// The order of that direction as it stands now, or where it was cancelled.
static std::optional<Order> standing(std::vector<BusinessRecord> rows, bool outgoing,
                                     const std::optional<std::string>& release, DocumentId& cancelled) {
  if (!release) return std::nullopt;
  StandingOrder found = standing_order(std::move(rows), *release, outgoing);
  if (found.state == OrderState::stands) return std::move(found.order);
  if (found.state != OrderState::cancelled) return std::nullopt;
  for (const StandingOrder::Change& change : found.changes)
    if (is_taken(change.row.verdict)) cancelled = document_of(change.row);
  return std::nullopt;
}

// As the partner wrote it, or as the partner gets it; what answers, ships or invoices with the order, the
// release and the lines that were found for it.
static const std::string& as_meant(const BusinessRecord& row) {
  const bool may_be_completed =
      row.outgoing || has_own_number(row.kind) || row.kind == BusinessKind::order_response;
  return may_be_completed && !row.changed.empty() ? row.changed : row.json;
}

std::optional<std::string> release_meant(std::span<const std::string> known, const std::string& named) {
  const auto same =
      std::find_if(known.begin(), known.end(), [&](const auto& one) { return same_release(one, named); });
  if (same != known.end()) return *same;
  const bool only = known.size() == 1 && (named.empty() || known.front().empty());
  return only ? std::optional(known.front()) : std::nullopt;
}

OrderName order_meant(const OrderStory& story, bool outgoing) {
  const auto release = release_meant(outgoing ? story.their_releases : story.our_releases, story.release);
  return {story.number, release.value_or(story.release)};
}

std::vector<OrderName> orders_meant(std::span<const OrderStory> stories, bool outgoing) {
  std::vector<OrderName> out;
  for (const OrderStory& story : stories) {
    OrderName name = order_meant(story, outgoing);
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  }
  return out;
}

bool is_for(Lookups& lookups, const BusinessRecord& row, const OrderName& order) {
  const auto meant = lookups.orders_meant(row.id);
  return std::any_of(meant.begin(), meant.end(),
                     [&](const OrderName& name) { return same_order(name, order); });
}

std::vector<BusinessRecord> story_of_order(Lookups& lookups, std::string_view partner,
                                           std::string_view number, char usage, AttemptId own) {
  auto story = lookups.about_order(partner, number, usage, own);
  reject_refused(lookups, story, own);
  return story;
}

OrderStory order_story(Lookups& lookups, const std::string& partner, const OrderName& name, char usage,
                       AttemptId own) {
  OrderStory story{.number = name.number, .release = name.release};
  const auto rows = story_of_order(lookups, partner, name.number, usage, own);
  for (const auto& row : rows) {
    const bool stands = is_taken(row.verdict) || row.verdict == Verdict::held;
    if (row.kind == BusinessKind::order && is_cancelled(row.purpose)) continue;  // standing() knows
    auto* place = place_in(story, row.kind);
    if (!stands || place == nullptr) continue;
    if (auto document = stored_document(as_meant(row))) place->push_back({row, *std::move(document)});
  }
  story.their_releases = releases_in(story, false);
  story.our_releases = releases_in(story, true);
  story.theirs =
      standing(rows, false, release_meant(story.their_releases, name.release), story.theirs_cancelled);
  story.ours = standing(rows, true, release_meant(story.our_releases, name.release), story.ours_cancelled);
  return story;
}

std::vector<OrderStory> order_stories(Lookups& lookups, const std::string& partner,
                                      const BusinessDocument& document, char usage, AttemptId own) {
  std::vector<OrderStory> out;
  for (const OrderName& name : names_of(document))
    out.push_back(order_story(lookups, partner, name, usage, own));
  return out;
}

std::vector<std::string> orders_of(const BusinessDocument& document) {
  std::vector<std::string> out;
  for (OrderName& name : names_of(document)) {
    if (std::find(out.begin(), out.end(), name.number) == out.end()) out.push_back(std::move(name.number));
  }
  return out;
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
