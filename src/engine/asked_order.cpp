// An ERP that gets a change before it has answered the order answers the order as it stands then, and a buyer
// who has the 865 reads an 855 behind it in its terms: the old ones would take back what was agreed. So the
// changes that were answered count, and what was decided about a line before a change altered it does not;
// that decision went out in the 865, and what came of it is in the order as it stands. A change that the ERP
// has yet to answer is another document's matter.
#include "engine/asked_order.hpp"

#include <algorithm>
#include <set>

#include "engine/erp_response.hpp"
#include "engine/order_story.hpp"
#include "engine/outgoing_case.hpp"
#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"
#include "order/lines_by_number.hpp"

namespace transom {
namespace {

// The ERP will answer it by an 865 of its own.
bool awaits_answer(const OutgoingCase& one, const BusinessRecord& change) {
  const Agreement* agreement = one.partner.send("865");
  return agreement != nullptr && agreement->send->answer == AnswerMode::await &&
         !answered(one, OutboundKind::change_response_865, change.part);
}

// The order with the changes that were answered; what stands behind one that was not builds on it.
StandingOrder standing(const OutgoingCase& one, const Order& came) {
  auto story = story_of_order(one.unit, one.partner.slug, came.number, one.usage, one.attempt);
  const auto open = std::find_if(story.begin(), story.end(), [&](const BusinessRecord& row) {
    return row.kind == BusinessKind::order_change && !row.outgoing && is_taken(row.verdict) &&
           same_release(row.release, came.release_number) && awaits_answer(one, row);
  });
  story.erase(
      std::remove_if(open, story.end(),
                     [](const BusinessRecord& row) { return row.kind == BusinessKind::order_change; }),
      story.end());
  return standing_order(std::move(story), came.release_number, false);
}

// The numbers of lines that changes altered, added or took away.
std::set<std::string> altered_lines(const StandingOrder& standing) {
  const auto decided = read_stored<Order>(standing.base, as_it_counts(standing.base));
  std::set<std::string> out;
  for (const Difference& one : differences(decided, standing.order)) out.insert(one.line);
  return out;
}

// Lines that no change altered as they came, with what was decided about them; the others as they stand.
void lay_changes(AskedOrder& out, const Order& came, const StandingOrder& standing) {
  const std::set<std::string> altered = altered_lines(standing);
  std::vector<LineDecision> decided = std::move(out.decisions);
  out.order = standing.order;
  out.order.lines.clear();
  out.decisions.clear();
  const auto as_it_stands = [&](const OrderLine& line) {
    Order alone;
    alone.lines.push_back(line);
    out.decisions.push_back(decide_lines(alone, {}).front());
    out.order.lines.push_back(line);
  };
  const auto now = counterparts(came.lines, standing.order.lines);
  for (std::size_t i = 0; i < came.lines.size(); ++i) {
    const OrderLine& line = came.lines[i];
    if (!altered.contains(line.number)) {
      out.order.lines.push_back(line);
      out.decisions.push_back(decided[i]);
    } else if (now[i] != nullptr) {
      as_it_stands(*now[i]);
    }
  }
  const auto before = counterparts(standing.order.lines, came.lines);
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i] == nullptr) as_it_stands(standing.order.lines[i]);
}

}  // namespace

AskedOrder asked_order(const OutgoingCase& one, const Order& came, const OrderMatch& match) {
  AskedOrder out{.order = came,
                 .decisions = decided_lines(came, one.unit.decisions_on(match.business),
                                            precedence_of(one.partner, "855")),
                 .decided = {},
                 .changed = {},
                 .cancelled = {}};
  const StandingOrder now = standing(one, came);
  // Else changes are of a later order of that number.
  if (now.base.id == match.business) {
    for (const StandingOrder::Change& change : now.changes) {
      if (!is_taken(change.row.verdict)) continue;
      (now.state == OrderState::cancelled ? out.cancelled : out.changed) = document_of(change.row);
    }
    if (out.changed) lay_changes(out, came, now);
  }
  out.decided = respond(out.order, out.decisions, {});
  return out;
}

}  // namespace transom
