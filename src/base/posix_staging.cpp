// The machine's file system: writing so that a file is complete under its name or not there, and locks.
//
// A staged file has no name (O_TMPFILE), so a crash leaves no litter; it gets its name by linkat when its
// bytes are safe. fsync + rename alone was measured to lose the name in a power cut: the directory has to be
// synced as well. Several staged files are made safe by one syncfs, called on a descriptor that was open
// before they were written, because the kernel reports a write error only to those.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "base/posix_call.hpp"
#include "base/posix_files.hpp"
#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

// Below this many files on one device an fsync each is quicker than one syncfs, which also writes what others
// have dirty there.
constexpr std::size_t fewest_for_syncfs = 4;

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown host";
}

// What the holder of a lock wrote for people, on one line.
std::string holder(int fd) {
  std::array<char, 512> text{};
  const auto size = ::pread(fd, text.data(), text.size(), 0);
  if (size <= 0) return "nobody says who";
  return visible(std::string_view(text.data(), static_cast<std::size_t>(size))
                     .substr(0, std::string_view(text.data()).find('\n')));
}

}  // namespace

Files::StagedFile PosixFiles::stage(const std::string& directory, std::uint32_t mode) {
  if (nameless_files_) {
    auto file = open_descriptor(directory, O_WRONLY | O_TMPFILE, mode);
    if (file.is_open()) return {*this, file.release(), directory};
    // EISDIR and EINVAL are what kernels and file systems without O_TMPFILE say.
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) fail_call(directory, "open of a new file");
  }
  static std::atomic<unsigned> counter = 0;
  for (;;) {
    auto name = fmt::format(".transom-{}-{}.tmp", ::getpid(), ++counter);
    const auto path = path_of(directory, name);
    auto file = open_descriptor(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
    if (file.is_open()) return {*this, file.release(), directory, std::move(name)};
    if (errno != EEXIST) fail_call(path, "open of a new file");
  }
}

void PosixFiles::append(const StagedFile& staged, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(number(staged), bytes.data(), bytes.size());
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (written == 0 || errno != EINTR) {
      fail_call(staged.directory(), "write");
    }
  }
}

void PosixFiles::sync(std::span<StagedFile> staged) {
  std::map<dev_t, std::vector<const StagedFile*>> devices;
  for (const auto& file : staged) devices[status(number(file)).device].push_back(&file);
  for (const auto& [device, files] : devices) {
    if (files.size() >= fewest_for_syncfs) {
      if (::syncfs(number(*files.front())) != 0) fail_call(files.front()->directory(), "syncfs");
      continue;
    }
    for (const auto* file : files) {
      if (::fsync(number(*file)) != 0) fail_call(file->directory(), "fsync");
    }
  }
}

Files::Outcome PosixFiles::publish(StagedFile& staged, std::string_view name) {
  check_name(name);
  const auto target = path_of(staged.directory(), name);
  auto& hidden = temporary(staged);
  const auto source = hidden.empty() ? path_of("/proc/self/fd", std::to_string(number(staged)))
                                     : path_of(staged.directory(), hidden);
  // A link never replaces either, and unlike RENAME_NOREPLACE network file systems have it.
  if (::linkat(AT_FDCWD, source.c_str(), AT_FDCWD, target.c_str(), AT_SYMLINK_FOLLOW) != 0) {
    if (errno == EEXIST) return Outcome::exists;
    fail_call(target, "link of a new file");
  }
  if (!hidden.empty()) {
    discard(staged);
    hidden.clear();
  }
  return Outcome::done;
}

void PosixFiles::discard(const StagedFile& staged) noexcept {
  ::unlink(path_of(staged.directory(), temporary(staged)).c_str());
}

void PosixFiles::sync_directory(const std::string& directory) {
  const auto open = open_descriptor(directory, O_RDONLY | O_DIRECTORY);
  if (!open.is_open()) fail_call(directory, "open");
  if (::fsync(open.get()) != 0) fail_call(directory, "fsync");
}

Files::LockFile PosixFiles::lock(const std::string& directory, std::string_view name, Instant now) {
  check_name(name);
  const auto path = path_of(directory, name);
  auto file = open_descriptor(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0644);
  if (!file.is_open()) fail_call(path, "open");
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      throw Failure(FailureKind::busy, path, "another engine is at work here: " + holder(file.get()),
                    "stop it first, or let it do the work");
    }
    if (errno != EINTR) fail_call(path, "flock");
  }
  const auto text = fmt::format("process {} on {} since {}\n", ::getpid(), host_name(), now.iso());
  const bool written = ::ftruncate(file.get(), 0) == 0 &&
                       ::pwrite(file.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
  if (!written) fail_call(path, "write");
  return {*this, file.release()};
}

}  // namespace transom
