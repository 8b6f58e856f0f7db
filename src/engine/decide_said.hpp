// What becomes of a line on which a person has spoken.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/decide_lines.hpp"
#include "engine/said_of_line.hpp"

namespace transom {

// With what the rules do that were asked of the line by leave_of. Fails: usage, where what they suggest or do
// does not go with the word, or the word says nothing.
[[nodiscard]] LineDecision decide_line(const OrderLine& line, const SaidOfLine& said,
                                       std::span<const Ruling* const> in_force, Precedence first = {});

// What is kept of a decision beside its change, and the decision again: "IP", "IP:12,IB:8".
[[nodiscard]] std::string text_of(const OrderLine& line, const LineDecision& decision);
[[nodiscard]] LineDecision decision_kept(const OrderLine& line, std::string_view text,
                                         const LineChange& change);

}  // namespace transom
