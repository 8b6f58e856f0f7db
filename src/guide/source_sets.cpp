// The sets of a version: written whole as lists of uses, or as changes to the set of the version below.
//
// Changes are sentences about places, done in the order written: `without LDT`, `instead of PO1/MSG: MTX >1`,
// `after N1/N2: IN2 >1`. A place is found again by its name, never by a number that the next change would
// move. Refused: merging two trees of uses (which of two N1 loops is meant, and where does a new one stand?).
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "guide/source_parts.hpp"

namespace transom {
namespace {

constexpr std::string_view areas[] = {"heading", "detail", "summary"};
constexpr int deepest = 7;

class SetReader {
 public:
  explicit SetReader(const VersionSource& version) : version_(version) {}

  SetSource read(const YamlNode& root) {
    const YamlNode* changes = root.find("changes");
    SetSource set = changes == nullptr ? whole(root) : changed(root, *changes);
    if (const YamlNode* totals = root.find("totals")) read_totals(*totals, set);
    if (set.uses.size() < 2 || set.uses.front().segment != "ST" || set.uses.back().segment != "SE") {
      root.fail("a set begins with ST and ends with SE");
    }
    return set;
  }

 private:
  SetSource whole(const YamlNode& root) {
    root.allow_only({"set", "name", "functional id", "totals", "heading", "detail", "summary"});
    SetSource set;
    set.id = root.required("set").text();
    set.name = root.required("name").text();
    set.functional_id = root.required("functional id").text();
    for (const std::string_view area : areas) {
      if (const YamlNode* list = root.find(area)) read_list(*list, area[0], 1, set.uses);
    }
    return set;
  }

  SetSource changed(const YamlNode& root, const YamlNode& changes) {
    root.allow_only({"set", "name", "functional id", "totals", "changes"});
    const YamlNode& id = root.required("set");
    const auto below = std::find_if(version_.sets.begin(), version_.sets.end(),
                                    [&](const SetSource& set) { return set.id == id.text(); });
    if (below == version_.sets.end()) {
      id.fail("there is no set " + id.text() + " below that could be changed", "write it whole");
    }
    SetSource set = *below;
    if (const YamlNode* name = root.find("name")) set.name = name->text();
    if (const YamlNode* functional = root.find("functional id")) set.functional_id = functional->text();
    changes.allow_only({areas[0], areas[1], areas[2]});
    for (const std::string_view area : areas) {
      const YamlNode* list = changes.find(area);
      if (list == nullptr) continue;
      for (const YamlNode& change : list->items()) apply(change, area, set.uses);
    }
    return set;
  }

  void read_totals(const YamlNode& node, SetSource& set) {
    node.allow_only({"segments", "hash"});
    if (const YamlNode* counted = node.find("segments")) set.counted = known(*counted, counted->text());
    const YamlNode* hash = node.find("hash");
    if (hash == nullptr) return;
    const std::string& text = hash->text();
    std::uint32_t number = 0;
    if (text.size() < 4 || !parse_number(std::string_view(text).substr(text.size() - 2), 63, number)) {
      hash->fail("'" + text + "' is no element of a segment", "write one like PO102");
    }
    set.hash_segment = known(*hash, text.substr(0, text.size() - 2));
    set.hash_element = static_cast<std::uint8_t>(number);
    if (number > version_.segments.at(set.hash_segment).elements.size()) hash->fail("there is no " + text);
  }

  std::string known(const YamlNode& node, const std::string& segment) {
    if (!version_.segments.contains(segment)) {
      node.fail("segment " + segment + " is not in segments.yaml of " + version_.version);
    }
    return segment;
  }

  void read_list(const YamlNode& list, char area, int depth, std::vector<UseSource>& uses) {
    if (depth > deepest) list.fail("loops are nested deeper than 7");
    for (const YamlNode& item : list.items()) uses.push_back(read_item(item, area, depth));
  }

  // A use, or a loop with what it holds.
  UseSource read_item(const YamlNode& item, char area, int depth) {
    if (!item.is_map()) return read_use(item, area, false);
    if (item.entries().size() != 1) {
      item.fail("a loop is one key and what is inside", "- N1 loop 200: [N2]");
    }
    const auto& [key, inside] = item.entries().front();
    UseSource loop = read_use(key, area, true);
    read_list(inside, area, depth + 1, loop.inside);
    return loop;
  }

  UseSource read_use(const YamlNode& node, char area, bool is_loop) {
    UseSource use;
    use.area = area;
    for (const std::string_view word : words_of(node.text())) {
      if (use.segment.empty()) {
        use.segment = known(node, std::string(word));
      } else if (word == "loop" && is_loop) {
        use.loop = true;
      } else if (word == "M") {
        use.mandatory = true;
      } else if (word == ">1") {
        use.max = 0;
      } else if (word == "LS" && is_loop) {
        use.bounded = true;
      } else if (!parse_number(word, 10'000'000, use.max)) {
        node.fail("'" + std::string(word) + "' is not understood",
                  "write REF, REF M, REF 12 or REF >1; a loop as N1 loop 200:");
      }
    }
    if (is_loop != use.loop) node.fail(use.segment + " holds others and so needs the word loop");
    return use;
  }

  // A place in the set below: the list that holds it, its index there, how deep it lies.
  struct Found {
    std::vector<UseSource>* list = nullptr;
    std::ptrdiff_t index = 0;
    int depth = 1;
    [[nodiscard]] UseSource& use() const { return (*list)[static_cast<std::size_t>(index)]; }
  };

  // "PO1/N1/MSG"; "LDT#2" is the second of that name there.
  Found find(const YamlNode& node, std::string_view path, std::string_view area,
             std::vector<UseSource>& uses) {
    Found found{.list = &uses, .depth = 0};
    std::string_view rest = path;
    while (!rest.empty()) {
      if (found.depth > 0) found.list = &found.use().inside;
      ++found.depth;
      const std::string_view step = rest.substr(0, rest.find('/'));
      rest.remove_prefix(std::min(rest.size(), step.size() + 1));
      found.index = find_step(node, step, path, area[0], *found.list);
    }
    return found;
  }

  std::ptrdiff_t find_step(const YamlNode& node, std::string_view step, std::string_view path, char area,
                           const std::vector<UseSource>& uses) {
    const std::string_view id = step.substr(0, step.find('#'));
    std::uint32_t nth = 1;
    if (id.size() < step.size() && !parse_number(step.substr(id.size() + 1), 99, nth)) {
      node.fail("'" + std::string(step) + "' is no place", "the second LDT is LDT#2");
    }
    std::vector<std::string_view> here;
    for (std::size_t i = 0; i < uses.size(); ++i) {
      if (uses[i].area != area) continue;
      if (uses[i].segment == id && --nth == 0) return static_cast<std::ptrdiff_t>(i);
      here.emplace_back(uses[i].segment);
    }
    const std::string_view near = did_you_mean(id, here);
    node.fail("there is no " + std::string(path) + " in the set of the version below",
              near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
  }

  void apply(const YamlNode& change, std::string_view area, std::vector<UseSource>& uses) {
    constexpr std::string_view without = "without ", instead = "instead of ", after = "after ",
                               before = "before ";
    if (!change.is_map()) {
      const std::string_view text = change.text();
      if (!text.starts_with(without)) fail_form(change);
      const Found place = find(change, text.substr(without.size()), area, uses);
      place.list->erase(place.list->begin() + place.index);
      return;
    }
    if (change.entries().size() != 1) fail_form(change);
    const auto& [key, value] = change.entries().front();
    const std::string_view text = key.text();
    if (text.starts_with(instead)) {
      put_instead(value, find(key, text.substr(instead.size()), area, uses), area[0]);
    } else if (text.starts_with(after)) {
      put(value, find(key, text.substr(after.size()), area, uses), 1, area[0]);
    } else if (text.starts_with(before)) {
      put(value, find(key, text.substr(before.size()), area, uses), 0, area[0]);
    } else {
      fail_form(key);
    }
  }

  // "instead of AK2: AK2 loop >1" leaves what the loop holds.
  void put_instead(const YamlNode& value, const Found& place, char area) {
    const std::vector<std::string_view> words =
        value.is_scalar() ? words_of(value.text()) : std::vector<std::string_view>();
    if (place.use().loop && std::find(words.begin(), words.end(), "loop") != words.end()) {
      UseSource loop = read_use(value, area, true);
      loop.inside = std::move(place.use().inside);
      place.use() = std::move(loop);
      return;
    }
    put(value, place, 1, area);
    place.list->erase(place.list->begin() + place.index);
  }

  void put(const YamlNode& value, const Found& place, int behind, char area) {
    std::vector<UseSource> added;
    if (value.is_sequence()) {
      read_list(value, area, place.depth, added);
    } else {
      added.push_back(read_item(value, area, place.depth));
    }
    place.list->insert(place.list->begin() + place.index + behind, added.begin(), added.end());
  }

  [[noreturn]] static void fail_form(const YamlNode& node) {
    node.fail("this is no change of a set",
              "write 'without REF', 'instead of REF: REF >1', 'after REF: PER 3' or 'before REF: PER 3'");
  }

  const VersionSource& version_;
};

}  // namespace

SetSource read_set(const YamlNode& root, const VersionSource& version) {
  return SetReader(version).read(root);
}

}  // namespace transom
