// The ERP has the order as it was decided then, so that is what the answer says: the document is not mapped
// or judged anew, which by today's maps and rules may come to something else. A change is laid once more over
// the order that it came behind. Only the form is today's, for that is what was mended.
#include "engine/owed_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/decided_change.hpp"
#include "engine/erp_response.hpp"
#include "engine/order_story.hpp"
#include "engine/read_stored.hpp"
#include "engine/standing_order.hpp"
#include "engine/take_change.hpp"
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

// What a change altered since was answered by its 865; the order's answer would put the old terms behind
// that.
std::optional<MapProblem> changed_since(const std::vector<BusinessRecord>& story, const BusinessRecord& row) {
  const auto change = std::find_if(story.begin(), story.end(), [&](const BusinessRecord& one) {
    return one.kind == BusinessKind::order_change && one.id > row.id && !one.outgoing &&
           is_taken(one.verdict) && same_release(one.release, row.release);
  });
  if (change == story.end()) return std::nullopt;
  return MapProblem{.field = {},
                    .place = {},
                    .value = {},
                    .sentence = fmt::format(
                        "the order was changed since, in document {}, and it would say what stood before",
                        document_of(*change).value),
                    .next = "leave an order response of the ERP"};
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
  if (owed.row.kind == BusinessKind::order_change) return answer_to_change(lookups, owed, std::move(story));
  auto answer = answer_to_order(lookups, owed);
  if (auto problem = changed_since(story, owed.row); answer && problem)
    answer->problems.push_back(*std::move(problem));
  return answer;
}

}  // namespace transom
