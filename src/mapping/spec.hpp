// A map as it is written: texts, lists and maps of YAML, each with its place, and layers laid over each
// other.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mapping/compiler.hpp"
#include "transom/mapping.hpp"

namespace transom::mapping {

struct Spec {
  enum class Kind : std::uint8_t { empty, text, list, map };
  Kind kind = Kind::empty;
  Line line;  // of a text; of others only its place
  std::vector<Spec> items;
  struct Entry;  // a key and what is written below it: complete behind Spec, which it holds
  std::vector<Entry> entries;

  [[nodiscard]] static Spec from(const YamlNode& node, const SourcePtr& file);
  [[nodiscard]] const Written& written() const { return line.text; }
  [[nodiscard]] const std::string& text() const { return line.text.text; }
  [[nodiscard]] bool is_text() const { return kind == Kind::text; }
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list; }
  [[nodiscard]] const Spec* find(std::string_view key) const;
  [[nodiscard]] Spec* find(std::string_view key);
  [[noreturn]] void fail(std::string problem, std::string advice = {}) const;
};

struct Spec::Entry {
  Entry(Written key, Spec value) : first(std::move(key)), second(std::move(value)) {}
  Written first;
  Spec second;
};

// Lays `over` on `base`: maps merge key by key, {add: [...]} makes a list longer, everything else takes the
// place of what was there; a text keeps what it replaces for the word `base`.
void overlay(Spec& base, Spec over);
// Takes away what a dotted path names; false when it is not there.
bool remove_field(Spec& fields, const Written& path);
[[noreturn]] void nothing_to_remove(const Spec& fields, const Written& path);

// Named pieces of maps: wherever a map says `part: contact`, the piece stands, with what is written beside it
// laid over it.
using Parts = std::map<std::string, std::shared_ptr<const Spec>, std::less<>>;
void expand_parts(Spec& spec, const Parts& parts, int depth = 0);
// The piece that a map names by `part:`; nullptr when it names none. Fails when there is no such piece.
[[nodiscard]] const Spec* part_of(const Spec& spec, const Parts& parts);

// Each text with its path: "lines.quantity", "PO102", "maps/850-order.yaml:31".
void explain(const Spec& spec, const std::string& path, std::vector<MapLine>& out);

}  // namespace transom::mapping
