// What a node answers: its place, its content after a look at its kind, and our own conversions.
//
// Every question that a node cannot answer is a sentence with file, line and column, because the one who
// reads it is editing that file.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "base/yaml.hpp"

namespace transom {
namespace {

std::string_view kind_name(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::null:
      return "empty";
    case YamlNode::Kind::scalar:
      return "a text";
    case YamlNode::Kind::sequence:
      return "a list";
    case YamlNode::Kind::map:
      break;
  }
  return "a map";
}

[[noreturn]] void wrong_kind(const YamlNode& node, YamlNode::Kind wanted) {
  node.fail(fmt::format("must be {}, but is {}", kind_name(wanted), kind_name(node.kind())));
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string YamlNode::place() const {
  return fmt::format("{}:{}:{}", file_ != nullptr ? *file_ : "", line_, column_);
}

void YamlNode::fail(std::string problem, std::string advice) const {
  throw Failure(FailureKind::configuration, place(), std::move(problem), std::move(advice));
}

const std::string& YamlNode::text() const {
  if (kind_ != Kind::scalar && kind_ != Kind::null) wrong_kind(*this, Kind::scalar);
  return text_;
}

const std::vector<YamlNode>& YamlNode::items() const {
  if (kind_ != Kind::sequence) wrong_kind(*this, Kind::sequence);
  return items_;
}

const std::vector<YamlNode::Entry>& YamlNode::entries() const {
  if (kind_ != Kind::map) wrong_kind(*this, Kind::map);
  return entries_;
}

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [name, value] : entries()) {
    if (name.text_ == key) return &value;
  }
  return nullptr;
}

const YamlNode& YamlNode::required(std::string_view key) const {
  const YamlNode* value = find(key);
  if (value == nullptr) fail(fmt::format("key '{}' is missing", key));
  return *value;
}

void YamlNode::allow_only(std::initializer_list<std::string_view> keys) const {
  for (const auto& [name, value] : entries()) {
    if (std::find(keys.begin(), keys.end(), name.text_) != keys.end()) continue;
    name.fail(fmt::format("unknown key '{}'", visible(name.text_, 60)),
              suggestion(name.text_, std::span(keys.begin(), keys.size())));
  }
}

bool YamlNode::as_bool() const {
  const std::string& word = text();
  if (word == "yes" || word == "true") return true;
  if (word == "no" || word == "false") return false;
  fail(fmt::format("'{}' is neither yes nor no", visible(word, 60)), "write yes or no");
}

std::int64_t YamlNode::as_int(std::int64_t min, std::int64_t max) const {
  const auto value = whole_number(text());
  if (!value) fail(fmt::format("'{}' is not a whole number", visible(text_, 60)));
  if (*value < min || *value > max) fail(fmt::format("{} is outside {} to {}", *value, min, max));
  return *value;
}

std::int64_t YamlNode::as_seconds() const {
  constexpr std::array<std::pair<char, std::int64_t>, 4> units = {
      {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}}};
  constexpr std::int64_t century = 36500;
  const std::string_view written = text();
  for (const auto& [letter, seconds] : units) {
    if (!written.ends_with(letter)) continue;
    const auto count = whole_number(written.substr(0, written.size() - 1));
    if (count && *count >= 0 && *count <= century * 86400 / seconds) return *count * seconds;
  }
  fail(fmt::format("'{}' is not a duration", visible(written, 60)), "write 30s, 15m, 24h or 365d");
}

std::size_t YamlNode::as_word(std::initializer_list<std::string_view> words) const {
  const auto found = std::find(words.begin(), words.end(), text());
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  fail(fmt::format("'{}' is not known here", visible(text_, 60)),
       suggestion(text_, std::span(words.begin(), words.size())));
}

}  // namespace transom
