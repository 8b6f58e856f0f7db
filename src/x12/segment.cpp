// The parts of an element: repetitions and components, found when asked for.
//
// Most elements have one part, so nothing is indexed in advance; a composite is short and is scanned again
// for each part. Refused: a vector of parts, which would allocate once an element.
#include "transom/segment.hpp"

namespace transom {

std::string to_string(SegmentId id) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    const auto byte = static_cast<char>((id >> shift) & 0xff);
    if (byte != '\0') text += byte;
  }
  return text;
}

std::string_view part(std::string_view element, char separator, std::uint32_t n) {
  if (n == 0) return {};
  if (separator == '\0') return n == 1 ? element : std::string_view{};
  for (; n > 1; --n) {
    const std::size_t at = element.find(separator);
    if (at == std::string_view::npos) return {};
    element.remove_prefix(at + 1);
  }
  return element.substr(0, element.find(separator));
}

std::uint32_t count_parts(std::string_view element, char separator) {
  std::uint32_t count = 1;
  if (separator == '\0') return count;
  for (const char c : element) count += c == separator;
  return count;
}

}  // namespace transom
