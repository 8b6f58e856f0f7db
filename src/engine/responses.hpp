// The ERP's order responses: JSON in a folder, which become 855s.
#pragma once

#include <string_view>

#include "engine/publisher.hpp"

namespace transom {

// Every response in the JSON is matched with the order it answers and queued as an 855; what cannot be is a
// work item, and the document is quarantined when none could. An order is answered once.
void record_responses(const Setup& setup, Unit& unit, AnswerBatch& batch, Recorder& recorder, Record& record,
                      std::string_view json, Instant now);

}  // namespace transom
