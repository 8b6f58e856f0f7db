// A business document of the store on its way into an interchange: waiting ones, and those sent once more.
#pragma once

#include <optional>

#include "engine/answers.hpp"
#include "engine/result.hpp"
#include "engine/setup.hpp"
#include "engine/stored_envelope.hpp"
#include "transom/store.hpp"

namespace transom {

struct CarriedDocument {
  DocumentId of;  // the document it was saved with
  BusinessId business;
  std::optional<Reason> problem;  // it cannot go as things are today
  // what follows only without a problem
  const Partner* partner = nullptr;
  char usage = 'P';
  Part answers;
  std::optional<StoredEnvelope> envelope;  // of the set that it answers
  std::optional<Prepared> prepared;

  // The batch refers to this document until it is finished. Once.
  void add_to(AnswerBatch& batch) &&;
};

// By today's partners and maps, tried alone. `answers`: the set that it answers, of attempt nobody: none.
[[nodiscard]] CarriedDocument carried_document(Store& store, const Setup& setup, BusinessId business,
                                               const Part& answers, Instant now);

}  // namespace transom
