// Held orders and held changes of orders: what waits for a person, and what that person decides.
//
// A release makes the order true for the ERP and its 855 for the partner in one commit; a rejection makes the
// rejecting 855. Before it lets an order go it asks the rules again, by today's figures: what they find that
// nobody has seen stops it. Each happens once: who asks again is told that it was done, and what a crash left
// undelivered is delivered.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "transom/date.hpp"
#include "transom/order_change.hpp"
#include "transom/records.hpp"
#include "transom/store.hpp"

namespace transom {

// A held order, or a held change of one, as people see it.
struct HeldOrder {
  BusinessRecord order;  // `json` is the order, or the change, as it came
  DocumentId document;
  std::optional<Instant> since;
  std::vector<DecisionRecord> decisions;
  std::vector<DecisionRecord> holding;  // those of them that hold it now
  std::vector<std::string> owners;      // their queues, in the order of the reasons
  // Of a change: what it does to the order as it stands now, or did when it was taken.
  std::vector<Difference> differences;
};

// Is it for `hold` at all: an order that came, or a change of one? What a supplier sent and matching holds is
// taken by a replay with an override, or given up by settle().
[[nodiscard]] bool hold_decides(const BusinessRecord& row);
// Oldest first. `partner` and `owner` empty: all.
[[nodiscard]] std::vector<HeldOrder> held_orders(Store& store, const std::string& partner,
                                                 const std::string& owner, std::size_t limit);
// One order, held or decided. Fails: usage, when there is no such order.
[[nodiscard]] HeldOrder order_in_question(Store& store, BusinessId id);

// Other orders of its number and release that were not replaced, oldest first; none of a change.
[[nodiscard]] std::vector<BusinessRecord> same_number(Store& store, const BusinessRecord& row);
// Changes of it (860) that wait behind it, oldest first; none of a change.
[[nodiscard]] std::vector<BusinessRecord> waiting_changes(Lookups& lookups, const BusinessRecord& row);
// What was done, for people: "release for pricing" of one queue of several, "rules asked again".
[[nodiscard]] std::string action_words(const DecisionRecord& decision);
// What else an 855 that rejects the order says, because one of its number stands; empty: none does.
[[nodiscard]] std::string rejection_warning(Store& store, const BusinessRecord& row);
// What follows where it is released beside one of its number that stands; empty: none does.
[[nodiscard]] std::string release_warning(Store& store, const BusinessRecord& row);

struct HoldRequest {
  BusinessId order;
  bool reject = false;
  bool no_answer = false;  // a rejection of which the partner is told nothing
  std::string who, why;
  std::string owner;                // a release for this queue only; empty: for all
  std::vector<std::string> lines;   // "2=IR", "1=IA:8,IB:4@2026-03-20"
  std::vector<std::string> prices;  // "1=18.50"
  std::vector<std::string> accept;  // rules of which a release takes what is new, unseen or not
  bool dry_run = false;             // tell what would be done, and change nothing
};

struct HoldReport {
  // released, rejected, lifted (other queues still hold it), held (the rules were asked again, and what they
  // found that nobody has seen holds it), before (it was decided so before), acknowledged (the partner is
  // told that the answer follows; it is still held)
  std::string outcome;
  std::string sentence;
  std::string warning;               // what follows from it beside what is meant; empty: nothing
  std::string order;                 // JSON for the ERP; empty where none goes out
  std::vector<std::string> answers;  // X12 text of what goes to the partner
  std::size_t prepared = 0;          // answers that wait for their batch
  std::vector<std::string> owners;   // queues that still hold it
  // Of a release: what was found that nobody had seen, what held or changed it before and does no more, and
  // what changes lines by itself otherwise than it was told.
  std::vector<DecisionRecord> found, gone, changed;
};

// Works beside a running engine: it takes only the store's write lock. Fails: usage (not held, a line that is
// none, quantities that do not add up, held by a map that first has to be mended), configuration, disk,
// database.
[[nodiscard]] HoldReport decide_held(const std::string& root, const Clock& clock, const HoldRequest& request);
// Sends the partner an interim 855 for a held order (BAK02 AH, no lines, no reason: business-rules 8.1 has
// what holds an order stay in the house). The order stays held and its answer expected; it may be done again.
// Of the request only order, who, why and dry_run count. Fails: usage (not held, a change, nothing agreed
// about sending 855s, a partner who takes no AH), configuration, disk, database.
[[nodiscard]] HoldReport acknowledge_held(const std::string& root, const Clock& clock,
                                          const HoldRequest& request);

}  // namespace transom
