// A group of small documents that has been read: what they say, found without the store.
//
// Made in one thread while the group before is published in another.
#pragma once

#include <optional>
#include <vector>

#include "engine/in_hand.hpp"
#include "engine/outgoing_file.hpp"
#include "engine/result.hpp"
#include "engine/setup.hpp"
#include "transom/date.hpp"

namespace transom {

struct ReadDocument {
  DocumentResult result;        // of a partner's
  OutgoingFile outgoing;        // of the ERP's
  std::optional<Reason> broke;  // a bug ended the reading
};

struct ReadGroup {
  SetupPtr setup;  // that they were read with; the results point into it
  Instant now;
  std::vector<InHand> documents;    // in the order in which they are judged
  std::vector<ReadDocument> reads;  // one for each document
};

// Steps 3 to 9; of the ERP's the first of the way out. `processor`: the setup's, or one of the caller's
// thread. Fails: where our world does (engine/fault.hpp).
[[nodiscard]] ReadDocument read_document(const Setup& setup, Processor& processor, const InHand& document,
                                         Instant now);
// The same for each document, which are then put in the order of the trade (trade_turn.hpp), and in that of
// arrival among those of one turn; a file of several kinds of sets keeps its place. Fails as the processor
// does, but for bugs: those are the document's result.
[[nodiscard]] ReadGroup read_group(SetupPtr setup, std::vector<InHand> documents, Instant now);

}  // namespace transom
