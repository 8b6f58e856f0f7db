// What was said under the number of a ship notice or an invoice: the first word, its corrections, its
// cancellation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/document.hpp"
#include "transom/partner.hpp"
#include "transom/store.hpp"

namespace transom {

struct Numbered {
  std::vector<BusinessRecord> said;     // oldest first: what was taken, or went out and was not refused
  std::vector<BusinessRecord> refused;  // oldest first: what went out, and the partner does not have

  // The latest word, unless it cancels; nullptr: nothing stands.
  [[nodiscard]] const BusinessRecord* standing() const;
  // The latest word that says what is in it, cancelled or not; nullptr: nobody ever said.
  [[nodiscard]] const BusinessRecord* contents() const;
  // That word, and behind it what the partner refused since, newest first: the goods that these name have
  // their labels on, whatever he said of the words.
  [[nodiscard]] std::vector<const BusinessRecord*> labelled() const;
  // Those behind the last cancellation.
  [[nodiscard]] std::vector<const BusinessRecord*> since_cancelled() const;
};

// `outgoing`: what we sent, else what came. Of what a partner refused nothing stands. `document` is a ship
// notice or an invoice; of others nothing is said under a number of their own.
[[nodiscard]] Numbered numbered(Lookups& lookups, const Partner& partner, const BusinessDocument& document,
                                char usage, bool outgoing, AttemptId own, Instant now);

// The document that took the place of one of ours: the partner has it, or it waits to go to him.
struct Overtaken {
  BusinessRecord by;
  bool waits = false;
  // "another 810 for INV-1 went out since (document 7)"
  [[nodiscard]] std::string in_words(std::string_view set) const;
};
// The last that did: it went out behind this one, be it for the first time or once more, and was not refused.
// Of a ship notice or an invoice any other word under its number, its cancellation too; of others another one
// of the same order, release and kind. nullopt: none did.
[[nodiscard]] std::optional<Overtaken> overtaken_by(Store& store, const BusinessRecord& row);

// The orders that a cancellation is for: those of what stood under its number, and what else it names.
[[nodiscard]] std::vector<OrderName> orders_cancelled(Lookups& lookups, const Numbered& under,
                                                      const BusinessDocument& cancellation);

// Those of the documents (ship notices, or invoices, of one order) that stand: the latest of each number that
// was not cancelled. Oldest first.
[[nodiscard]] std::vector<const BusinessRecord*> standing_among(const std::vector<BusinessRecord>& story,
                                                                BusinessKind kind, bool outgoing);

}  // namespace transom
