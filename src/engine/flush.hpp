// What waits is put into interchanges and queued, a batch in one commit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/publish.hpp"
#include "engine/setup.hpp"
#include "transom/store.hpp"

namespace transom {

struct FlushWish {
  bool all = false;     // whatever the conditions say, and also what our own check refused before
  std::string partner;  // only what waits for this one; empty: for anybody
};

struct Flushed {
  std::vector<Queued> queued;   // to be delivered
  std::size_t sent = 0;         // business documents
  std::size_t work_items = 0;   // documents that cannot go any more: each is held with its reason
  std::optional<Instant> next;  // when the clock alone sends more of what waits
};

// Each batch is a commit of its own: after a crash what was not committed still waits. A document that
// today's map or our own check refuses stays behind, held with a work item, and the others go.
[[nodiscard]] Flushed flush_waiting(Store& store, const Setup& setup, const FlushWish& wish, Instant now);

}  // namespace transom
