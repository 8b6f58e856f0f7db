// Numbers that come padded with zeros by one and without by the other. Beside without_zeros() in text.hpp, of
// which a zero leaves nothing.
#pragma once

#include <string_view>

#include "base/text.hpp"

namespace transom {

// Without the zeros in front; of zeros alone the last stays: 000 is 0, and not what is not there.
[[nodiscard]] constexpr std::string_view bare_number(std::string_view number) {
  const std::string_view bare = without_zeros(number);
  return bare.empty() && !number.empty() ? number.substr(number.size() - 1) : bare;
}
// Numbers as people and programs compare them: leading zeros and blanks apart.
[[nodiscard]] inline bool same_number(std::string_view a, std::string_view b) {
  return bare_number(trim(a)) == bare_number(trim(b));
}
// An id: of digits alone it is a number, else it is as it is written.
[[nodiscard]] constexpr std::string_view unpadded(std::string_view id) {
  return all_digits(id) ? bare_number(id) : id;
}

}  // namespace transom
