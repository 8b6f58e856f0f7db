// What an engine makes good without being started again: leftovers, pending files, edits, mailboxes that
// fail.
#include <doctest/doctest.h>

#include <fstream>

#include "base/hash.hpp"
#include "transom/engine.hpp"
#include "transom/failure.hpp"
#include "transom/store.hpp"
#include "unit/engine/small_workspace.hpp"

namespace transom {
namespace {

bool mentions(const PassSummary& summary, std::string_view text) {
  return std::any_of(summary.alarms.begin(), summary.alarms.end(),
                     [&](const std::string& alarm) { return alarm.find(text) != std::string::npos; });
}

TEST_CASE("a bad edit is an alarm of the next pass, also when no file comes") {
  const SmallWorkspace place;
  const SystemClock clock;
  Engine engine(place.folder.path(), clock);
  CHECK(engine.run_once().exit_code() == 0);
  place.settings("van: {folder: inbox, delivery: atomic}", "colour: blue\n");
  const PassSummary bad = engine.run_once();
  CHECK(bad.exit_code() == 1);
  CHECK(mentions(bad, "transom.yaml:6:1: unknown key 'colour'"));
  place.receive(1, 1);
  CHECK(engine.run_once().orders == 1);  // the last good one is in force
  place.settings("van: {folder: inbox, delivery: atomic}", "poll: 7s\n");
  CHECK(engine.run_once().exit_code() == 0);
  CHECK(engine.poll_seconds() == 7);
}

TEST_CASE("an edit that needs a new start says so") {
  const SmallWorkspace place;
  const SystemClock clock;
  Engine engine(place.folder.path(), clock);
  place.folder.folder("inbox-2");
  place.settings("van: {folder: inbox-2, delivery: atomic}");
  CHECK(mentions(engine.run_once(), "take effect when the engine is started again"));
}

TEST_CASE("a file in the way holds an order back until it is gone, not until the next start") {
  const SmallWorkspace place;
  const SystemClock clock;
  Engine engine(place.folder.path(), clock);
  place.receive(1, 1);
  place.folder.write("orders/acme-PO-1-1.1.1.1.json", "somebody else's");
  CHECK(mentions(engine.run_once(), "another file of this name is there"));
  CHECK(mentions(engine.run_once(), "another file of this name is there"));
  fs::remove(place.folder.at("orders/acme-PO-1-1.1.1.1.json"));
  CHECK(engine.run_once().alarms.empty());
  CHECK(read_file(place.folder.at("orders/acme-PO-1-1.1.1.1.json")).find("\"PO-1\"") != std::string::npos);
}

TEST_CASE("what is safe in the store is finished even when its claim was taken away") {
  const SmallWorkspace place;
  const SystemClock clock;
  {
    const auto store = open_store(place.folder.at("store/transom.db"));
    const auto unit = store->begin();
    const std::string bytes = order_850(1);
    unit->receive({.mailbox = "van",
                   .original_name = "po.edi",
                   .claim_name = "20260302T090000Z-000001-po%2Eedi.edi",
                   .size = bytes.size(),
                   .hash = sha256_hex(bytes),
                   .received = clock.now()},
                  bytes);
    unit->commit();
  }
  Engine engine(place.folder.path(), clock);
  const PassSummary summary = engine.run_once();
  CHECK(summary.text().starts_with("1 files seen = 1 accepted"));
  CHECK(place.count("orders") == 1);
}

// After a step back of the clock a file can be claimed under the id of one that was finished: its claim must
// not go before its own bytes are safe.
TEST_CASE("a claim that bears an earlier claim's name is another file") {
  const SmallWorkspace place;
  const SystemClock clock;
  place.receive(1, 1);
  std::string id;
  {
    Engine engine(place.folder.path(), clock);
    CHECK(engine.run_once().orders == 1);
    const auto store = open_store(place.folder.at("store/transom.db"), {.read_only = true});
    id = store->documents({}).front().claim_name;
  }
  place.folder.write("work/claim/van/claim/" + id, order_850(2));
  {
    Engine engine(place.folder.path(), clock);
    CHECK(engine.run_once().text().starts_with("1 files seen = 1 accepted"));
  }
  CHECK(place.count("orders") == 2);
  place.folder.write("work/claim/van/claim/" + id, order_850(1));  // the very same: only its claim is left
  Engine engine(place.folder.path(), clock);
  CHECK(engine.run_once().seen == 0);
  CHECK(place.count("work/claim/van/claim") == 0);
}

TEST_CASE("a mailbox that fails does not keep the others from their turn") {
  const SmallWorkspace place;
  const SystemClock clock;
  place.folder.folder("aaa");
  place.settings("aaa: {folder: aaa}\n  van: {folder: inbox, delivery: atomic}");
  Engine engine(place.folder.path(), clock);
  fs::remove(place.folder.at("aaa"));
  place.receive(1, 1);
  const PassSummary broken = engine.run_once();
  REQUIRE(broken.failures.size() == 1);
  CHECK(broken.failures[0].place().ends_with("/aaa"));
  CHECK(broken.exit_code() == 3);
  CHECK(broken.text().starts_with("1 files seen = 1 accepted"));
  CHECK(broken.json().find("\"failure\":\"" + broken.failures[0].place()) != std::string::npos);
  CHECK(place.count("orders") == 1);
  place.folder.folder("aaa");
  CHECK(engine.run_once().exit_code() == 0);
}

TEST_CASE("a mailbox takes what its pattern names, and nothing beyond the limit") {
  const SmallWorkspace place;
  const SystemClock clock;
  place.settings("van: {folder: inbox, pattern: \"PO*\"}", "limits: {file: 2KiB}\n");
  place.folder.write("inbox/invoice.edi", order_850(1));
  place.folder.write("inbox/po-large.edi", order_850(2) + std::string(2048, '\n'));
  place.folder.write("inbox/po-small.edi", order_850(3));
  Engine engine(place.folder.path(), clock);
  const PassSummary summary = engine.run_once();
  CHECK(summary.text().starts_with("2 files seen = 1 accepted + 0 quarantined + 0 duplicate + 1 waiting"));
  CHECK(summary.ignored == 1);
  CHECK(mentions(summary,
                 "po-large.edi: has 2306 bytes, the limit is 2048; it stays there; raise `limits: "
                 "{file: ...}` in transom.yaml"));
  CHECK(place.count("inbox") == 2);
  CHECK(engine.run_once().alarms.empty());  // said once a minute
}

TEST_CASE("each new work item is told once, when the command works") {
  const SmallWorkspace place;
  const SystemClock clock;
  const std::string told = place.folder.at("told");
  const auto notify = [&](const std::string& command) {
    place.settings("van: {folder: inbox, delivery: atomic}", "notify: " + command + "\n");
  };
  const auto bad_order = [&](int number) {
    std::string bytes = order_850(number);
    bytes.replace(bytes.find("*EA*"), 4, "*E*");  // too short: the set is rejected
    place.folder.write("inbox/bad.edi", bytes);
  };
  bad_order(1);
  { CHECK(Engine(place.folder.path(), clock).run_once().work_items == 1); }  // no command: nobody to tell

  notify("[sh, -c, \"exit 3\"]");
  Engine engine(place.folder.path(), clock);
  bad_order(2);
  CHECK(mentions(engine.run_once(), "notify: sh ended with 3; new work items stay untold until it works"));
  notify("[/no/such/command]");
  CHECK(mentions(engine.run_once(), "notify: /no/such/command cannot be started: No such file"));
  notify("[sh, -c, 'echo \"$1 $2 $3 $(cat)\" >>" + told + "', hook]");
  CHECK(engine.run_once().alarms.empty());
  CHECK(engine.run_once().alarms.empty());
  CHECK(read_file(told) ==
        "syntax 2 set 850 0001 was rejected: 1 error, first: PO103 (segment 3, loop PO1): 'E' is too short "
        "for element 355; expected 2 characters \n");
}

}  // namespace
}  // namespace transom
