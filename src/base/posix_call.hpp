// What every system call needs: a descriptor that closes itself, and one sentence when the call is refused.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace transom {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor();
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

// "directory/name"
[[nodiscard]] std::string path_of(const std::string& directory, std::string_view name);

// open() that goes on after EINTR and never leaks into a child process.
[[nodiscard]] Descriptor open_descriptor(const std::string& path, int flags, unsigned mode = 0);

// "path: call failed: No space left on device; free space there". Reads errno; call it at once.
[[noreturn]] void fail_call(const std::string& path, std::string_view call);

}  // namespace transom
