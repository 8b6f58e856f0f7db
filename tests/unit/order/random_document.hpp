// Documents of every shape from a seed: whatever a shape can hold, some document of the series holds it.
#pragma once

#include <random>
#include <string>

#include "transom/document.hpp"

namespace transom {

class RandomDocuments {
 public:
  explicit RandomDocuments(std::uint32_t seed) : random_(seed) {}

  BusinessDocument next() {
    BusinessDocument document = empty_document(document_kinds[below(std::size(document_kinds))]);
    // From nearly empty to nearly full.
    chance_ = 1 + below(60);
    fill(shape_of(kind_of(document)), record_of(document), 0);
    return document;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }

  std::string text() {
    static const std::string pieces[] = {
        "A",  "12",          "blue ", "\"",       "\\",           "/",
        "\n", "\x01",        "\x7f",  "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x93\xa6",
        "{}", "item, large", "'",     "\t"};
    std::string out = "x";
    for (std::size_t n = below(8); n > 0; --n) out += pieces[below(std::size(pieces))];
    return out;
  }
  Decimal decimal() {
    const int scale = static_cast<int>(below(below(4) == 0 ? 19 : 5));
    int128 units = static_cast<int128>(random_());
    if (below(8) == 0) units *= static_cast<int128>(random_()) * 1000003;
    return {below(5) == 0 ? -units : units, scale};
  }
  Time time() {
    Time out{static_cast<int>(below(24)), static_cast<int>(below(60))};
    if (below(2) == 0) out.second = static_cast<int>(below(60));
    if (out.second >= 0 && below(2) == 0) out.hundredths = static_cast<int>(below(100));
    return out;
  }

  void fill(const Shape& shape, void* record, std::size_t depth) {
    for (const Field& field : shape.fields())
      if (field.need != Need::may || below(100) < chance_) fill(field, record, depth);
  }
  void fill(const Field& field, void* record, std::size_t depth) {
    switch (field.kind) {
      case FieldKind::text:
        field.text(record) = text();
        return;
      case FieldKind::decimal:
        field.get<std::optional<Decimal>>(record) = decimal();
        return;
      case FieldKind::integer:
        field.get<std::optional<std::int64_t>>(record) = static_cast<std::int64_t>(below(100000)) - 1000;
        return;
      case FieldKind::date:
        field.get<std::optional<Date>>(record) = Date::from_days(static_cast<std::int64_t>(below(40000)));
        return;
      case FieldKind::time:
        field.get<std::optional<Time>>(record) = time();
        return;
      case FieldKind::flag:
        field.get<std::optional<bool>>(record) = below(2) == 0;
        return;
      case FieldKind::record:
        return fill(*field.of, field.at(record), depth + 1);
      case FieldKind::texts:
        for (std::size_t n = 1 + below(2); n > 0; --n)
          *static_cast<std::string*>(field.append(record)) = text();
        return;
      case FieldKind::records:
        if (depth > 2 && field.need == Need::may && (depth > 5 || below(4) != 0)) return;
        for (std::size_t n = 1 + below(2); n > 0; --n) fill(*field.of, field.append(record), depth + 1);
        return;
    }
  }

  std::mt19937 random_;
  std::size_t chance_ = 50;
};

}  // namespace transom
