// One file that cannot be read among others: by a file system that fails where it is told to.
#include "engine/intake.hpp"

#include <doctest/doctest.h>

#include "support/memory_files.hpp"
#include "support/temp_folder.hpp"

namespace transom {
namespace {

struct World {
  World() {
    for (const char* path : {"/", "/root", "/root/in"}) files.add_directory(path);
    for (const char* name : {"a", "b", "c"}) files.write("/root/in", name, name);
  }
  [[nodiscard]] static MailboxSettings settings() {
    MailboxSettings settings;
    settings.name = "van";
    settings.folder = "/root/in";
    settings.work = "/root/work";
    return settings;
  }

  MemoryFiles files;
  TempFolder temp;
  FixedClock clock{Instant::parse_iso("2026-03-02T09:00:00Z").value()};
  std::unique_ptr<Store> store = open_store(temp.at("transom.db"));
};

std::vector<std::string> names_of(const std::vector<InHand>& documents) {
  std::vector<std::string> names;
  for (const InHand& document : documents) names.push_back(document.original_name);
  return names;
}

}  // namespace

TEST_CASE(
    "intake: whichever call fails while claims are read, the others are preserved and nothing is lost") {
  for (int n = 1; n <= 6; ++n) {  // open and read of each of three
    INFO("call ", n);
    World world;
    Mailbox mailbox(world.files, World::settings(), world.clock.now());
    Intake intake(*world.store, world.clock, {});
    const auto claims =
        mailbox.claim(mailbox.look(world.clock.monotonic_ms(), 10).ready, world.clock.now()).claims;
    REQUIRE(claims.size() == 3);
    PassSummary summary;
    world.files.fail_call(n);
    const auto in_hand = intake.preserve(mailbox, claims, false, summary);
    const std::string bad(1, static_cast<char>('a' + (n - 1) / 2));
    CHECK(in_hand.size() == 2);
    CHECK(world.files.names("/root/in") == std::vector<std::string>{bad});
    CHECK(summary.waiting == 1);
    REQUIRE(summary.failures.size() == 1);
    CHECK(summary.failures[0].place() == "/root/in/" + bad);
    CHECK(summary.failures[0].problem().find("failed: planned by the test) and waits there") !=
          std::string::npos);
    CHECK(summary.exit_code() == 3);
    CHECK(world.store->unfinished().size() == 2);

    // Not again at once; a minute later it is taken.
    CHECK(mailbox.look(world.clock.monotonic_ms(), 10).refused == 1);
    world.clock.advance(60'000);
    const auto again = mailbox.claim(mailbox.look(world.clock.monotonic_ms(), 10).ready, world.clock.now());
    CHECK(names_of(intake.preserve(mailbox, again.claims, false, summary)) == std::vector<std::string>{bad});
  }
}

TEST_CASE("intake: what cannot be read and cannot go back stays claimed, and is found by the next pass") {
  World world;
  Mailbox mailbox(world.files, World::settings(), world.clock.now());
  Intake intake(*world.store, world.clock, {});
  const auto claims =
      mailbox.claim(mailbox.look(world.clock.monotonic_ms(), 10).ready, world.clock.now()).claims;
  PassSummary summary;
  world.files.write("/root/in", "a", "another of that name");
  world.files.fail_call(1);
  CHECK(intake.preserve(mailbox, claims, false, summary).size() == 2);
  REQUIRE(summary.failures.size() == 1);
  CHECK(summary.failures[0].place() == mailbox.claim_folder() + "/" + claims[0].id);
  const auto left = mailbox.leftovers();
  REQUIRE(left.size() == 1);
  CHECK(left[0].id == claims[0].id);
  CHECK(names_of(intake.preserve(mailbox, left, false, summary)) == std::vector<std::string>{"a"});
}

// More than is read at once: what came of it before it broke off is given up.
TEST_CASE("intake: a large file that breaks off while it is read leaves no receipt") {
  World world;
  world.files.write("/root/in", "large", std::string(3U << 20, 'x'));
  for (const char* name : {"a", "b", "c"}) world.files.take_away("/root/in", name);
  Mailbox mailbox(world.files, World::settings(), world.clock.now());
  Intake intake(*world.store, world.clock, {});
  const auto claims =
      mailbox.claim(mailbox.look(world.clock.monotonic_ms(), 10).ready, world.clock.now()).claims;
  PassSummary summary;
  world.files.fail_call(3);  // open, the first MiB, the second
  CHECK(intake.preserve(mailbox, claims, false, summary).empty());
  CHECK(summary.waiting == 1);
  CHECK(world.files.names("/root/in") == std::vector<std::string>{"large"});
  CHECK(world.store->unfinished().empty());
  CHECK(world.store->discard_open_attempts(world.clock.now()) == 0);
}

}  // namespace transom
