// A failure: our own world is wrong (disk, database, YAML, configuration, command line).
//
// Three kinds of trouble are kept apart everywhere in transom. What is wrong with a partner's data is a
// Finding (finding.hpp), a value that is collected and decides the acknowledgment. What is wrong with our
// world is a Failure, thrown anywhere and caught in two places: around a document, and in main. What is
// wrong with the program is a bug: bug_check() ends the attempt.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace transom {

enum class FailureKind {
  usage,          // the command line is wrong
  configuration,  // a YAML file, a path setting, a table
  disk,           // a file operation did not work
  database,       // the store did not work
  busy,           // another engine is at work there
  internal,       // a bug
};

class Failure : public std::runtime_error {
 public:
  // `place` is what a person can open: "mappings/acme/partner.yaml:12:3", a path, or empty.
  // `what` is a sentence without the place; `advice` names the next step, or is empty.
  Failure(FailureKind kind, std::string place, std::string what, std::string advice = {});

  [[nodiscard]] FailureKind kind() const { return kind_; }
  [[nodiscard]] const std::string& place() const { return place_; }
  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] const std::string& advice() const { return advice_; }
  // what() is "place: problem; advice".

 private:
  FailureKind kind_;
  std::string place_;
  std::string problem_;
  std::string advice_;
};

// A disk failure of one folder: it is not there or does not let us in, and another one may be fine.
class FolderFailure : public Failure {
 public:
  using Failure::Failure;
};

// The process exit code of a failure: 2 for usage and configuration, 4 for busy, 3 for the rest.
[[nodiscard]] int exit_code(FailureKind kind);

// Ends the attempt with an internal Failure when `holds` is false; stays in release builds.
void bug_check(bool holds, std::string_view what);

}  // namespace transom
