#include <doctest/doctest.h>

#include "transom/engine.hpp"

namespace transom {
namespace {

TEST_CASE("the closing line balances, or says that it does not") {
  PassSummary summary;
  summary.seen = 5;
  summary.accepted = 2;
  summary.quarantined = 1;
  summary.duplicate = 1;
  summary.waiting = 1;
  CHECK(summary.text().starts_with("5 files seen = 2 accepted + 1 quarantined + 1 duplicate + 1 waiting; "));
  summary.waiting = 0;
  CHECK(summary.text().find("(DOES NOT BALANCE)") != std::string::npos);
}

TEST_CASE("only what needs a person makes the exit code 1") {
  PassSummary summary;
  CHECK(summary.exit_code() == 0);
  summary.duplicate = 3;
  summary.waiting = 2;
  CHECK(summary.exit_code() == 0);
  summary.work_items = 1;
  CHECK(summary.exit_code() == 1);
  summary.work_items = 0;
  summary.alarms.push_back("bad edit");
  CHECK(summary.exit_code() == 1);
}

TEST_CASE("the summary as JSON is one object") {
  PassSummary summary;
  summary.seen = 1;
  summary.accepted = 1;
  summary.alarms.push_back("a \"quoted\" alarm");
  CHECK(summary.json().starts_with(R"({"seen":1,"accepted":1,"quarantined":0,)"));
  CHECK(summary.json().ends_with(R"("alarms":["a \"quoted\" alarm"]})"));
}

}  // namespace
}  // namespace transom
