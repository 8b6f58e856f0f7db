// What earlier attempts of a document made true, gathered from the store for a new attempt.
#pragma once

#include <map>
#include <string>

#include "engine/set_in_place.hpp"
#include "transom/store.hpp"

namespace transom {

// What earlier attempts of the same document made true; empty at the first.
struct Prior {
  std::map<SetAddress, BusinessId> standing;  // orders that took effect: never made again
  std::map<SetAddress, BusinessId> held;      // orders that wait: replaced by the new attempt
  std::map<SetAddress, char> acknowledged;    // AK501 that went out for a set
  std::map<SetAddress, bool> answered;        // groups (set 0) and interchanges (group 0) with an answer
  // Of those that stand, what is owed an answer that could not be made and nobody has given since.
  std::map<SetAddress, BusinessRecord> unanswered;
  std::map<SetAddress, std::string> outcomes;  // of the newest attempt, in words
  std::string maps_hash;                       // that the newest attempt ran with
  bool override_rejected = false;              // a person insists, with a reason
};

[[nodiscard]] Prior prior_of(Store& store, DocumentId document);
[[nodiscard]] std::string_view to_string(DocumentState state);
[[nodiscard]] std::string_view to_string(SetOutcome outcome);

}  // namespace transom
