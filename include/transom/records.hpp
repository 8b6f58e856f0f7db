// What the store keeps, as plain values. The verbs over them are in store.hpp.
//
// Most records go both ways: the writer fills them, the reader gets them back; what the store itself fills is
// marked "store:". Control numbers, ids and names are text as written; times are instants; hashes are
// SHA-256.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "transom/date.hpp"
#include "transom/decimal.hpp"
#include "transom/finding.hpp"
#include "transom/order_name.hpp"

namespace transom {

using ContentHash = std::string;  // SHA-256 as 64 small hexadecimal digits; empty where there is none

// A row's name; ids of different things do not mix. Zero is nobody.
template <class Of>
struct RowId {
  std::int64_t value = 0;
  explicit operator bool() const { return value != 0; }
  friend auto operator<=>(RowId, RowId) = default;
};
using DocumentId = RowId<struct DocumentRecord>;  // what people type: `transom show 17`
using AttemptId = RowId<struct AttemptRecord>;
using BusinessId = RowId<struct BusinessRecord>;
using OutboundId = RowId<struct OutboundRecord>;
using WorkItemId = RowId<struct WorkItemRecord>;
using ExpectationId = RowId<struct ExpectationRecord>;  // what people type: `transom due waive 12`

// A part of an attempt, by the 1-based numbers of finding.hpp's Place. Zero means "not that deep":
// set 0 is the whole group, group 0 the whole interchange, interchange 0 the whole file. In a file of the
// ERP, which has no interchanges, `set` is the position of the business document.
struct Part {
  AttemptId attempt;
  std::uint32_t interchange = 0, group = 0, set = 0;
  friend auto operator<=>(const Part&, const Part&) = default;
};

enum class DocumentState : std::uint8_t {
  receiving,  // its bytes are still coming; invisible to lists
  received,   // preserved; no attempt has finished
  done,
  quarantined,
  duplicate,
  discarded,  // never completely received; its bytes are gone, the row stays
};

struct DocumentRecord {
  DocumentId id;              // store:
  std::string mailbox;        // name of the mailbox it came by
  std::string original_name;  // as the sender named it: data, never a path
  std::string claim_name;     // our unique name of the claim; the store takes each only once
  std::uint64_t size = 0;
  ContentHash hash;
  Instant received;
  DocumentState state = DocumentState::receiving;  // store:
  std::string reason;          // store: of the last finished attempt, a sentence; empty when done
  std::uint32_t attempts = 0;  // store: finished ones
};

// One run over a document. Until it is finished nobody sees what was saved under it.
struct AttemptRecord {
  AttemptId id;  // store:
  DocumentId document;
  std::uint32_t number = 0;                         // store: 1, 2, ... within the document
  ContentHash maps;                                 // hash of the mappings that it ran with
  Instant started, finished;                        // finished: store
  std::string who, why;                             // "engine", ""; a replay names its person and reason
  DocumentState outcome = DocumentState::received;  // store: done, quarantined or duplicate once finished
  std::string reason;                               // store:
};

enum class InterchangeOutcome : std::uint8_t {
  accepted,
  accepted_with_errors,
  partially_accepted,
  rejected,
  duplicate,
  conflict
};
// What we decided to answer at a level; fsck compares it with what was queued.
enum class AnswerDecision : std::uint8_t { none, ta1, ack_997, ack_999, answered_before };

struct InterchangeRecord {
  Part part;            // interchange set, group and set 0
  std::string partner;  // slug; empty when the sender is unknown
  std::string sender_qualifier, sender, receiver_qualifier, receiver;
  std::string control_number;  // ISA13 as written
  char usage = 'P';
  std::string version, date, time;  // ISA12, ISA09, ISA10 as written
  std::uint64_t offset = 0, end = 0;
  ContentHash hash;  // of its bytes, ISA to IEA
  InterchangeOutcome outcome = InterchangeOutcome::accepted;
  bool effective = false;  // it took effect: was answered or made something. Only such ones make duplicates
  std::string reason;      // a sentence where the outcome is not accepted
  AnswerDecision answer = AnswerDecision::none;  // none, ta1 or answered_before
};

struct GroupRecord {
  Part part;                                                             // set 0
  std::string functional_id, sender, receiver, control_number, version;  // GS01 02 03 06 08
  std::string included;                      // GE01 as written, empty without a GE
  std::uint32_t received = 0, accepted = 0;  // sets: AK903, AK904
  char acknowledged = ' ';                   // AK901 as decided: A E P R, or blank for none
  AnswerDecision answer = AnswerDecision::none;
};

enum class SetOutcome : std::uint8_t {
  accepted,
  accepted_with_errors,
  rejected,
  held,
  no_agreement,
  not_supported
};

struct SetRecord {
  Part part;
  std::string id, control_number;     // ST01, ST02
  std::uint64_t offset = 0, end = 0;  // bytes in the document
  std::uint32_t segments = 0;
  std::string implementation;  // ST03
  ContentHash hash;            // of the set's bytes
  SetOutcome outcome = SetOutcome::accepted;
  char acknowledged = ' ';                 // AK501 as decided: A E R, or blank for none
  std::uint32_t errors = 0, warnings = 0;  // findings, counted even where not kept
};

struct FindingRecord {
  std::string rule;  // "element-code", or the name of a partner's rule
  Severity severity = Severity::error;
  Place place;
  std::string value, expected, sentence, element_number;
};

// A business document: what an accepted set became, or what the ERP gave us to send.
enum class BusinessKind : std::uint8_t { order, order_response, shipment, invoice, order_change };
// A ship notice or an invoice: it has a number of its own, all others go by their order's.
[[nodiscard]] constexpr bool has_own_number(BusinessKind kind) {
  return kind == BusinessKind::shipment || kind == BusinessKind::invoice;
}
enum class Verdict : std::uint8_t {
  accepted,
  changed,   // accepted, and not as it came: `changed` has what goes to the ERP
  held,      // a person decides
  rejected,  // by a rule or a person; it took effect as a rejection
  duplicate,
  replaced,  // it was held, and a replay made it anew
};
// It counts, as it came or as it was changed.
[[nodiscard]] constexpr bool is_taken(Verdict verdict) {
  return verdict == Verdict::accepted || verdict == Verdict::changed;
}

struct BusinessRecord {
  BusinessId id;  // store:
  Part part;      // the set it came from, or its attempt only
  BusinessKind kind = BusinessKind::order;
  std::string partner, number, release, purpose;  // purpose: the canonical name, "original"
  char usage = 'P';
  std::string json;  // canonical
  Verdict verdict = Verdict::accepted;
  std::string reason;     // why held, rejected, a duplicate
  std::string file_name;  // in the ERP folder; empty: nothing to export
  // JSON that goes to the ERP where decisions changed the order, or with what a change to one comes to;
  // empty: `json` does.
  std::string changed;
  ContentHash reference;  // version of the reference data it was judged by; see ReferenceRecord
  std::string again;      // the reason why a person had it made once more from the same set; empty normally
  std::optional<Instant> exported;  // store:
  // It goes to the partner: `json` is what the ERP gave us or we answer, `changed` what goes out where we
  // completed it.
  bool outgoing = false;
  // An order response that only says that the order is here (AH): what is expected stays expected.
  bool interim = false;
  // An order response that answers a change (an 865): no 855 came. Only for save().
  bool answers_change = false;
  // Those that a ship notice or an invoice is for, with the releases that are meant; reads leave it empty,
  // Lookups::orders_meant() has them.
  std::vector<OrderName> orders;
  // Those on the labels of a ship notice that came; reads leave it empty, Lookups::notices_with() finds by
  // them.
  std::vector<std::string> ssccs = {};
};

// What was decided about a business document, by a rule or a person. Written once, never changed.
struct DecisionRecord {
  BusinessId business;
  std::uint32_t number = 0;  // store: 1, 2, ... within the business document
  Instant at;
  std::string who;  // "engine", or a person
  // Of a rule: warn, hold, change, reject; of the rules at a release: judge_again, before all that they say
  // then, and gone, what holds it no more; of its answer: unanswered, it could not be made, and answered, it
  // was after all; of a person: lift, answer, release, refuse, acknowledge, settle (it is answered no more).
  std::string action;
  std::string rule;    // "price-over-contract"
  std::string line;    // number of the line; empty: all of it
  std::string code;    // line code, "IP"
  std::string change;  // "price=18.50"
  std::string owner, sentence, next;
  std::string why;                // what the person said
  std::optional<Decimal> figure;  // how bad it is, where the rule says it: the higher the worse
  ContentHash reference;          // of a release: the version of the reference data that it was judged by
};

// A version of reference data, as it was when something was judged by it: some files, byte for byte.
struct ReferenceRecord {
  struct Table {
    std::string name;
    ContentHash hash;  // of the bytes
    bool own = true;   // from the partner's folder
    std::uint64_t rows = 0;
    std::string bytes;  // left out by reads that only list
  };
  ContentHash hash;  // of all tables: what a BusinessRecord names
  std::string partner;
  Instant imported;
  std::vector<Table> tables;
};

// What an order that was taken uses up of a figure of the reference data: a row each time that this changes,
// so that the rows of an order add up to what it is promised, and those since a day to what came to it since.
struct PromiseRecord {
  AttemptId attempt;  // that makes it true
  BusinessId order;   // as it came first
  std::string of;     // "stock//A1", "stock/acme/A1" (a stock of the partner's own), "credit/acme"
  char usage = 'P';
  Decimal quantity;  // of goods in the item's own unit, of credit in money; negative: so much less
  Instant at;
};

// A serial shipping container code that went out on a ship notice.
struct SsccRecord {
  std::string sscc;  // eighteen digits
  char usage = 'P';
  std::string partner, shipment;  // slug, and the number of the ship notice
  Instant at;
};

enum class OutboundKind : std::uint8_t {
  ta1,
  ack_997,
  ack_999,
  response_855,
  notice_856,
  invoice_810,
  order_850,
  change_860,
  change_response_865
};
enum class OutboundState : std::uint8_t { queued, dropped, acknowledged, refused, overdue, cancelled };

// A business document that is ready to be sent and waits for others: it has no control numbers yet.
struct WaitingRecord {
  BusinessId business;
  Instant prepared;
  std::uint64_t size = 0;  // of its set, as it was mapped then
  bool held = false;       // what it became was refused by our own check: only a person tries it again
  OutboundKind as = OutboundKind::invoice_810;  // that it goes out as
  Part answers;  // of an order response: the set that it answers; its attempt nobody: none
  // store:
  std::string partner, number;
  char usage = 'P';
};

struct OutboundRecord {
  OutboundId id;      // store:
  AttemptId attempt;  // under which it is staged; nobody: visible at once
  OutboundKind kind = OutboundKind::ack_997;
  std::string partner, folder, file_name;  // folder: slug below the drop directory
  std::string scope;                       // of its control number; see CounterRange
  std::uint32_t cycle = 0;                 // store: of the counter, when the number was drawn
  std::string control_number;              // ISA13
  std::string group_number;                // GS06 where the partner's 997 has to name it
  char usage = 'P';
  std::string bytes;  // for queue(), final: every drop and resend writes these; read by outbound_chunk()
  Instant queued;
  std::optional<Instant> answer_due;  // when a missing 997 becomes overdue; none expected otherwise
  std::string answer_terms;           // as agreed, in words; only the ledger keeps them
  std::optional<Instant> ta1_due;     // when the TA1 that ISA14 asks for is overdue; only for queue()
  std::string ta1_terms;
  OutboundState state = OutboundState::queued;  // store:
  std::optional<Instant> changed;               // store: of the last state
  // What it answers: groups for a 997, interchanges for a TA1, sets for an 855. Empty in rows that a list
  // gives.
  std::vector<Part> answers;
  std::vector<BusinessId> carries;  // the business documents in it, in its order; reads leave it empty
  OutboundId reissue_of;            // the interchange whose documents go out in this one once more
  std::optional<Instant> resent;    // store: what was said of it before then counts no more
};

// What a partner's acknowledgment says of an interchange that we sent, or of a part of it.
struct AckRecord {
  Part part;            // who says it: the set of a 997 or 999, the interchange of a TA1
  OutboundId outbound;  // of what
  OutboundKind kind = OutboundKind::ack_997;  // ta1, ack_997 or ack_999
  std::string group_number, set_number;       // GS06 and ST02 as sent; empty: all of it
  char code = 'A';                            // TA104, AK901 or AK501
  std::string notes;                          // the codes behind it, blanks between: "3 5", "025"
  friend bool operator==(const AckRecord&, const AckRecord&) = default;
};

struct WorkItemRecord {
  WorkItemId id;  // store:
  DocumentId document;
  Part part;            // attempt nobody: about the document as a whole, visible at once
  BusinessId business;  // that is held, or that the partner refused
  OutboundId outbound;  // of a refusal: the interchange that was refused, all of it or a set
  std::string reason;   // code: "DUP_CONFLICT", "TRUNCATED"
  std::string sentence, owner, next_step;
  std::vector<std::string> more;  // what else there is to mend, a line each; `sentence` counts them
  std::string partner, number;    // purchase order number where known
  // Of a document of the ERP that could not go: by what its corrected form is known beside partner and
  // number, "810 P 00 " (set, usage, whether it cancels and whether it is interim, release, the change's own
  // number). When that goes out, the item is closed. Empty: it ends nothing.
  std::string unsent = {};
  // The orders that a ship notice or an invoice which could not go speaks of, as it names them; of the reads
  // items_about() alone has them.
  std::vector<OrderName> orders = {};
  Instant opened;
  std::optional<Instant> closed;
  std::string closed_by, resolution;
};

// What is expected of one of the two sides: an acknowledgment of an interchange that we sent (997, 999, or
// the TA1 that says as much), or the 855, 856 or 810 for an order.
enum class Expected : std::uint8_t { acknowledgment, response_855, notice_856, invoice_810, ta1 };
enum class OwedBy : std::uint8_t { us, partner };
enum class ExpectationState : std::uint8_t {
  open,
  met,        // it came, in time or late
  waived,     // a person gave it up, with a reason
  withdrawn,  // its cause fell away: the order was rejected, the interchange cancelled or sent again
};

// A row of the ledger: opened in the commit of what causes it, closed once, in the commit of what ends it.
// Whether it is overdue is a matter of the clock: open, and `due` has passed.
struct ExpectationRecord {
  ExpectationId id;   // store:
  AttemptId attempt;  // under which it is staged; nobody: visible at once
  Expected what = Expected::acknowledgment;
  OwedBy owed_by = OwedBy::partner;
  BusinessId order;     // for which an 855, 856 or 810 is expected; one row each
  OutboundId outbound;  // whose acknowledgment is expected
  std::string partner;
  std::string number, release;  // of the order; of an acknowledgment: of the first order in the interchange
  char usage = 'P';
  std::string terms;  // as agreed, in words: "24h from the order"
  Instant opened, due;
  // store:
  ExpectationState state = ExpectationState::open;
  WorkItemId item;  // that told it is overdue
  std::optional<Instant> closed;
  AttemptId closed_under;             // whose document ended it: an acknowledgment, an answer that came
  OutboundId closed_with;             // the interchange by which we answered
  std::string closed_by, resolution;  // "engine" or a person; why, where a person did
};

}  // namespace transom
