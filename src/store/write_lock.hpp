// The lock file beside the store: whoever writes or checkpoints, in whatever process, holds it.
#pragma once

#include <cstdint>
#include <filesystem>

namespace transom {

class WriteLock {
 public:
  explicit WriteLock(std::filesystem::path file);
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

  // False when somebody else had it all the time. 0 asks once. Fails: disk (the file cannot be made).
  [[nodiscard]] bool acquire(std::int64_t wait_ms);
  void release();
  [[nodiscard]] bool held() const { return held_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int file_ = -1;
  bool held_ = false;
};

}  // namespace transom
