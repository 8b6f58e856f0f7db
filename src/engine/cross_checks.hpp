// Checks of a document that is about to go out against what the store knows of the same orders.
//
// Each check is pure: the document as it would go out, the story of each order that it speaks of, what was
// agreed about sending it. It answers why the document must not go, as it is; nothing: it has no objection.
#pragma once

#include <span>
#include <vector>

#include "engine/order_story.hpp"
#include "engine/result.hpp"

namespace transom {

using CrossCheck = std::vector<Reason> (*)(const BusinessDocument& document,
                                           std::span<const OrderStory> stories, const Agreement& agreement);

// All that are in force, in the order in which they are asked.
[[nodiscard]] std::span<const CrossCheck> cross_checks();

}  // namespace transom
