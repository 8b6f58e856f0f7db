// A text that somebody wrote in a file, and where: every complaint about a map points at the very character.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/yaml.hpp"
#include "transom/expression.hpp"

namespace transom::mapping {

// The bytes of one file; shared by all texts that stand in it, and read as YAML at most once.
class SourceFile {
 public:
  SourceFile(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}

  [[nodiscard]] const std::string& name() const { return name_; }  // as messages call it
  [[nodiscard]] const std::string& text() const { return text_; }
  // Fails: configuration. Safe from several threads at once.
  [[nodiscard]] const YamlNode& yaml() const;

 private:
  std::string name_, text_;
  mutable std::mutex mutex_;
  mutable std::unique_ptr<const YamlNode> yaml_;
};
using SourcePtr = std::shared_ptr<const SourceFile>;

struct Written {
  std::string text;
  SourcePtr source;          // its text may be empty: then columns are counted from `column`
  int line = 1, column = 1;  // of the first character of the YAML scalar (of its quote, when it is quoted)
  bool literal = false;      // in double quotes: text, no expression

  Written() = default;
  Written(std::string t, const Origin& origin);
  // The place of a node, without its text.
  Written(int l, int c, SourcePtr file) : source(std::move(file)), line(l), column(c) {}
  Written(const YamlNode& scalar, SourcePtr file);

  // "maps/850-order.yaml:31:14" of the character text[offset]; folding and quoting are seen through.
  [[nodiscard]] std::string place(std::size_t offset = 0) const;
  // "maps/850-order.yaml:31"
  [[nodiscard]] std::string line_place() const;
  // Throws Failure(configuration) at text[offset].
  [[noreturn]] void fail(std::string problem, std::string advice = {}, std::size_t offset = 0) const;
};

}  // namespace transom::mapping
