// Shapes: what can be said about any struct by its table of fields alone.
//
// A field reaches its member by an offset that is measured once on a default object when the table is built,
// so an access costs an addition. Refused: a virtual get/set by name for each struct (hundreds of functions,
// and a name looked up for each value), and generated code (one more step between the reader and the struct).
#include "transom/shape.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "order/order_book.hpp"
#include "transom/failure.hpp"

namespace transom {

std::string_view kind_name(FieldKind kind) {
  static constexpr std::array<std::string_view, 9> names{
      "text", "decimal", "integer", "date", "time", "flag", "record", "list of records", "list of texts"};
  return names[static_cast<std::size_t>(kind)];
}

bool Field::present(const void* record) const {
  switch (kind) {
    case FieldKind::text:
      return !text(record).empty();
    case FieldKind::decimal:
      return get<std::optional<Decimal>>(record).has_value();
    case FieldKind::integer:
      return get<std::optional<std::int64_t>>(record).has_value();
    case FieldKind::date:
      return get<std::optional<Date>>(record).has_value();
    case FieldKind::time:
      return get<std::optional<Time>>(record).has_value();
    case FieldKind::flag:
      return get<std::optional<bool>>(record).has_value();
    case FieldKind::record:
      return !of->empty(at(record));
    case FieldKind::records:
    case FieldKind::texts:
      return items(record).count > 0;
  }
  return false;
}

void Field::clear(void* record) const {
  switch (kind) {
    case FieldKind::text:
      return text(record).clear();
    case FieldKind::decimal:
      return get<std::optional<Decimal>>(record).reset();
    case FieldKind::integer:
      return get<std::optional<std::int64_t>>(record).reset();
    case FieldKind::date:
      return get<std::optional<Date>>(record).reset();
    case FieldKind::time:
      return get<std::optional<Time>>(record).reset();
    case FieldKind::flag:
      return get<std::optional<bool>>(record).reset();
    case FieldKind::record:
      for (const Field& inner : of->fields()) inner.clear(at(record));
      return;
    case FieldKind::records:
    case FieldKind::texts:
      return list->clear(at(record));
  }
}

Shape::Shape(std::string_view name, std::initializer_list<Field> fields) : name_(name), fields_(fields) {
  static constexpr std::array<std::string_view, 4> keys{"kind", "role", "name", "status"};
  bug_check(!fields_.empty(), "a shape without fields");
  const Field& first = fields_.front();
  if (std::find(keys.begin(), keys.end(), first.name) != keys.end()) key_ = &first;
}

Shape::Shape(std::string_view name, std::initializer_list<Field> own, const Shape& extended)
    : Shape(name, own) {
  fields_.insert(fields_.end(), extended.fields_.begin(), extended.fields_.end());
}

const Field* Shape::find(std::string_view name) const {
  for (const Field& field : fields_)
    if (field.name == name) return &field;
  return nullptr;
}

std::vector<std::string_view> Shape::names() const {
  std::vector<std::string_view> names;
  for (const Field& field : fields_) names.push_back(field.name);
  return names;
}

bool Shape::empty(const void* record) const {
  return std::none_of(fields_.begin(), fields_.end(), [&](const Field& f) { return f.present(record); });
}

bool Field::needed(const Shape& shape, const void* record) const {
  if (need != Need::unless_cancelled) return need == Need::must;
  const Field* purpose = shape.find("purpose");
  return purpose == nullptr || !is_cancelled(purpose->text(record));
}

namespace {

void collect_missing(const Shape& shape, const void* record, const std::string& prefix, std::size_t limit,
                     std::vector<std::string>& out) {
  for (const Field& field : shape.fields()) {
    if (out.size() >= limit) return;
    if (!field.present(record)) {
      if (field.needed(shape, record)) out.push_back(fmt::format("{}{}", prefix, field.name));
      continue;
    }
    if (field.kind == FieldKind::record)
      collect_missing(*field.of, field.at(record), fmt::format("{}{}.", prefix, field.name), limit, out);
    if (field.kind != FieldKind::records) continue;
    const Items items = field.items(record);
    for (std::size_t i = 0; i < items.count && out.size() < limit; ++i)
      collect_missing(*field.of, items[i], fmt::format("{}{}[{}].", prefix, field.name, i), limit, out);
  }
}

}  // namespace

std::vector<std::string> missing_fields(const Shape& shape, const void* record, std::size_t limit) {
  std::vector<std::string> out;
  collect_missing(shape, record, {}, limit, out);
  return out;
}

}  // namespace transom
