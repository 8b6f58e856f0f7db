// A refusal withdraws what was expected of the order; what is taken is expected from the day on which it
// came, for the hold is our own affair and the buyer counts from his.
#include "engine/held_outcome.hpp"

#include "engine/answer_held.hpp"
#include "engine/erp_response.hpp"
#include "engine/ledger.hpp"
#include "engine/prepared.hpp"
#include "engine/promises.hpp"
#include "engine/take_change.hpp"
#include "order/order_book.hpp"
#include "transom/json.hpp"

namespace transom {
namespace {

void expect_goods(Unit& unit, const HeldDesk& desk) {
  const BusinessRecord& row = desk.held.order;
  const auto document = desk.store.document(desk.held.document);
  const Agreement* agreed = desk.agreement();
  if (!document || agreed == nullptr) return;
  expect_answers(unit,
                 {row.id, row.part.attempt, desk.hand.order, desk.partner, row.usage, document->received},
                 agreed->receive->expect, agreed->policy.calendar, false);
}

void promise(Unit& unit, const HeldDesk& desk, const HeldOutcome& outcome) {
  const BusinessRecord& row = desk.held.order;
  const PromiseEntry entry{desk.partner, row.number, row.release, row.usage, row.part.attempt, desk.now};
  desk.hand.change
      ? correct_promises(unit, desk.maps, entry)
      : promise_order(unit, desk.maps, entry, row.id, outcome.order ? *outcome.order : desk.hand.order);
}

Verdict verdict_of(const HeldOutcome& outcome) {
  if (outcome.declined) return Verdict::rejected;
  return outcome.altered ? Verdict::changed : Verdict::accepted;
}

}  // namespace

const Agreement* HeldDesk::agreement() const {
  const std::string& version = from.group.version;
  const Agreement* of_change = hand.change ? partner.receive("860", version) : nullptr;
  return of_change != nullptr ? of_change : partner.receive("850", version);
}

HeldOutcome held_outcome(const HeldDesk& desk, const std::vector<LineDecision>& decisions, bool refused) {
  const OrderInHand& hand = desk.hand;
  if (hand.change) {
    ChangeOutcome outcome = decide_change(hand.standing.order, *hand.change, hand.changed, decisions, refused,
                                          desk.now.date(), desk.maps.reference(desk.partner).get());
    const ChangeDesk changes{desk.maps, desk.partner, desk.from.interchange, desk.now};
    return {outcome.declined, !outcome.as_asked, to_json(BusinessDocument(outcome.change)), std::nullopt,
            answer_change(changes, outcome, outcome.declined)};
  }
  HeldOutcome out{.declined = refused || all_rejected(decisions)};
  if (!out.declined)
    out.order = changed_order(hand.order, decisions, desk.maps.reference(desk.partner).get());
  out.altered = out.order.has_value();
  if (out.order) out.json = to_json(BusinessDocument(*out.order));
  out.response = answer_order(
      desk.maps, {desk.partner, desk.from.interchange, hand.order, decisions, out.declined}, desk.now);
  return out;
}

std::string leave_lines_out(const HeldDesk& desk, Prepared& refusal) {
  std::string obstacle;
  if (!refusal.problems.empty()) {
    obstacle = describe(refusal.problems.front());
  } else {
    const auto wrong = try_alone(desk.configuration, desk.maps.guides(), desk.partner, desk.held.order.usage,
                                 refusal, desk.now);
    if (!wrong.empty()) obstacle = wrong.front();
  }
  if (!obstacle.empty()) refusal = refuse_whole(desk.maps, refusal, desk.from.interchange, desk.now);
  return obstacle;
}

std::vector<Queued> enter(Unit& unit, const HeldDesk& desk, const HoldRequest& request, HeldOutcome outcome) {
  const BusinessRecord& row = desk.held.order;
  const auto& change = desk.hand.change;
  unit.decide(row.id, verdict_of(outcome), request.who, request.why, desk.now);
  if (!outcome.declined) promise(unit, desk, outcome);
  if (!change && !outcome.declined) expect_goods(unit, desk);
  const bool answered = outcome.response.has_value();
  std::vector<Queued> queued;
  if (answered) {
    AnswerBatch batch(desk.configuration, desk.maps.guides(), desk.now);
    queued = answer_held(unit, batch, {desk.held, desk.partner, desk.from, desk.now},
                         std::move(*outcome.response));
  }
  if (!change && outcome.declined) {
    unit.withdraw(row.id, answered,
                  request.no_answer ? "the order was rejected without an answer" : "the order was rejected",
                  {}, desk.now);
  } else if (change && !outcome.declined && is_cancelled(change->purpose)) {
    expect_nothing(unit, desk.partner.slug, {row.number, row.release}, row.usage, OwedBy::us, {}, desk.now);
  }
  return queued;
}

}  // namespace transom
