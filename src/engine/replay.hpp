// A document once more, in a program that is at work already.
#pragma once

#include <set>

#include "engine/record.hpp"
#include "engine/setup.hpp"
#include "transom/engine.hpp"
#include "transom/store.hpp"

namespace transom {

// As replay() by a workspace's root does, with what is loaded and open. Nothing else may be at work with
// `setup`, whose processor reads the document. Fails: as that does.
// `news`: gets the orders of which something took effect.
[[nodiscard]] ReplayReport replay(Setup& setup, Store& store, Instant now, const ReplayRequest& request,
                                  std::set<NewsOf>* news = nullptr);

}  // namespace transom
