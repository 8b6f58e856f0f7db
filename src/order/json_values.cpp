// How each kind of field is written in JSON: what is expected, what was found, and the way into the member.
#include "order/json_values.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"

namespace transom {
namespace {

template <class T>
bool assign(const Field& field, void* record, std::optional<T> value) {
  if (value) field.get<std::optional<T>>(record) = std::move(value);
  return value.has_value();
}

}  // namespace

std::string_view expected_json(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return "text in quotes";
    case FieldKind::decimal:
      return "a decimal in quotes, such as \"12.50\"";
    case FieldKind::integer:
      return "a whole number without quotes, such as 3";
    case FieldKind::date:
      return "a date in quotes, such as \"2026-03-02\"";
    case FieldKind::time:
      return "a time in quotes, such as \"17:05\"";
    case FieldKind::flag:
      return "true or false";
    case FieldKind::record:
      return "an object";
    case FieldKind::records:
      return "a list of objects";
    case FieldKind::texts:
      return "a list of texts in quotes";
  }
  return {};
}

std::string found_json(const JsonScalar& value) {
  switch (value.kind) {
    case JsonScalar::Kind::text:
      return fmt::format("the text \"{}\"", visible(value.text, 40));
    case JsonScalar::Kind::number:
      return fmt::format("the number {}", visible(value.text, 40));
    case JsonScalar::Kind::flag:
      return value.flag ? "true" : "false";
    case JsonScalar::Kind::null:
      break;
  }
  return "null";
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t value = 0;
  const auto end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return value;
}

bool fill_from_json(const Field& field, void* record, const JsonScalar& value) {
  using Kind = JsonScalar::Kind;
  if (value.kind == Kind::flag)
    return field.kind == FieldKind::flag && assign(field, record, std::optional(value.flag));
  if (value.kind == Kind::number)
    return field.kind == FieldKind::integer && assign(field, record, whole_number(value.text));
  if (value.kind == Kind::null) return false;
  switch (field.kind) {
    case FieldKind::text:
      field.text(record) = value.text;
      return field.need == Need::may || !value.text.empty();
    case FieldKind::decimal:
      return assign(field, record, Decimal::parse(value.text));
    case FieldKind::date:
      return assign(field, record, Date::parse_iso(value.text));
    case FieldKind::time:
      return assign(field, record, Time::parse_iso(value.text));
    default:
      return false;
  }
}

}  // namespace transom
