// SegmentReader: bytes in by any chunking, segments out by pull.
//
// It suspends anywhere and resumes; after damage it makes a finding and goes on at the next ISA. It never
// throws on data and never sees more than its window, which holds one segment at the least. Every byte is
// accounted for: account().segments + account().filler + account().reported equals the bytes fed, at the end.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "transom/finding.hpp"
#include "transom/segment.hpp"

namespace transom {

struct ReaderLimits {
  std::size_t window = 256 * 1024;     // bytes; raised to hold two segments and 1 KiB where it is less
  std::size_t segment = 64 * 1024;     // longest segment
  std::uint32_t elements = 1000;       // in one segment; more are cut off with a finding
  std::uint32_t interchanges = 10000;  // in one file
  std::size_t filler = 4096;           // bytes between interchanges that are no blanks; more is an error
};

class SegmentReader {
 public:
  enum class Status {
    segment,     // segment() holds the next one
    need_bytes,  // feed more, or finish()
    end,         // the input is over
  };

  // Which bytes are what. Unit: bytes.
  struct Account {
    std::uint64_t segments = 0;  // in a segment, with its terminator and the breaks and blanks behind it
    std::uint64_t filler = 0;    // blanks and padding between interchanges, skipped and noted
    std::uint64_t reported = 0;  // damaged or foreign: covered by a finding
    [[nodiscard]] std::uint64_t total() const { return segments + filler + reported; }
  };
  // Framing findings go to `findings`, whose owner outlives the reader. Faults of form that fill a file
  // (breaks, blanks around segments) are told once an interchange, at the first place.
  explicit SegmentReader(Findings& findings, const Severities& severities = {}, ReaderLimits limits = {});
  ~SegmentReader();
  SegmentReader(SegmentReader&&) noexcept;
  SegmentReader& operator=(SegmentReader&&) noexcept;

  // Starts over for another file; keeps the window, so that no memory is touched for the first time again.
  void reset();
  // The severities for what follows, and where findings go from now on.
  void use(const Severities& severities);
  // Asked at each ISA, before the first finding about it, for the severities from there on.
  using OfIsa = std::function<const Severities&(const Segment& isa)>;
  void ask(OfIsa severities_from_isa);
  void report_to(Findings& findings);

  // The free part of the window to read into, never empty after need_bytes; then commit(n).
  [[nodiscard]] std::span<char> space();
  void commit(std::size_t bytes);
  // Copies as many bytes as fit and returns how many: call next() until need_bytes, then feed the rest.
  std::size_t feed(std::string_view bytes);
  // No more bytes will come.
  void finish();

  [[nodiscard, gnu::always_inline]] Status next() {
    return cursor_->take_plain() ? Status::segment : next_odd();
  }
  // Valid after next() == segment, until the next call of next(), space() or feed(). Line breaks and blanks
  // around are gone from it. A BIN or BDS keeps its data as it came, as its last element; data that would
  // make the segment longer than the limit is passed over, and the segment then ends with the length.
  [[nodiscard]] const Segment& segment() const { return cursor_->segment; }
  // The delimiters in force for segment(); an ISA puts its own in force.
  [[nodiscard]] const Delimiters& delimiters() const;
  // True when segment() is an ISA that starts an interchange. One that could not be read has fewer than
  // sixteen elements; nothing of its interchange follows.
  [[nodiscard]] bool starts_interchange() const { return cursor_->segment.offset() == cursor_->header; }
  // Which interchange of the file segment() belongs to, 1-based; 0 before the first.
  [[nodiscard]] std::uint32_t interchange() const;
  // Offset one past segment()'s terminator.
  [[nodiscard]] std::uint64_t end_offset() const;
  [[nodiscard]] Account account() const;
  [[nodiscard]] std::uint64_t bytes_read() const;
  [[nodiscard]] Findings& findings() const;

 private:
  struct Impl;
  // Where the next segment begins, and all that next() needs to find it when nothing is odd about it.
  struct Cursor {
    const char* window = nullptr;
    const std::uint32_t* marks = nullptr;  // the structural index, see src/x12/structural_index.hpp
    const std::uint64_t* special = nullptr;
    const std::uint32_t *end = nullptr, *last_end = nullptr;  // ordinals of the terminators still to come
    std::uint32_t first = 0;                                  // ordinal of the next segment's first mark
    std::uint32_t begin = 0;                                  // in the window
    std::uint32_t longest = 0, most_elements = 0;             // limits
    std::uint32_t surely_short = 0;                           // a segment of so few bytes breaks neither
    bool break_is_odd = false;                                // the terminator is none
    std::uint64_t origin = 0;                                 // of the window in the file
    std::uint64_t header = ~std::uint64_t{0};                 // offset of the ISA read last
    Segment segment;

    [[nodiscard, gnu::always_inline]] bool take_plain();
    [[nodiscard]] bool is_plain(std::uint32_t from, std::uint32_t to) const;
    [[nodiscard]] std::uint64_t special_bits(std::uint32_t from) const;
    [[nodiscard, gnu::noinline]] bool has_break(std::uint32_t from, std::uint32_t to) const;
    [[nodiscard]] static bool is_read_apart(const char* id);  // ISA IEA BIN BDS
  };
  Status next_odd();

  std::unique_ptr<Impl> impl_;
  Cursor* cursor_;  // in impl_
};

// Whether [from, to), which is not empty, is free of special bytes. Sees at least 57 bits at a time.
inline bool SegmentReader::Cursor::is_plain(std::uint32_t from, std::uint32_t to) const {
  for (; to - from > 57; from += 57) {
    if ((special_bits(from) << 7) != 0) return false;
  }
  return (special_bits(from) << (64 - (to - from))) == 0;
}

// The special bits of the bytes at `from` and behind, the lowest first; 57 of them count.
static_assert(std::endian::native == std::endian::little, "special bits are read by bytes");
inline std::uint64_t SegmentReader::Cursor::special_bits(std::uint32_t from) const {
  std::uint64_t bits = 0;
  std::memcpy(&bits, reinterpret_cast<const unsigned char*>(special) + from / 8, sizeof bits);
  return bits >> (from & 7);
}

inline bool SegmentReader::Cursor::is_read_apart(const char* id) {
  return (id[0] == 'I' && ((id[1] == 'S' && id[2] == 'A') || (id[1] == 'E' && id[2] == 'A'))) ||
         (id[0] == 'B' && ((id[1] == 'I' && id[2] == 'N') || (id[1] == 'D' && id[2] == 'S')));
}

// Takes the next segment when it is whole and there is nothing to mend; false leaves everything as it is.
inline bool SegmentReader::Cursor::take_plain() {
  if (end == last_end) return false;
  const std::uint32_t* own = marks + first;
  const std::uint32_t elements = *end - first;
  const std::uint32_t stop = own[elements];
  std::uint32_t from = begin;
  while (from != stop && (window[from] == '\r' || window[from] == '\n')) ++from;
  if (own[0] - from - 2 > 1 || stop - begin > surely_short) return false;
  if (static_cast<signed char>(window[from]) <= ' ' || static_cast<unsigned char>(window[stop - 1]) <= ' ')
    return false;
  if (is_read_apart(window + from)) return false;
  const bool plain = is_plain(from, stop);
  if (!plain && break_is_odd && has_break(from, stop)) return false;
  segment = Segment(window, from, own, elements, plain, origin + from);
  begin = stop + 1;
  first = *end + 1;
  ++end;
  return true;
}

}  // namespace transom
