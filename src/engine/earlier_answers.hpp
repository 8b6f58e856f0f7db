// What was answered to an order and to its changes so far, as the order's book counts it.
#pragma once

#include <span>
#include <vector>

#include "order/order_book.hpp"
#include "transom/records.hpp"

namespace transom {

// The lines of the change that the answer takes and the order has, as it stands with the change.
[[nodiscard]] std::vector<TakenLine> lines_taken(const OrderChange& change, const OrderResponse& response);
// The line of the order that a line of an answer to a change of it is about: by the buyer's number, leading
// zeros apart, else by its item; nullptr: none.
[[nodiscard]] const OrderLine* line_answered(const Order& order, const ResponseLine& said);

struct KeptAnswer {
  const BusinessRecord* row = nullptr;
  const OrderResponse* said = nullptr;
};

// Into the history: the answers, oldest first, each with what changes altered behind what it answers, and all
// that changes altered. `answers`, `changes`: those to the order and of it, oldest first; `outgoing`: the
// answers are ours, and the changes the partner's. Fails: database, when stored JSON cannot be read.
void take_answers(OrderHistory& history, std::span<const KeptAnswer> answers,
                  std::span<const BusinessRecord> changes, bool outgoing);

}  // namespace transom
