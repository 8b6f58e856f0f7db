// The notify hook: a command of the workspace's that is run for each new work item.
#pragma once

#include <string>
#include <vector>

#include "engine/result.hpp"
#include "transom/records.hpp"

namespace transom {

// Runs `command` with three arguments behind its own: reason code, document id, sentence. No shell is
// involved, so nothing from a document is ever a command. Waits up to ten seconds, then leaves it running. A
// command that cannot be started or fails is not our failure: false.
bool notify(const std::vector<std::string>& command, DocumentId document, const Reason& reason);

}  // namespace transom
