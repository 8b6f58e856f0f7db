// "We have your order, the answer follows": an interim 855 on a person's word, for an order that is held.
//
// It is made of the order's head alone. Which lines wait, and why, is the house's affair until it is decided;
// partners who take AH seldom take IH (business-rules 8.1, 8.2). The decision row, the document and its
// interchange are one commit; what a crash left undelivered goes with the next run. Refused: sending one by
// itself for each order that is held. Most partners want one answer, and soon.
#include <fmt/format.h>

#include <algorithm>

#include "base/failpoint.hpp"
#include "base/posix_files.hpp"
#include "engine/dispatch.hpp"
#include "engine/order_in_hand.hpp"
#include "engine/prepared.hpp"
#include "engine/publish.hpp"
#include "engine/read_stored.hpp"
#include "engine/send_or_wait.hpp"
#include "engine/setup.hpp"
#include "engine/stored_envelope.hpp"
#include "transom/hold.hpp"

namespace transom {
namespace {

void require_held(const BusinessRecord& order) {
  if (order.kind != BusinessKind::order) {
    throw Failure(FailureKind::usage, order_name(order), "no 855 answers a change",
                  "release or reject it: the 865 is its answer");
  }
  if (order.verdict != Verdict::held) {
    throw Failure(
        FailureKind::usage, order_name(order), "is not held",
        "an order of the ERP's is acknowledged by an order response of kind acknowledged_held, left "
        "to be sent");
  }
}

OrderResponse head_on_hold(const Order& order, Date today) {
  OrderResponse response = respond_as_ordered(order, today);
  response.kind = "acknowledged_held";
  response.lines.clear();
  response.totals = {};
  return response;
}

Prepared prepare_interim(const Setup& setup, const BusinessRecord& row, const Interchange& in, Instant now) {
  const Partner* partner = setup.configuration->directory.find_slug(row.partner);
  if (partner == nullptr) {
    throw Failure(FailureKind::usage, order_name(row), "no partner of this name is left",
                  "bring its folder back under mappings/partners");
  }
  const Agreement* agreement = answering(setup.maps, *partner, "855", true);
  if (agreement == nullptr) {
    throw Failure(FailureKind::usage, order_name(row),
                  fmt::format("nothing was agreed with {} about sending 855", partner->slug),
                  fmt::format("add it under `send:` in {}", partner->file));
  }
  Prepared made = prepare_answer(setup.maps, *agreement, in,
                                 head_on_hold(read_stored<Order>(row, row.json), now.date()), {}, now);
  if (!made.problems.empty()) {
    throw Failure(FailureKind::usage, order_name(row),
                  fmt::format("no interim 855 can be made: {}", made.problems.front().sentence),
                  made.problems.front().next);
  }
  return made;
}

DecisionRecord said_by(const HoldRequest& request, Instant now) {
  return {
      .business = request.order, .at = now, .who = request.who, .action = "acknowledge", .why = request.why};
}

struct Told {
  HoldReport report;
  std::vector<Queued> queued;
};

// In the unit: nothing is true before it is committed.
Told tell(Unit& unit, Store& store, const Setup& setup, const HeldOrder& held, const HoldRequest& request,
          Instant now) {
  const BusinessRecord& order = held.order;
  const StoredEnvelope from = stored_envelope(store, held.document, order);
  Prepared interim = prepare_interim(setup, order, from.interchange, now);
  const Partner& partner = *interim.agreement->partner;
  AnswerBatch batch(*setup.configuration, setup.maps.guides(), now);
  unit.save(said_by(request, now));
  BusinessRecord row = answer_row(partner, order.usage, interim.document, order.part);
  const Sent sent = send_or_wait(unit, batch,
                                 {.partner = partner,
                                  .in = &from.interchange,
                                  .group = &from.group,
                                  .row = std::move(row),
                                  .prepared = std::move(interim),
                                  .answers = {}},
                                 now, request.dry_run);
  std::size_t faulty = 0;
  const Record record{.document = held.document};
  Told told{.report = {.outcome = "acknowledged", .owners = held.owners},
            .queued = queue_answers(unit, batch, {&record, 1}, now, &faulty)};
  if (faulty > 0) {
    throw Failure(FailureKind::configuration, partner.file,
                  "our own validator refuses the 855 without lines that the map makes",
                  "let the ERP leave an order response of kind acknowledged_held with the lines that this "
                  "partner's guide asks for");
  }
  told.report.prepared = sent.goes || request.dry_run ? 0 : 1;
  told.report.sentence = fmt::format("{} stays held for {}; {} {} that its answer follows", order_name(order),
                                     fmt::join(held.owners, ", "), order.partner,
                                     sent.goes ? "is told" : "will be told, with the next batch of 855s,");
  for (const auto& one : told.queued) told.report.answers.push_back(one.bytes);
  return told;
}

}  // namespace

HoldReport acknowledge_held(const std::string& root, const Clock& clock, const HoldRequest& request) {
  const Instant now = clock.now();
  const Setup setup(Configuration::load(root));
  const auto store = open_store(setup.configuration->workspace.store, {.create = false});
  auto unit = store->begin();
  const HeldOrder held = order_in_question(*store, request.order);
  require_held(held.order);
  Told told = tell(*unit, *store, setup, held, request, now);
  if (request.dry_run) return std::move(told.report);  // the unit rolls back
  failpoint("before_hold_commit");
  unit->commit();
  failpoint("after_hold_commit");
  unit.reset();
  PosixFiles files;
  Dispatch dispatch(setup.configuration->workspace, files);
  for (const auto& conflict : dispatch.deliver(*store, told.queued, {}, now).alarms_or_fail())
    told.report.sentence += "; " + conflict;
  return std::move(told.report);
}

}  // namespace transom
