// Orders and answers come from the store's own account of effects; what a partner was told about a set
// (AK501) from the newest attempt whose group was answered.
#include "engine/prior.hpp"

#include <set>

#include "engine/owed_answer.hpp"

namespace transom {
namespace {

SetAddress address_of(const Part& part) {
  return {part.interchange, part.group, part.set};
}

void read_sets(Store& store, AttemptId attempt, Prior& prior) {
  constexpr std::size_t page = 1000;
  Part after;
  for (;;) {
    const auto sets = store.sets(attempt, page, after);
    for (const auto& set : sets) {
      prior.outcomes[address_of(set.part)] = std::string(to_string(set.outcome));
      const bool answered = prior.answered.contains({set.part.interchange, set.part.group, 0});
      if (answered && set.acknowledged != ' ')
        prior.acknowledged.emplace(address_of(set.part), set.acknowledged);
    }
    if (sets.size() < page) return;
    after = sets.back().part;
  }
}

// What the ERP has answered since is owed nothing more.
void read_unanswered(Store& store, const std::set<SetAddress>& answered, Prior& prior) {
  for (const auto& [address, business] : prior.standing) {
    if (answered.contains(address) || !is_unanswered(store.decisions_on(business))) continue;
    if (auto row = store.business(business)) prior.unanswered.emplace(address, *std::move(row));
  }
}

}  // namespace

Prior prior_of(Store& store, DocumentId document) {
  Prior prior;
  const Effects effects = store.effects(document);
  for (const auto& order : effects.orders) {
    if (order.verdict == Verdict::replaced || order.verdict == Verdict::duplicate) continue;
    auto& kind = order.verdict == Verdict::held ? prior.held : prior.standing;
    kind[address_of(order.part)] = order.business;
  }
  std::set<SetAddress> answered;
  for (const auto& answer : effects.answers) {
    const bool of_set =
        answer.kind == OutboundKind::response_855 || answer.kind == OutboundKind::change_response_865;
    if (of_set) {
      answered.insert(address_of(answer.part));
    } else {
      prior.answered[address_of(answer.part)] = true;
    }
  }
  read_unanswered(store, answered, prior);
  for (const auto& attempt : store.attempts(document)) {
    read_sets(store, attempt.id, prior);
    prior.maps_hash = attempt.maps;
  }
  return prior;
}

std::string_view to_string(DocumentState state) {
  switch (state) {
    case DocumentState::receiving:
      return "receiving";
    case DocumentState::received:
      return "received";
    case DocumentState::done:
      return "done";
    case DocumentState::quarantined:
      return "quarantined";
    case DocumentState::duplicate:
      return "duplicate";
    case DocumentState::discarded:
      return "discarded";
  }
  return "";
}

std::string_view to_string(SetOutcome outcome) {
  switch (outcome) {
    case SetOutcome::accepted:
      return "accepted";
    case SetOutcome::accepted_with_errors:
      return "accepted with errors";
    case SetOutcome::rejected:
      return "rejected";
    case SetOutcome::held:
      return "held";
    case SetOutcome::no_agreement:
      return "no agreement";
    case SetOutcome::not_supported:
      return "not supported";
  }
  return "";
}

}  // namespace transom
