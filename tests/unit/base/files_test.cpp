// One contract, three implementations: the machine's file system with and without nameless files, and the one
// in memory. What only the real one can show (FIFOs, links, another process) follows.
#include "transom/files.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <functional>

#include "base/posix_files.hpp"
#include "support/memory_files.hpp"
#include "support/temp_folder.hpp"
#include "transom/failure.hpp"

using namespace transom;
using Outcome = Files::Outcome;

namespace {

const Instant now = Instant::parse_iso("2026-03-02T09:00:00Z").value();

void put(Files& files, const std::string& directory, std::string_view name, std::string_view bytes) {
  std::vector<Files::StagedFile> staged;
  staged.push_back(files.stage(directory, 0640));
  staged.back().append(bytes);
  files.sync(staged);
  REQUIRE(files.publish(staged.back(), name) == Outcome::done);
  files.sync_directory(directory);
}

std::string content(Files& files, const std::string& directory, std::string_view name) {
  auto file = files.open(directory, name);
  if (!file) return "not there";
  std::string out(1000, '\0');
  out.resize(file->read(out));
  return out;
}

std::vector<std::string> listed(Files& files, const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& entry : files.list(directory)) names.push_back(entry.name);
  std::sort(names.begin(), names.end());
  return names;
}

using Names = std::vector<std::string>;

void files_contract(Files& files, const std::string& in, const std::string& out) {
  CHECK(files.list(in).empty());
  put(files, in, "a", "first");
  put(files, in, "b", "");
  CHECK(listed(files, in) == Names{"a", "b"});
  CHECK(content(files, in, "a") == "first");
  CHECK(content(files, in, "nothing") == "not there");

  const auto status = files.status(in, "a");
  REQUIRE(status);
  CHECK(status->kind == FileStatus::Kind::regular);
  CHECK(status->size == 5);
  CHECK_FALSE(files.status(in, "nothing"));
  CHECK(files.open(in, "a")->status() == *status);

  // reading in pieces; fewer bytes than asked for are the end
  auto file = files.open(in, "a");
  std::string piece(3, '\0');
  CHECK(file->read(piece) == 3);
  CHECK(piece == "fir");
  CHECK(file->read(piece) == 2);
  CHECK(file->read(piece) == 0);

  // names
  CHECK(files.rename(in, "nothing", out, "x") == Outcome::gone);
  CHECK(files.rename(in, "a", in, "b") == Outcome::exists);
  CHECK(files.rename(in, "a", out, "moved") == Outcome::done);
  CHECK(files.status(out, "moved") == status);
  CHECK(files.link(out, "moved", in, "b") == Outcome::exists);
  CHECK(files.link(out, "nothing", in, "c") == Outcome::gone);
  CHECK(files.link(out, "moved", in, "c") == Outcome::done);
  CHECK(content(files, in, "c") == "first");
  CHECK(files.remove(out, "moved") == Outcome::done);
  CHECK(files.remove(out, "moved") == Outcome::gone);
  CHECK(content(files, in, "c") == "first");
  CHECK(files.make_directory(out, "acme") == Outcome::done);
  CHECK(files.make_directory(out, "acme") == Outcome::exists);
  CHECK(files.directory_status(out + "/acme")->device == files.directory_status(out)->device);
  CHECK_FALSE(files.directory_status(out + "/nobody"));

  // staged: many at once, nothing visible before, nothing overwritten, nothing left behind
  {
    std::vector<Files::StagedFile> staged;
    for (int i = 0; i < 6; ++i) {
      staged.push_back(files.stage(out + "/acme", 0640));
      staged.back().append("number ");
      staged.back().append(std::to_string(i));
    }
    files.sync(staged);
    for (const auto& name : listed(files, out + "/acme")) CHECK(name.front() == '.');
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(files.publish(staged[i], "f" + std::to_string(i)) == Outcome::done);
    }
    CHECK(files.publish(staged[5], "f0") == Outcome::exists);
    files.sync_directory(out + "/acme");
  }
  CHECK(listed(files, out + "/acme") == Names{"f0", "f1", "f2", "f3", "f4"});
  CHECK(content(files, out + "/acme", "f0") == "number 0");
  CHECK(content(files, out + "/acme", "f4") == "number 4");

  // taken away in numbers, some of them gone already
  Names numbers = {"never"};
  for (int i = 0; i < 40; ++i) {
    numbers.push_back("n" + std::to_string(i));
    if (i % 7 != 0) REQUIRE(files.link(out + "/acme", "f0", out + "/acme", numbers.back()) == Outcome::done);
  }
  files.remove_all(out + "/acme", numbers);
  files.remove_all(out + "/acme", {});
  CHECK(listed(files, out + "/acme") == Names{"f0", "f1", "f2", "f3", "f4"});
  numbers[20] = "a/b";
  CHECK_THROWS_AS(files.remove_all(out + "/acme", numbers), Failure);

  // locks
  {
    const auto held = files.lock(out, "lock", now);
    CHECK_THROWS_AS((void)files.lock(out, "lock", now), Failure);
    CHECK_NOTHROW((void)files.lock(out, "other", now));
  }
  CHECK_NOTHROW((void)files.lock(out, "lock", now));
  CHECK(files.free_space(out) > 0);

  for (const std::string name : {"", ".", "..", ".hidden", "a/b", "/etc/passwd"}) {
    INFO(name);
    CHECK_THROWS_AS((void)files.open(in, name), Failure);
    CHECK_THROWS_AS((void)files.status(in, name), Failure);
    CHECK_THROWS_AS((void)files.remove(in, name), Failure);
    CHECK_THROWS_AS((void)files.rename(in, "c", out, name), Failure);
    CHECK_THROWS_AS((void)files.link(in, "c", out, name), Failure);
    CHECK_THROWS_AS((void)files.make_directory(in, name), Failure);
  }
  CHECK_THROWS_AS((void)files.open(in, std::string("a\0b", 3)), Failure);
  CHECK_THROWS_AS((void)files.list(out + "/nobody"), Failure);
  CHECK_THROWS_AS((void)files.stage(out + "/nobody", 0640), Failure);
  CHECK_THROWS_AS((void)files.rename(in, "c", out + "/nobody", "c"), Failure);
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

TEST_CASE("files: the machine's") {
  const TempFolder temp;
  PosixFiles files;
  files_contract(files, temp.folder("in"), temp.folder("out"));
}

TEST_CASE("files: the machine's, without nameless files") {
  const TempFolder temp;
  PosixFiles files(false);
  files_contract(files, temp.folder("in"), temp.folder("out"));
}

TEST_CASE("files: in memory") {
  MemoryFiles files;
  files.add_directory("in");
  files.add_directory("out");
  files_contract(files, "in", "out");
}

TEST_CASE("files: the hint to spread folders never fails") {
  const TempFolder temp;
  spread_folders_of(temp.path());
  spread_folders_of(temp.path() + "/gone");
  PosixFiles files;
  CHECK(files.make_directory(temp.path(), "in") == Outcome::done);
}

TEST_CASE("files: links out of the folder are not followed, FIFOs do not stop us") {
  const TempFolder temp;
  PosixFiles files;
  const auto in = temp.folder("in");
  write_file(temp.path() + "/secret", "secret");
  std::filesystem::create_symlink(temp.path() + "/secret", in + "/link");
  REQUIRE(::mkfifo((in + "/fifo").c_str(), 0600) == 0);
  std::filesystem::create_directory(in + "/folder");
  for (const auto* name : {"link", "fifo", "folder"}) {
    INFO(name);
    CHECK(complaint([&] { (void)files.open(in, name); }) ==
          in + "/" + name + ": is not a regular file; take it out of the folder");
    CHECK(files.status(in, name)->kind != FileStatus::Kind::regular);
  }
}

TEST_CASE("files: a refused call is one sentence with path, call, reason and advice") {
  const TempFolder temp;
  PosixFiles files;
  const auto gone = temp.path() + "/gone";
  CHECK(complaint([&] { (void)files.list(gone); }) ==
        gone + ": opendir failed: No such file or directory; the folder is not there");
  CHECK(complaint([&] { (void)files.stage(gone, 0640); }) ==
        gone + ": open of a new file failed: No such file or directory; the folder is not there");
  CHECK(complaint([&] { files.sync_directory(gone); }) ==
        gone + ": open failed: No such file or directory; the folder is not there");
  write_file(temp.path() + "/a", "");
  CHECK(complaint([&] { (void)files.rename(temp.path(), "a", gone, "a"); }) ==
        temp.path() + "/a: rename to " + gone +
            "/a failed: No such file or directory; the folder is not there");
  CHECK(complaint([&] { (void)files.status(temp.path(), std::string(255, 'x')); }) == "accepted");
  CHECK(complaint([&] { (void)files.status(temp.path(), "../etc"); }) ==
        "bug: '../etc' was used as a file name; please report it");
}

TEST_CASE("files: the lock tells who holds it, and dies with its process") {
  const TempFolder temp;
  PosixFiles files;
  {
    const auto held = files.lock(temp.path(), "lock", now);
    const auto text = read_file(temp.path() + "/lock");
    CHECK(text.starts_with("process " + std::to_string(::getpid()) + " on "));
    CHECK(text.ends_with(" since 2026-03-02T09:00:00.000Z\n"));
    const auto who = text.substr(0, text.size() - 1);
    CHECK(complaint([&] { (void)files.lock(temp.path(), "lock", now); }) ==
          temp.path() + "/lock: another engine is at work here: " + who +
              "; stop it first, or let it do the work");
  }
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    PosixFiles of_child;
    auto held = of_child.lock(temp.path(), "lock", now);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK_NOTHROW((void)files.lock(temp.path(), "lock", now));
}

TEST_CASE("files in memory: a power cut keeps what was synced and a first part of the rest") {
  MemoryFiles files;
  files.add_directory("in");
  files.add_directory("out");
  put(files, "out", "safe", "safe");
  files.write("in", "a", "arrived");
  {
    std::vector<Files::StagedFile> staged;
    staged.push_back(files.stage("out", 0640));
    staged.back().append("unsynced");
    REQUIRE(files.publish(staged.back(), "b") == Outcome::done);
  }
  REQUIRE(files.rename("in", "a", "out", "c") == Outcome::done);
  CHECK(files.unsynced_changes() == 2);

  SUBCASE("nothing of it") {
    files.power_cut(0);
    CHECK(files.names("out") == Names{"safe"});
    CHECK(files.bytes("in", "a") == "arrived");
  }
  SUBCASE("the first change: a name without its bytes") {
    files.power_cut(1);
    CHECK(files.names("out") == Names{"b", "safe"});
    CHECK(files.bytes("out", "b") == "");
    CHECK(files.names("in") == Names{"a"});
  }
  SUBCASE("both") {
    files.power_cut(2);
    CHECK(files.names("in").empty());
    CHECK(files.bytes("out", "c") == "arrived");
  }
  CHECK(files.bytes("out", "safe") == "safe");
}

TEST_CASE("files in memory: planned failures and deaths") {
  MemoryFiles files;
  files.add_directory("in");
  files.fail_call(2);
  CHECK_NOTHROW((void)files.list("in"));
  CHECK_THROWS_AS((void)files.list("in"), Failure);
  CHECK_NOTHROW((void)files.list("in"));
  auto held = files.lock("in", "lock", now);
  files.die_at_call(1);
  CHECK_THROWS_AS((void)files.list("in"), ProcessDied);
  CHECK_THROWS_AS((void)files.list("in"), ProcessDied);
  files.restart();
  CHECK_NOTHROW((void)files.lock("in", "lock", now));
}
