// A group of small documents that has been read: what they say, found without the store.
//
// Made in one thread while the group before is published in another.
#pragma once

#include <optional>
#include <vector>

#include "engine/in_hand.hpp"
#include "engine/result.hpp"
#include "engine/setup.hpp"
#include "transom/date.hpp"

namespace transom {

struct ReadDocument {
  DocumentResult result;
  std::optional<Reason> broke;  // a bug ended the reading
};

struct ReadGroup {
  SetupPtr setup;  // that they were read with; the results point into it
  Instant now;
  std::vector<InHand> documents;
  std::vector<ReadDocument> reads;  // one for each document; empty ones for what the ERP leaves
};

// Steps 3 to 9. Fails: where our world does (engine/fault.hpp).
[[nodiscard]] ReadDocument read_document(Processor& processor, const InHand& document, Instant now);
// The same for each document. Fails as the processor does, but for bugs: those are the document's result.
[[nodiscard]] ReadGroup read_group(SetupPtr setup, std::vector<InHand> documents, Instant now);

}  // namespace transom
