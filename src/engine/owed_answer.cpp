// The ERP has the order as it was decided then, so that is what the answer says: the document is not mapped
// or judged anew, which by today's maps and rules may come to something else. A change is laid once more over
// the order that it came behind. Only the form is today's, for that is what was mended.
#include "engine/owed_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/decided_change.hpp"
#include "engine/erp_response.hpp"
#include "engine/order_story.hpp"
#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"
#include "engine/take_change.hpp"
#include "order/change_lines.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"

namespace transom {
namespace {

// What is said of a later order of the same number is not said of this one.
std::vector<BusinessRecord> story_of(Lookups& lookups, const OwedAnswer& owed) {
  const BusinessRecord& row = owed.row;
  auto story = story_of_order(lookups, row.partner, row.number, row.usage, owed.own);
  const auto next = std::find_if(story.begin(), story.end(), [&](const BusinessRecord& one) {
    return one.kind == BusinessKind::order && one.id > row.id && !one.outgoing && is_taken(one.verdict) &&
           same_release(one.release, row.release);
  });
  story.erase(next, story.end());
  return story;
}

// To what was cancelled nobody waits for an answer but to the cancellation.
bool cancelled_since(const std::vector<BusinessRecord>& story, const BusinessRecord& row) {
  const StandingOrder standing = standing_order(story, row.release, false);
  return std::any_of(standing.changes.begin(), standing.changes.end(), [&](const StandingOrder::Change& one) {
    return one.row.id > row.id && is_cancelled(one.row.purpose) && is_taken(one.row.verdict);
  });
}

// The lines of the order that a change names or alters; "" is the head.
std::set<std::string> lines_of(const BusinessRecord& row) {
  const auto change = read_stored<OrderChange>(row, as_it_counts(row));
  std::set<std::string> out;
  for (const Difference& one : change.differences) out.insert(one.line);
  for (const ChangeLine& line : change.lines)
    if (const OrderLine* of = find_line(change.result, line).line) out.insert(of->number);
  return out;
}

// What a change altered since was answered by its 865; the answer to the order, or to a change of the same
// lines, would put the old terms behind that. Where its 865 is owed too, the older one goes before it.
std::optional<DocumentId> changed_since(Lookups& lookups, const std::vector<BusinessRecord>& story,
                                        const BusinessRecord& row) {
  const bool of_change = row.kind == BusinessKind::order_change;
  const std::set<std::string> lines = of_change ? lines_of(row) : std::set<std::string>();
  const auto overtakes = [&](const BusinessRecord& one) {
    const bool later = one.kind == BusinessKind::order_change && one.id > row.id && !one.outgoing &&
                       is_taken(one.verdict) && same_release(one.release, row.release);
    if (!later || !of_change) return later;
    const auto others = lines_of(one);
    return !is_unanswered(lookups.decisions_on(one.id)) &&
           std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return others.contains(line); });
  };
  const auto change = std::find_if(story.begin(), story.end(), overtakes);
  return change == story.end() ? std::nullopt : std::optional(document_of(*change));
}

MapProblem overtaken(const BusinessRecord& row, DocumentId change) {
  const bool of_change = row.kind == BusinessKind::order_change;
  return {
      .field = {},
      .place = {},
      .value = {},
      .sentence = fmt::format(
          "the order was changed since, in document {}, and it would say what stood before", change.value),
      .next = of_change ? "the 865 to that one says how the order stands: `transom settle` closes this"
                        : "leave an order response of the ERP"};
}

std::optional<Prepared> answer_to_order(Lookups& lookups, const OwedAnswer& owed) {
  const auto order = read_stored<Order>(owed.row, owed.row.json);
  const auto decisions =
      lines_said(order, lookups.decisions_on(owed.row.id), precedence_of(owed.partner, "855"));
  const bool declined = owed.row.verdict == Verdict::rejected;
  return answer_order(owed.maps, {owed.partner, owed.in, order, decisions, declined}, owed.now);
}

std::optional<Prepared> answer_to_change(Lookups& lookups, const OwedAnswer& owed,
                                         std::vector<BusinessRecord> story) {
  const auto outcome = decided_change(
      lookups,
      {owed.row, std::move(story), owed.partner, owed.now.date(), owed.maps.reference(owed.partner).get()},
      lines_said);
  if (!outcome) return std::nullopt;
  return answer_change({owed.maps, owed.partner, owed.in, owed.now}, *outcome, outcome->declined);
}

}  // namespace

DecisionRecord said_of_answer(BusinessId of, const char* action, std::string sentence, Instant now) {
  return {.business = of, .at = now, .who = "engine", .action = action, .sentence = std::move(sentence)};
}

bool is_unanswered(const std::vector<DecisionRecord>& decisions) {
  const auto last = std::find_if(decisions.rbegin(), decisions.rend(), [](const DecisionRecord& row) {
    return row.action == unanswered_action || row.action == answered_action || row.action == settled_action;
  });
  return last != decisions.rend() && last->action == unanswered_action;
}

std::optional<Prepared> owed_answer(Lookups& lookups, const OwedAnswer& owed) {
  auto story = story_of(lookups, owed);
  if (cancelled_since(story, owed.row)) return std::nullopt;
  const auto since = changed_since(lookups, story, owed.row);
  auto answer = owed.row.kind == BusinessKind::order_change
                    ? answer_to_change(lookups, owed, std::move(story))
                    : answer_to_order(lookups, owed);
  if (answer && since) answer->problems.push_back(overtaken(owed.row, *since));
  return answer;
}

}  // namespace transom
