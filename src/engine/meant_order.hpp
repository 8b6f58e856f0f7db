// Which order a document means that does not name it as its owner does.
#pragma once

#include <optional>
#include <vector>

#include "engine/order_match.hpp"

namespace transom {

// The document naming the release that it is for, where it names none, there are several, and it fits only
// one of them.
[[nodiscard]] std::optional<BusinessDocument> with_release(Lookups& lookups, const MatchCase& one, char usage,
                                                           AttemptId own);
// A received document gets our numbers for orders that are not known as it writes them, by leading zeros.
// True: it got some.
bool name_orders_as_ours(Lookups& lookups, const Partner& partner, const std::vector<OrderStory>& stories,
                         char usage, AttemptId own, BusinessDocument& document);

}  // namespace transom
