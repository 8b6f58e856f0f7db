// A text that somebody wrote in a file, and where: every complaint about a map points at the very character.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/yaml.hpp"
#include "transom/expression.hpp"

namespace transom::mapping {

// The bytes of one file; shared by all texts that stand in it.
struct SourceFile {
  std::string name;  // as messages call it
  std::string text;
  // The text as YAML, parsed once: several maps stand on the same tables and parts. Not for two threads at
  // once.
  [[nodiscard]] const YamlNode& yaml() const {
    if (!parsed) parsed = std::make_shared<const YamlNode>(load_yaml(text, name));
    return *parsed;
  }
  mutable std::shared_ptr<const YamlNode> parsed;
};
using SourcePtr = std::shared_ptr<const SourceFile>;

struct Written {
  std::string text;
  Origin origin;         // of the first character of the YAML scalar (of its quote, when it is quoted)
  SourcePtr source;      // may be null: then columns are counted from origin
  bool literal = false;  // in double quotes: text, no expression

  Written() = default;
  Written(std::string t, Origin o) : text(std::move(t)), origin(std::move(o)) {}
  Written(const YamlNode& scalar, SourcePtr file);

  // "maps/850-order.yaml:31:14" of the character text[offset]; folding and quoting are seen through.
  [[nodiscard]] std::string place(std::size_t offset = 0) const;
  // "maps/850-order.yaml:31"
  [[nodiscard]] std::string line() const;
  // Throws Failure(configuration) at text[offset].
  [[noreturn]] void fail(std::string problem, std::string advice = {}, std::size_t offset = 0) const;
};

}  // namespace transom::mapping
