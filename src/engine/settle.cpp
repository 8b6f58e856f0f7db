// Work that no replay can end: a file cut off that the partner sent again, somebody else's mail, a refusal
// that was talked over. Who says so and why stands with each item and in the audit for good. Refused: closing
// items when a later document with the same order number is accepted. It may be another one.
//
// Where the item says that an answer could not be made, no later replay makes it: whoever settles it has
// answered otherwise.
//
// What a supplier sent and matching held is given up with its item: `hold` knows orders alone, and without
// that an invoice at a wrong price, which the supplier made anew, would wait for ever.
//
// What waited for its batch and cannot be made goes with its item as well: the next flush would try it again,
// and all that stays behind it would wait for ever.
//
// A file of the ERP may hold documents that wait for reasons of their own, and the next step of one of them
// names the file: whoever follows it must not close the others unseen.
#include <fmt/format.h>

#include <set>

#include "base/text.hpp"
#include "engine/ledger.hpp"
#include "engine/owed_answer.hpp"
#include "engine/standing_order.hpp"
#include "engine/trade_sets.hpp"
#include "transom/engine.hpp"
#include "transom/failure.hpp"
#include "transom/hold.hpp"
#include "transom/store.hpp"
#include "transom/workspace.hpp"

namespace transom {

namespace {

struct Closable {
  WorkItemRecord item;
  std::optional<BusinessRecord> business;
};

struct Word {
  std::string_view who, why;
  Instant now;
};

bool is_of_erp(const WorkItemRecord& item) {
  return item.part.attempt && item.part.interchange == 0 && item.part.set > 0;
}

// What waits and is meant; orders that only `hold` decides are named instead.
std::vector<Closable> waiting_items(Store& store, const ToSettle& what, Settled& done) {
  std::vector<Closable> out;
  for (WorkItemRecord& item : store.items(what.document)) {
    if (item.closed || (!what.number.empty() && item.number != what.number)) continue;
    auto business = item.business.value != 0 ? store.business(item.business) : std::nullopt;
    if (business && business->verdict == Verdict::held && hold_decides(*business)) {
      done.held.push_back(business->number);
    } else {
      out.push_back({std::move(item), std::move(business)});
    }
  }
  return out;
}

void check_meant(const std::vector<Closable>& items, const ToSettle& what) {
  std::set<std::string> numbers;
  for (const Closable& one : items)
    if (is_of_erp(one.item)) numbers.insert(one.item.number);
  if (what.all || numbers.size() < 2) return;
  std::string named;
  for (const std::string& number : numbers)
    named += fmt::format("{}{}", named.empty() ? "" : ", ", number.empty() ? "(none)" : visible(number, 40));
  throw Failure(FailureKind::usage, std::to_string(what.document.value),
                fmt::format("documents of several numbers wait in it: {}", named),
                "say which one by --number NUMBER, or --all");
}

// To a partner who never got the one the other says nothing: what replaces or cancels it, a change of the
// order, an answer to the change behind that to the order.
bool is_about(const WaitingRecord& later, const BusinessRecord& row) {
  if (later.partner != row.partner || later.usage != row.usage || later.number != row.number) return false;
  const bool same = static_cast<BusinessKind>(trade_set(later.as)->document) == row.kind;
  const bool changes = row.kind == BusinessKind::order && later.as == OutboundKind::change_860;
  return row.id < later.business && (same || changes);
}

void give_up(Unit& unit, Store& store, const BusinessRecord& row, const Word& word, Settled& done) {
  if (!unit.waits(row.id)) return;
  unit.give_up_waiting(row.id, word.who, word.why, word.now);
  for (const WaitingRecord& later : unit.waiting()) {
    if (!is_about(later, row)) continue;
    unit.give_up_waiting(later.business, word.who, word.why, word.now);
    if (const auto known = store.business(later.business)) done.given_up.push_back(document_of(*known));
  }
}

void close(Unit& unit, Store& store, const Closable& one, const Word& word, Settled& done) {
  const auto& [item, business] = one;
  const auto& [who, why, now] = word;
  if (business && business->verdict == Verdict::held) {
    unit.decide(business->id, Verdict::rejected, who, why, now);
    expect_given_up(unit, *business, now);
  }
  if (business && business->outgoing) give_up(unit, store, *business, word, done);
  if (business && is_unanswered(store.decisions_on(business->id)))
    unit.save(DecisionRecord{.business = business->id,
                             .at = now,
                             .who = std::string(who),
                             .action = settled_action,
                             .why = std::string(why)});
  unit.close(item.id, who, why, now);
}

}  // namespace

Settled settle(const std::string& root, const Clock& clock, const ToSettle& what, std::string_view who,
               std::string_view why) {
  const auto store = open_store(Workspace::load(root).store, {.create = false});
  if (!store->document(what.document)) {
    throw Failure(FailureKind::usage, std::to_string(what.document.value), "no such document",
                  "`transom list` shows what came");
  }
  Settled done;
  const auto unit = store->begin();
  const std::vector<Closable> items = waiting_items(*store, what, done);
  check_meant(items, what);
  for (const Closable& one : items) close(*unit, *store, one, {who, why, clock.now()}, done);
  done.closed = items.size();
  if (done.closed > 0) unit->commit();
  return done;
}

}  // namespace transom
