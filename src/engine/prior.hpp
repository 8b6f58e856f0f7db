// What earlier attempts of a document made true, gathered from the store for a new attempt.
#pragma once

#include "engine/record.hpp"
#include "transom/store.hpp"

namespace transom {

[[nodiscard]] Prior prior_of(Store& store, DocumentId document);
[[nodiscard]] std::string_view to_string(DocumentState state);
[[nodiscard]] std::string_view to_string(SetOutcome outcome);

}  // namespace transom
