// Choices are kept as words, not numbers: a person with a database shell reads them, and inserting an
// enumerator never changes the meaning of old rows. One table each, in the order of the enumerators.
#include "store/names.hpp"

#include <array>
#include <string>

#include "transom/failure.hpp"

namespace transom {

using namespace std::string_view_literals;

template <class Choice>
struct Words;
template <>
struct Words<DocumentState> {
  static constexpr std::array list{"receiving"sv,   "received"sv,  "done"sv,
                                   "quarantined"sv, "duplicate"sv, "discarded"sv};
};
template <>
struct Words<InterchangeOutcome> {
  static constexpr std::array list{"accepted"sv,           "accepted-with-errors"sv,
                                   "partially-accepted"sv, "rejected"sv,
                                   "duplicate"sv,          "conflict"sv};
};
template <>
struct Words<AnswerDecision> {
  static constexpr std::array list{"none"sv, "ta1"sv, "997"sv, "999"sv, "answered-before"sv};
};
template <>
struct Words<SetOutcome> {
  static constexpr std::array list{"accepted"sv, "accepted-with-errors"sv, "rejected"sv,
                                   "held"sv,     "no-agreement"sv,         "not-supported"sv};
};
template <>
struct Words<BusinessKind> {
  static constexpr std::array list{"order"sv, "order-response"sv, "shipment"sv, "invoice"sv,
                                   "order-change"sv};
};
template <>
struct Words<Verdict> {
  static constexpr std::array list{"accepted"sv, "changed"sv,   "held"sv,
                                   "rejected"sv, "duplicate"sv, "replaced"sv};
};
template <>
struct Words<OutboundKind> {
  static constexpr std::array list{"ta1"sv, "997"sv, "999"sv, "855"sv, "856"sv,
                                   "810"sv, "850"sv, "860"sv, "865"sv};
};
template <>
struct Words<OutboundState> {
  static constexpr std::array list{"queued"sv,  "dropped"sv, "acknowledged"sv,
                                   "refused"sv, "overdue"sv, "cancelled"sv};
};
template <>
struct Words<Severity> {
  static constexpr std::array list{"off"sv, "note"sv, "warn"sv, "error"sv};
};
template <>
struct Words<Expected> {
  static constexpr std::array list{"997"sv, "855"sv, "856"sv, "810"sv, "TA1"sv};
};
template <>
struct Words<OwedBy> {
  static constexpr std::array list{"us"sv, "partner"sv};
};
template <>
struct Words<ExpectationState> {
  static constexpr std::array list{"open"sv, "met"sv, "waived"sv, "withdrawn"sv};
};

template <class Choice>
static std::string_view word(Choice choice) {
  const auto at = static_cast<std::size_t>(choice);
  bug_check(at < Words<Choice>::list.size(), "a choice without a name");
  return Words<Choice>::list[at];
}

std::string_view name(DocumentState state) {
  return word(state);
}
std::string_view name(InterchangeOutcome outcome) {
  return word(outcome);
}
std::string_view name(AnswerDecision answer) {
  return word(answer);
}
std::string_view name(SetOutcome outcome) {
  return word(outcome);
}
std::string_view name(BusinessKind kind) {
  return word(kind);
}
std::string_view name(Verdict verdict) {
  return word(verdict);
}
std::string_view name(OutboundKind kind) {
  return word(kind);
}
std::string_view name(OutboundState state) {
  return word(state);
}
std::string_view name(Severity severity) {
  return word(severity);
}
std::string_view name(Expected what) {
  return word(what);
}
std::string_view name(OwedBy side) {
  return word(side);
}
std::string_view name(ExpectationState state) {
  return word(state);
}

template <Named Choice>
Choice named(std::string_view text) {
  const auto& list = Words<Choice>::list;
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (list[at] == text) return static_cast<Choice>(at);
  }
  throw Failure(FailureKind::database, "store", "holds the unknown word \"" + std::string(text) + "\"",
                "a newer transom wrote it, or the file is damaged: run transom fsck");
}
template DocumentState named(std::string_view);
template InterchangeOutcome named(std::string_view);
template AnswerDecision named(std::string_view);
template SetOutcome named(std::string_view);
template BusinessKind named(std::string_view);
template Verdict named(std::string_view);
template OutboundKind named(std::string_view);
template OutboundState named(std::string_view);
template Severity named(std::string_view);
template Expected named(std::string_view);
template OwedBy named(std::string_view);
template ExpectationState named(std::string_view);

}  // namespace transom
