// Segments as views into the reader's window: an id and elements, each one subtraction away.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace transom {

// Learned from each ISA, never assumed.
struct Delimiters {
  char element = '*';      // ISA byte 4
  char component = ':';    // ISA16
  char terminator = '~';   // the byte behind ISA16
  char repetition = '\0';  // ISA11 from version 00402 on when it is no letter, digit or space; else none
  std::string suffix;      // what followed the first terminator ("\r\n"), so that answers can look alike
  friend bool operator==(const Delimiters&, const Delimiters&) = default;
};

// Segment ids of two or three characters packed into one integer: cheap to compare and hash.
using SegmentId = std::uint32_t;
constexpr SegmentId segment_id(std::string_view text) {
  SegmentId id = 0;
  for (char c : text.substr(0, 4)) id = (id << 8) | static_cast<unsigned char>(c);
  return id;
}
[[nodiscard]] std::string to_string(SegmentId id);

// A view of one segment. `marks` are offsets from `base`: marks[0] is the end of the id, marks[n] the end of
// element n, so element n is base[marks[n-1]+1 .. marks[n]). Valid until the reader's next next().
class Segment {
 public:
  // Walks the elements from the first to the last, as a range for `for`; the quickest way through all of
  // them.
  class Elements {
   public:
    class Iterator {
     public:
      Iterator(const char* base, const std::uint32_t* mark) : base_(base), mark_(mark) {}
      std::string_view operator*() const { return {base_ + mark_[0] + 1, mark_[1] - mark_[0] - 1}; }
      Iterator& operator++() {
        ++mark_;
        return *this;
      }
      friend bool operator==(const Iterator&, const Iterator&) = default;

     private:
      const char* base_;
      const std::uint32_t* mark_;  // the end of the element before
    };
    Elements(Iterator first, Iterator last) : begin_(first), end_(last) {}
    [[nodiscard]] Iterator begin() const { return begin_; }
    [[nodiscard]] Iterator end() const { return end_; }

   private:
    Iterator begin_, end_;
  };

  Segment() = default;
  Segment(const char* base, std::uint32_t begin, const std::uint32_t* marks, std::uint32_t elements,
          bool plain, std::uint64_t offset)
      : base_(base), marks_(marks), begin_(begin), elements_(elements), plain_(plain), offset_(offset) {}

  [[nodiscard]] std::string_view id() const { return {base_ + begin_, marks_[0] - begin_}; }
  [[nodiscard]] SegmentId packed_id() const {
    const auto* p = reinterpret_cast<const unsigned char*>(base_ + begin_);
    const std::uint32_t size = marks_[0] - begin_;
    if (size - 2 > 1 || elements_ == 0) [[unlikely]]
      return segment_id(id());
    // Two or three: without a branch, which no processor can foresee. Behind two stands a separator.
    return (SegmentId{p[0]} << 16U | SegmentId{p[1]} << 8U | p[2]) >> (24U - 8U * size);
  }
  [[nodiscard]] bool is(std::string_view name) const { return id() == name; }
  // How many elements are written; trailing empty ones count.
  [[nodiscard]] std::uint32_t size() const { return elements_; }
  // Element n, 1-based as the standard writes it (BEG03 is element(3)); empty where it is absent.
  [[nodiscard]] std::string_view element(std::uint32_t n) const {
    if (n - 1 >= elements_) return {};  // 0 wraps round
    const std::uint32_t from = marks_[n - 1] + 1;
    return {base_ + from, marks_[n] - from};
  }
  [[nodiscard]] Elements elements() const { return {{base_, marks_}, {base_, marks_ + elements_}}; }
  // The whole segment without its terminator.
  [[nodiscard]] std::string_view text() const { return {base_ + begin_, marks_[elements_] - begin_}; }
  // True when no byte is a component or repetition separator, a control character, or outside ASCII: most
  // segments, whose elements then need no look at their characters.
  [[nodiscard]] bool plain() const { return plain_; }
  // Bytes from the start of the file to the first byte of the id.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  // Raw layout for the validator and the set buffer: end offsets from text().data() are mark(n) -
  // mark_base().
  [[nodiscard]] const std::uint32_t* marks() const { return marks_; }
  [[nodiscard]] const char* base() const { return base_; }
  [[nodiscard]] std::uint32_t begin() const { return begin_; }

 private:
  const char* base_ = nullptr;
  const std::uint32_t* marks_ = nullptr;
  std::uint32_t begin_ = 0;
  std::uint32_t elements_ = 0;
  bool plain_ = true;
  std::uint64_t offset_ = 0;
};

// Splits a composite or a repeated element; separator '\0' gives the whole as the only part. n is 1-based;
// empty where there is no such part.
[[nodiscard]] std::string_view part(std::string_view element, char separator, std::uint32_t n);
[[nodiscard]] std::uint32_t count_parts(std::string_view element, char separator);

}  // namespace transom
