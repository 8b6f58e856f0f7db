// The 855 or 865 that a person's decision about a held order makes.
#pragma once

#include <vector>

#include "engine/publish.hpp"
#include "engine/stored_envelope.hpp"
#include "transom/hold.hpp"

namespace transom {

struct HeldAnswer {
  const HeldOrder& held;
  const Partner& partner;
  const StoredEnvelope& from;
  Instant now;
};
// Keeps the answer, and queues it or leaves it to wait for its batch. What is queued. Fails: usage, where it
// cannot be made; configuration, where our own validator refuses it.
[[nodiscard]] std::vector<Queued> answer_held(Unit& unit, AnswerBatch& batch, const HeldAnswer& answer,
                                              Prepared response);

}  // namespace transom
