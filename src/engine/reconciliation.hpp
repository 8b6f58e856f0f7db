// What one acknowledgment says of one interchange of ours, laid over what was said before.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.hpp"
#include "engine/sent_match.hpp"
#include "transom/unit.hpp"

namespace transom {

// An acknowledgment as it is in hand.
struct Spoken {
  Part part;         // its set, or the interchange of a TA1
  Instant received;  // its document
  Instant now;
};

// The same place of the same document, in whichever attempt it was read.
[[nodiscard]] bool same_source(const Part& a, const Part& b);

// Whether it speaks of an earlier sending of what has gone out once more since.
[[nodiscard]] bool is_stale(const Match& match, const Spoken& spoken);

// Why a set of ours fell, and whether it was named by itself; else it fell with its group or interchange.
struct Objection {
  std::string sentence;
  bool own = false;
  std::vector<std::string> more;  // what else he objects to, a line each
};

class Reconciliation {
 public:
  using Why = std::function<Objection(const SentGroup&, const SentSet&)>;

  // What it refers to outlives it; `partner`: who speaks.
  Reconciliation(Unit& unit, const Partner& partner, const Match& match, const Part& part, OutboundKind kind);

  // Notes a word; without a set's number it is said of the whole group, without the group's of the
  // interchange.
  void say(std::string group_number, std::string set_number, char code, std::string notes);
  // Keeps what was noted, and moves the interchange to acknowledged or refused once that is known of all its
  // sets. `why` is asked for each set that falls. A set that was refused by itself gives a reason about its
  // own order; those that fell together give one. A replay gives none a second time: they lie with the
  // orders.
  void settle(const Spoken& spoken, std::vector<Reason>& reasons, const Why& why);

 private:
  // `set`: its position in the interchange, from 0.
  [[nodiscard]] Reason refusal_of(std::size_t set, const Objection& objection);
  [[nodiscard]] const SentContent& content_of(std::size_t set);

  Unit& unit_;
  const Partner& partner_;
  const Match& match_;
  Part part_;
  OutboundKind kind_;
  bool repeated_ = false;  // an earlier attempt over this acknowledgment said it all
  std::vector<AckRecord> before_, now_;
  std::optional<std::vector<SentContent>> contents_;  // of each set
};

// The business documents in an interchange of ours that the partner refused, by the words that count. Of
// these three `own` is the attempt that asks: it may be over the very refusal.
[[nodiscard]] std::vector<BusinessId> refused_in(Lookups& lookups, OutboundId outbound, AttemptId own);
// How a document in it stands: of an interchange of which he refused a set the others need not be refused.
[[nodiscard]] OutboundState state_of(Lookups& lookups, const OutboundRecord& sent, BusinessId business);
// Whether he refused the document where it went out last: he does not have it.
[[nodiscard]] bool is_refused(Lookups& lookups, BusinessId business, AttemptId own);
// What he does not have does not stand: of the rows those that he refused become rejected ones. Whoever asks
// the store what was said asks this as well.
void reject_refused(Lookups& lookups, std::vector<BusinessRecord>& rows, AttemptId own);

}  // namespace transom
