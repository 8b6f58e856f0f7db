// The notify hook: a command of the workspace's that is run for each new work item.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "transom/date.hpp"
#include "transom/store.hpp"

namespace transom {

// Runs `command` for each open work item that nobody was told of, oldest first, with three arguments behind
// its own: reason, document, sentence. No shell is involved, so nothing from a document is ever a command. An
// item counts as told once the command has ended with 0 within ten seconds; with the first that does not the
// rest waits for the next pass, and the answer says so. An empty command: all count as told.
// Told at least once: a crash behind the command tells its item again.
[[nodiscard]] std::optional<std::string> tell_work_items(Store& store,
                                                         const std::vector<std::string>& command,
                                                         const Clock& clock);

}  // namespace transom
