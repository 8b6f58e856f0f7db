// Right values are drawn from the whole width of their type: signs and points of numbers, six and eight digit
// dates with every last day of a month, times with and without seconds and their decimals, codes of the list,
// texts with every byte that is no delimiter. Lengths lie at the ends of their range more often than not.
#include "property/values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "transom/date.hpp"

namespace transom::property {
namespace {

constexpr std::string_view letters_and_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t longest = 60;  // enough to be seen; the limits themselves are tested where they matter

bool is_number(const ElementDef& element) {
  return element.type == ElementType::n || element.type == ElementType::r;
}

}  // namespace

Values::Values(Random& random, const Guide& guide, const Delimiters& delimiters)
    : random_(random), guide_(guide) {
  for (char c = 0x21; c < 0x7f; ++c) {
    if (c != delimiters.element && c != delimiters.component && c != delimiters.terminator &&
        c != delimiters.repetition) {
      alphabet_ += c;
    }
  }
}

std::string Values::text(std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    const bool inside = i != 0 && i + 1 != size;
    if (inside && random_.percent(10)) {
      out += ' ';
    } else {
      out += random_.percent(80) ? random_.one_of(letters_and_digits) : random_.one_of(alphabet_);
    }
  }
  return out;
}

std::string Values::digits(std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += random_.one_of(i == 0 ? "123456789" : "0123456789");
  return out;
}

std::string Values::number(const ElementDef& element, std::size_t size) {
  std::string out = digits(size);
  if (element.type == ElementType::r && random_.percent(50)) {
    out.insert(random_.between(size == 1 ? 0 : 1, size - 1), ".");
  }
  return random_.percent(10) ? "-" + out : out;
}

std::string Values::date(std::size_t size) {
  const Date day = Date::from_days(static_cast<std::int64_t>(random_.below(36500)));  // 1970 to 2069
  return size == 8 ? day.x12() : day.x12_short();
}

std::string Values::time(std::size_t size) {
  std::string out = fmt::format("{:02}{:02}", random_.below(24), random_.below(60));
  if (size >= 6) out += fmt::format("{:02}", random_.below(60));
  while (out.size() < size) out += random_.one_of("0123456789");
  return out;
}

std::string Values::right(const ElementDef& element) {
  const std::size_t low = std::max<std::size_t>(element.min, 1);
  const std::size_t high = std::max(low, std::min<std::size_t>(element.max, low + longest));
  const std::size_t size = random_.percent(25)   ? low
                           : random_.percent(10) ? high
                                                 : random_.between(low, std::min(high, low + 12));
  switch (element.type) {
    case ElementType::n:
    case ElementType::r:
      return number(element, size);
    case ElementType::dt:
      return date(element.max < 8 ? 6 : element.min == 8 || random_.percent(50) ? 8 : 6);
    case ElementType::tm: {
      std::vector<std::size_t> sizes;
      for (const std::size_t n : {4U, 6U, 7U, 8U}) {
        if (n >= element.min && n <= element.max) sizes.push_back(n);
      }
      return time(sizes.empty() ? 4 : random_.one_of(sizes));
    }
    default:
      break;
  }
  if (!element.has_codes) return text(size);
  const std::string_view codes = guide_.codes(element);
  const std::size_t from = codes.rfind(' ', random_.below(codes.size())) + 1;  // npos + 1 is 0
  std::string code(codes.substr(from, codes.find(' ', from) - from));
  if (code.size() < element.min) code.resize(element.min, ' ');
  return code;
}

std::optional<std::string> Values::wrong(const ElementDef& element, Rule fault) {
  const bool number_type = is_number(element);
  const bool text_type = element.type == ElementType::an || element.type == ElementType::id;
  switch (fault) {
    case Rule::element_too_short:
      if (element.min < 2) return std::nullopt;
      return wrong_length(element, random_.between(1, element.min - 1U));
    case Rule::element_too_long:
      if (element.max > 500) return std::nullopt;
      return wrong_length(element, element.max + random_.between(1, 3));
    case Rule::element_character: {
      if (!text_type || element.max == 0) return std::nullopt;
      std::string out = text(std::max<std::size_t>(element.min, 1));
      out[random_.below(out.size())] = random_.one_of("\x01\x07\x0e\x7f\x80\xe9\xff");
      return out;
    }
    case Rule::element_number: {
      if (!number_type) return std::nullopt;
      std::string out = digits(std::max<std::size_t>(element.min, 1));
      out.insert(random_.below(out.size()), 1, random_.one_of("AX"));
      return out;
    }
    case Rule::element_code:
      return wrong_code(element);
    case Rule::element_date:
      return wrong_date(element);
    case Rule::element_time:
      return wrong_time(element);
    case Rule::leading_zeros: {
      if (!number_type || element.max <= std::max<std::size_t>(element.min, 1)) return std::nullopt;
      const std::size_t low = std::max<std::size_t>(element.min, 1);
      return "0" + digits(random_.between(low, std::min<std::size_t>(element.max - 1U, low + 4)));
    }
    case Rule::trailing_blanks: {
      if (!text_type || element.has_codes) return std::nullopt;
      const std::size_t size = std::clamp<std::size_t>(element.min, 1, longest);
      return text(size) + std::string(random_.between(1, 3), ' ');
    }
    default:
      return std::nullopt;
  }
}

std::optional<std::string> Values::wrong_length(const ElementDef& element, std::size_t size) {
  if (is_number(element)) return digits(size);
  if (element.type == ElementType::an || element.type == ElementType::id) return text(size);
  if (element.type == ElementType::dt || element.type == ElementType::tm) return digits(size);
  return std::nullopt;
}

std::optional<std::string> Values::wrong_date(const ElementDef& element) {
  if (element.type != ElementType::dt) return std::nullopt;
  static const std::vector<std::string> days{"1301", "0230", "0431", "0001", "0500", "0229", "X101"};
  return (element.max < 8 ? "27" : "2027") + random_.one_of(days);
}

std::optional<std::string> Values::wrong_time(const ElementDef& element) {
  if (element.type != ElementType::tm) return std::nullopt;
  static const std::vector<std::string> times{"2401", "1260", "9999", "12X0"};
  std::string out = random_.one_of(times);
  while (out.size() < element.min) out += '0';
  return out;
}

std::optional<std::string> Values::wrong_code(const ElementDef& element) {
  if (!element.has_codes) return std::nullopt;
  for (int attempt = 0; attempt < 50; ++attempt) {
    const std::size_t low = std::max<std::size_t>(element.min, 1);
    std::string out;
    for (std::size_t n = random_.between(low, std::min<std::size_t>(element.max, low + 3)); n > 0; --n) {
      out += random_.one_of(letters_and_digits);
    }
    if (!guide_.has_code(element, out)) return out;
  }
  return std::nullopt;
}

}  // namespace transom::property
