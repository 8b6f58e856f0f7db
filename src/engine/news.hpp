// What of a judgement is news to those who have seen the ones before it.
#pragma once

#include <span>
#include <vector>

#include "transom/rules.hpp"
#include "transom/unit.hpp"

namespace transom {

// Those of `now` that hold it, or reject something of it, and that nobody has seen so: another rule, another
// line, a figure that is worse.
[[nodiscard]] std::vector<Ruling> not_seen(std::span<const Ruling> now,
                                           std::span<const DecisionRecord> decisions);
// Those of which a person's word takes a figure that was not shown before.
[[nodiscard]] std::vector<Ruling> taken_unseen(std::span<const Ruling> in_force,
                                               std::span<const DecisionRecord> decisions);
// Those of `now` that change a line by themselves, and not as one of `before` did.
[[nodiscard]] std::vector<Ruling> changed_anew(std::span<const Ruling> now, std::span<const Ruling> before);
// Those of `before` that changed a line by themselves and say nothing of it any more, unless a person's word
// keeps nothing of that kind.
[[nodiscard]] std::vector<Ruling> changed_no_more(std::span<const Ruling> now, std::span<const Ruling> before,
                                                  const LineLeaves& leaves);
// The rows of what held it and does no more.
[[nodiscard]] std::vector<DecisionRecord> no_more(std::span<const DecisionRecord> decisions,
                                                  std::span<const Ruling> now);
// Those whose rule and line is not among the others.
[[nodiscard]] std::vector<Ruling> without(std::span<const Ruling> all, std::span<const Ruling> these);

}  // namespace transom
