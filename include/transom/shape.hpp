// The shape of a plain struct: its fields' names and kinds, by which maps, JSON and the store reach it.
//
// A business document is a tree of plain structs. Each struct T has `static const Shape& shape()`, written
// once as a table of field("name", &T::member, need, "what it is"). Who works on documents in general (a
// compiled map, the JSON printer) looks a Field up once, at load, and then reaches the member by its offset:
// no name is looked up while a document is worked on.
//
// Every field may be absent: empty text, an empty list, std::nullopt, a record without a present field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "transom/date.hpp"
#include "transom/decimal.hpp"

namespace transom {

class Shape;

enum class FieldKind : std::uint8_t {
  text,     // std::string, UTF-8
  decimal,  // std::optional<Decimal>
  integer,  // std::optional<std::int64_t>
  date,     // std::optional<Date>
  time,     // std::optional<Time>
  flag,     // std::optional<bool>
  record,   // a nested struct with a shape
  records,  // std::vector of such structs
  texts,    // std::vector<std::string>
};
[[nodiscard]] std::string_view kind_name(FieldKind kind);  // "text", "list of records", ...

// `unless_cancelled`: a must of a document, but for one whose purpose is to cancel; that takes it from what
// it cancels.
enum class Need : std::uint8_t { may, must, unless_cancelled };

// The well-known values of a coded text. Not a closed list: a partner's other code passes as it was sent.
using Words = std::span<const std::string_view>;

// The shape of what is inside a field, asked for when it is needed: shapes may lie in each other (a pack has
// items, an item has packs), so a table cannot have the inner ones at hand while it is built.
class ShapeLink {
 public:
  constexpr ShapeLink() = default;
  constexpr explicit ShapeLink(const Shape& (*shape)()) : shape_(shape) {}
  operator const Shape*() const { return shape_ == nullptr ? nullptr : &shape_(); }
  const Shape* operator->() const { return &shape_(); }

 private:
  const Shape& (*shape_)() = nullptr;
};

// The elements of a list field, in order; valid until the list grows.
struct Items {
  const std::byte* first = nullptr;
  std::size_t count = 0;
  std::size_t stride = 0;
  [[nodiscard]] const void* operator[](std::size_t i) const { return first + i * stride; }
};

struct Field {
  std::string_view name;  // snake_case, a trade word
  FieldKind kind = FieldKind::text;
  Need need = Need::may;
  std::string_view about;            // one line for people and for the JSON Schema
  Words words;                       // of coded text; of records: of the key inside
  ShapeLink of;                      // record and records: the shape of what is inside
  std::size_t offset = 0, size = 0;  // of the member, in bytes
  struct ListOps {
    Items (*items)(const void* list);
    void* (*append)(void* list);  // a new default element at the end
    void (*clear)(void* list);
    void (*reserve)(void* list, std::size_t count);
    void (*drop_last)(void* list);  // precondition: not empty
  };
  const ListOps* list = nullptr;  // records and texts

  // The member itself; `record` is the struct that the field belongs to. T must be the type of the kind.
  template <class T>
  [[nodiscard]] T& get(void* record) const {
    return *static_cast<T*>(at(record));
  }
  template <class T>
  [[nodiscard]] const T& get(const void* record) const {
    return *static_cast<const T*>(at(record));
  }
  [[nodiscard]] void* at(void* record) const { return static_cast<std::byte*>(record) + offset; }
  [[nodiscard]] const void* at(const void* record) const {
    return static_cast<const std::byte*>(record) + offset;
  }
  [[nodiscard]] const std::string& text(const void* record) const { return get<std::string>(record); }
  [[nodiscard]] std::string& text(void* record) const { return get<std::string>(record); }
  [[nodiscard]] Items items(const void* record) const { return list->items(at(record)); }
  // records: the new struct; texts: the new std::string.
  void* append(void* record) const { return list->append(at(record)); }
  // Worth it where the count is known: a line is close to a kilobyte, and growing moves them all.
  void reserve(void* record, std::size_t count) const { list->reserve(at(record), count); }
  void drop_last(void* record) const { list->drop_last(at(record)); }

  // Whether `record`, of the shape that the field stands in, cannot be without it.
  [[nodiscard]] bool needed(const Shape& shape, const void* record) const;
  [[nodiscard]] bool present(const void* record) const;
  void clear(void* record) const;
};

class Shape {
 public:
  // A first field named kind, role, name or status is the key: what `dates[ship_no_later]` asks for.
  Shape(std::string_view name, std::initializer_list<Field> fields);
  // Of a struct that extends another, which stands at its beginning: the fields of its own, then the other's.
  Shape(std::string_view name, std::initializer_list<Field> own, const Shape& extended);
  // A table that is known only when the program runs, such as the columns of a file; without a key.
  Shape(std::string_view name, std::vector<Field> fields) : name_(name), fields_(std::move(fields)) {}

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] std::span<const Field> fields() const { return fields_; }
  [[nodiscard]] const Field* find(std::string_view name) const;  // nullptr when there is none
  [[nodiscard]] const Field* key() const { return key_; }
  [[nodiscard]] std::vector<std::string_view> names() const;
  [[nodiscard]] bool empty(const void* record) const;

 private:
  std::string_view name_;
  std::vector<Field> fields_;
  const Field* key_ = nullptr;
};

// Paths of required fields that are absent, such as "lines[2].number"; at most `limit`.
[[nodiscard]] std::vector<std::string> missing_fields(const Shape& shape, const void* record,
                                                      std::size_t limit = 100);

// One row of a shape's table; the kind follows from the member's type. For src/order/*_shape.cpp.
template <class Owner, class T>
Field field(std::string_view name, T Owner::*member, Need need, std::string_view about, Words words = {}) {
  static const Owner probe{};
  Field row{.name = name, .need = need, .about = about, .words = words};
  row.offset = static_cast<std::size_t>(reinterpret_cast<const std::byte*>(&(probe.*member)) -
                                        reinterpret_cast<const std::byte*>(&probe));
  row.size = sizeof(T);
  if constexpr (std::is_same_v<T, std::string>) {
    row.kind = FieldKind::text;
  } else if constexpr (std::is_same_v<T, std::optional<Decimal>>) {
    row.kind = FieldKind::decimal;
  } else if constexpr (std::is_same_v<T, std::optional<std::int64_t>>) {
    row.kind = FieldKind::integer;
  } else if constexpr (std::is_same_v<T, std::optional<Date>>) {
    row.kind = FieldKind::date;
  } else if constexpr (std::is_same_v<T, std::optional<Time>>) {
    row.kind = FieldKind::time;
  } else if constexpr (std::is_same_v<T, std::optional<bool>>) {
    row.kind = FieldKind::flag;
  } else if constexpr (requires(T list) { list.emplace_back(); }) {
    using Element = typename T::value_type;
    static constexpr Field::ListOps ops{
        [](const void* list) {
          const T& v = *static_cast<const T*>(list);
          return Items{reinterpret_cast<const std::byte*>(v.data()), v.size(), sizeof(Element)};
        },
        [](void* list) -> void* {
          T& v = *static_cast<T*>(list);
          if (v.capacity() == 0) v.reserve(4);  // few have but one: two growths less
          return &v.emplace_back();
        },
        [](void* list) { static_cast<T*>(list)->clear(); },
        [](void* list, std::size_t count) { static_cast<T*>(list)->reserve(count); },
        [](void* list) { static_cast<T*>(list)->pop_back(); }};
    row.list = &ops;
    row.kind = FieldKind::texts;
    if constexpr (!std::is_same_v<Element, std::string>) {
      row.kind = FieldKind::records;
      row.of = ShapeLink(&Element::shape);
    }
  } else {
    row.kind = FieldKind::record;
    row.of = ShapeLink(&T::shape);
  }
  return row;
}

}  // namespace transom
