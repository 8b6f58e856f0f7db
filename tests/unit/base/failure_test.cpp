#include "transom/failure.hpp"

#include <doctest/doctest.h>

using namespace transom;

TEST_CASE("a failure is one sentence and its parts") {
  struct {
    const char *name, *place, *problem, *advice, *want;
  } rows[] = {
      {"all parts", "a.yaml:3:1", "unknown key 'mapp'", "did you mean 'map'?",
       "a.yaml:3:1: unknown key 'mapp'; did you mean 'map'?"},
      {"no advice", "/var/in", "cannot read", "", "/var/in: cannot read"},
      {"no place", "", "no files given", "see transom check --help",
       "no files given; see transom check --help"},
      {"only the problem", "", "out of memory", "", "out of memory"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const Failure failure(FailureKind::disk, row.place, row.problem, row.advice);
    CHECK(failure.what() == std::string(row.want));
    CHECK(failure.place() == row.place);
    CHECK(failure.problem() == row.problem);
    CHECK(failure.advice() == row.advice);
  }
}

TEST_CASE("exit codes of failures") {
  CHECK(exit_code(FailureKind::usage) == 2);
  CHECK(exit_code(FailureKind::configuration) == 2);
  CHECK(exit_code(FailureKind::disk) == 3);
  CHECK(exit_code(FailureKind::database) == 3);
  CHECK(exit_code(FailureKind::internal) == 3);
  CHECK(exit_code(FailureKind::busy) == 4);
}

TEST_CASE("bug_check ends with an internal failure, also in release builds") {
  CHECK_NOTHROW(bug_check(true, "never"));
  CHECK_THROWS_WITH_AS(bug_check(false, "set closed twice"), "bug: set closed twice; please report it",
                       Failure);
}
