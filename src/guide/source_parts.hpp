// The parts of a guide as YAML writes them: elements, composites and segments of a version, and its sets.
// Private to the reading of guides.
//
// Each function reads what a file says over what `version` holds already, which is nothing, or all that the
// version below has. Fails: configuration, with file:line:column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.hpp"
#include "guide/source.hpp"

namespace transom {

// Both of elements.yaml; the simple elements first, since composites refer to them.
void read_elements(const YamlNode& root, VersionSource& version);
void read_composites(const YamlNode& root, VersionSource& version);
[[nodiscard]] bool is_composite(const std::string& key, const YamlNode& value, const VersionSource& version);
void read_segments(const YamlNode& root, VersionSource& version);
// A whole set, or the changes to the set of that name in `version`.
[[nodiscard]] SetSource read_set(const YamlNode& root, const VersionSource& version);

// The pieces between blanks.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view text);
// A number from 1 to `max` without sign; false leaves `value` as it is.
[[nodiscard]] bool parse_number(std::string_view text, std::uint32_t max, std::uint32_t& value);
// "2" or "1..30", both within 1 to 65535; false leaves both as they are.
[[nodiscard]] bool parse_range(std::string_view text, std::uint16_t& min, std::uint16_t& max);

// A list is written whole, or as changes with a + or - each: true for changes. Fails when it is both.
[[nodiscard]] bool are_changes(const YamlNode& node, const std::vector<std::string_view>& words);

}  // namespace transom
