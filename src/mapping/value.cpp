// Printing and comparing values.
//
// Decimals compare by value (1.0 = 1), texts byte by byte: whoever wants case or blanks ignored says so in
// the map (`| upper`, `| trim`).
#include "mapping/value.hpp"

#include <cstring>

namespace transom::mapping {

std::string_view name_of(Type type) {
  switch (type) {
    case Type::none:
      return "nothing";
    case Type::text:
      return "a text";
    case Type::number:
      return "a number";
    case Type::date:
      return "a date";
    case Type::time:
      return "a time";
    case Type::flag:
      return "a yes or no";
    case Type::records:
      break;
  }
  return "a group of fields";
}

std::string to_text(const Value& value) {
  switch (value.type) {
    case Type::text:
      return std::string(value.text);
    case Type::number:
      return value.number.to_string();
    case Type::date:
      return value.date.iso();
    case Type::time:
      return value.time.iso();
    case Type::flag:
      return value.flag ? "yes" : "no";
    case Type::none:
    case Type::records:
      break;
  }
  return {};
}

std::strong_ordering order(const Value& a, const Value& b) {
  switch (a.type) {
    case Type::number:
      return a.number <=> b.number;
    case Type::date:
      return a.date <=> b.date;
    case Type::time:
      return a.time <=> b.time;
    case Type::flag:
      return a.flag <=> b.flag;
    default:
      return a.text.compare(b.text) <=> 0;
  }
}

bool equal(const Value& a, const Value& b) {
  return a.type == b.type && a.type != Type::none && a.type != Type::records && order(a, b) == 0;
}

std::string_view TextArena::keep(std::string_view text) {
  if (text.empty()) return {};
  char* bytes = static_cast<char*>(memory_.allocate(text.size(), 1));
  std::memcpy(bytes, text.data(), text.size());
  return {bytes, text.size()};
}

}  // namespace transom::mapping
