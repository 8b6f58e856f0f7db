// Rows behind the change are left out of the story, so that the order is found as it stood before it.
#include "engine/decided_change.hpp"

#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"

namespace transom {

std::optional<ChangeOutcome> decided_change(Lookups& lookups, ChangeTakenThen change, LinesDecided decided) {
  const BusinessRecord& row = change.row;
  std::erase_if(change.story, [&](const BusinessRecord& one) { return one.id >= row.id; });
  const StandingOrder before = order_to_change(change.story, row.release, false);
  if (before.state != OrderState::stands) return std::nullopt;
  const auto asked = read_stored<OrderChange>(row, row.json);
  const ChangedOrder changed = change_order(before.order, asked, before.past);
  const auto decisions =
      decided(changed.order, lookups.decisions_on(row.id), precedence_of(change.partner, "865"));
  return decide_change(before.order, asked, changed, decisions, row.verdict == Verdict::rejected,
                       change.answered, change.reference);
}

}  // namespace transom
