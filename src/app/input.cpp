// Plain read(2) into the reader's own window: no copy between the kernel and the first look at the bytes.
//
// Refused: mmap. A file that is cut short while we look at it would end the program, and on a first pass it
// is slower than reading into a window that stays in cache.
#include "app/input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "app/output.hpp"
#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

constexpr std::uint64_t long_file = 32U << 20;

}  // namespace

Input::Input(const std::string& name) : name_(name == "-" ? "standard input" : visible(name)) {
  fd_ = name == "-" ? ::dup(STDIN_FILENO) : ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (fd_ < 0 || ::fstat(fd_, &status) != 0) {
    throw Failure(FailureKind::usage, name_, fmt::format("cannot be opened: {}", std::strerror(errno)));
  }
  if (S_ISDIR(status.st_mode)) {
    ::close(fd_);
    throw Failure(FailureKind::usage, name_, "is a folder; expected a file");
  }
  size_ = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
}

Input::~Input() {
  show_progress("");
  ::close(fd_);
}

std::size_t Input::read(std::span<char> space) {
  for (;;) {
    const ssize_t n = ::read(fd_, space.data(), space.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      throw Failure(FailureKind::disk, name_, fmt::format("cannot be read: {}", std::strerror(errno)));
    done_ += static_cast<std::uint64_t>(n);
    if (size_ >= long_file) {
      show_progress(fmt::format("{}: {} of {} MB", name_, done_ / 1'000'000, size_ / 1'000'000));
    }
    return static_cast<std::size_t>(n);
  }
}

std::string Input::read_all(std::uint64_t limit) {
  std::string text;
  std::size_t used = 0;
  for (;;) {
    text.resize(used + (64U << 10));
    const std::size_t n = read(std::span(text).subspan(used));
    used += n;
    if (n == 0) break;
    if (used > limit) {
      throw Failure(FailureKind::usage, name_, fmt::format("is longer than {} bytes", with_commas(limit)));
    }
  }
  text.resize(used);
  return text;
}

}  // namespace transom
