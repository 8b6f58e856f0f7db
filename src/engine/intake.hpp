// Intake: from a file in a mailbox to bytes that are safe in the store.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "engine/in_hand.hpp"
#include "transom/engine.hpp"
#include "transom/spool.hpp"
#include "transom/store.hpp"

namespace transom {

// How much goes into one group: enough that a commit and a sync are shared by many, little enough for memory.
// Some groups are on their way at a time: the first is long done when the last comes, and memory is bounded.
inline constexpr std::size_t group_files = 256;
inline constexpr std::uint64_t group_bytes = 4U << 20;
inline constexpr std::uint64_t small_bytes = 1U << 20;  // larger documents are read from the store, in parts
inline constexpr std::size_t small_sets = 500;          // and those that have more sets, whatever their size
inline constexpr std::size_t group_sets = small_sets;   // of all documents that are read as one group

class Intake {
 public:
  // `tell`: how many bytes of a large document are preserved; may be empty.
  Intake(Store& store, const Clock& clock, std::function<void(const Claim&, std::uint64_t)> tell)
      : store_(store), clock_(clock), tell_(std::move(tell)) {}

  // Preserves the claims in one commit (large ones in several) and gives what is then in hand. A claim that
  // changed while it was read goes back to its sender's folder and counts as waiting; so does one that cannot
  // be read, which is a failure of the summary.
  [[nodiscard]] std::vector<InHand> preserve(Mailbox& mailbox, const std::vector<Claim>& claims,
                                             bool outgoing, PassSummary& summary);
  // Does the claim have these bytes?
  [[nodiscard]] bool holds(Mailbox& mailbox, const Claim& claim, const ContentHash& hash);
  // The bytes of a document that an earlier run preserved.
  [[nodiscard]] InHand reload(const DocumentRecord& document, Claim claim, bool outgoing);

 private:
  InHand take_in(Mailbox& mailbox, const Claim& claim, bool outgoing, Instant now);
  InHand preserve_large(Mailbox& mailbox, const Claim& claim);
  void receive_parts(Files::File& file, const Claim& claim, InHand& document);
  void receive(Mailbox& mailbox, std::vector<InHand>& small, Instant now);
  void refuse(Mailbox& mailbox, const Claim& claim, const Failure& failure, PassSummary& summary);
  void take_back(Mailbox& mailbox, const InHand& document, PassSummary& summary);

  Store& store_;
  const Clock& clock_;
  std::function<void(const Claim&, std::uint64_t)> tell_;
  Sha256 hash_;
};

// Does the file end with a closed interchange? For mailboxes in which files grow.
[[nodiscard]] bool ends_complete(Files::File& file);

}  // namespace transom
