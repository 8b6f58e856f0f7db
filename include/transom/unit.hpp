// Unit: one write transaction of the store, and the lookups that decide what may be written.
//
// store.hpp tells the whole; this is its writing half.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "transom/bytes.hpp"
#include "transom/records.hpp"

namespace transom {

// Which control numbers are drawn from one counter.
struct CounterRange {
  std::string scope;  // "isa:OURID:THEIRID:P", "gs:OURID:THEIRID:P:PO"
  std::uint64_t first = 1, last = 999'999'999;
  bool rollover = true;  // after the last comes the first again, in the next cycle; else a Failure
};
struct ControlNumber {
  std::uint64_t number = 0;
  std::uint32_t cycle = 0;
};

struct InterchangeKey {
  std::string_view partner, sender, receiver, control_number;
  char usage = 'P';
};
struct InterchangeMatch {
  Part part;
  DocumentId document;
  ContentHash hash;
  Instant received;
};
struct OrderKey {
  std::string_view partner, number, release, purpose;
  char usage = 'P';  // a test order never stands in the way of a production one
};
// A business document that goes out, as the partner knows it by its number.
struct OutgoingKey {
  std::string_view partner;
  BusinessKind kind = BusinessKind::invoice;
  std::string_view number, release, purpose;
  char usage = 'P';
};
struct OutgoingMatch {
  BusinessId business;
  DocumentId document;  // of the ERP, or the order's where we answered it by ourselves
  Part part;
  ContentHash hash;  // of its JSON
};
// A ship notice or an invoice by its own number.
struct NumberKey {
  std::string_view partner;
  BusinessKind kind = BusinessKind::shipment;
  std::string_view number;
  char usage = 'P';
};
// An SSCC on what a partner shipped to us, and a ship notice of his that has it.
struct SsccKey {
  std::string_view partner, sscc;
  char usage = 'P';
};
struct SsccMatch {
  BusinessId business;
  DocumentId document;
  std::string notice;  // its number
  Instant received;
};
// A set as its sender names it: the same key arriving again is the same order (invariant I-3).
struct SetKey {
  std::string_view partner, interchange_number, group_number, set_number;
  ContentHash hash;
};
struct OrderMatch {
  BusinessId business;
  DocumentId document;
  Part part;
  Verdict verdict = Verdict::accepted;
  ContentHash set_hash;
  Instant received;
};
// What earlier attempts of a document made true; a replay does none of it again.
struct Effects {
  struct Order {
    Part part;
    BusinessId business;
    Verdict verdict = Verdict::accepted;
  };
  struct Answer {
    Part part;
    OutboundId outbound;
    OutboundKind kind = OutboundKind::ack_997;
  };
  std::vector<Order> orders;    // by part
  std::vector<Answer> answers;  // by part
};

// A business document that an interchange of ours holds, or what that interchange answers.
struct SentContent {
  DocumentId document;  // it comes from: the order's, the ERP's, the one whose groups a 997 answers
  std::string number;   // of its own: for an order response the order's; empty for acknowledgments
  std::string order;    // the purchase order that it speaks of; the first of several
  BusinessId business;  // nobody for acknowledgments
};

// Which number of an interchange is looked for: its ISA13, or the GS06 of one of its groups.
enum class SentNumber : std::uint8_t { interchange, group };

// The lookups that decide what may be done. In a Unit they see what is true so far, this unit's writes, and
// what is staged under `own`, the attempt that asks; never another open attempt.
class Lookups {
 public:
  virtual ~Lookups() = default;
  // The newest effective interchange of that key received at or after `since`, leading zeros apart.
  virtual std::optional<InterchangeMatch> find_interchange(const InterchangeKey& key, Instant since,
                                                           AttemptId own) = 0;
  // Orders of that key that stand (verdict neither rejected nor duplicate), newest first.
  virtual std::vector<OrderMatch> find_orders(const OrderKey& key, AttemptId own) = 0;
  // The newest of them: one row is read, however many there are.
  virtual std::optional<OrderMatch> find_order(const OrderKey& key, AttemptId own) = 0;
  // Those of them that the document's attempts, open ones among them, made of sets with that content.
  virtual std::vector<OrderMatch> find_copies(const OrderKey& key, const ContentHash& set_hash,
                                              DocumentId document) = 0;
  virtual std::optional<OrderMatch> find_order_of_set(const SetKey& key, AttemptId own) = 0;
  // Answers that wait to be sent are among them, without an outbound.
  virtual Effects effects(DocumentId document) = 0;
  // What goes or went out under that key since then, newest first.
  virtual std::vector<OutgoingMatch> find_outgoing(const OutgoingKey& key, Instant since, AttemptId own) = 0;
  // Every business document that speaks of the order with this number, in and out, oldest first: the order,
  // its responses, shipments and invoices. Rejected and replaced ones are among them.
  virtual std::vector<BusinessRecord> about_order(std::string_view partner, std::string_view number,
                                                  char usage, AttemptId own) = 0;
  // The orders that a ship notice or an invoice is for, as was found when it was saved.
  virtual std::vector<OrderName> orders_meant(BusinessId business) = 0;
  // What was said under the number of a ship notice or an invoice since then, in and out, oldest first.
  virtual std::vector<BusinessRecord> said_under(const NumberKey& key, Instant since, AttemptId own) = 0;
  // Prepared and not sent, oldest first.
  virtual std::vector<WaitingRecord> waiting() = 0;
  // Whether this one is among them; also one that an open attempt prepared.
  virtual bool waits(BusinessId business) = 0;
  // What an outbound carries, in its order, and the outbounds that carried a business document, oldest first.
  virtual std::vector<BusinessId> carried_by(OutboundId outbound) = 0;
  virtual std::vector<OutboundId> carriers_of(BusinessId business) = 0;
  virtual std::vector<DecisionRecord> decisions_on(BusinessId document) = 0;  // in order
  virtual bool knows_reference(const ContentHash& hash) = 0;
  // The sum of what orders were promised of it at or after `since`; all that one order was promised.
  virtual Decimal promised(std::string_view of, char usage, Instant since, AttemptId own) = 0;
  virtual std::vector<PromiseRecord> promised_to(BusinessId order, AttemptId own) = 0;
  // Which of our ship notices used that SSCC last.
  virtual std::optional<SsccRecord> find_sscc(std::string_view sscc, char usage) = 0;
  // The ship notices that came with that SSCC since then and were taken, oldest first.
  virtual std::vector<SsccMatch> notices_with(const SsccKey& key, Instant since, AttemptId own) = 0;
  // The document received under that claim name, so that a claim left by a crash can be removed.
  virtual std::optional<DocumentRecord> find_claim(std::string_view claim_name) = 0;
  // What went to the partner and may bear the number, newest first, cancelled ones left out. Only a guess for
  // groups: a row knows the first GS06 of its interchange, so that later ones are near; the bytes know.
  virtual std::vector<OutboundRecord> find_sent(std::string_view partner, SentNumber of,
                                                std::uint64_t number) = 0;
  virtual std::vector<SentContent> contents_of(OutboundId outbound) = 0;
  virtual std::vector<BusinessRecord> carried_documents(OutboundId outbound) = 0;  // in its order
  // The bytes of what goes out: the n-th chunk from 0, empty behind the last.
  virtual std::string outbound_chunk(OutboundId outbound, std::uint32_t n) = 0;
  // All that was said of the outbound, in the order in which it came.
  virtual std::vector<AckRecord> acknowledgments(OutboundId outbound, AttemptId own) = 0;
};

// One write transaction; rolls back unless committed. Holds the store's write lock: keep it short. It ends
// before its store does, and a store has one at a time. Fails: Failure(database) from any verb; the unit is
// lost then. Each state change writes its audit row by itself.
class Unit : public Lookups {
 public:
  // Durable when it returns. Afterwards the unit is spent.
  virtual void commit() = 0;

  // A whole small document: state received. `document.hash` and `size` must be those of `bytes`.
  virtual DocumentId receive(const DocumentRecord& document, std::string_view bytes) = 0;
  // A large one, over several units: state receiving until end_receiving.
  virtual DocumentId begin_receiving(const DocumentRecord& document) = 0;
  virtual void append_content(DocumentId document, std::string_view chunk) = 0;
  virtual void end_receiving(DocumentId document, const ContentHash& hash) = 0;
  // The claim went back to its sender's folder (it changed while being read): bytes gone, row stays.
  virtual void discard_document(DocumentId document, std::string_view why) = 0;

  // Takes document, maps, started, who, why. The number is the next of the document.
  virtual AttemptId begin_attempt(const AttemptRecord& attempt) = 0;
  virtual void save(const InterchangeRecord& interchange) = 0;
  virtual void save(const GroupRecord& group) = 0;  // when it has ended, its sets saved before or after
  virtual void save(const SetRecord& set) = 0;
  virtual void save(AttemptId attempt, const FindingRecord& finding) = 0;
  // The sets saved so far in one group, in the order of the file, one at a time: nobody has to hold them.
  // Filled are the part, ST01 to ST03 and what each was acknowledged as.
  virtual void each_set(const Part& group, const std::function<void(const SetRecord&)>& see) = 0;
  virtual BusinessId save(const BusinessRecord& business) = 0;
  virtual void save(const DecisionRecord& decision) = 0;    // `who` and `why` go into the audit as well
  virtual void save(const ReferenceRecord& reference) = 0;  // nothing when the version is there
  virtual void save(const SsccRecord& use) = 0;             // uses are kept, all of them
  virtual void save(const PromiseRecord& promise) = 0;
  // How a held document would go to the ERP, before a decision lets it: its file and, where people changed
  // it, its JSON. Fails: usage, when it is not held.
  virtual void prepare(BusinessId document, std::string_view file_name, std::string_view changed) = 0;
  virtual WorkItemId open(const WorkItemRecord& item) = 0;  // its document may be left to its part to tell
  virtual ControlNumber take_control_number(const CounterRange& range) = 0;
  // Cycle 0: the one in which the number was drawn.
  virtual void record_gap(std::string_view scope, ControlNumber number, std::string_view cause,
                          Instant at) = 0;
  // What it carries waits no more. `give`: the bytes in pieces, in place of outbound.bytes; what is too long
  // to be held.
  virtual OutboundId queue(const OutboundRecord& outbound, const GiveBytes& give = nullptr) = 0;
  // A saved business document waits until an outbound carries it. Said again, the last word holds.
  virtual void wait(const WaitingRecord& waiting) = 0;
  // Waits no more and is rejected: nothing carries it, and its number is free. Nothing is done for what does
  // not wait.
  virtual void give_up_waiting(BusinessId business, std::string_view who, std::string_view why,
                               Instant at) = 0;
  // The same again, from another attempt of the same document, changes nothing.
  virtual void save(const AckRecord& acknowledgment) = 0;
  // Makes the attempt true and gives its document the state: done, quarantined or duplicate.
  virtual void finish_attempt(AttemptId attempt, DocumentState outcome, std::string_view reason,
                              Instant at) = 0;
  // Removes at most `rows` rows of what was staged; false while some are left. For attempts given up.
  virtual bool discard_attempt(AttemptId attempt, std::string_view why, std::size_t rows) = 0;

  virtual void mark_dropped(std::span<const OutboundId> outbounds,
                            Instant at) = 0;  // queued, overdue -> dropped
  virtual void mark_exported(std::span<const BusinessId> documents, Instant at) = 0;
  // -> acknowledged | refused; `under`: the attempt over the document that says so.
  virtual void mark_answered(OutboundId outbound, bool accepted, AttemptId under, Instant at) = 0;
  // A TA1 says what became of the interchange as such; its state follows from what is said of its sets.
  virtual void mark_arrived(OutboundId outbound, bool accepted, AttemptId under, Instant at) = 0;
  virtual void cancel(OutboundId outbound, std::string_view who, std::string_view why, Instant at) = 0;
  // The same bytes once more: -> queued, and an acknowledgment is due again by `due`. Fails: usage, when it
  // is still queued or was cancelled.
  virtual void queue_again(OutboundId outbound, std::optional<Instant> due, std::string_view who,
                           std::string_view why, Instant at) = 0;
  // A person or a replay decides about a held business document, in one unit: no attempt undoes it.
  virtual void decide(BusinessId document, Verdict verdict, std::string_view who, std::string_view why,
                      Instant at) = 0;
  virtual void close(WorkItemId item, std::string_view who, std::string_view resolution, Instant at) = 0;
  // All open items of the document; how many there were.
  virtual std::size_t close_items_of(DocumentId document, std::string_view who, std::string_view resolution,
                                     Instant at) = 0;
  // The notify command was run for them, or none is configured.
  virtual void mark_told(std::span<const WorkItemId> items, Instant at) = 0;
  // Opens a row of the ledger; one of the same cause that is there already stays as it is, unless it was
  // withdrawn: then this one takes its place. The rows about
  // acknowledgments open by themselves with queue(), by the outbound's `answer_due`. Rows close by
  // themselves: with queue() those of the 855, 856 and 810 that it carries, with save() those of what a
  // partner sent, with mark_answered() those of acknowledgments.
  virtual void expect(const ExpectationRecord& expectation) = 0;
  // Nothing is expected for the order any more; `but_answer`: its 855 still is. Of this and the two verbs
  // behind it: `under` is the attempt over the document that says so; with it what was done is given up.
  virtual void withdraw(BusinessId order, bool but_answer, std::string_view why, AttemptId under,
                        Instant at) = 0;
  virtual void withdraw(BusinessId order, Expected what, std::string_view why, AttemptId under,
                        Instant at) = 0;
  // What met the order's row was cancelled: it is open again, with the time that it had, and is told again
  // when it is late.
  virtual void reopen(BusinessId order, Expected what, std::string_view why, AttemptId under, Instant at) = 0;
  // What was withdrawn from the order for that reason is open again, with the time that it had.
  virtual void restore(BusinessId order, Expected what, std::string_view withdrawn_for, std::string_view why,
                       AttemptId under, Instant at) = 0;
  // Fails: usage, when the row is not open.
  virtual void waive(ExpectationId expectation, std::string_view who, std::string_view why, Instant at) = 0;
  // Opens the work item that tells of it; its interchange, where it has one: dropped -> overdue. Nothing,
  // when the row was told before or has closed meanwhile.
  virtual std::optional<WorkItemId> mark_overdue(ExpectationId expectation, const WorkItemRecord& item,
                                                 Instant at) = 0;
  // What a person did that no other verb records, with the reason given.
  virtual void note(DocumentId document, std::string_view who, std::string_view action, std::string_view why,
                    Instant at) = 0;
};

}  // namespace transom
