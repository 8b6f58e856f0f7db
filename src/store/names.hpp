// The words by which choices stand in the database and in fsck's sentences.
#pragma once

#include <concepts>
#include <string_view>

#include "transom/records.hpp"

namespace transom {

std::string_view name(DocumentState state);
std::string_view name(InterchangeOutcome outcome);
std::string_view name(AnswerDecision answer);
std::string_view name(SetOutcome outcome);
std::string_view name(BusinessKind kind);
std::string_view name(Verdict verdict);
std::string_view name(OutboundKind kind);
std::string_view name(OutboundState state);
std::string_view name(Severity severity);
std::string_view name(Expected what);
std::string_view name(OwedBy side);
std::string_view name(ExpectationState state);

template <class Choice>
concept Named = std::is_enum_v<Choice> && requires(Choice choice) {
  { name(choice) } -> std::same_as<std::string_view>;
};

// The choice of that name; a Failure(database) when the store holds a word that this program does not know.
template <Named Choice>
Choice named(std::string_view word);

}  // namespace transom
