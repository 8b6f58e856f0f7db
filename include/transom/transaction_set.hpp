// One transaction set in memory: flat arrays that are reused from set to set.
//
// Segments know their use in the guide and the loop they stand in; loops know their parent and extent. Maps
// and the plain-language view walk it; nothing else keeps a set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "transom/segment.hpp"

namespace transom {

class Guide;

class TransactionSet {
 public:
  static constexpr std::uint16_t no_use = 0xffff;  // a segment the guide has no place for
  static constexpr std::uint32_t none = 0xffffffff;

  struct Row {
    std::uint64_t offset;  // in the file
    std::uint32_t text;    // where its bytes begin in bytes()
    std::uint32_t marks;   // index of its first mark
    std::uint32_t elements;
    std::uint32_t loop;  // index for loops()
    std::uint16_t use;   // index for Guide::uses(), or no_use
    bool plain;
  };
  // An occurrence of a loop; loops()[0] is the set itself. Rows of inner loops lie within [first, end).
  struct LoopRow {
    std::uint16_t loop;        // index for Guide::loops()
    std::uint32_t parent;      // index for loops(); none for the set
    std::uint32_t first, end;  // rows
    std::uint32_t position;    // 1-based among the same loops of the same parent
  };

  void clear(const Guide* guide, const Delimiters& delimiters);
  // Copies the segment; false when the limit would be passed, and nothing is kept then.
  bool append(const Segment& segment, std::uint16_t use, std::uint32_t loop);
  std::uint32_t open_loop(std::uint16_t loop, std::uint32_t parent);
  void close_loop(std::uint32_t loop) { loops_[loop].end = static_cast<std::uint32_t>(rows_.size()); }

  [[nodiscard]] const Guide* guide() const { return guide_; }
  [[nodiscard]] const Delimiters& delimiters() const { return delimiters_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<LoopRow>& loops() const { return loops_; }
  [[nodiscard]] Segment segment(std::uint32_t row) const;
  [[nodiscard]] bool overflowed() const { return overflowed_; }
  [[nodiscard]] std::size_t bytes() const { return byte_count_; }

  // Bytes of segments that one set may have.
  void limit(std::size_t bytes) { limit_ = bytes; }
  [[nodiscard]] std::size_t limit() const { return limit_; }

 private:
  void grow(std::size_t bytes, std::size_t marks);

  const Guide* guide_ = nullptr;
  Delimiters delimiters_;
  std::vector<char> bytes_;  // their sizes are room; what is used of it:
  std::vector<std::uint32_t> marks_;
  std::size_t byte_count_ = 0, mark_count_ = 0;
  std::vector<Row> rows_;
  std::vector<LoopRow> loops_;
  std::size_t limit_ = 16U << 20;
  bool overflowed_ = false;
};

}  // namespace transom
