// A file of the command line, or standard input for "-", read once from its beginning.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace transom {

class Input {
 public:
  // Fails: usage, when it cannot be opened.
  explicit Input(const std::string& name);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  // Fills from the next bytes; 0 is the end. Shows progress on a watched terminal when the file is long.
  // Fails: disk.
  [[nodiscard]] std::size_t read(std::span<char> space);
  // All that is left. Fails: usage, when it is more than `limit`.
  [[nodiscard]] std::string read_all(std::uint64_t limit);

  // As a person should see it: "-" is "standard input", control bytes are visible.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
  int fd_ = -1;
  std::uint64_t size_ = 0, done_ = 0;
};

}  // namespace transom
