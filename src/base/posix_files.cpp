// The machine's file system: looking, reading and names. Writing and locks are in posix_staging.cpp.
//
// Files that strangers put into a folder are opened with O_NOFOLLOW (no way out through a symbolic link) and
// O_NONBLOCK (a FIFO must not stop the engine), and must then turn out to be regular. Renames go through
// renameat2 with RENAME_NOREPLACE: whoever comes second learns it, and nothing is ever overwritten.
#include "base/posix_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include "base/posix_call.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

constexpr std::size_t most_removers = 4;
constexpr std::size_t names_per_remover = 8;

FileStatus status_of(const struct stat& raw) {
  FileStatus status;
  status.kind = S_ISREG(raw.st_mode)   ? FileStatus::Kind::regular
                : S_ISDIR(raw.st_mode) ? FileStatus::Kind::directory
                                       : FileStatus::Kind::other;
  status.size = static_cast<std::uint64_t>(raw.st_size);
  status.mtime_ns = std::int64_t{raw.st_mtim.tv_sec} * 1'000'000'000 + raw.st_mtim.tv_nsec;
  status.inode = raw.st_ino;
  status.device = raw.st_dev;
  return status;
}

[[noreturn]] void not_regular(const std::string& path) {
  throw Failure(FailureKind::disk, path, "is not a regular file", "take it out of the folder");
}

}  // namespace

std::vector<FileEntry> PosixFiles::list(const std::string& directory) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(directory.c_str()), &::closedir);
  if (!open) fail_call(directory, "opendir");
  std::vector<FileEntry> entries;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(open.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct stat raw {};
    if (::fstatat(::dirfd(open.get()), entry->d_name, &raw, AT_SYMLINK_NOFOLLOW) == 0) {
      entries.push_back({std::string(name), status_of(raw)});
    } else if (errno != ENOENT) {
      fail_call(path_of(directory, name), "stat");
    }
  }
  if (errno != 0) fail_call(directory, "readdir");
  return entries;
}

std::optional<FileStatus> PosixFiles::status(const std::string& directory, std::string_view name) {
  check_name(name);
  const auto path = path_of(directory, name);
  struct stat raw {};
  if (::lstat(path.c_str(), &raw) == 0) return status_of(raw);
  if (errno == ENOENT) return std::nullopt;
  fail_call(path, "stat");
}

std::optional<FileStatus> PosixFiles::directory_status(const std::string& directory) {
  struct stat raw {};
  if (::stat(directory.c_str(), &raw) == 0) {
    return S_ISDIR(raw.st_mode) ? std::optional(status_of(raw)) : std::nullopt;
  }
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  fail_call(directory, "stat");
}

std::uint64_t PosixFiles::free_space(const std::string& directory) {
  struct statvfs raw {};
  if (::statvfs(directory.c_str(), &raw) != 0) fail_call(directory, "statvfs");
  return std::uint64_t{raw.f_bavail} * raw.f_frsize;
}

std::optional<Files::File> PosixFiles::open(const std::string& directory, std::string_view name) {
  check_name(name);
  const auto path = path_of(directory, name);
  auto file = open_descriptor(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if (!file.is_open()) {
    if (errno == ENOENT) return std::nullopt;
    if (errno == ELOOP || errno == ENXIO) not_regular(path);
    fail_call(path, "open");
  }
  struct stat raw {};
  if (::fstat(file.get(), &raw) != 0) fail_call(path, "stat");
  if (!S_ISREG(raw.st_mode)) not_regular(path);
  return File(*this, file.release());
}

Files::Outcome PosixFiles::rename(const std::string& from_directory, std::string_view from,
                                  const std::string& to_directory, std::string_view to) {
  check_name(from);
  check_name(to);
  const auto source = path_of(from_directory, from);
  const auto target = path_of(to_directory, to);
  if (::renameat2(AT_FDCWD, source.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) {
    return Outcome::done;
  }
  if (errno == EEXIST) return Outcome::exists;
  // The source is gone, or a folder is: only the first is ordinary life.
  if (errno == ENOENT && directory_status(from_directory) && directory_status(to_directory)) {
    return Outcome::gone;
  }
  fail_call(source, "rename to " + target);
}

Files::Outcome PosixFiles::link(const std::string& from_directory, std::string_view from,
                                const std::string& to_directory, std::string_view to) {
  check_name(from);
  check_name(to);
  const auto source = path_of(from_directory, from);
  const auto target = path_of(to_directory, to);
  if (::linkat(AT_FDCWD, source.c_str(), AT_FDCWD, target.c_str(), 0) == 0) return Outcome::done;
  if (errno == EEXIST) return Outcome::exists;
  if (errno == ENOENT && directory_status(from_directory) && directory_status(to_directory)) {
    return Outcome::gone;
  }
  fail_call(source, "link to " + target);
}

Files::Outcome PosixFiles::remove(const std::string& directory, std::string_view name) {
  check_name(name);
  const auto path = path_of(directory, name);
  if (::unlink(path.c_str()) == 0) return Outcome::done;
  if (errno == ENOENT) return Outcome::gone;
  fail_call(path, "unlink");
}

// Taking a file away can mean waiting for the device (it is told of the free blocks), and several can wait at
// the same time: more threads than processors pay here.
void PosixFiles::remove_all(const std::string& directory, std::span<const std::string> names) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex mutex;
  const auto work = [&] {
    try {
      for (auto at = next++; at < names.size(); at = next++) (void)remove(directory, names[at]);
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (std::size_t count = 1; count < most_removers && count * names_per_remover < names.size(); ++count) {
      helpers.emplace_back(work);
    }
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

void spread_folders_of(const std::string& directory) noexcept {
  const auto open = open_descriptor(directory, O_RDONLY | O_DIRECTORY);
  int flags = 0;  // the kernel reads and writes an int here, whatever the request's name says
  if (!open.is_open() || ::ioctl(open.get(), FS_IOC_GETFLAGS, &flags) != 0) return;
  flags |= FS_TOPDIR_FL;
  (void)::ioctl(open.get(), FS_IOC_SETFLAGS, &flags);
}

Files::Outcome PosixFiles::make_directory(const std::string& parent, std::string_view name) {
  check_name(name);
  const auto path = path_of(parent, name);
  if (::mkdir(path.c_str(), 0755) == 0) return Outcome::done;
  if (errno == EEXIST && directory_status(path)) return Outcome::exists;
  fail_call(path, "mkdir");
}

std::size_t PosixFiles::read(int number, std::span<char> space) {
  std::size_t filled = 0;
  while (filled < space.size()) {
    const auto got = ::read(number, space.data() + filled, space.size() - filled);
    if (got == 0) break;
    if (got > 0) {
      filled += static_cast<std::size_t>(got);
    } else if (errno != EINTR) {
      fail_call(path_of("/proc/self/fd", std::to_string(number)), "read");
    }
  }
  return filled;
}

FileStatus PosixFiles::status(int number) {
  struct stat raw {};
  if (::fstat(number, &raw) != 0) fail_call(path_of("/proc/self/fd", std::to_string(number)), "stat");
  return status_of(raw);
}

void PosixFiles::close(int number) noexcept {
  ::close(number);
}

}  // namespace transom
