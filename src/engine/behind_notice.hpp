// Invoices go behind the ship notices of their goods: a buyer pays for nothing that was not announced.
//
// While an 856 waits for its batch, an 810 of the same order that came behind it waits too, whatever its own
// agreement says. Refused: waiting for younger notices as well; of a busy order there is always one.
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
// Of a business document that no interchange carries yet: "waits to be sent", or for which ship notices.
[[nodiscard]] std::string waiting_in_words(Lookups& lookups, const BusinessRecord& row);

}  // namespace transom
