// What of a partner's order is to be delivered once the ERP has answered it: the lines as the ERP's own 855s
// and 865s leave them.
//
// An order that the rules answer is stored as they leave it; the ERP's word is stored beside the order, which
// stands as it came.
#pragma once

#include <span>
#include <vector>

#include "engine/standing_order.hpp"
#include "order/order_book.hpp"

namespace transom {

// The rows of `story` by which the ERP decided something about an order of this release, or a change of one;
// the oldest first. Those that only say that the answer follows, and changes that we propose, are left out.
[[nodiscard]] std::vector<BusinessRecord> answers_of_erp(std::span<const BusinessRecord> story,
                                                         std::string_view release);
// The order's lines: one that is answered in parts (another item for some of it) is several. `answers`: of
// answers_of_erp. Fails: database, when stored JSON cannot be read.
[[nodiscard]] std::vector<OrderLine> answered_goods(const StandingOrder& standing,
                                                    std::span<const BusinessRecord> answers,
                                                    const UnitFactors& factors);

}  // namespace transom
