// The ERP's order responses: JSON in a folder, which become 855s.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "engine/publisher.hpp"

namespace transom {

// Every response in the JSON is matched with the order it answers and queued as an 855; what cannot be is a
// work item, and the document is quarantined when none could. An order is answered once.
// Those that an earlier attempt of this document sent (`record.prior.responses`) stand as they are.
void record_responses(const Setup& setup, Unit& unit, AnswerBatch& batch, Recorder& recorder, Record& record,
                      std::string_view json, Instant now);

// The responses that a document's earlier attempts made true: each by its order.
[[nodiscard]] std::set<std::string> responses_of(Store& store, DocumentId document);

}  // namespace transom
