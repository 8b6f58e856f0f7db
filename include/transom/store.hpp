// The store: documents, attempts, what came of them, answers to send, control numbers, audit.
//
// Verbs, not tables. All writing happens in a Unit: one durable commit, or nothing. Many small documents
// share one unit; a huge one is staged under its open attempt in several units and made true by the small
// last one (finish_attempt). Everything but Failure(database) is a value. One Store belongs to one thread at
// a time; any number of stores, threads and processes may open the same file: writers wait for each other,
// readers for nobody.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/records.hpp"
#include "transom/unit.hpp"

namespace transom {

struct DocumentFilter {
  std::optional<DocumentState> state;  // none: all but the discarded
  std::string partner;                 // slug of one of its interchanges; empty: any
  std::optional<Instant> since;        // received at or after
  DocumentId before;                   // page on: only older ones than this
  std::size_t limit = 50;
};
struct SentFilter {
  std::optional<OutboundState> state;
  std::string partner;
  std::optional<Instant> since;  // queued at or after
  std::size_t limit = 50;
};
// Open rows of the ledger.
struct DueFilter {
  std::string partner;            // empty: all
  std::optional<Instant> before;  // due before; none: all
  std::size_t limit = 200;
};
// An order's number as a partner and we know it, in production or in test.
struct OrderNumber {
  std::string partner, number;
  char usage = 'P';
  friend auto operator<=>(const OrderNumber&, const OrderNumber&) = default;
};
// A document that `find` came upon, and through what.
struct Hit {
  DocumentId document;
  std::string what;   // "purchase order", "interchange control number", "file name", ...
  std::string value;  // as stored
  std::optional<OutboundState> state = {};  // of the interchange we sent, where that is what bears the text
  char usage = ' ';                         // 'P' or 'T' where the text stands in an interchange or an order
};
struct Counts {
  std::uint64_t received = 0, done = 0, quarantined = 0, duplicate = 0;  // documents by state
  std::uint64_t open_items = 0, queued_outbounds = 0, pending_exports = 0;
};
// One broken rule of the store.
struct Violation {
  std::string rule;      // "content-hash", "set-key-once", "audit-chain", ...
  std::string sentence;  // with the ids a person needs
};

// Reads see committed and finished work only, run beside writers of any process, and hold nothing open
// between calls. Lists are newest first unless said otherwise.
class Store : public Lookups {
 public:
  // Waits for other writers as long as the options say; Failure(database) names the holder after that.
  virtual std::unique_ptr<Unit> begin() = 0;
  // Moves what was committed from the log to the file; commits do it by themselves when the log has grown.
  virtual void checkpoint() = 0;
  // At start, under the engine's own lock: gives up attempts and receipts that a crash left open. How many.
  virtual std::size_t discard_open_attempts(Instant at) = 0;

  virtual std::optional<DocumentRecord> document(DocumentId id) = 0;
  // "17": that document. Else six or more hex digits: those whose hash begins so. At most `limit`.
  virtual std::vector<DocumentId> resolve(std::string_view text, std::size_t limit) = 0;
  // The original bytes, chunk by chunk, until the sink says false.
  virtual void content(DocumentId id, const std::function<bool(std::string_view)>& sink) = 0;
  // The n-th chunk from 0, for a reader that pulls; empty behind the last.
  virtual std::string chunk(DocumentId id, std::uint32_t n) = 0;
  virtual std::vector<DocumentRecord> documents(const DocumentFilter& filter) = 0;
  virtual std::vector<DocumentRecord> unfinished() = 0;  // state received, oldest first
  // Everything that bears the text: part of a PO number, control number, file name, sender id or partner.
  virtual std::vector<Hit> find(std::string_view text, std::size_t limit) = 0;

  virtual std::vector<AttemptRecord> attempts(DocumentId document) = 0;  // oldest first
  // In the order of the file; pages go on behind `after`.
  virtual std::vector<InterchangeRecord> interchanges(AttemptId attempt, std::size_t limit,
                                                      Part after = {}) = 0;
  virtual std::vector<GroupRecord> groups(AttemptId attempt, std::size_t limit, Part after = {}) = 0;
  virtual std::vector<SetRecord> sets(AttemptId attempt, std::size_t limit, Part after = {}) = 0;
  virtual std::vector<FindingRecord> findings(AttemptId attempt, std::size_t limit) = 0;
  virtual std::vector<BusinessRecord> business(AttemptId attempt, std::size_t limit,
                                               BusinessId after = {}) = 0;
  virtual std::optional<BusinessRecord> business(BusinessId id) = 0;
  // What waits for a person's decision, oldest first, JSON left out; `partner` empty: all.
  virtual std::vector<BusinessRecord> held(std::string_view partner, std::size_t limit) = 0;
  virtual std::optional<ReferenceRecord> reference(const ContentHash& hash) = 0;  // bytes left out
  // Of outbounds all reads leave the bytes to outbound_chunk().
  virtual std::vector<OutboundRecord> outbounds(DocumentId document) = 0;  // oldest first
  virtual std::optional<OutboundRecord> outbound(OutboundId id) = 0;       // with its answers
  virtual std::vector<OutboundRecord> sent(const SentFilter& filter) = 0;  // newest first
  // What the document, a 997, 999 or TA1, says of what we sent; in the order of the file.
  virtual std::vector<AckRecord> acknowledged_by(DocumentId document) = 0;
  // All that was ever said of the outbound, also of what went before it was sent again, which counts no more.
  virtual std::vector<AckRecord> all_acknowledgments(OutboundId outbound) = 0;

  // The specialist's list, oldest first; `partner` empty: all.
  virtual std::vector<WorkItemRecord> open_items(std::string_view partner, std::size_t limit) = 0;
  virtual std::vector<WorkItemRecord> items(DocumentId document) = 0;
  // Those that mark_told has not seen yet, closed ones among them, oldest first.
  virtual std::vector<WorkItemRecord> untold_items(std::size_t limit) = 0;
  // What still has to reach the drop and the ERP's folder, oldest first.
  virtual std::vector<OutboundRecord> pending_outbounds(std::size_t limit, OutboundId after = {}) = 0;
  // Ends before `limit` where the JSON comes to some MiB; behind the last there is an empty page.
  virtual std::vector<BusinessRecord> pending_exports(std::size_t limit, BusinessId after = {}) = 0;

  // The ledger: what is expected, the longest due first.
  virtual std::vector<ExpectationRecord> expected(const DueFilter& filter) = 0;
  virtual std::optional<ExpectationRecord> expectation(ExpectationId id) = 0;
  // Overdue, and no work item tells of it yet. What still waits to be dropped is not overdue.
  virtual std::vector<ExpectationRecord> untold_overdue(Instant now, std::size_t limit) = 0;
  virtual std::uint64_t count_overdue(Instant now) = 0;
  // All that was ever expected for an order of that number, leading zeros apart, oldest first.
  virtual std::vector<ExpectationRecord> expected_for(std::string_view partner, std::string_view number,
                                                      char usage) = 0;
  // The acknowledgments that are expected of the interchange.
  virtual std::vector<ExpectationRecord> expected_for(OutboundId sent) = 0;
  // The orders whose number is the text, leading zeros apart, or else those whose number holds it. `partner`
  // empty: any.
  virtual std::vector<OrderNumber> orders_named(std::string_view text, std::string_view partner,
                                                std::size_t limit) = 0;
  // Interchanges that answer the set, its group or its interchange, oldest first.
  virtual std::vector<OutboundRecord> answers_to(const Part& set) = 0;
  // Open and closed work items about the order, oldest first; those of what the ERP left for it too.
  virtual std::vector<WorkItemRecord> items_about(std::string_view partner, std::string_view number) = 0;
  virtual Counts counts(std::optional<Instant> since) = 0;

  // After an unclean end, before anything is written. Fails: database, when the file is damaged.
  virtual void verify() = 0;
  // Checks every invariant a store can check; empty is good. Reads everything.
  virtual std::vector<Violation> fsck() = 0;
};

struct StoreOptions {
  std::int64_t lock_wait_ms = 30'000;   // for the write lock
  std::int64_t log_bytes = 16LL << 20;  // of write-ahead log before a commit moves it into the file
  bool create = true;                   // a missing file is made; false: Failure(database)
  bool read_only = false;               // begin() fails; schema is never migrated
};

// SQLite. Makes or migrates the schema. Fails: database (not ours, newer schema, corrupt, not writable).
std::unique_ptr<Store> open_store(const std::filesystem::path& path, const StoreOptions& options = {});

}  // namespace transom
