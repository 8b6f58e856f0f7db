// Reading side of holds. What holds an order stands in its decisions: a queue holds it as long as one of the
// engine's `hold` rows names that queue and no later `lift` of a person does. A release that finds something
// new lifts what was seen and adds a `hold` row behind it.
#include <fmt/format.h>

#include <algorithm>

#include "engine/hold_rules.hpp"
#include "engine/order_in_hand.hpp"
#include "engine/order_story.hpp"
#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"
#include "order/order_names.hpp"
#include "transom/failure.hpp"

namespace transom {

std::vector<DecisionRecord> holding_rows(const std::vector<DecisionRecord>& decisions) {
  std::vector<DecisionRecord> rows;
  for (const auto& decision : decisions) {
    if (decision.action == "hold") rows.push_back(decision);
    std::erase_if(rows, [&](const DecisionRecord& row) {
      const bool lifted = decision.action == "lift" && row.owner == decision.owner;
      const bool gone = decision.action == "gone" && row.rule == decision.rule && row.line == decision.line;
      return lifted || gone;
    });
  }
  return rows;
}

std::vector<std::string> holding_queues(const std::vector<DecisionRecord>& decisions) {
  std::vector<std::string> queues;
  for (const auto& row : holding_rows(decisions)) {
    if (std::find(queues.begin(), queues.end(), row.owner) == queues.end()) queues.push_back(row.owner);
  }
  return queues;
}

HoldReport decided_before(const HeldOrder& held, bool reject) {
  const bool held_once = std::any_of(held.decisions.begin(), held.decisions.end(),
                                     [](const DecisionRecord& d) { return d.action == "hold"; });
  if (!held_once) {
    throw Failure(FailureKind::usage, order_name(held.order), "was never held: nothing is to be decided",
                  "`transom hold list` shows those that wait");
  }
  const bool rejected = held.order.verdict == Verdict::rejected;
  if (held.order.verdict == Verdict::replaced || rejected != reject) {
    throw Failure(FailureKind::usage, order_name(held.order),
                  held.order.verdict == Verdict::replaced ? "was replaced by a replay"
                  : rejected                              ? "was rejected, and is not held any more"
                                                          : "was released, and is not held any more",
                  "`transom hold list` shows those that wait");
  }
  HoldReport out;
  out.outcome = "before";
  out.sentence = fmt::format("{} was {} before; nothing is done again", order_name(held.order),
                             rejected ? "rejected" : "released");
  return out;
}

bool hold_decides(const BusinessRecord& row) {
  return !row.outgoing && (row.kind == BusinessKind::order || row.kind == BusinessKind::order_change);
}

namespace {

// Of a change that was taken, what it did; of any other, what it would do to the order as it stands now.
std::vector<Difference> differences_of(Store& store, const BusinessRecord& row) {
  const bool taken = !row.changed.empty() && row.verdict != Verdict::held;
  const auto change = stored_as<OrderChange>(taken ? row.changed : row.json);
  if (!change || taken) return change ? change->differences : std::vector<Difference>();
  const StandingOrder standing = order_to_change(
      story_of_order(store, row.partner, row.number, row.usage, {}), row.release, row.outgoing, row.id);
  if (standing.state != OrderState::stands || row.verdict != Verdict::held) return {};
  const ChangedOrder changed = change_order(standing.order, *change, standing.past);
  return changed.cancelled ? std::vector<Difference>{cancelled(row.number)}
                           : differences(standing.order, changed.order);
}

}  // namespace

HeldOrder order_in_question(Store& store, BusinessId id) {
  auto order = store.business(id);
  if (!order || !hold_decides(*order)) {
    throw Failure(FailureKind::usage, std::to_string(id.value), "no such order",
                  "`transom hold list` shows those that wait");
  }
  HeldOrder out{.order = std::move(*order)};
  out.decisions = store.decisions_on(id);
  if (out.order.verdict == Verdict::held) out.holding = holding_rows(out.decisions);
  out.owners = holding_queues(out.decisions);
  for (const auto& decision : out.decisions) {
    if (decision.action == "hold" && !out.since) out.since = decision.at;
  }
  out.document = document_of(out.order);
  if (out.order.kind == BusinessKind::order_change) out.differences = differences_of(store, out.order);
  return out;
}

std::vector<BusinessRecord> same_number(Store& store, const BusinessRecord& row) {
  std::vector<BusinessRecord> out;
  if (row.kind != BusinessKind::order) return out;
  for (auto& other : store.about_order(row.partner, row.number, row.usage, {})) {
    const bool same = other.kind == BusinessKind::order && !other.outgoing && other.number == row.number &&
                      other.release == row.release && other.id != row.id &&
                      other.verdict != Verdict::replaced;
    if (same) out.push_back(std::move(other));
  }
  return out;
}

std::vector<BusinessRecord> waiting_changes(Lookups& lookups, const BusinessRecord& row) {
  std::vector<BusinessRecord> out;
  if (row.kind != BusinessKind::order) return out;
  for (auto& other : lookups.about_order(row.partner, row.number, row.usage, {})) {
    const bool waits = other.kind == BusinessKind::order_change && !other.outgoing &&
                       other.verdict == Verdict::held && other.id > row.id &&
                       same_release(other.release, row.release);
    if (waits) out.push_back(std::move(other));
  }
  return out;
}

std::string action_words(const DecisionRecord& decision) {
  if (decision.action == "lift") return fmt::format("release for {}", decision.owner);
  return decision.action == "judge_again" ? "rules asked again" : decision.action;
}

// The one that stands beside it, under its number and release.
static std::optional<BusinessRecord> standing_beside(Store& store, const BusinessRecord& row) {
  if (row.kind != BusinessKind::order) return std::nullopt;
  StandingOrder standing =
      standing_order(story_of_order(store, row.partner, row.number, row.usage, {}), row.release, false);
  return standing.state == OrderState::stands ? std::optional(std::move(standing.base)) : std::nullopt;
}

std::string rejection_warning(Store& store, const BusinessRecord& row) {
  const auto other = standing_beside(store, row);
  if (!other) return {};
  return fmt::format(
      "order {} in document {} stands under the number {}: an 855 that rejects this one names that number, "
      "and the partner may close the order that stands; `transom hold reject {} --no-answer` sends none",
      other->id.value, document_of(*other).value, row.number, row.id.value);
}

std::string release_warning(Store& store, const BusinessRecord& row) {
  const auto other = standing_beside(store, row);
  if (!other) return {};
  return fmt::format(
      "order {} in document {} stands under the number {} too: what is shipped and invoiced under it is held "
      "against the newest of them alone; ask the buyer for a number of its own",
      other->id.value, document_of(*other).value, row.number);
}

std::vector<HeldOrder> held_orders(Store& store, const std::string& partner, const std::string& owner,
                                   std::size_t limit) {
  std::vector<HeldOrder> out;
  constexpr std::size_t all = 10'000'000;  // which are his is known when they are read
  for (const auto& row : store.held(partner, all)) {
    if (out.size() == limit) break;
    if (!hold_decides(row)) continue;
    HeldOrder held = order_in_question(store, row.id);
    const bool his =
        owner.empty() || std::find(held.owners.begin(), held.owners.end(), owner) != held.owners.end();
    if (his) out.push_back(std::move(held));
  }
  return out;
}

}  // namespace transom
