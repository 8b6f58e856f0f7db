// The published JSON Schema (2020-12) of a document, made from its shape so that the two cannot differ.
//
// Each record shape is one definition, in the order of first use. The schema is strict: no further
// properties. Well-known words are `examples`, never an `enum`: a partner's own code is allowed where no word
// is known.
#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "transom/json.hpp"

namespace transom {
namespace {

constexpr std::string_view decimal_pattern = R"(^-?[0-9]{1,36}(\.[0-9]{1,18})?$)";
constexpr std::string_view date_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
constexpr std::string_view time_pattern = R"(^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{2})?)?$)";

constexpr std::array<std::string_view, 2> cancelling{"cancel", "cancel_to_reissue"};

class SchemaPrinter {
 public:
  explicit SchemaPrinter(std::string& out) : writer_(out, JsonStyle::pretty) {}

  void print(const Shape& shape) {
    writer_.object();
    writer_.key("$schema").value("https://json-schema.org/draft/2020-12/schema");
    writer_.key("title").value(fmt::format("transom {}, schema {}", shape.name(), json_schema_version));
    object(shape, true);
    writer_.key("$defs").object();
    for (std::size_t i = 0; i < used_.size(); ++i) {  // grows while it is walked
      writer_.key(used_[i]->name()).object();
      object(*used_[i], false);
      writer_.end();
    }
    writer_.end().end();
  }

 private:
  void object(const Shape& shape, bool root) {
    writer_.key("type").value("object");
    writer_.key("additionalProperties").flag(false);
    required(shape, root);
    writer_.key("properties").object();
    if (root) {
      writer_.key("document").object().key("const").value(shape.name()).end();
      writer_.key("schema").object().key("const").number(json_schema_version).end();
    }
    for (const Field& field : shape.fields()) {
      writer_.key(field.name).object();
      property(field);
      writer_.end();
    }
    writer_.end();
  }

  void required(const Shape& shape, bool root) {
    std::vector<std::string_view> names;
    if (root) names = {"document", "schema"};
    for (const Field& field : shape.fields())
      if (field.need == Need::must) names.push_back(field.name);
    if (!names.empty()) words("required", names);
    unless_cancelled(shape);
  }

  void unless_cancelled(const Shape& shape) {
    std::vector<std::string_view> names;
    for (const Field& field : shape.fields())
      if (field.need == Need::unless_cancelled) names.push_back(field.name);
    if (names.empty()) return;
    writer_.key("if").object().key("properties").object().key("purpose").object();
    words("enum", cancelling);
    writer_.end().end();
    words("required", std::array<std::string_view, 1>{"purpose"});
    writer_.end().key("else").object();
    words("required", names);
    writer_.end();
  }

  void words(std::string_view key, Words list) {
    writer_.key(key).array();
    for (const std::string_view word : list) writer_.value(word);
    writer_.end();
  }

  void text(std::string_view pattern, std::string_view format = {}) {
    writer_.key("type").value("string");
    if (!format.empty()) writer_.key("format").value(format);
    writer_.key("pattern").value(pattern);
  }

  void property(const Field& field) {
    const bool must = field.need == Need::must;
    switch (field.kind) {
      case FieldKind::text:
        writer_.key("type").value("string");
        if (must) writer_.key("minLength").number(1);
        break;
      case FieldKind::decimal:
        text(decimal_pattern);
        break;
      case FieldKind::integer:
        writer_.key("type").value("integer");
        break;
      case FieldKind::date:
        text(date_pattern, "date");
        break;
      case FieldKind::time:
        text(time_pattern);
        break;
      case FieldKind::flag:
        writer_.key("type").value("boolean");
        break;
      case FieldKind::record:
        reference(*field.of);
        break;
      case FieldKind::records:
      case FieldKind::texts:
        list(field, must);
        break;
    }
    describe(field);
  }

  void list(const Field& field, bool must) {
    writer_.key("type").value("array");
    if (must) writer_.key("minItems").number(1);
    writer_.key("items").object();
    if (field.kind == FieldKind::texts) {
      writer_.key("type").value("string");
    } else {
      reference(*field.of);
    }
    writer_.end();
  }

  void describe(const Field& field) {
    if (field.words.empty() || field.of == nullptr) {
      writer_.key("description").value(field.about);
      if (!field.words.empty()) words("examples", field.words);
      return;
    }
    const std::string_view key = field.of->key() == nullptr ? "kind" : field.of->key()->name;
    writer_.key("description")
        .value(fmt::format("{} Well-known by {}: {}.", field.about, key, fmt::join(field.words, ", ")));
  }

  void reference(const Shape& shape) {
    if (std::find(used_.begin(), used_.end(), &shape) == used_.end()) used_.push_back(&shape);
    writer_.key("$ref").value(fmt::format("#/$defs/{}", shape.name()));
  }

  JsonWriter writer_;
  std::vector<const Shape*> used_;
};

}  // namespace

std::string json_schema(DocumentKind kind) {
  std::string out;
  SchemaPrinter(out).print(shape_of(kind));
  out += '\n';
  return out;
}

}  // namespace transom
