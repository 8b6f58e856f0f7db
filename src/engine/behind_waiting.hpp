// What does not leave before something older that waits: an invoice before the ship notice of its goods, for
// a buyer pays for nothing that was not announced; a change before its order, an answer to the change before
// that to the order; whatever replaces or cancels before what it is about.
//
// While an 856 waits for its batch, an 810 of the same order that came behind it waits too, whatever its own
// agreement says. Refused: waiting for younger notices as well, of a busy order there is always one; and a
// ship notice behind the 855 of its order, for goods arrive whether anybody was answered or not.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/batches.hpp"
#include "engine/numbered.hpp"
#include "engine/order_story.hpp"
#include "transom/unit.hpp"

namespace transom {

// Whether what goes out now would overtake what waits of its orders, or under its own number.
[[nodiscard]] bool would_overtake(Lookups& lookups, const BusinessDocument& document,
                                  std::span<const OrderStory> stories, const Numbered& under);
// Takes out of the group what has to stay behind; what our own check holds waits as well.
void leave_behind_waiting(Lookups& lookups, WaitingGroup& group);
// Of a business document that no interchange carries yet: "waits to be sent", or for what, or "given up".
[[nodiscard]] std::string waiting_in_words(Lookups& lookups, const BusinessRecord& row);

}  // namespace transom
