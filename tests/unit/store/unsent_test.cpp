// What the key of a document that could not go says again.
#include "store/unsent.hpp"

#include <doctest/doctest.h>

using namespace transom;

TEST_CASE("unsent: set, usage and release are read from the key") {
  struct {
    const char* name;
    UnsentName of;
  } all[] = {
      {"no release", {.set = "855", .release = ""}},
      {"a release", {.set = "855", .usage = 'T', .interim = true, .release = "02"}},
      {"a release of two words", {.set = "850", .cancels = true, .release = "2 b"}},
      {"a change of no release", {.set = "860", .release = "", .change = "7"}},
      {"a change of a release", {.set = "865", .release = "2 b", .change = "007"}},
  };
  for (const auto& row : all) {
    INFO(std::string(row.name));
    const std::string key = unsent_key(row.of);
    CHECK(unsent_set(key) == row.of.set);
    CHECK(unsent_usage(key) == row.of.usage);
    CHECK(unsent_release(key) == row.of.release);
  }
  CHECK(unsent_release("").empty());
}
