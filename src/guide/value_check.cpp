// The exact rules of types and lengths (rules of X12.6 in our words).
//
// Length counts characters: of UTF-8 the code points, of anything else the bytes; a number's sign and point
// do not count; blanks behind a text count toward the minimum and not toward the maximum, since they are
// padding. One value gets one fault, the one that a person would name: a character that may not be, else the
// length, else the form, else the code. Control characters and bytes outside ASCII are faults of the same
// rule (element-character, an error by default): both are outside the basic and the extended character set,
// and a partner who sends Latin-1 or UTF-8 by agreement has that rule relaxed.
#include "guide/value_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "transom/date.hpp"

namespace transom {
namespace {

int two_digits(const char* p) {
  return (p[0] - '0') * 10 + (p[1] - '0');
}

bool has_foreign_character(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x7f;
  });
}

std::size_t characters(std::string_view value, bool plain) {
  if (plain || !is_utf8(value)) return value.size();
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
  return static_cast<std::size_t>(std::count_if(value.begin(), value.end(), starts));
}

Rule check_length(const ElementCheck& check, std::size_t padded, std::size_t size) {
  if (padded < check.min) return Rule::element_too_short;
  return size > check.max ? Rule::element_too_long : Rule::count_;
}

ValueVerdict check_number(const ElementCheck& check, std::string_view value) {
  if (value[0] == '-') value.remove_prefix(1);
  const std::size_t point = check.type == ElementType::r ? value.find('.') : std::string_view::npos;
  const std::size_t digits = value.size() - (point == std::string_view::npos ? 0 : 1);
  const bool form = digits > 0 && point + 1 != value.size() &&
                    (point == 0 || all_digits(value.substr(0, point))) &&
                    (point == std::string_view::npos || all_digits(value.substr(point + 1)));
  if (!form) return {Rule::element_number};
  const Rule length = check_length(check, digits, digits);
  if (length != Rule::count_) return {length};
  const bool zeros_in_front = digits > check.min && value.size() > 1 && value[0] == '0' && is_digit(value[1]);
  return {Rule::count_, zeros_in_front ? Rule::leading_zeros : Rule::count_};
}

Rule check_date(std::string_view value) {
  const bool size = value.size() == 6 || value.size() == 8;
  return size && all_digits(value) && Date::parse_x12(value) ? Rule::count_ : Rule::element_date;
}

Rule check_time(std::string_view value) {
  const bool size = value.size() == 4 || (value.size() >= 6 && value.size() <= 8);
  return size && all_digits(value) && Time::parse_x12(value) ? Rule::count_ : Rule::element_time;
}

}  // namespace

bool surely_time(const char* p, std::uint32_t size) {
  if (size != 4 && size != 6 && size != 8) return false;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (!is_digit(p[i])) return false;
  }
  return two_digits(p) <= 23 && two_digits(p + 2) <= 59 && (size == 4 || two_digits(p + 4) <= 59);
}

ValueVerdict check_value(const ElementCheck& check, std::string_view value, bool plain) {
  if (check.type == ElementType::b) return {check_length(check, value.size(), value.size())};
  if (!plain && has_foreign_character(value)) return {Rule::element_character};
  if (check.type == ElementType::n || check.type == ElementType::r) return check_number(check, value);
  const std::string_view text = trim_right(value);
  const std::size_t padded = characters(value, plain);
  const Rule length = check_length(check, padded, padded - (value.size() - text.size()));
  if (length != Rule::count_) return {length};
  if (check.type == ElementType::dt) return {check_date(value)};
  if (check.type == ElementType::tm) return {check_time(value)};
  if (check.codes != nullptr && (text.size() > 8 || text.empty() || !has_code(check, blob::code_key(text)))) {
    return {Rule::element_code};
  }
  const bool padding = text.size() < value.size() && value.size() > check.min;
  return {Rule::count_, padding ? Rule::trailing_blanks : Rule::count_};
}

std::string expected_value(Rule rule, const ElementDef& element, std::string_view codes) {
  switch (rule) {
    case Rule::element_too_short:
    case Rule::element_too_long: {
      const bool number = element.type == ElementType::n || element.type == ElementType::r;
      const std::string_view unit = number ? "digit" : element.type == ElementType::b ? "byte" : "character";
      const std::string_view plural = element.max == 1 ? "" : "s";
      if (element.min == element.max) return fmt::format("{} {}{}", element.max, unit, plural);
      return fmt::format("{} to {} {}{}", element.min, element.max, unit, plural);
    }
    case Rule::element_character:
      return "printable ASCII";
    case Rule::element_number:
      if (element.type == ElementType::r) return "digits, with a point and digits behind it where needed";
      if (element.decimals == 0) return "digits without a point";
      return fmt::format("digits without a point, the last {} of them decimals", element.decimals);
    case Rule::element_date:
      return element.max == 6   ? "a day of the calendar as YYMMDD"
             : element.min == 8 ? "a day of the calendar as YYYYMMDD"
                                : "a day of the calendar as YYYYMMDD or YYMMDD";
    case Rule::element_time:
      return element.max == 4 ? "a time as HHMM" : "a time as HHMM, HHMMSS or with decimals of a second";
    case Rule::element_code: {
      const auto count = std::count(codes.begin(), codes.end(), ' ') + 1;
      if (count > 12) return fmt::format("one of the {} codes of the list", count);
      std::string list = count == 1 ? "" : "one of ";
      for (const char c : codes) {
        if (c == ' ') list += ',';
        list += c;
      }
      return list;
    }
    default:
      return {};
  }
}

}  // namespace transom
