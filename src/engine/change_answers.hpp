// What is said of a change of an order, by whoever got it: an 865 that came, or that the ERP left, matched
// with the 860 that it answers.
//
// How far a change was taken is read from the answers to it whenever somebody asks, so that the two are never
// out of step: an answer that is held, that a replay replaced or that the partner refused says nothing. What
// we answer by ourselves was decided with the change, and stands in its row.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/result.hpp"
#include "transom/unit.hpp"

namespace transom {

struct ChangeAnswer {
  enum class Taken : std::uint8_t { whole, in_part, not_at_all };
  Taken taken = Taken::whole;
  bool as_asked = true;              // no line that is taken is taken otherwise
  std::vector<std::string> refused;  // numbers of the lines that are not taken, as the answer names them
  BusinessId response;               // that says so, where it is kept
  DocumentId document;               // that it came in
};

// Whether the response answers a change; one in which the seller proposes a change of his own answers none.
[[nodiscard]] bool answers_change(const OrderResponse& response);
// What the response says of the change as a whole; nullopt: nothing yet, it is on hold with the partner.
[[nodiscard]] std::optional<ChangeAnswer> said_of_change(const OrderResponse& response);

// The change that a response answers: the one of its number, else the newest that was there before it;
// nullptr: none is, or that one was not taken. `story`: as story_of_order gives it; `ours`: the change is
// ours, and the answer the partner's; `before`: the response's own row, where it is kept. Fails: database.
[[nodiscard]] const BusinessRecord* change_answered(std::span<const BusinessRecord> story,
                                                    const OrderResponse& response, bool ours,
                                                    BusinessId before = {});
// The last word on each change that was answered, in both directions. Fails: database.
[[nodiscard]] std::map<BusinessId, ChangeAnswer> answers_to_changes(std::span<const BusinessRecord> story);

// An answer that came, matched with the change of ours that it is about: held where there is none, unless a
// person insists; with a reason, and still taken, where the partner does not take all of the change.
void match_change_answer(Lookups& lookups, const Partner& partner, char usage, AttemptId own, bool insist,
                         SetResult& set);

}  // namespace transom
