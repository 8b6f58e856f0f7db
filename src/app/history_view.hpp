// What the store knows of one document: how it came, what was made of it, what waits, who did what.
#pragma once

#include "transom/date.hpp"
#include "transom/store.hpp"
#include "transom/workspace.hpp"

namespace transom {

// For people; `now` is for ages.
void print_history(Store& store, const Workspace& workspace, DocumentId id, Instant now);
// One JSON object with the same content.
[[nodiscard]] std::string history_json(Store& store, DocumentId id);

}  // namespace transom
