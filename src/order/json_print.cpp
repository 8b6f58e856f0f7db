// Business documents out: one walk over the shape, straight into the text.
//
// What is absent is left out, so that a reader never has to tell "not sent" from "empty". A decimal is
// printed as it is held: 19.950 was sent with three places, and the ERP may want to know.
#include <fmt/format.h>

#include "transom/json.hpp"

namespace transom {
namespace {

void write_fields(JsonWriter& writer, const Shape& shape, const void* record);

void write_value(JsonWriter& writer, const Field& field, const void* record) {
  switch (field.kind) {
    case FieldKind::text:
      writer.value(field.text(record));
      return;
    case FieldKind::decimal:
      writer.plain(field.get<std::optional<Decimal>>(record)->to_string());
      return;
    case FieldKind::integer:
      writer.number(*field.get<std::optional<std::int64_t>>(record));
      return;
    case FieldKind::date:
      writer.plain(field.get<std::optional<Date>>(record)->iso());
      return;
    case FieldKind::time:
      writer.plain(field.get<std::optional<Time>>(record)->iso());
      return;
    case FieldKind::flag:
      writer.flag(*field.get<std::optional<bool>>(record));
      return;
    case FieldKind::record:
      writer.object();
      write_fields(writer, *field.of, field.at(record));
      writer.end();
      return;
    case FieldKind::records:
    case FieldKind::texts:
      break;
  }
  const Items items = field.items(record);
  writer.array();
  for (std::size_t i = 0; i < items.count; ++i) {
    if (field.kind == FieldKind::texts) {
      writer.value(*static_cast<const std::string*>(items[i]));
      continue;
    }
    writer.object();
    write_fields(writer, *field.of, items[i]);
    writer.end();
  }
  writer.end();
}

void write_fields(JsonWriter& writer, const Shape& shape, const void* record) {
  for (const Field& field : shape.fields()) {
    if (!field.present(record)) continue;
    writer.key(field.name);
    write_value(writer, field, record);
  }
}

template <class T>
void write_document(JsonWriter& writer, const T& document) {
  const Shape& shape = T::shape();
  writer.object();
  writer.key("document").plain(shape.name());
  writer.key("schema").number(json_schema_version);
  write_fields(writer, shape, &document);
  writer.end();
}

}  // namespace

void write_json(JsonWriter& writer, const Order& order) {
  write_document(writer, order);
}

void write_json(JsonWriter& writer, const OrderResponse& response) {
  write_document(writer, response);
}

void write_json(JsonWriter& writer, const BusinessDocument& document) {
  std::visit([&](const auto& record) { write_document(writer, record); }, document);
}

void append_json(std::string& out, const BusinessDocument& document, JsonStyle style) {
  JsonWriter writer(out, style);
  write_json(writer, document);
}

void append_json(std::string& out, const Order& order, JsonStyle style) {
  JsonWriter writer(out, style);
  write_json(writer, order);
}

std::string to_json(const BusinessDocument& document, JsonStyle style) {
  std::string out;
  append_json(out, document, style);
  return out;
}

std::string JsonProblem::text() const {
  return path.empty() ? message : fmt::format("{}: {}", path, message);
}

}  // namespace transom
