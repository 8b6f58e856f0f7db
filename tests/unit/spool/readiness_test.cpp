#include "spool/readiness.hpp"

#include <doctest/doctest.h>

using namespace transom;

namespace {

FileEntry file(std::string name, std::int64_t mtime = 1, std::uint64_t size = 10, std::uint64_t inode = 1) {
  return {std::move(name), {FileStatus::Kind::regular, size, mtime, inode, 1}};
}

std::string shown(const Look& look) {
  std::string out;
  for (const auto& ready : look.ready) out += ready.name + (ready.incomplete ? "! " : " ");
  return out + "waiting " + std::to_string(look.waiting) + " ignored " + std::to_string(look.ignored);
}

MailboxSettings growing() {
  MailboxSettings settings;
  settings.delivery = MailboxSettings::Delivery::growing;
  settings.stable_for_ms = 1'000;
  settings.incomplete_after_ms = 60'000;
  return settings;
}

const Readiness::Ask never = [](const std::string&) -> bool {
  FAIL("asked");
  return false;
};

}  // namespace

TEST_CASE("wildcards") {
  struct {
    const char *pattern, *name;
    bool want;
  } rows[] = {
      {"*.tmp", "a.tmp", true},
      {"*.tmp", ".tmp", true},
      {"*.tmp", "a.tmp2", false},
      {"*.tmp", "a.TMP", true},
      {"~*", "~a", true},
      {"~*", "a~", false},
      {"a?c", "abc", true},
      {"a?c", "ac", false},
      {"*", "", true},
      {"", "", true},
      {"", "a", false},
      {"*a*b*", "xxaxxbxx", true},
      {"*a*b*", "xxbxxaxx", false},
      {"*.done", "a.done.done", true},
      {"a*", "a", true},
      {"[a]", "a", false},
  };
  for (const auto& row : rows) {
    INFO(row.pattern, " ", row.name);
    CHECK(wildcard_matches(row.pattern, row.name) == row.want);
  }
  // no blow-up on many stars
  CHECK_FALSE(wildcard_matches("*a*a*a*a*a*a*a*a*a*a*b", std::string(200, 'a')));
}

TEST_CASE("readiness: atomic mailboxes take what they see, oldest first") {
  Readiness readiness{MailboxSettings()};
  auto folder = file("folder");
  folder.status.kind = FileStatus::Kind::directory;
  auto fifo = file("fifo");
  fifo.status.kind = FileStatus::Kind::other;
  const auto look = readiness.judge({file("c", 1), file("b", 2), file("a", 2), folder, fifo, file(".hidden"),
                                     file("x.tmp"), file("y.FILEPART"), file("~z"), file("c.done")},
                                    0, never);
  CHECK(shown(look) == "c a b waiting 0 ignored 7");
  CHECK(look.recheck_ms == -1);
  CHECK(look.ready[0].size == 10);
  CHECK(look.ready[1].mtime_ns == 2);
}

TEST_CASE("readiness: growing files wait until they stay the same") {
  int asked = 0;
  bool complete = true;
  const Readiness::Ask ask = [&](const std::string&) {
    ++asked;
    return complete;
  };
  Readiness readiness(growing());
  auto look = readiness.judge({file("a")}, 100, ask);
  CHECK(shown(look) == "waiting 1 ignored 0");
  CHECK(look.recheck_ms == 1000);
  CHECK(shown(readiness.judge({file("a")}, 1099, ask)) == "waiting 1 ignored 0");

  SUBCASE("stable and complete") {
    CHECK(shown(readiness.judge({file("a")}, 1100, ask)) == "a waiting 0 ignored 0");
  }
  SUBCASE("size moves: the time starts again") {
    CHECK(shown(readiness.judge({file("a", 1, 11)}, 1100, ask)) == "waiting 1 ignored 0");
    CHECK(shown(readiness.judge({file("a", 1, 11)}, 2099, ask)) == "waiting 1 ignored 0");
    CHECK(shown(readiness.judge({file("a", 1, 11)}, 2100, ask)) == "a waiting 0 ignored 0");
  }
  SUBCASE("time moves, also backward") {
    CHECK(shown(readiness.judge({file("a", 0)}, 1100, ask)) == "waiting 1 ignored 0");
  }
  SUBCASE("another file of that name") {
    CHECK(shown(readiness.judge({file("a", 1, 10, 2)}, 1100, ask)) == "waiting 1 ignored 0");
  }
  SUBCASE("gone and back") {
    CHECK(shown(readiness.judge({}, 1100, ask)) == "waiting 0 ignored 0");
    CHECK(shown(readiness.judge({file("a")}, 1200, ask)) == "waiting 1 ignored 0");
  }
  SUBCASE("open end: waited for, asked once, then handed out as incomplete") {
    complete = false;
    look = readiness.judge({file("a")}, 1100, ask);
    CHECK(shown(look) == "waiting 1 ignored 0");
    CHECK(look.recheck_ms == 59'000);
    CHECK(shown(readiness.judge({file("a")}, 60'099, ask)) == "waiting 1 ignored 0");
    CHECK(asked == 1);
    CHECK(shown(readiness.judge({file("a")}, 60'100, ask)) == "a! waiting 0 ignored 0");
  }
  SUBCASE("open end, then the rest arrives") {
    complete = false;
    CHECK(shown(readiness.judge({file("a")}, 1100, ask)) == "waiting 1 ignored 0");
    complete = true;
    CHECK(shown(readiness.judge({file("a", 2, 20)}, 5000, ask)) == "waiting 1 ignored 0");
    CHECK(shown(readiness.judge({file("a", 2, 20)}, 6000, ask)) == "a waiting 0 ignored 0");
    CHECK(asked == 2);
  }
}

TEST_CASE("readiness: markers") {
  MailboxSettings settings;
  settings.marker = "{name}.go";
  settings.stable_for_ms = 1'000;
  Readiness readiness(settings);
  CHECK(shown(readiness.judge({file("a.edi", 5)}, 0, never)) == "waiting 1 ignored 0");
  CHECK(shown(readiness.judge({file("a.edi", 5), file("a.edi.go", 6)}, 0, never)) ==
        "a.edi waiting 0 ignored 1");
  // a marker alone is never a file
  CHECK(shown(readiness.judge({file("a.edi.go", 6)}, 0, never)) == "waiting 0 ignored 1");
  // older than its file: doubtful, so the file has to stay the same for a while
  CHECK(shown(readiness.judge({file("a.edi", 5), file("a.edi.go", 4)}, 100, never)) == "waiting 1 ignored 1");
  CHECK(shown(readiness.judge({file("a.edi", 5), file("a.edi.go", 4)}, 1100, never)) ==
        "a.edi waiting 0 ignored 1");

  settings.marker = "{stem}.ok";
  CHECK(marker_of(settings, "po.850.edi") == "po.850.ok");
  CHECK(marker_of(settings, "po") == "po.ok");
  CHECK(marker_of(MailboxSettings(), "po") == "");
  Readiness stems(settings);
  CHECK(shown(stems.judge({file("po.edi", 5), file("po.ok", 5)}, 0, never)) == "po.edi waiting 0 ignored 1");
}
