#include "engine/order_in_hand.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "engine/order_story.hpp"
#include "transom/failure.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

BusinessDocument read_document(const BusinessRecord& row) {
  JsonDocuments read = read_json(row.json);
  if (read.ok() && read.documents.size() == 1) return std::move(read.documents[0]);
  throw Failure(FailureKind::database, order_name(row), "its JSON in the store cannot be read",
                "run transom fsck");
}

}  // namespace

OrderInHand order_in_hand(Unit& unit, const BusinessRecord& row) {
  OrderInHand out{.document = read_document(row)};
  if (const auto* order = std::get_if<Order>(&out.document)) out.order = *order;
  const auto* change = std::get_if<OrderChange>(&out.document);
  if (change == nullptr) return out;
  out.change = *change;
  out.standing = order_to_change(story_of_order(unit, row.partner, row.number, row.usage, {}), row.release,
                                 false, row.id);
  out.problems = history_problems(out.standing, *change, row.id);
  if (out.standing.state == OrderState::stands) {
    out.changed = change_order(out.standing.order, *change, out.standing.past);
    out.problems.insert(out.problems.end(), out.changed.problems.begin(), out.changed.problems.end());
  }
  out.order = out.changed.order;
  return out;
}

std::string order_name(const BusinessRecord& row) {
  return fmt::format("{}order {} of {}", row.kind == BusinessKind::order_change ? "the change of " : "",
                     visible(row.number, 40), row.partner);
}

}  // namespace transom
