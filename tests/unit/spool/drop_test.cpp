#include <doctest/doctest.h>
#include <sys/stat.h>

#include <functional>

#include "base/posix_files.hpp"
#include "support/memory_files.hpp"
#include "support/temp_folder.hpp"
#include "transom/spool.hpp"

using namespace transom;

namespace {

using Names = std::vector<std::string>;
using Outcomes = std::vector<DropOutcome>;
constexpr auto dropped = DropOutcome::dropped;
constexpr auto already_there = DropOutcome::already_there;
constexpr auto conflict = DropOutcome::conflict;

const std::vector<DropItem> three = {
    {"acme", "855_1.edi", "ISA one"}, {"acme", "997_1.edi", "ISA two"}, {"", "all.edi", "ISA three"}};

std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "accepted";
}

void drop_story(Files& files, const std::string& folder) {
  Drop drop(files, folder);
  CHECK(drop.put(three) == Outcomes{dropped, dropped, dropped});
  CHECK(drop.put(three) == Outcomes{already_there, already_there, already_there});
  CHECK(files.remove(folder + "/acme", "855_1.edi") == Files::Outcome::done);
  const std::vector<DropItem> mixed = {three[0],
                                       {"acme", "997_1.edi", "ISA twO"},
                                       {"", "all.edi", "ISA thre"},
                                       {"", "all.edi", "ISA three and more"},
                                       {"beta", "new.edi", ""}};
  CHECK(drop.put(mixed) == Outcomes{dropped, conflict, conflict, conflict, dropped});
  CHECK(drop.put(std::vector<DropItem>{{"beta", "new.edi", ""}, {"beta", "new.edi", "x"}}) ==
        Outcomes{already_there, conflict});
  CHECK(drop.put({}) == Outcomes{});
  // Bytes that are read as they go: the same rules, also where a window ends.
  const std::string long_text(300'000, 'x'), longer = long_text + "x";
  const auto pulled = [](const std::string& text) {
    return std::vector<DropItem>{{"beta", "long.edi", "", 0640, [&text] { return read_from(text); }}};
  };
  CHECK(drop.put(pulled(long_text)) == Outcomes{dropped});
  CHECK(drop.put(pulled(long_text)) == Outcomes{already_there});
  CHECK(drop.put(std::vector<DropItem>{{"beta", "long.edi", long_text}}) == Outcomes{already_there});
  CHECK(drop.put(pulled(longer)) == Outcomes{conflict});
  const std::string nothing;
  CHECK(drop.put(pulled(nothing)) == Outcomes{conflict});
  // Several drops at once: outcomes in the order given, each under its own folder.
  const Drop other(files, folder + "/other");
  const std::vector<DropItem> first{{"beta", "both.edi", "one"}, {"beta", "new.edi", "x"}},
      second{{"beta", "both.edi", "two"}};
  const Drop::Part parts[] = {{&drop, first}, {&drop, {}}, {&other, second}};
  CHECK(Drop::put_together(files, parts) == Outcomes{dropped, conflict, dropped});
  CHECK(Drop::put_together(files, parts) == Outcomes{already_there, conflict, already_there});
  CHECK(Drop::put_together(files, {}) == Outcomes{});
  auto file = files.open(folder + "/acme", "997_1.edi");
  std::string bytes(100, '\0');
  bytes.resize(file->read(bytes));
  CHECK(bytes == "ISA two");
}

}  // namespace

TEST_CASE("drop: once, again, and under a name that is taken") {
  SUBCASE("on the machine's disk") {
    const TempFolder temp;
    PosixFiles files;
    drop_story(files, temp.folder("out"));
    struct stat status {};
    REQUIRE(::stat((temp.path() + "/out/all.edi").c_str(), &status) == 0);
    CHECK((status.st_mode & 0137U) == 0);
  }
  SUBCASE("on a disk without nameless files") {
    const TempFolder temp;
    PosixFiles files(false);
    drop_story(files, temp.folder("out"));
    for (const auto& entry : files.list(temp.path() + "/out/acme")) CHECK(entry.name.front() != '.');
  }
  SUBCASE("in memory") {
    MemoryFiles files;
    files.add_directory("out");
    drop_story(files, "out");
  }
}

TEST_CASE("drop: more files than may be open at once") {
  const TempFolder temp;
  PosixFiles files;
  Drop drop(files, temp.folder("out"));
  std::vector<DropItem> items;
  for (int i = 0; i < 2500; ++i) items.push_back({"", "f" + std::to_string(i), "bytes"});
  CHECK(drop.put(items) == Outcomes(2500, dropped));
  CHECK(files.list(drop.folder()).size() == 2500);
}

TEST_CASE("drop: a name from data is never a path") {
  MemoryFiles files;
  files.add_directory("out");
  Drop drop(files, "out");
  for (const auto* folder : {"..", "/etc", "Acme", "a/b", "-a", "a.b", "abcdefghijabcdefghijabcdefghijabc"}) {
    INFO(folder);
    CHECK(complaint([&] {
            (void)drop.put(std::vector<DropItem>{{folder, "x", "y"}});
          }) == "bug: '" + std::string(folder) + "' was used as a drop subfolder; please report it");
  }
  CHECK(complaint([&] {
          (void)drop.put(std::vector<DropItem>{{"", "../x", "y"}});
        }) == "bug: '../x' was used as a file name; please report it");
}

// At every call: a failing call, the death of the process, a power cut keeping 0, 1, 2 or all changes.
TEST_CASE("drop: a crash at any call leaves each file whole or not there, and the next put completes it") {
  int points = 0;
  for (int fault = 0; fault < 6; ++fault) {
    for (int n = 1;; ++n) {
      MemoryFiles files;
      files.add_directory("out");
      Drop drop(files, "out");
      fault == 0 ? files.fail_call(n) : files.die_at_call(n);
      bool stopped = false;
      try {
        const auto outcomes = drop.put(three);
        CHECK(outcomes == Outcomes{dropped, dropped, dropped});
      } catch (const Failure&) {
        stopped = true;
      } catch (const ProcessDied&) {
        stopped = true;
      }
      INFO("fault ", fault, " call ", n);
      if (fault > 1) {
        files.power_cut(fault == 5 ? 100 : static_cast<std::size_t>(fault - 2));
      } else {
        files.restart();
      }
      for (const auto& item : three) {
        const auto bytes = files.bytes(item.folder.empty() ? "out" : "out/" + item.folder, item.name);
        if (bytes) CHECK(*bytes == item.bytes);
        if (!stopped) CHECK(bytes);  // what put() has returned for survives everything
      }
      for (const auto outcome : drop.put(three)) CHECK(outcome != conflict);
      CHECK(files.names("out/acme") == Names{"855_1.edi", "997_1.edi"});
      if (!stopped) break;
      ++points;
    }
  }
  CHECK(points > 60);
}

TEST_CASE("quarantine: a readable copy beside its reason") {
  const TempFolder temp;
  PosixFiles files;
  const auto in = temp.folder("in");
  const std::string large(700'000, 'x');
  write_file(in + "/large", large);
  auto file = files.open(in, "large");
  Quarantine quarantine(files, temp.path() + "/quarantine");
  const std::vector<QuarantineItem> items = {{"a.edi", &*file, {}, "segment 3: no IEA"},
                                             {"b.edi", nullptr, "ISA*", "not X12"}};
  quarantine.put(items);
  CHECK(read_file(quarantine.folder() + "/a.edi") == large);
  CHECK(read_file(quarantine.folder() + "/a.edi.reason.txt") == "segment 3: no IEA");
  CHECK(read_file(quarantine.folder() + "/b.edi") == "ISA*");

  // after a crash the same comes again; what is there stays
  quarantine.put(std::vector<QuarantineItem>{{"b.edi", nullptr, "ISA*", "another wording"}});
  CHECK(read_file(quarantine.folder() + "/b.edi.reason.txt") == "not X12");

  quarantine.remove("a.edi");
  quarantine.remove("a.edi");
  CHECK(files.list(quarantine.folder()).size() == 2);
}

TEST_CASE("layout: all folders on one file system") {
  MemoryFiles files;
  files.add_directory("in");
  files.add_directory("claim");
  files.add_directory("usb", 2);
  CHECK(complaint([&] { check_layout(files, std::vector<std::string>{"in", "claim"}); }) == "accepted");
  CHECK(
      complaint([&] {
        check_layout(files, std::vector<std::string>{"in", "usb"});
      }) ==
      "usb: is on another file system than in; files are moved between the two by renaming; put them on one");
  CHECK(complaint([&] {
          check_layout(files, std::vector<std::string>{"in", "none"});
        }) == "none: the folder is not there; make it, or mend the configuration");
}
