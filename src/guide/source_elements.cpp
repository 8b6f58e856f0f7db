// Elements of a version: name, type, length and codes.
//
// A version that builds on another writes only what differs: a length, or codes with a sign each, `+AB -CD`.
// Refused: silence about a change that changes nothing (it stands where somebody mistook the version below).
#include "guide/source_parts.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

namespace transom {
namespace {

void parse_type(const YamlNode& node, ElementSource& element) {
  const std::string& text = node.text();
  element.decimals = 0;
  if (text.size() == 2 && text[0] == 'N' && text[1] >= '0' && text[1] <= '9') {
    element.type = ElementType::n;
    element.decimals = static_cast<std::uint8_t>(text[1] - '0');
    return;
  }
  constexpr ElementType types[] = {ElementType::an, ElementType::id, ElementType::r,
                                   ElementType::dt, ElementType::tm, ElementType::b};
  element.type = types[node.as_word({"AN", "ID", "R", "DT", "TM", "B"})];
}

void parse_length(const YamlNode& node, ElementSource& element) {
  if (parse_range(node.text(), element.min, element.max)) return;
  node.fail("'" + node.text() + "' is no length", "write 2, or 1..30");
}

void change_codes(const YamlNode& node, const std::vector<std::string_view>& changes,
                  std::vector<std::string>& codes) {
  for (const std::string_view change : changes) {
    const std::string code(change.substr(1));
    const auto at = std::find(codes.begin(), codes.end(), code);
    if (change[0] == '+') {
      if (at != codes.end()) node.fail("code " + code + " is in the list of the version below already");
      codes.push_back(code);
    } else {
      if (at == codes.end()) node.fail("code " + code + " is not in the list of the version below");
      codes.erase(at);
    }
  }
}

void read_codes(const YamlNode& node, ElementSource& element) {
  const std::vector<std::string_view> words = words_of(node.text());
  if (are_changes(node, words)) {
    change_codes(node, words, element.codes);
    return;
  }
  element.codes.assign(words.begin(), words.end());
  std::set<std::string_view> seen;
  for (const std::string_view code : words) {
    if (!seen.insert(code).second) node.fail("code " + std::string(code) + " stands here twice");
  }
}

ElementSource read_element(const std::string& number, const YamlNode& node, const ElementSource* below) {
  node.allow_only({"name", "type", "length", "codes"});
  ElementSource element;
  if (below != nullptr) element = *below;
  element.number = number;
  const auto find = [&](std::string_view key) {
    return below == nullptr ? &node.required(key) : node.find(key);
  };
  if (const YamlNode* name = find("name")) element.name = name->text();
  if (const YamlNode* type = find("type")) parse_type(*type, element);
  if (const YamlNode* length = find("length")) parse_length(*length, element);
  const YamlNode* codes = node.find("codes");
  if (codes != nullptr) read_codes(*codes, element);
  for (const std::string& code : element.codes) {
    const bool fits = code.size() >= element.min && code.size() <= element.max && code.size() <= 8;
    if (!fits) {
      (codes != nullptr ? *codes : node)
          .fail("code " + code + " does not fit the length of element " + number);
    }
  }
  std::sort(element.codes.begin(), element.codes.end());
  return element;
}

}  // namespace

void read_elements(const YamlNode& root, VersionSource& version) {
  for (const auto& [key, value] : root.entries()) {
    if (is_composite(key.text(), value, version)) continue;
    const auto below = version.elements.find(key.text());
    version.elements[key.text()] =
        read_element(key.text(), value, below == version.elements.end() ? nullptr : &below->second);
  }
}

}  // namespace transom
