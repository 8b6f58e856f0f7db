// The ISA: where an interchange's delimiters are learned, and the one segment that is read without knowing
// any.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "transom/segment.hpp"

namespace transom {

struct InterchangeHeader {
  enum class Kind {
    none,        // "ISA" stands here by chance
    unreadable,  // a header, but its delimiters or its sixteen elements cannot be found
    readable,
  };
  // No header is longer, and so much is looked at; 106 bytes are the rule.
  static constexpr std::size_t longest = 512;
  // So many separators make a header of what starts with "ISA": then at least the sender is told.
  static constexpr std::uint32_t fewest_elements = 6;

  Kind kind = Kind::none;
  Delimiters delimiters;
  std::string trouble;         // why it is unreadable, for a person
  std::string bad_separator;   // the byte in ISA16 that cannot separate; then nothing has components
  std::string bad_repetition;  // the byte in ISA11 that cannot separate; then nothing repeats
  bool exact_length = false;   // 106 bytes, the terminator included
  bool wrapped = false;        // line breaks were taken out of it
  std::string text;            // without breaks and terminator
  std::array<std::uint32_t, 17> marks{};
  std::uint32_t elements = 0;  // found, at most 16
  std::size_t length = 0;      // bytes of input, terminator included

  // Reads the header at the start of `bytes`, which are `longest` bytes, or fewer at the end of the input
  // only. Keeps the memory that it has.
  void read(std::string_view bytes);
  // Of a header that is readable; 1 to 16.
  [[nodiscard]] std::string_view element(std::uint32_t n) const {
    return std::string_view(text).substr(marks[n - 1] + 1, marks[n] - marks[n - 1] - 1);
  }

 private:
  void read_elements(std::string_view bytes);
  bool read_end(std::string_view bytes);
  bool take_separators(char component, char terminator, std::size_t end);
  void read_repetition();
  void read_suffix(std::string_view behind);
};

}  // namespace transom
