// Documents were mapped when they were prepared, to see that they can go; the bytes are made here, by today's
// map, with the envelope that answers the order where there is one.
#include "engine/flush.hpp"

#include <fmt/format.h>

#include <deque>

#include "base/failpoint.hpp"
#include "engine/batches.hpp"
#include "engine/behind_waiting.hpp"
#include "engine/carried_document.hpp"
#include "engine/reasons.hpp"
#include "engine/trade_sets.hpp"
#include "store/schema.hpp"

namespace transom {
namespace {

class Batching {
 public:
  Batching(Store& store, const Setup& setup, Instant now) : store_(store), setup_(setup), now_(now) {}

  void send(WaitingGroup& group, const FlushWish& wish, Flushed& done) {
    leave_behind_waiting(store_, group);
    const Partner* partner = setup_.configuration->directory.find_slug(group.partner);
    const Agreement* agreement = partner != nullptr ? partner->send(trade_set(group.as)->set) : nullptr;
    const Batch batch = agreement != nullptr ? agreement->send->batch : Batch{};
    std::size_t sent = 0;
    for (const auto& part : due_batches(group.documents, batch, now_, wish.all)) {
      send_batch(part, done);
      sent += part.size();
    }
    const auto next = next_time(std::span(group.documents).subspan(sent), batch, now_);
    if (next && (!done.next || *next < *done.next)) done.next = next;
  }

 private:
  void send_batch(std::span<const WaitingRecord> waiting, Flushed& done) {
    auto unit = store_.begin();
    AnswerBatch batch(*setup_.configuration, setup_.maps.guides(), now_);
    std::deque<CarriedDocument> documents;  // the batch refers to their envelopes
    Record first;
    for (const auto& one : waiting) {
      CarriedDocument& document =
          documents.emplace_back(carried_document(store_, setup_, one.business, one.answers, now_));
      if (document.problem) {
        hold(*unit, one, *document.problem);
        ++done.work_items;
      } else {
        if (!first.document) first.document = document.of;
        std::move(document).add_to(batch);
      }
    }
    auto queued = queue_answers(*unit, batch, {&first, 1}, now_, &done.work_items);
    failpoint("before_batch_commit");
    unit->commit();
    failpoint("after_batch_commit");
    for (auto& one : queued) {
      done.sent += one.documents;
      done.queued.push_back(std::move(one));
    }
  }

  void hold(Unit& unit, WaitingRecord waiting, const Reason& reason) {
    const auto row = store_.business(waiting.business);
    waiting.held = true;
    unit.wait(waiting);
    unit.open(
        {.document = {row->part.attempt.value / attempts_per_document},
         .part = {},
         .business = waiting.business,
         .reason = reason.code,
         .sentence = reason.sentence,
         .owner = reason.owner,
         .next_step =
             "mend the cause, then `transom send --flush`; `transom settle` gives it up, and what waits "
             "behind it goes",
         .partner = waiting.partner,
         .number = waiting.number,
         .opened = now_});
  }

  Store& store_;
  const Setup& setup_;
  Instant now_;
};

}  // namespace

Flushed flush_waiting(Store& store, const Setup& setup, const FlushWish& wish, Instant now) {
  Flushed done;
  std::vector<WaitingRecord> waiting = store.waiting();
  std::erase_if(waiting, [&](const WaitingRecord& one) {
    return (one.held && !wish.all) || (!wish.partner.empty() && one.partner != wish.partner);
  });
  Batching batching(store, setup, now);
  for (auto& group : groups_of(std::move(waiting))) batching.send(group, wish, done);
  return done;
}

}  // namespace transom
