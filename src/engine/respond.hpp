// The answer that says what is decided about each line, and the order that goes on.
//
// Pure. Decisions come in; an order response in the partner's terms and the changed order come out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/decide_lines.hpp"
#include "transom/mapping.hpp"
#include "transom/partner.hpp"

namespace transom {

// The answer to the order, in full and in the standard's terms.
[[nodiscard]] OrderResponse respond(const Order& order, std::span<const LineDecision> decisions,
                                    Date answered);
// The code that says it to the partner: itself where he takes it, else by his own fallback or the table's;
// nullptr: he takes none that does.
[[nodiscard]] const LineStatus* taken_status(const LineStatus* status, const Send& send);
// Brings it into the terms of the partner: codes it takes, lines it wants, what ACK02 counts. What is wrong
// then, each with what of his settings would let it pass; empty is good.
[[nodiscard]] std::vector<MapProblem> apply_form(OrderResponse& response, const Send& send);

// The order that goes to the ERP: without rejected lines, with what was changed, and the days that were
// promised; nullopt: as it came. Totals are the sender's own: they are dropped where a decision changed what
// is in them (lines, quantities, units, prices).
// `reference`: knows the other numbers of an item that stands in; nullptr: there is none.
[[nodiscard]] std::optional<Order> changed_order(const Order& order, std::span<const LineDecision> decisions,
                                                 const ReferenceData* reference);

}  // namespace transom
