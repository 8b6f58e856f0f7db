// Work that no replay can end: a file cut off that the partner sent again, somebody else's mail, a refusal
// that was talked over. Who says so and why stands with each item and in the audit for good. Refused: closing
// items when a later document with the same order number is accepted. It may be another one.
//
// Where the item says that an answer could not be made, no later replay makes it: whoever settles it has
// answered otherwise.
//
// What a supplier sent and matching held is given up with its item: `hold` knows orders alone, and without
// that an invoice at a wrong price, which the supplier made anew, would wait for ever.
#include "engine/owed_answer.hpp"
#include "transom/engine.hpp"
#include "transom/failure.hpp"
#include "transom/hold.hpp"
#include "transom/store.hpp"
#include "transom/workspace.hpp"

namespace transom {

Settled settle(const std::string& root, const Clock& clock, DocumentId document, std::string_view who,
               std::string_view why) {
  const auto store = open_store(Workspace::load(root).store, {.create = false});
  if (!store->document(document)) {
    throw Failure(FailureKind::usage, std::to_string(document.value), "no such document",
                  "`transom list` shows what came");
  }
  Settled done;
  const auto unit = store->begin();
  for (const WorkItemRecord& item : store->items(document)) {
    if (item.closed) continue;
    const auto business = item.business.value != 0 ? store->business(item.business) : std::nullopt;
    if (business && business->verdict == Verdict::held) {
      if (hold_decides(*business)) {
        done.held.push_back(business->number);
        continue;
      }
      unit->decide(business->id, Verdict::rejected, who, why, clock.now());
    }
    if (business && is_unanswered(store->decisions_on(business->id)))
      unit->save(DecisionRecord{.business = business->id,
                                .at = clock.now(),
                                .who = std::string(who),
                                .action = settled_action,
                                .why = std::string(why)});
    unit->close(item.id, who, why, clock.now());
    ++done.closed;
  }
  if (done.closed > 0) unit->commit();
  return done;
}

}  // namespace transom
