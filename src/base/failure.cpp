// Failures say what is wrong with our world in one fixed form: "place: problem; advice".
//
// The parts are kept apart as well, so that a program (JSON logs, the console) need not take the sentence to
// pieces again. Codes and error categories were refused: nobody branches on anything finer than the kind.
#include "transom/failure.hpp"

namespace transom {

static std::string sentence(const std::string& place, const std::string& problem, const std::string& advice) {
  std::string out;
  if (!place.empty()) out += place + ": ";
  out += problem;
  if (!advice.empty()) out += "; " + advice;
  return out;
}

Failure::Failure(FailureKind kind, std::string place, std::string what, std::string advice)
    : std::runtime_error(sentence(place, what, advice)),
      kind_(kind),
      place_(std::move(place)),
      problem_(std::move(what)),
      advice_(std::move(advice)) {}

int exit_code(FailureKind kind) {
  switch (kind) {
    case FailureKind::usage:
    case FailureKind::configuration:
      return 2;
    case FailureKind::busy:
      return 4;
    case FailureKind::disk:
    case FailureKind::database:
    case FailureKind::internal:
      break;
  }
  return 3;
}

void bug_check(bool holds, std::string_view what) {
  if (holds) return;
  throw Failure(FailureKind::internal, "", "bug: " + std::string(what), "please report it");
}

}  // namespace transom
