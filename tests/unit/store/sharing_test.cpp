// Several stores on one file: readers beside a writer, writers one after the other, processes that die.
#include <doctest/doctest.h>
#include <sys/file.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <atomic>
#include <chrono>
#include <thread>

#include "contract/store_sample.hpp"
#include "store/write_lock.hpp"

using namespace transom;
using namespace transom::test;

// Runs `work` in a child that never comes back; the parent has no store open then.
static int in_child(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      work();
    } catch (...) {
      ::_exit(9);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST_CASE("a reader beside a writer sees what is committed and waits for nobody") {
  Folder folder;
  auto writer = open_store(folder.file());
  auto reader = open_store(folder.file(), {.read_only = true});
  auto unit = writer->begin();
  const DocumentId id = unit->receive(document("claim-1", "x"), "x");
  CHECK_FALSE(reader->document(id));
  CHECK(reader->find("claim", 5).empty());
  unit->commit();
  CHECK(reader->document(id));
  CHECK_THROWS_AS((void)reader->begin(), Failure);
}

TEST_CASE("a second writer waits for the first, and says who may hold the lock") {
  Folder folder;
  auto first = open_store(folder.file());
  auto second = open_store(folder.file(), {.lock_wait_ms = 30});
  auto unit = first->begin();
  CHECK_THROWS_WITH_AS(
      (void)second->begin(),
      doctest::Contains("another process has been writing for 0 s; see who holds it with: fuser -v"),
      Failure);
  CHECK_THROWS_AS(second->checkpoint(), Failure);
  unit.reset();
  CHECK_NOTHROW((void)second->begin());
}

TEST_CASE("the lock of another process is respected") {
  Folder folder;
  open_store(folder.file());
  const std::filesystem::path lock = folder.file().string() + ".lock";
  const int held = ::open(lock.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(held >= 0);
  REQUIRE(::flock(held, LOCK_EX) == 0);  // a lock belongs to the opening, as another process's would
  auto store = open_store(folder.file(), {.lock_wait_ms = 30});
  CHECK_THROWS_AS((void)store->begin(), Failure);
  ::close(held);
  CHECK_NOTHROW((void)store->begin());
}

TEST_CASE("a busy writer does not starve another one") {
  Folder folder;
  auto store = open_store(folder.file());
  std::atomic<bool> stop = false;
  std::atomic<int> units = 0;
  std::thread busy([&] {
    auto own = open_store(folder.file());
    while (!stop) {
      const auto unit = own->begin();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      ++units;
    }
  });
  while (units < 5) std::this_thread::yield();
  const int before = units;
  for (int i = 0; i < 5; ++i) (void)store->begin();
  const int during = units - before;
  stop = true;
  busy.join();
  CHECK(during < 1000);  // five turns among many, not one at the end of all
}

TEST_CASE("a process that dies in the middle of a unit leaves nothing") {
  Folder folder;
  const Sample s;
  const int status = in_child([&] {
    auto store = open_store(folder.file());
    receive_and_process(*store, s);
    auto unit = store->begin();
    const DocumentId id = unit->receive(document("claim-2", s.bytes), s.bytes);
    process(*unit, {.claim = "claim-2", .number = "2", .order = "4502"}, id);
    ::kill(::getpid(), SIGKILL);
  });
  CHECK(status == 128 + SIGKILL);
  auto store = open_store(folder.file());
  CHECK(store->documents({}).size() == 1);
  CHECK(store->find("4502", 5).empty());
  CHECK(store->pending_outbounds(10).size() == 2);
  CHECK(told(store->fsck()) == "");
  CHECK(store->begin()->take_control_number(isa_range()).number == 3);
}

TEST_CASE("a process that dies between staged units leaves nothing true") {
  Folder folder;
  const Sample s;
  CHECK(in_child([&] {
          auto store = open_store(folder.file());
          auto unit = store->begin();
          const DocumentId id = unit->receive(document(s.claim, s.bytes), s.bytes);
          unit->begin_receiving(document("claim-2", ""));
          const AttemptId attempt = begin_attempt(*unit, id);
          unit->save(interchange(s, attempt));
          unit->save(order_record(s, attempt));
          unit->commit();
          ::_exit(0);
        }) == 0);
  auto store = open_store(folder.file());
  CHECK(store->unfinished().size() == 1);
  CHECK(store->find("4501", 5).empty());
  CHECK(store->discard_open_attempts(noon) == 2);
  auto unit = store->begin();
  process(*unit, s, store->unfinished().front().id);
  unit->commit();
  CHECK(store->find("4501", 5).size() == 1);
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("the log does not grow beyond its measure, and is empty after the last writer") {
  Folder folder;
  const std::filesystem::path log = folder.file().string() + "-wal";
  auto store = open_store(folder.file(), {.log_bytes = 256 << 10});
  const auto new_store = std::filesystem::file_size(log);  // its tables are one commit
  for (int i = 0; i < 60; ++i) {
    const std::string bytes(40'000, static_cast<char>('a' + i % 26));
    auto unit = store->begin();
    unit->receive(document("claim-" + std::to_string(i), bytes), bytes);
    unit->commit();
  }
  CHECK(std::filesystem::file_size(log) < new_store + (512 << 10));  // of 2.4 MB that were written
  store.reset();
  CHECK((!std::filesystem::exists(log) || std::filesystem::file_size(log) == 0));
  store = open_store(folder.file());
  CHECK(store->documents({.limit = 100}).size() == 60);
  CHECK(told(store->fsck()) == "");
}

TEST_CASE("the write lock is one at a time, in a store too") {
  Folder folder;
  WriteLock lock(folder.file("lock")), other(folder.file("lock"));
  REQUIRE(lock.acquire(0));
  CHECK_FALSE(other.acquire(0));
  CHECK_FALSE(other.acquire(5));
  CHECK_THROWS_AS((void)lock.acquire(0), Failure);
  lock.release();
  CHECK(other.acquire(0));
}
