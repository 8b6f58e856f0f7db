// Whose fault a throw is that came while a document was in hand.
#pragma once

#include <exception>
#include <optional>

#include "engine/result.hpp"

namespace transom {

// Nobody when our world failed (disk, database, memory): the document waits, and the throw goes on. Else what
// the document is quarantined with, for trying it again would throw again and hold up all behind it.
[[nodiscard]] std::optional<Reason> fault_of_document(const std::exception& thrown);

}  // namespace transom
