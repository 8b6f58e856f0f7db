// The ERP's answer to an order, completed by what was decided before the ERP saw it.
//
// Where rules or a person rejected lines or changed them, the ERP got the order without or with that, and
// answers what it got. The partner asked for all of it, and every line is answered once.
#pragma once

#include <string>
#include <vector>

#include "engine/respond.hpp"
#include "order/order_book.hpp"
#include "transom/records.hpp"

namespace transom {

// The rules' rows as rulings again: what they said last, when they were asked more than once.
[[nodiscard]] std::vector<Ruling> rulings_of(const std::vector<DecisionRecord>& decisions);
// What was decided about each line of an order that went on: by rules, and over them by people.
[[nodiscard]] std::vector<LineDecision> lines_said(const Order& order,
                                                   const std::vector<DecisionRecord>& decisions,
                                                   Precedence first = {});
// The same for whoever decides next: a line that was only put on hold counts as not decided.
[[nodiscard]] std::vector<LineDecision> decided_lines(const Order& order,
                                                      const std::vector<DecisionRecord>& decisions,
                                                      Precedence first = {});

// `order` as the partner wrote it. Lines and quantities that we rejected are added, answers that are plain
// acceptances of what we changed become ours. What is wrong then as an answer to the order, one sentence
// each; empty is good. A part in another unit counts by its factor.
[[nodiscard]] std::vector<std::string> complete_response(OrderResponse& response, const Order& order,
                                                         std::span<const LineDecision> decisions,
                                                         const UnitFactors& factors = {});

}  // namespace transom
