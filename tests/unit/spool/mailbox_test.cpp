#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <set>

#include "base/posix_files.hpp"
#include "support/memory_files.hpp"
#include "support/temp_folder.hpp"
#include "transom/spool.hpp"

using namespace transom;

namespace {

const Instant now = Instant::parse_iso("2026-03-02T09:00:00Z").value();
using Names = std::vector<std::string>;

MailboxSettings settings_at(const std::string& root) {
  MailboxSettings settings;
  settings.name = "van";
  settings.folder = root + "/in";
  settings.work = root + "/work/van";
  return settings;
}

// A mailbox on the machine's own disk and one in memory, for the same story.
struct Disk {
  TempFolder temp;
  PosixFiles files;
  std::string root = temp.path();
  Disk() { temp.folder("in"); }
  void write(const std::string& name, const std::string& bytes) { write_file(root + "/in/" + name, bytes); }
  [[nodiscard]] Names names(const std::string& directory) const {
    Names out;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
      out.push_back(entry.path().filename());
    std::sort(out.begin(), out.end());
    return out;
  }
};

struct Memory {
  MemoryFiles files;
  std::string root = "/root";
  Memory() {
    files.add_directory("/");
    files.add_directory(root);
    files.add_directory(root + "/in");
  }
  void write(const std::string& name, const std::string& bytes) { files.write(root + "/in", name, bytes); }
  [[nodiscard]] Names names(const std::string& directory) const { return files.names(directory); }
};

std::string content(Mailbox& mailbox, const Claim& claim) {
  auto file = mailbox.open(claim);
  std::string out(1000, '\0');
  out.resize(file.read(out));
  return out;
}

Names originals(const std::vector<Claim>& claims) {
  Names out;
  for (const auto& claim : claims) out.push_back(claim.original_name);
  return out;
}

std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE_TEMPLATE("mailbox: look, claim, read, release", Where, Disk, Memory) {
  Where where;
  where.write("one.edi", "first");
  where.write("two ;.edi", "second");
  where.write(std::string(255, 'z'), "long name");
  where.write("x.tmp", "not yet");
  Mailbox mailbox(where.files, settings_at(where.root), now);

  auto look = mailbox.look(0, 2);
  CHECK(look.ready.size() == 2);
  CHECK(look.more == 1);
  CHECK(look.ignored == 1);
  look = mailbox.look(0, 100);
  REQUIRE(look.ready.size() == 3);

  const auto claimed = mailbox.claim(look.ready, now);
  const auto& claims = claimed.claims;
  CHECK(claimed.refused.empty());
  REQUIRE(claims.size() == 3);
  CHECK(originals(claims) == Names{"one.edi", "two ;.edi", std::string(255, 'z')});
  CHECK(claims[0].id == "20260302T090000Z-000001-one%2Eedi.edi");
  CHECK(where.names(where.root + "/in") == Names{"x.tmp"});
  CHECK(content(mailbox, claims[0]) == "first");
  CHECK(content(mailbox, claims[2]) == "long name");
  CHECK(mailbox.unchanged(claims[0]));
  CHECK(mailbox.leftovers().empty());  // all of them are in hand
  CHECK(mailbox.look(0, 100).ready.empty());

  // the same look again: everything is gone, nothing is claimed twice
  CHECK(mailbox.claim(look.ready, now).claims.empty());

  mailbox.release(claims);
  CHECK(where.names(mailbox.claim_folder()).empty());
  mailbox.release(claims);  // gone already: fine
  CHECK(complaint([&] { (void)mailbox.open(claims[0]); }) ==
        mailbox.claim_folder() + "/" + claims[0].id +
            ": the claimed file is gone; leave the claim folder to transom while it runs");
}

TEST_CASE_TEMPLATE("mailbox: a second process is told who is there, a later one finds the leftovers", Where,
                   Disk, Memory) {
  Where where;
  const std::string long_name = std::string(200, 'n') + "........................";
  where.write("a", "1");
  where.write(long_name, "2");
  {
    Mailbox mailbox(where.files, settings_at(where.root), now);
    CHECK(complaint([&] {
            Mailbox second(where.files, settings_at(where.root), now);
          }).find("another engine is at work here") != std::string::npos);
    CHECK(mailbox.claim(mailbox.look(0, 10).ready, now).claims.size() == 2);
  }
  where.write("b", "3");
  Mailbox mailbox(where.files, settings_at(where.root), now);
  const auto left = mailbox.leftovers();
  CHECK(originals(left) == Names{"a", long_name});
  CHECK(mailbox.leftovers().empty());
  // a claim in the same second gets a number of its own
  const auto [claims, refused] = mailbox.claim(mailbox.look(0, 10).ready, now);
  REQUIRE(originals(claims) == Names{"b"});
  CHECK(content(mailbox, left[0]) == "1");
  CHECK(mailbox.unchanged(left[0]));
  CHECK(content(mailbox, claims[0]) == "3");

  // given back under its own name, unless that is taken again
  CHECK(mailbox.give_back(left[0], 0));
  CHECK(mailbox.give_back(left[1], 0));
  CHECK(where.names(where.root + "/in") == Names{"a", long_name});
  where.write("b", "another");
  CHECK_FALSE(mailbox.give_back(claims[0], 0));
  CHECK(where.names(mailbox.claim_folder()) == Names{claims[0].id});
}

TEST_CASE("mailbox: a sender that still writes is noticed") {
  Disk disk;
  disk.write("a", "first half");
  Mailbox mailbox(disk.files, settings_at(disk.root), now);
  const auto look = mailbox.look(0, 10);
  std::ofstream sender(disk.root + "/in/a", std::ios::app);
  const auto claims = mailbox.claim(look.ready, now).claims;
  REQUIRE(claims.size() == 1);
  CHECK(mailbox.unchanged(claims[0]));
  sender << ", second half" << std::flush;
  CHECK_FALSE(mailbox.unchanged(claims[0]));
  CHECK(mailbox.give_back(claims[0], 0));
  CHECK(read_file(disk.root + "/in/a") == "first half, second half");
  CHECK(mailbox.look(59'999, 10).ready.empty());  // its sender is given a minute
  CHECK(mailbox.look(60'000, 10).ready.size() == 1);
}

TEST_CASE("mailbox: a process that begins in the second in which another ended uses other names") {
  Memory memory;
  std::set<std::string> ids;
  for (int ms = 0; ms < 3; ++ms) {
    memory.write("a", "x");
    Mailbox mailbox(memory.files, settings_at(memory.root), Instant{now.ms + ms});
    const auto claims = mailbox.claim(mailbox.look(0, 10).ready, Instant{now.ms + ms}).claims;
    REQUIRE(claims.size() == 1);
    ids.insert(claims[0].id);
    mailbox.release(claims);
  }
  CHECK(ids.size() == 3);
}

TEST_CASE_TEMPLATE("mailbox: a claim can get a new name of its own", Where, Disk, Memory) {
  Where where;
  const std::string long_name(255, 'n');
  where.write("a", "1");
  where.write(long_name, "2");
  Mailbox mailbox(where.files, settings_at(where.root), now);
  for (const auto& claim : mailbox.claim(mailbox.look(0, 10).ready, now).claims) {
    const Claim anew = mailbox.claim_anew(claim, now);
    CHECK(anew.id != claim.id);
    CHECK(anew.original_name == claim.original_name);
    CHECK(content(mailbox, anew) == (claim.original_name == "a" ? "1" : "2"));
    CHECK(mailbox.unchanged(anew));
    mailbox.release({&anew, 1});
  }
  CHECK(mailbox.leftovers().empty());
  CHECK(where.names(mailbox.claim_folder()).empty());
}

TEST_CASE("mailbox: another file moved over the one we saw is noticed") {
  Memory memory;
  memory.write("a", "old");
  Mailbox mailbox(memory.files, settings_at(memory.root), now);
  const auto look = mailbox.look(0, 10);
  memory.files.take_away(memory.root + "/in", "a");
  memory.write("a", "new");
  const auto claims = mailbox.claim(look.ready, now).claims;
  REQUIRE(claims.size() == 1);
  CHECK_FALSE(mailbox.unchanged(claims[0]));
}

TEST_CASE("mailbox: growing files are asked for their end") {
  Memory memory;
  memory.write("whole", "ISA..IEA");
  memory.write("open", "ISA..");
  auto settings = settings_at(memory.root);
  settings.delivery = MailboxSettings::Delivery::growing;
  Mailbox mailbox(memory.files, settings, now);
  const Mailbox::IsComplete ends_with_iea = [](Files::File& file) {
    std::string bytes(100, '\0');
    bytes.resize(file.read(bytes));
    return bytes.ends_with("IEA");
  };
  auto look = mailbox.look(5'000, 10, ends_with_iea);
  CHECK(look.waiting == 2);
  CHECK(look.recheck_ms == 10'000);
  look = mailbox.look(15'000, 10, ends_with_iea);
  REQUIRE(look.ready.size() == 1);
  CHECK(look.ready[0].name == "whole");
  CHECK(look.waiting == 1);
  look = mailbox.look(5'000 + 30 * 60'000, 10, ends_with_iea);
  REQUIRE(look.ready.size() == 2);
  CHECK(look.ready[1].name == "open");
  CHECK(look.ready[1].incomplete);
}

TEST_CASE("mailbox: markers go with their files") {
  Memory memory;
  memory.write("a.edi", "x");
  memory.write("b.edi", "y");
  memory.write("a.edi.ready", "");
  auto settings = settings_at(memory.root);
  settings.marker = "{name}.ready";
  Mailbox mailbox(memory.files, settings, now);
  const auto look = mailbox.look(0, 10);
  CHECK(look.waiting == 1);
  CHECK(mailbox.claim(look.ready, now).claims.size() == 1);
  CHECK(memory.names(memory.root + "/in") == Names{"b.edi"});
}

TEST_CASE("mailbox: one file that cannot be taken does not hold up the others") {
  Memory memory;
  for (const auto* name : {"a", "b", "c"}) memory.write(name, name);
  Mailbox mailbox(memory.files, settings_at(memory.root), now);
  const auto look = mailbox.look(1'000, 10);
  memory.files.fail_call(2);
  const auto [claims, refused] = mailbox.claim(look.ready, now);
  CHECK(originals(claims) == Names{"a", "c"});
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].place() == "/root/in/b");

  auto later = mailbox.look(60'999, 10);
  CHECK(later.ready.empty());
  CHECK(later.refused == 1);
  later = mailbox.look(61'000, 10);
  CHECK(later.refused == 0);
  CHECK(mailbox.claim(later.ready, now).claims.size() == 1);
}

TEST_CASE("mailbox: folders are checked") {
  Memory memory;
  auto settings = settings_at(memory.root);
  settings.folder = "/root/nowhere";
  CHECK(
      complaint([&] { Mailbox mailbox(memory.files, settings, now); }) ==
      "/root/nowhere: the folder of mailbox 'van' is not there; make it, or mend the mailbox's folder in the "
      "configuration");
  memory.files.add_directory("/mnt", 2);
  settings.folder = "/mnt";
  CHECK(complaint([&] { Mailbox mailbox(memory.files, settings, now); }) ==
        "/root/work/van/claim: is on another file system than /mnt; files are moved between the two by "
        "renaming; "
        "put them on one");
}

// The process dies, or the power goes, at every call; the next process finds every file once and whole.
// Between the two syncs of a claim, a file system without a journal may keep the old name beside the new one:
// the store then knows the second by its bytes.
TEST_CASE("mailbox: a crash at any call loses nothing and doubles nothing") {
  const std::string long_name(255, 'n');
  int points = 0;
  std::set<std::pair<int, int>> doubled;
  for (int cut = 0; cut < 4; ++cut) {  // 0: only the process dies; else: the power, keeping cut - 1 changes
    for (int n = 1;; ++n) {
      Memory memory;
      memory.write("a", "bytes of a");
      memory.write(long_name, "bytes of n");
      memory.write("b", "bytes of b");
      memory.files.die_at_call(n);
      bool died = false;
      bool claimed = false;
      try {
        Mailbox mailbox(memory.files, settings_at(memory.root), now);
        const auto claims = mailbox.claim(mailbox.look(0, 10).ready, now).claims;
        claimed = true;
        // A first one is done with: it is safe in the store and may vanish.
        mailbox.release(std::span(claims).first(1));
      } catch (const ProcessDied&) {
        died = true;
      }
      INFO("cut ", cut, " call ", n);
      if (cut > 0) {
        memory.files.power_cut(static_cast<std::size_t>(cut - 1));
      } else {
        memory.files.restart();
      }
      Mailbox mailbox(memory.files, settings_at(memory.root), now);
      auto found = mailbox.leftovers();
      const auto fresh = mailbox.claim(mailbox.look(0, 10).ready, now).claims;
      if (claimed) CHECK(fresh.empty());  // a claim that has returned is never undone
      found.insert(found.end(), fresh.begin(), fresh.end());
      std::map<std::string, std::string> whole;
      for (const auto& claim : found) {
        const auto [same, first] = whole.emplace(claim.original_name, content(mailbox, claim));
        CHECK(same->second == content(mailbox, claim));
        if (!first) doubled.insert({cut, n});
      }
      if (claimed) whole.emplace("a", "bytes of a");
      CHECK(whole == std::map<std::string, std::string>{
                         {"a", "bytes of a"}, {"b", "bytes of b"}, {long_name, "bytes of n"}});
      mailbox.release(found);
      CHECK(memory.names(mailbox.claim_folder()).empty());
      if (!died) break;
      ++points;
    }
  }
  CHECK(points > 40);
  for (const auto& [cut, n] : doubled) CHECK(cut > 0);
  CHECK(doubled.size() <= 3);  // one call, for each kind of power cut
}

TEST_CASE("mailbox: any one failing call leaves every file in one place") {
  int points = 0;
  for (int n = 1;; ++n) {
    Memory memory;
    for (const auto* name : {"a", "b", "c"}) memory.write(name, name);
    memory.files.fail_call(n);
    INFO("call ", n);
    bool failed = false;
    try {
      Mailbox mailbox(memory.files, settings_at(memory.root), now);
      const auto before = memory.files.calls();
      try {
        const auto [claims, refused] = mailbox.claim(mailbox.look(0, 10).ready, now);
        failed = !refused.empty();
        mailbox.release(claims);
      } catch (const Failure&) {
        failed = true;
      }
      memory.files.fail_call(1 << 20);  // the disk is well again and the same process goes on
      auto found = mailbox.leftovers();
      const auto fresh = mailbox.claim(mailbox.look(100'000, 10).ready, now).claims;
      found.insert(found.end(), fresh.begin(), fresh.end());
      for (const auto& claim : found) CHECK(content(mailbox, claim) == claim.original_name);
      CHECK(memory.names(memory.root + "/in").empty());
      CHECK(before > 0);
    } catch (const Failure&) {
      failed = true;  // in the constructor: nothing has been touched
      CHECK(memory.names(memory.root + "/in").size() == 3);
    }
    if (!failed) break;
    ++points;
  }
  CHECK(points > 10);
}
