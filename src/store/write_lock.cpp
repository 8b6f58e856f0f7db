// flock on a file of its own, because SQLite's locks do not keep a checkpoint away from a commit.
//
// flock is not fair: a writer that takes it again at once starves the others for as long as it has work. So
// there is a gate before it (an open-file-description lock on the same file): a newcomer waits holding the
// gate, and who just released has to pass the gate again. Both are asked for in small sleeps rather than by a
// blocking call, since a wait must be able to end without a signal. Both die with the process; nothing is
// ever stale.
#include "store/write_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "transom/failure.hpp"

namespace transom {

static bool gate(int file, short how) {
  struct flock range {};
  range.l_type = how;
  range.l_whence = SEEK_SET;
  range.l_len = 1;
  return ::fcntl(file, F_OFD_SETLK, &range) == 0;
}

WriteLock::WriteLock(std::filesystem::path file) : path_(std::move(file)) {}

WriteLock::~WriteLock() {
  if (file_ >= 0) ::close(file_);
}

bool WriteLock::acquire(std::int64_t wait_ms) {
  bug_check(!held_, "the write lock is taken twice: two units at a time on one store");
  if (file_ < 0) {
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (file_ < 0) {
      throw Failure(FailureKind::disk, path_.string(),
                    std::string("cannot open the lock file: ") + std::strerror(errno),
                    "check that the folder exists and that this user may write into it");
    }
  }
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::milliseconds(wait_ms);
  auto pause = std::chrono::microseconds(50), waited = std::chrono::microseconds(0);
  bool inside = false;
  while (true) {
    inside = inside || gate(file_, F_WRLCK);
    if (inside && ::flock(file_, LOCK_EX | LOCK_NB) == 0) break;
    if (Clock::now() >= deadline) {
      if (inside) gate(file_, F_UNLCK);
      return false;
    }
    std::this_thread::sleep_for(pause);
    // The threads of one engine wait a few milliseconds for each other, other processes any time.
    waited += pause;
    pause = std::min(pause * 2, waited < std::chrono::milliseconds(50) ? std::chrono::microseconds(400)
                                                                       : std::chrono::microseconds(2000));
  }
  gate(file_, F_UNLCK);
  held_ = true;
  return true;
}

void WriteLock::release() {
  if (held_) ::flock(file_, LOCK_UN);
  held_ = false;
}

}  // namespace transom
