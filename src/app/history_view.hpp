// What the store knows of one document: how it came, what was made of it, what waits, who did what.
#pragma once

#include "transom/date.hpp"
#include "transom/json_writer.hpp"
#include "transom/store.hpp"
#include "transom/workspace.hpp"

namespace transom {

// Its lists of sets and of what they became stop at `most`. For people; `now` is for ages.
void print_history(Store& store, const Workspace& workspace, DocumentId id, Instant now, std::size_t most);
// An object with the same content; it stays open for what else belongs to it.
void append_history(JsonWriter& json, Store& store, DocumentId id, std::size_t most);

}  // namespace transom
