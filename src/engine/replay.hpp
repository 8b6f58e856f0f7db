// A document once more, in a program that is at work already.
#pragma once

#include "engine/setup.hpp"
#include "transom/engine.hpp"
#include "transom/store.hpp"

namespace transom {

// As replay() by a workspace's root does, with what is loaded and open. Nothing else may be at work with
// `setup`, whose processor reads the document. Fails: as that does.
[[nodiscard]] ReplayReport replay(Setup& setup, Store& store, Instant now, const ReplayRequest& request);

}  // namespace transom
