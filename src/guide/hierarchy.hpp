// HL numbers of one set: whether they count up from 1, and whether a parent came before.
//
// Numbers that count up need no memory however many they are; only those out of line are kept, up to a limit
// beyond which parents are no longer doubted.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace transom {

class Hierarchy {
 public:
  void clear();
  // The next HL01; false when it is neither one more than the last nor as many as have come, so that one
  // wrong number does not make its followers wrong. expected() then tells which one it should have been; that
  // counts as come too, since others may point to it.
  bool add(std::string_view number);
  // An HL whose HL01 cannot be read: taken for the number that was due.
  void add_unread();
  // An HL may be missing here, or is there under another name, and that has been told: as many numbers may be
  // left out from now on, and count as come.
  void doubt() { ++doubts_; }
  [[nodiscard]] std::uint64_t expected() const { return expected_; }
  // How many numbers the last HL01 left out.
  [[nodiscard]] std::uint64_t left_out() const { return left_out_; }
  // True when an HL01 before the last added one bears that number, or it is the one number that the last one
  // left out: the HL is missing then, and its child is right.
  [[nodiscard]] bool has_parent(std::string_view number) const;

 private:
  static constexpr std::size_t limit = std::size_t{1} << 20U;

  [[nodiscard]] static std::uint64_t key(std::string_view number);
  [[nodiscard]] bool has(std::uint64_t key) const;
  bool leave_out(std::uint64_t key);
  void mark(std::uint64_t key);
  void keep(std::uint64_t key);

  std::uint64_t count_ = 0;   // HL segments so far
  std::uint64_t doubts_ = 0;  // that may be missing before the next one
  std::uint64_t left_out_ = 0;
  std::uint64_t line_ = 0;    // 1..line_ have come one after the other
  std::uint64_t last_ = 0;    // key of the last one
  bool last_is_new_ = false;  // no earlier one bears its number
  bool due_is_new_ = false;   // nor the number that it should have had
  std::uint64_t next_ = 1, expected_ = 1;
  std::vector<std::uint64_t> others_;  // open addressing, 0 is free
  std::size_t kept_ = 0;
  bool full_ = false;
};

}  // namespace transom
