// The order that an order response of the ERP answers: what the partner asks for by now.
#pragma once

#include <vector>

#include "engine/respond.hpp"
#include "transom/unit.hpp"

namespace transom {

struct OutgoingCase;

struct AskedOrder {
  Order order;                          // each line once, those that rules or a person rejected among them
  std::vector<LineDecision> decisions;  // a line each
  OrderResponse decided;                // the same as an answer
  DocumentId changed;                   // the last change that is in it; nobody: it is as it came
  DocumentId cancelled;                 // where it was; the order is as it came then
};

// `came`: the order as the partner wrote it, `match` its row. Fails: database, when stored JSON cannot be
// read.
[[nodiscard]] AskedOrder asked_order(const OutgoingCase& one, const Order& came, const OrderMatch& match);

}  // namespace transom
