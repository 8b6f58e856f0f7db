// Writes JSON straight into a string, for whoever prints JSON: documents, command output, logs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace transom {

// Appends `text` in quotes with what must be escaped escaped. Bytes that are not UTF-8 go by the rule of
// assign_text() (document.hpp), so the output is always valid.
void append_json_text(std::string& out, std::string_view text);

enum class JsonStyle { compact, pretty };  // one line; or two blanks a level

// object().key("a").value("x").key("n").number(3).end(). Commas and indentation are its business; that keys
// and values alternate is the caller's.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out, JsonStyle style = JsonStyle::compact)
      : out_(out), pretty_(style == JsonStyle::pretty) {}

  JsonWriter& object() { return open('{', '}'); }
  JsonWriter& array() { return open('[', ']'); }
  JsonWriter& end();  // closes the innermost object or array
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  // Text of letters, digits and punctuation without quotes and backslashes, such as a date.
  JsonWriter& plain(std::string_view text);
  JsonWriter& raw(std::string_view json) { return bare(json); }  // a value that is JSON already
  JsonWriter& number(std::int64_t value);
  JsonWriter& flag(bool value);
  JsonWriter& null();

 private:
  JsonWriter& open(char begin, char close);
  JsonWriter& bare(std::string_view token);
  void before();  // a key or an element: comma, line
  void line();

  std::string& out_;
  std::string closers_;
  bool pretty_ = false;
  bool first_ = true;      // nothing stands in the innermost object or array yet
  bool after_key_ = true;  // nothing goes before the next value
};

}  // namespace transom
