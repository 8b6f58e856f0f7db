// The compact form of guides: plain records in one run of bytes, used in place.
//
// The guide compiler writes it at build time and the program carries it; a folder of one's own is compiled to
// the same bytes at run time, so that there is one way from YAML to tables. Offsets count bytes from the
// start, records are aligned to eight. Host byte order: it never leaves the machine that built it.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace transom::blob {

inline constexpr char magic[8] = {'t', 'r', 'g', 'u', 'i', 'd', 'e', '2'};
inline constexpr std::uint16_t none = 0xffff;

struct Text {
  std::uint32_t at = 0, size = 0;
};
struct List {
  std::uint32_t at = 0, count = 0;
};

struct Header {
  char magic[8];
  List versions;  // Version, ascending
  List names;     // Name, ascending by element, then code
};
struct Name {
  Text element, code, words;
};
struct Version {
  Text version, confidence;
  List elements, composites, segments, places, notes, sets;
};
struct Element {
  Text number, name;
  Text codes;               // separated by blanks, in the order written
  std::uint32_t table = 0;  // code table: `slots` keys of eight bytes, 0 is free
  std::uint32_t slots = 0;  // a power of two; 0: no codes
  std::uint16_t min = 0, max = 0;
  std::uint8_t type = 0, decimals = 0;
  std::uint16_t pad = 0;
};
struct Place {
  std::uint16_t element = 0;
  std::uint16_t composite = none;
  std::uint16_t repeat = 1;
  std::uint8_t mandatory = 0;
  std::uint8_t pad = 0;
};
struct Note {
  std::uint8_t kind = 0, count = 0;
  std::uint8_t elements[10] = {};
};
struct Composite {
  std::uint16_t element = 0;  // its own def
  std::uint16_t pad = 0;
  std::uint32_t first_place = 0, places = 0, first_note = 0, notes = 0;
};
struct Segment {
  std::uint32_t id = 0;
  Text name;
  std::uint32_t first_place = 0, places = 0, first_note = 0, notes = 0;
};
struct Set {
  Text id, name, functional_id;
  List uses, loops;
  std::uint32_t counted = 0;       // packed segment id, 0: none
  std::uint32_t hash_segment = 0;  // packed segment id, 0: none
  std::uint32_t hash_element = 0;
};
struct Use {
  std::uint32_t id = 0, max = 1;
  std::uint16_t loop = 0;
  std::uint16_t bound = none;  // of LS and LE: the use of the other
  std::uint8_t mandatory = 0, area = 'h';
  std::uint16_t pad = 0;
};
struct Loop {
  Text id, path;
  std::uint32_t max = 1;
  std::uint16_t parent = 0, first_use = 0, end_use = 0;
  std::uint8_t mandatory = 0, depth = 0;
};

// No hidden padding, so that the same guides always make the same bytes.
template <typename... Records>
inline constexpr bool solid = (std::has_unique_object_representations_v<Records> && ...);
static_assert(solid<Header, Name, Version, Element, Place, Note, Composite, Segment, Set, Use, Loop>);

// A view with typed access. The bytes are our own and trusted; only the magic is looked at.
class View {
 public:
  View() = default;
  explicit View(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool valid() const {
    return bytes_.size() >= sizeof(Header) && std::memcmp(bytes_.data(), magic, sizeof magic) == 0;
  }
  [[nodiscard]] const Header& header() const { return *at<Header>(0); }
  [[nodiscard]] std::string_view text(Text text) const { return bytes_.substr(text.at, text.size); }
  template <typename Record>
  [[nodiscard]] std::span<const Record> list(List list) const {
    return {at<Record>(list.at), list.count};
  }
  template <typename Record>
  [[nodiscard]] const Record* at(std::uint32_t offset) const {
    return reinterpret_cast<const Record*>(bytes_.data() + offset);
  }

 private:
  std::string_view bytes_;
};

// A code as a number: its bytes, the first lowest.
[[nodiscard]] inline std::uint64_t code_key(std::string_view code) {
  std::uint64_t key = 0;
  if (!code.empty()) std::memcpy(&key, code.data(), code.size() < 8 ? code.size() : 8);
  return key;
}
// Where a key's search begins in a table of `slots`.
[[nodiscard]] inline std::uint32_t code_slot(std::uint64_t key, std::uint32_t slots) {
  return static_cast<std::uint32_t>((key * 0x9e3779b97f4a7c15U) >> 40) & (slots - 1);
}

}  // namespace transom::blob
