// The account of a pass: what a group came to is counted and logged.
#pragma once

#include "engine/publisher.hpp"
#include "transom/engine.hpp"

namespace transom {

// In the engine's own thread, after the group is published.
void account_for(const Published& group, const EngineEvents& events, PassSummary& summary);
// Files that stay pending; the pass goes on.
void tell_left(const Undelivered& left, PassSummary& summary);

}  // namespace transom
