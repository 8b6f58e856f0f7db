// SegmentReader: bytes in by any chunking, segments out by pull.
//
// It suspends anywhere and resumes; after damage it makes a finding and goes on at the next ISA. It never
// throws on data and never sees more than its window, which holds one segment at the least. Every byte is
// accounted for: account().segments + account().filler + account().reported equals the bytes fed, at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "transom/finding.hpp"
#include "transom/segment.hpp"

namespace transom {

struct ReaderLimits {
  std::size_t window = 128 * 1024;         // bytes; at least twice `segment`
  std::size_t segment = 64 * 1024;         // longest segment
  std::uint32_t elements = 1000;           // in one segment
  std::uint32_t interchanges = 10000;      // in one file
};

class SegmentReader {
 public:
  enum class Status {
    segment,    // segment() holds the next one
    need_bytes, // feed more, or finish()
    end,        // the input is over
  };

  // Which bytes are what. Unit: bytes.
  struct Account {
    std::uint64_t segments = 0;  // in a segment, with its terminator and the breaks and blanks behind it
    std::uint64_t filler = 0;    // between interchanges, skipped and noted
    std::uint64_t reported = 0;  // damaged: covered by a finding
    [[nodiscard]] std::uint64_t total() const { return segments + filler + reported; }
  };

  // Framing findings go to `findings`, whose owner outlives the reader.
  explicit SegmentReader(Findings& findings, const Severities& severities = {}, ReaderLimits limits = {});
  ~SegmentReader();
  SegmentReader(SegmentReader&&) noexcept;
  SegmentReader& operator=(SegmentReader&&) noexcept;

  // Starts over for another file; keeps the window, so that no memory is touched for the first time again.
  void reset();

  // The free part of the window to read into, never empty after need_bytes; then commit(n).
  [[nodiscard]] std::span<char> space();
  void commit(std::size_t bytes);
  // Copies as many bytes as fit and returns how many: call next() until need_bytes, then feed the rest.
  std::size_t feed(std::string_view bytes);
  // No more bytes will come.
  void finish();

  [[nodiscard]] Status next();
  // Valid after next() == segment, until the next call of next(), space() or feed().
  [[nodiscard]] const Segment& segment() const;
  // The delimiters in force for segment(); an ISA puts its own in force.
  [[nodiscard]] const Delimiters& delimiters() const;
  // True when segment() is an ISA that starts an interchange.
  [[nodiscard]] bool starts_interchange() const;
  // Which interchange of the file segment() belongs to, 1-based; 0 before the first.
  [[nodiscard]] std::uint32_t interchange() const;
  [[nodiscard]] const Account& account() const;
  [[nodiscard]] std::uint64_t bytes_read() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace transom
