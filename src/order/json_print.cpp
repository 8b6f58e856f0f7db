// Business documents out: one walk over the shape, straight into the text.
//
// What is absent is left out, so that a reader never has to tell "not sent" from "empty". A decimal is
// printed as it is held: 19.950 was sent with three places, and the ERP may want to know.
#include <fmt/format.h>

#include "transom/json.hpp"

namespace transom {
namespace {

void write_fields(JsonWriter& writer, const Shape& shape, const void* record);

void write_record(JsonWriter& writer, const Shape& shape, const void* record) {
  writer.object();
  write_fields(writer, shape, record);
  writer.end();
}

void write_list(JsonWriter& writer, const Field& field, const Items items) {
  writer.key(field.name).array();
  for (std::size_t i = 0; i < items.count; ++i) {
    if (field.kind == FieldKind::texts) {
      writer.value(*static_cast<const std::string*>(items[i]));
    } else {
      write_record(writer, *field.of, items[i]);
    }
  }
  writer.end();
}

// Asks for presence itself, kind by kind: most fields of most documents are absent.
void write_field(JsonWriter& writer, const Field& field, const void* record) {
  switch (field.kind) {
    case FieldKind::text:
      if (const auto& text = field.text(record); !text.empty()) writer.key(field.name).value(text);
      return;
    case FieldKind::decimal:
      if (const auto& value = field.get<std::optional<Decimal>>(record))
        writer.key(field.name).plain(value->to_string());
      return;
    case FieldKind::integer:
      if (const auto& value = field.get<std::optional<std::int64_t>>(record))
        writer.key(field.name).number(*value);
      return;
    case FieldKind::date:
      if (const auto& value = field.get<std::optional<Date>>(record))
        writer.key(field.name).plain(value->iso());
      return;
    case FieldKind::time:
      if (const auto& value = field.get<std::optional<Time>>(record))
        writer.key(field.name).plain(value->iso());
      return;
    case FieldKind::flag:
      if (const auto& value = field.get<std::optional<bool>>(record)) writer.key(field.name).flag(*value);
      return;
    case FieldKind::record:
      if (field.present(record)) {
        writer.key(field.name);
        write_record(writer, *field.of, field.at(record));
      }
      return;
    case FieldKind::records:
    case FieldKind::texts:
      if (const Items items = field.items(record); items.count > 0) write_list(writer, field, items);
      return;
  }
}

void write_fields(JsonWriter& writer, const Shape& shape, const void* record) {
  for (const Field& field : shape.fields()) write_field(writer, field, record);
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
  out.reserve(4096);  // an ordinary order has some more
  append_json(out, document, style);
  return out;
}

std::string JsonProblem::text() const {
  return path.empty() ? message : fmt::format("{}: {}", path, message);
}

}  // namespace transom
