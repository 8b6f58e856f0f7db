// The ledger as people use it: what is due, what is late, what was given up, and all that belongs to an
// order.
//
// Rows open and close by themselves, in the commits of what causes and ends them (unit.hpp). Here they are
// told: by a pass that finds what has become overdue, by lists, and by the chain of an order's documents.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "transom/partner.hpp"
#include "transom/store.hpp"

namespace transom {

// A row in the words of whoever has to see to it.
struct DueEntry {
  ExpectationRecord row;
  DocumentId document;  // that `transom show` has: the order's, or what the interchange came from
  std::string
      sentence;  // "the 855 for order 4501 of acme has not gone out; it was due 2026-03-03 09:00Z (24h ...)"
  std::string next;
};
[[nodiscard]] DueEntry explain_due(Store& store, const ExpectationRecord& row, const Partner* partner,
                                   Instant now);
// "2026-03-03 09:00Z".
[[nodiscard]] std::string due_text(Instant at);

// Opens a work item for each row that has become overdue, once, however often it is asked. How many.
std::size_t tell_overdue(Store& store, const Directory& directory, Instant now);

// Gives a row up on a person's word, and closes the work item that told of it. Returns it as it was. Works
// beside a running engine. Fails: usage, when it is not open; database.
ExpectationRecord waive(const std::string& root, const Clock& clock, ExpectationId id, std::string_view who,
                        std::string_view why);

// One thing that happened to an order's documents.
struct ChainEvent {
  enum class Way : std::uint8_t { in, out, here };
  Instant at;
  Way way = Way::in;
  std::string what;    // the set, "850"; of what a person did: "decision"
  std::string number;  // that the document goes by where it is not the order's: of a ship notice, an invoice
  std::string state;   // in words: "accepted", "held", "rejected (code 5)"
  std::string note;    // a sentence more: why it is held, what is refused
  std::string file;    // name of the file that came or went
  std::string interchange, group, set;  // control numbers, as written
  DocumentId document;                  // that came; of what we sent: what it comes from
  OutboundId outbound;
  std::string of;  // of our acknowledgment: the set that it is for, "850"
};

// All that belongs to one order of one partner, in production or in test.
struct Chain {
  OrderNumber order;
  std::vector<std::string> spellings;    // of its number, where leading zeros differ
  std::vector<ChainEvent> events;        // in the order of time
  std::vector<ExpectationRecord> open;   // still expected, by due time
  std::vector<ExpectationRecord> ended;  // came late, was waived or withdrawn
  std::vector<WorkItemRecord> waiting;   // open work items
};
// By number, leading zeros apart; where there is none, by any part of it. `partner` empty: of all.
[[nodiscard]] std::vector<Chain> chains_of(Store& store, std::string_view number, std::string_view partner,
                                           std::size_t limit);

}  // namespace transom
