#include "base/failpoint.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "transom/failure.hpp"

using namespace transom;

TEST_CASE("failpoints act at the hit that the plan names, once") {
  Failpoints points("after_link=throw@2,after_commit=throw", "");
  CHECK_NOTHROW(points.hit("before_claim"));
  CHECK_NOTHROW(points.hit("after_link"));
  CHECK_THROWS_WITH_AS(points.hit("after_link"), "failpoint after_link", Failure);
  CHECK_NOTHROW(points.hit("after_link"));
  CHECK_THROWS_WITH_AS(points.hit("after_commit"), "failpoint after_commit", Failure);
}

TEST_CASE("failpoints: several hits of one, as a bug") {
  Failpoints points("recorded=bug@2@4", "");
  std::string thrown;
  for (int hit = 1; hit <= 5; ++hit) {
    try {
      points.hit("recorded");
    } catch (const Failure& failure) {
      thrown += std::to_string(hit);
      CHECK(failure.kind() == FailureKind::internal);
    }
  }
  CHECK(thrown == "24");
}

TEST_CASE("failpoints log every hit") {
  const auto path = std::filesystem::temp_directory_path() / "transom-failpoint-test.log";
  std::filesystem::remove(path);
  Failpoints points("", path.string());
  points.hit("one");
  points.hit("two");
  points.hit("one");
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  CHECK(text.str() == "one\ntwo\none\n");
  std::filesystem::remove(path);
}

TEST_CASE("failpoints: a plan that is none is refused") {
  for (const auto* plan : {"x", "x=", "x=burn", "x=kill@0", "x=kill@", "x=kill@1x", "a=kill,=", "x=killer",
                           "x=bug@1@", "x=bug@1@0", "x=throw@@2"}) {
    INFO(plan);
    CHECK_THROWS_AS(Failpoints(plan, ""), Failure);
  }
  CHECK_NOTHROW(Failpoints("", ""));
}
