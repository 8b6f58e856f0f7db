// An order as it stands: as it came, with what was decided about it and the changes that were taken since.
#pragma once

#include <string_view>
#include <vector>

#include "transom/change_order.hpp"
#include "transom/unit.hpp"

namespace transom {

enum class OrderState : std::uint8_t { unknown, stands, held, rejected, cancelled };

struct StandingOrder {
  OrderState state = OrderState::unknown;
  BusinessRecord base;  // the order as it came
  Order order;          // as it stands; empty unless it does
  struct Change {
    BusinessRecord row;
    OrderChange change;  // as it came
  };
  // In the order in which they came; where one was answered later, its verdict is what the answer says of it.
  std::vector<Change> changes;
  OrderPast past;  // what a change has to know beside; filled by order_to_change
};

// `story` as story_of_order gives it; `but`, a change that is being decided, is left out. Of several
// orders of one number and release the newest that stands is meant. `outgoing`: an order that we sent. Fails:
// database, when stored JSON cannot be read.
[[nodiscard]] StandingOrder standing_order(std::vector<BusinessRecord> story, std::string_view release,
                                           bool outgoing, BusinessId but = {});
// The same for who lays a change over it: with what was answered, shipped and invoiced so far. Fails: as
// that.
[[nodiscard]] StandingOrder order_to_change(const std::vector<BusinessRecord>& story,
                                            std::string_view release, bool outgoing, BusinessId but = {});

// What the history of the order says against a change: no such order, one that waits, a change that came
// before or belongs before another. `number`: of the change's row, where it has one already.
[[nodiscard]] std::vector<ChangeProblem> history_problems(const StandingOrder& standing,
                                                          const OrderChange& change, BusinessId number = {});

// The document that a business document came in.
[[nodiscard]] DocumentId document_of(const BusinessRecord& row);

}  // namespace transom
