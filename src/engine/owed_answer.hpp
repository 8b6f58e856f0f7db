// The answer that an order, or a change of one, is owed still: it took effect, and its 855 or 865 could not
// be made.
#pragma once

#include <optional>
#include <vector>

#include "engine/prepared.hpp"
#include "transom/unit.hpp"

namespace transom {

// The engine's words in the decisions on it: the answer could not be made, and it was after all.
inline constexpr const char* unanswered_action = "unanswered";
inline constexpr const char* answered_action = "answered";
// A person's: it is made no more.
inline constexpr const char* settled_action = "settle";

[[nodiscard]] DecisionRecord said_of_answer(BusinessId of, const char* action, std::string sentence,
                                            Instant now);
// As the decisions on an order or a change have it. Whether the ERP has answered since they do not know.
[[nodiscard]] bool is_unanswered(const std::vector<DecisionRecord>& decisions);

struct OwedAnswer {
  const MapShelf& maps;
  const Partner& partner;
  const Interchange& in;      // that it came in
  const BusinessRecord& row;  // the order or the change
  AttemptId own;              // that asks
  Instant now;
};
// By what was decided when it took effect, in today's terms of the partner; it may have problems again.
// nullopt: none is owed any more, for the order was cancelled since, or the answer is not ours to make by
// what is agreed today. Fails: database.
[[nodiscard]] std::optional<Prepared> owed_answer(Lookups& lookups, const OwedAnswer& owed);

}  // namespace transom
