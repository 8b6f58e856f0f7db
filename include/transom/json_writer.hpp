// Writes JSON straight into a string, for whoever prints JSON: documents, command output, logs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace transom {

// Appends `text` in quotes with what must be escaped escaped. Bytes that are not UTF-8 go by the rule of
// assign_text() (document.hpp), so the output is always valid.
void append_json_text(std::string& out, std::string_view text);

// object().key("a").value("x").key("n").number(3).end(). Commas and indentation are its business; that keys
// and values alternate is the caller's.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out, bool pretty = false) : out_(out), pretty_(pretty) {}

  JsonWriter& object() { return open('{', '}'); }
  JsonWriter& array() { return open('[', ']'); }
  JsonWriter& end();  // closes the innermost object or array
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& number(std::int64_t value);
  JsonWriter& flag(bool value);
  JsonWriter& null();
  // Ready JSON.
  JsonWriter& raw(std::string_view json);

 private:
  JsonWriter& open(char begin, char close);
  void before_value();
  void new_line();

  std::string& out_;
  std::string closers_;
  bool pretty_ = false;
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace transom
