// The strict YAML front end: what people write, with a mark on every node.
//
// Read through the parser's events: no aliases, anchors or tags, no duplicate key, one document, depth 32,
// 200,000 nodes, 4 MiB. Every scalar is text until the caller converts it: 010 stays "010", NO stays "NO".
// Every complaint is a Failure(configuration) whose place is file:line:column.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "transom/failure.hpp"

namespace transom {

class YamlNode {
 public:
  enum class Kind { null, scalar, sequence, map };

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_null() const { return kind_ == Kind::null; }
  [[nodiscard]] bool is_scalar() const { return kind_ == Kind::scalar; }
  [[nodiscard]] bool is_sequence() const { return kind_ == Kind::sequence; }
  [[nodiscard]] bool is_map() const { return kind_ == Kind::map; }
  [[nodiscard]] bool quoted() const { return quoted_; }  // "x" or 'x', not plain

  // "acme/partner.yaml:12:3"
  [[nodiscard]] std::string place() const;
  [[nodiscard]] int line() const { return line_; }
  [[nodiscard]] int column() const { return column_; }

  // Each checks the kind and fails with a sentence about `this` otherwise.
  [[nodiscard]] const std::string& text() const;             // scalar; "" for null
  [[nodiscard]] const std::vector<YamlNode>& items() const;  // sequence
  using Entry = std::pair<YamlNode, YamlNode>;               // key (a scalar), value
  [[nodiscard]] const std::vector<Entry>& entries() const;   // map, in the order written

  [[nodiscard]] const YamlNode* find(std::string_view key) const;      // of a map; nullptr when absent
  [[nodiscard]] const YamlNode& required(std::string_view key) const;  // fails naming the key
  // Fails on the first key that is none of these, with "did you mean".
  void allow_only(std::initializer_list<std::string_view> keys) const;

  // Conversions of our own: yes/no/true/false; decimal digits; "30s" "15m" "24h" "365d" to seconds.
  [[nodiscard]] bool as_bool() const;
  [[nodiscard]] std::int64_t as_int(std::int64_t min, std::int64_t max) const;
  [[nodiscard]] std::int64_t as_seconds() const;
  // One of the words, else fails with "did you mean"; returns its index.
  [[nodiscard]] std::size_t as_word(std::initializer_list<std::string_view> words) const;

  [[noreturn]] void fail(std::string problem, std::string advice = {}) const;

 private:
  friend class YamlBuilder;
  Kind kind_ = Kind::null;
  bool quoted_ = false;
  int line_ = 1, column_ = 1;
  std::string text_;
  std::vector<YamlNode> items_;
  std::vector<Entry> entries_;
  const std::string* file_ = nullptr;  // interned; lives as long as the process
};

// `name` is what messages call the file.
[[nodiscard]] YamlNode load_yaml(std::string_view text, std::string_view name);
[[nodiscard]] YamlNode load_yaml_file(const std::string& path);

}  // namespace transom
