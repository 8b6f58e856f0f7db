// Invoices go behind the ship notices of their goods: a buyer pays for nothing that was not announced.
//
// While an 856 waits for its batch, the 810 of the same order waits with it, whatever its own agreement says.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/batches.hpp"
#include "engine/numbered.hpp"
#include "engine/order_story.hpp"
#include "transom/unit.hpp"

namespace transom {

// Whether what goes out now would overtake a ship notice of its orders, or what waits under its own number.
[[nodiscard]] bool would_overtake(Lookups& lookups, const BusinessDocument& document,
                                  std::span<const OrderStory> stories, const Numbered& under);
// Takes out of the group what has to stay behind. Other groups than of invoices are left as they are.
void leave_behind_notices(Lookups& lookups, WaitingGroup& group);
// The numbers of the ship notices that a waiting document stays behind; empty: none.
[[nodiscard]] std::vector<std::string> notices_before(Lookups& lookups, const BusinessRecord& invoice);

}  // namespace transom
