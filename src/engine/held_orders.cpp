// Reading side of holds. What holds an order stands in its decisions: a queue holds it as long as one of the
// engine's `hold` rows names that queue and no later `lift` of a person does.
#include <fmt/format.h>

#include <algorithm>

#include "engine/hold_rules.hpp"
#include "transom/failure.hpp"

namespace transom {

std::vector<std::string> holding_queues(const std::vector<DecisionRecord>& decisions) {
  std::vector<std::string> queues;
  for (const auto& decision : decisions) {
    const auto at = std::find(queues.begin(), queues.end(), decision.owner);
    if (decision.action == "hold" && at == queues.end()) queues.push_back(decision.owner);
    if (decision.action == "lift" && at != queues.end()) queues.erase(at);
  }
  return queues;
}

HeldOrder order_in_question(Store& store, BusinessId id) {
  auto order = store.business(id);
  if (!order || order->kind != BusinessKind::order) {
    throw Failure(FailureKind::usage, std::to_string(id.value), "no such order",
                  "`transom hold list` shows those that wait");
  }
  HeldOrder out{.order = std::move(*order)};
  out.decisions = store.decisions_on(id);
  out.owners = holding_queues(out.decisions);
  for (const auto& decision : out.decisions) {
    if (decision.action == "hold" && !out.since) out.since = decision.at;
  }
  const Part& at = out.order.part;
  for (const auto& match : store.find_orders(
           {out.order.partner, out.order.number, out.order.release, out.order.purpose, out.order.usage},
           at.attempt)) {
    if (match.business == id) out.document = match.document;
  }
  return out;
}

std::vector<HeldOrder> held_orders(Store& store, const std::string& partner, const std::string& owner,
                                   std::size_t limit) {
  std::vector<HeldOrder> out;
  for (const auto& row : store.held(partner, limit)) {
    HeldOrder held = order_in_question(store, row.id);
    const bool his =
        owner.empty() || std::find(held.owners.begin(), held.owners.end(), owner) != held.owners.end();
    if (his) out.push_back(std::move(held));
  }
  return out;
}

}  // namespace transom
