// What a partner says of the changes that we sent him: an 865 that came, matched with the 860 that it
// answers.
//
// How far a change of ours was taken is read from the answers to it whenever somebody asks, so that the two
// are never out of step: an answer that is held, or that a replay replaced, says nothing.
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
  std::vector<std::string> refused;  // numbers of the lines that are not taken, as the answer names them
  BusinessId response;               // that says so, where it is kept
  DocumentId document;               // that it came in
};

// Whether the response answers a change; one in which the seller proposes a change of his own answers none.
[[nodiscard]] bool answers_change(const OrderResponse& response);
// What the response says of the change as a whole; nullopt: nothing yet, it is on hold with the partner.
[[nodiscard]] std::optional<ChangeAnswer> said_of_change(const OrderResponse& response);

// The change of ours that a response answers: the one of its number, else the newest that was sent before it;
// nullptr: none is there. `story`: as Lookups::about_order gives it; `before`: the response's own row, where
// it is kept. Fails: database.
[[nodiscard]] const BusinessRecord* change_answered(std::span<const BusinessRecord> story,
                                                    const OrderResponse& response, BusinessId before = {});
// The last word on each change of ours that was answered. Fails: database.
[[nodiscard]] std::map<BusinessId, ChangeAnswer> answers_to_our_changes(
    std::span<const BusinessRecord> story);

// An answer that came, matched with the change of ours that it is about: held where there is none, unless a
// person insists; with a reason, and still taken, where the partner does not take all of the change.
void match_change_answer(Lookups& lookups, const Partner& partner, char usage, AttemptId own, bool insist,
                         SetResult& set);

}  // namespace transom
