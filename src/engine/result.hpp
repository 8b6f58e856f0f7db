// What came of a document: plain values from the reading side, handed to the side that records and answers.
//
// Everything in here was made without a file, the store or a clock. A large document is handed over in parts:
// sets that were written down are taken out, reports and counts stay.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/prepared.hpp"
#include "outbound/received_ack.hpp"
#include "transom/acknowledgment.hpp"
#include "transom/document.hpp"
#include "transom/envelope.hpp"
#include "transom/finding.hpp"
#include "transom/partner.hpp"
#include "transom/reader.hpp"
#include "transom/records.hpp"
#include "transom/rules.hpp"

namespace transom {

// What a set came to. The syntax verdict (Outcome) decides the acknowledgment; the fate, what happens next.
enum class SetFate : std::uint8_t {
  taken,          // became a business document
  noted,          // read and kept; nothing is mapped from it (an acknowledgment, a set agreed without a map)
  held,           // acknowledged, waits for a person
  rejected,       // syntax: AK5 R
  not_supported,  // no guide for the set or the version
  no_agreement,   // nobody agreed to receive this set from this partner
  declined,       // a rule rejects the whole order: answered so, nothing goes to the ERP
  void_,          // its group or interchange fell as a whole
};
[[nodiscard]] std::string_view to_string(SetFate fate);

// Why something waits for a person, in plain words, and what that person can do.
struct Reason {
  std::string code;                    // "duplicate-order", "map-code", "truncated": stable, for programs
  std::string sentence;                // for people
  std::string next;                    // the next step
  std::string owner;                   // the queue it belongs to
  std::string number = {};             // of an order other than the set's own; empty: the set's
  DocumentId document = {};            // that has to be looked at, where it is another than the one in hand
  BusinessId business = {};            // of a refusal: what the partner refused, where it is one document
  OutboundId outbound = {};            // of a refusal: the interchange that was refused, all of it or a set
  std::vector<std::string> more = {};  // what else stands in its way, a sentence each
  std::string unsent = {};             // WorkItemRecord's
  std::vector<OrderName> orders = {};  // WorkItemRecord's
};

struct SetResult {
  SetHeader header;
  Outcome outcome = Outcome::accepted;
  SetFate fate = SetFate::noted;
  Findings findings;
  std::string content_hash;              // SHA-256 over its segments
  const Agreement* agreement = nullptr;  // belongs to the configuration that the run holds
  std::optional<BusinessDocument> document;
  std::string number;               // the order's, as far as a rejected set lets it be read
  std::vector<Ruling> rulings;      // of the partner's rules
  std::vector<Ruling> if_repeated;  // those that count where the order came before
  ReferencePtr reference;           // that they were made by
  // What goes to the ERP: the order where rules changed it, a change with what it comes to.
  std::unique_ptr<BusinessDocument> changed;
  bool altered = false;                               // rules made something else of it than was asked for
  std::shared_ptr<const ReceivedAck> acknowledgment;  // of a 997 or 999: what it says
  // Goes out if the order is still taken when the store was asked. On the heap, as `changed`: most sets have
  // neither, and each takes as much room as the document.
  std::unique_ptr<Prepared> response;
  std::vector<OrderName> orders;      // that it is for, with their releases, where it speaks of ours
  std::vector<Reason> reasons;        // why it is not simply taken
  std::vector<DecisionRecord> notes;  // what is told and holds nothing
};

struct GroupResult {
  GroupReport report;
  Group header;
  bool supported = true;        // GS08 has a guide
  std::vector<SetResult> sets;  // those not yet handed over
  std::uint64_t sets_seen = 0;

  // With their memory: clear() would keep it for each group of the file.
  void drop_sets() { std::vector<SetResult>().swap(sets); }
};

struct InterchangeResult {
  Interchange header;
  const Partner* partner = nullptr;  // nullptr: nobody we know
  bool ours = true;                  // ISA08 is one of our ids
  std::vector<ReceivedTa1> ta1s;     // the first of them; header.ta1s counts all
  std::vector<Finding> findings;     // of level interchange, and of segments outside of any set
  InterchangeVerdict verdict;        // TA104, TA105
  std::optional<Reason> refused;     // why nothing of it takes effect
  std::vector<GroupResult> groups;
  std::string content_hash;  // SHA-256 over its segments
  bool finished = false;

  void drop_sets();
};

struct DocumentResult {
  std::vector<InterchangeResult> interchanges;
  Findings findings;  // of level file: filler, framing outside any interchange
  SegmentReader::Account account;
  std::uint64_t bytes = 0;

  // Of a large document: those that were handed over, or that nobody asks for.
  void drop_sets();
};

}  // namespace transom
