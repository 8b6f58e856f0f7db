// Reads a partner's guide. Paths are those of the maps (PO1/PID[F], N1[ST|SF], HL[HL03=S]), values the short
// forms of the guides (M, 12, 1..30), so that there is nothing new to learn but "not used", "codes" and
// "order".
//
// A line that would let through what the standard forbids is refused: the partner who means it has another
// standard, and our 997 to him would be wrong by his own rules. A line that asks for what the standard
// forbids (a mandatory element that is not used) is refused too: no set could ever pass. Refused: rules
// across segments ("if REF[IA] then N1[VN]"); maps and the judge see whole documents and say it better.
#include "guide/overlay_source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "guide/overlay_names.hpp"
#include "guide/source_parts.hpp"

namespace transom {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// "acme-stores/guide-850.yaml:14": what a finding has room for.
std::string short_place(const YamlNode& node) {
  std::string place = node.place();
  place.erase(place.rfind(':'));
  const std::size_t name = place.rfind('/');
  if (name == std::string::npos || name == 0) return place;
  const std::size_t folder = place.rfind('/', name - 1);
  return folder == std::string::npos ? place : place.substr(folder + 1);
}

class OverlayReader {
 public:
  explicit OverlayReader(const Guide& guide) : guide_(guide), names_(guide), what_(names_.what()) {}

  OverlaySource read(const YamlNode& root) {
    root.allow_only({"guide", "version", "name", "uses"});
    const YamlNode& set = root.required("guide");
    if (set.text() != guide_.set_id()) {
      set.fail(fmt::format("this overlay is for set {}, and was agreed for {}", visible(set.text(), 20),
                           guide_.set_id()));
    }
    if (const YamlNode* version = root.find("version")) {
      if (!version->text().starts_with(guide_.version())) {
        version->fail(fmt::format("this overlay narrows version {}, and {} was agreed",
                                  visible(version->text(), 20), guide_.version()));
      }
    }
    source_.name = root.required("name").text();
    for (const auto& [key, value] : root.required("uses").entries()) read_entry(key, value);
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      for (const OverlayStep& step : source_.entries[i].steps) check_against_codes(*keys_[i], step);
    }
    return std::move(source_);
  }

 private:
  void read_entry(const YamlNode& key, const YamlNode& value) {
    OverlayEntry entry;
    entry.steps = names_.steps_of(key);
    entry.said.path = key.text();
    entry.said.use = entry.steps.back().uses.front();
    const std::size_t slash = key.text().rfind('/');
    entry.said.name = key.text().substr(slash == std::string::npos ? 0 : slash + 1);
    check_overlap(key, entry);
    if (value.is_scalar()) {
      entry.said.clause = add_clause(key, nullptr);
      read_use(value, entry);
      add_line(key.text(), value, nullptr, key);
    } else {
      entry.said.clause = add_clause(key, &value);
      if (const YamlNode* use = value.find("use")) read_use(*use, entry);
      if (const YamlNode* order = value.find("order")) read_order(*order, entry);
      add_line(key.text(), value.find("use") != nullptr ? *value.find("use") : key, value.find("comment"),
               key);
      read_elements(value, key.text(), entry);
    }
    source_.entries.push_back(std::move(entry));
    keys_.push_back(&key);
  }

  std::uint16_t add_clause(const YamlNode& key, const YamlNode* map) {
    OverlayClause clause{.place = short_place(key)};
    if (const YamlNode* comment = map == nullptr ? nullptr : map->find("comment")) {
      clause.comment = comment->text();
    }
    clause.source = clause.comment.empty() ? clause.place : clause.place + ": " + clause.comment;
    const YamlNode* severity = map == nullptr ? nullptr : map->find("severity");
    if (severity != nullptr) {
      clause.severity = static_cast<Severity>(severity->as_word({"off", "note", "warn", "error"}));
    }
    source_.clauses.push_back(std::move(clause));
    return static_cast<std::uint16_t>(source_.clauses.size() - 1);
  }

  void add_line(std::string path, const YamlNode& use, const YamlNode* comment, const YamlNode& key) {
    std::string text = &use == &key ? "" : use.text();
    if (comment != nullptr) text += (text.empty() ? "(" : " (") + comment->text() + ")";
    if (text.empty()) return;
    source_.lines.push_back({std::move(path), std::move(text), key.place()});
  }

  // One segment never answers to two paths of which neither is within the other.
  void check_overlap(const YamlNode& key, const OverlayEntry& entry) {
    const OverlayStep& mine = entry.steps.back();
    for (const OverlayEntry& other : source_.entries) {
      check_elements(key, entry, other);
      if (!same_way(entry, other)) continue;
      const OverlayStep& theirs = other.steps.back();
      for (const std::string& value : mine.values) {
        if (contains(theirs.values, value)) {
          key.fail(fmt::format("{} is meant by {} as well", value, other.said.name),
                   "write each qualifier once");
        }
      }
      if (mine.values.empty() && theirs.values.empty()) {
        key.fail(fmt::format("{} stands here twice", key.text()));
      }
    }
  }

  // Each place has one element that tells its segments apart, wherever it stands in a path.
  static void check_elements(const YamlNode& key, const OverlayEntry& entry, const OverlayEntry& other) {
    for (const OverlayStep& mine : entry.steps) {
      for (const OverlayStep& theirs : other.steps) {
        const bool differ = mine.element != 0 && theirs.element != 0 && mine.element != theirs.element;
        if (!differ || mine.uses != theirs.uses) continue;
        key.fail(fmt::format("{} and {} tell segments apart by different elements", entry.said.name,
                             other.said.name),
                 "choose one of them");
      }
    }
  }

  // The same place, reached by the same qualifiers.
  static bool same_way(const OverlayEntry& a, const OverlayEntry& b) {
    if (a.steps.size() != b.steps.size() || a.steps.back().uses != b.steps.back().uses) return false;
    for (std::size_t i = 0; i + 1 < a.steps.size(); ++i) {
      if (a.steps[i].values != b.steps[i].values || a.steps[i].element != b.steps[i].element) return false;
    }
    return true;
  }

  // "M", "M 1", "3", "not used"
  void read_use(const YamlNode& node, OverlayEntry& entry) {
    const SegmentUse& use = guide_.uses()[entry.steps.back().uses.front()];
    const LoopUse& loop = guide_.loops()[use.loop];
    const bool opens = use.loop != 0 && loop.first_use == entry.steps.back().uses.front();
    const bool mandatory = opens ? loop.mandatory : use.mandatory;
    const std::uint32_t max = opens ? loop.max_repeat : use.max_use;
    if (node.text() == "not used") {
      const bool all = entry.steps.back().values.empty();
      if (mandatory && all) {
        node.fail(fmt::format("{} is mandatory in {} and so cannot be left out", entry.said.name, what_));
      }
      entry.said.not_used = true;
      return;
    }
    for (const std::string_view word : words_of(node.text())) {
      if (word == "M") {
        entry.said.required = !mandatory || !entry.steps.back().values.empty();
      } else if (!parse_number(word, 10'000'000, entry.said.max)) {
        node.fail(fmt::format("'{}' is not understood", visible(word, 20)),
                  "write M, 3, M 1 or not used; elements stand in a map below the path");
      }
    }
    if (entry.said.max != 0 && max != 0 && entry.said.max > max) {
      node.fail(fmt::format("{} may be used {} times in {}; {}", entry.said.name, max, what_, only_narrows),
                fmt::format("write {} or less", max));
    }
    if (entry.said.max == max) entry.said.max = 0;
  }

  void read_order(const YamlNode& node, OverlayEntry& entry) {
    const OverlayStep& step = entry.steps.back();
    if (!step.values.empty()) node.fail("order belongs to the path without a qualifier");
    std::string_view codes = node.text();
    const std::string id = to_string(guide_.uses()[step.uses.front()].id);
    entry.order_element = 1;
    for (const std::string_view word : words_of(codes)) {
      names_.check_code(node, id, entry.order_element, std::string(word));
      if (contains(entry.said.order, word)) node.fail(fmt::format("{} stands here twice", word));
      entry.said.order.emplace_back(word);
    }
    if (entry.said.order.size() < 2) node.fail("an order needs two qualifiers or more", "write BY ST VN");
  }

  void read_elements(const YamlNode& map, const std::string& path, OverlayEntry& entry) {
    const std::string id = to_string(guide_.uses()[entry.steps.back().uses.front()].id);
    for (const auto& [key, value] : map.entries()) {
      const std::string& name = key.text();
      if (name == "use" || name == "order" || name == "comment" || name == "severity") continue;
      if (entry.said.not_used)
        key.fail(fmt::format("{} is not used, so nothing holds for {}", entry.said.name, name));
      const auto [element, component] = names_.element_of(key, id, name);
      ElementClause clause;
      clause.element = element;
      clause.component = component;
      clause.clause = add_clause(key, value.is_map() ? &value : nullptr);
      if (value.is_map()) value.allow_only({"use", "comment", "severity"});
      const YamlNode& use = value.is_map() ? value.required("use") : value;
      read_element_use(use, id, name, clause);
      add_line(fmt::format("{}/{}", path, name), use, value.is_map() ? value.find("comment") : nullptr, key);
      if (!clause.codes.empty() && element == 1 && component == 0 && entry.steps.back().values.empty()) {
        narrowed_.push_back({entry.steps.back().uses, clause.codes});
      }
      entry.said.elements.push_back(std::move(clause));
    }
  }

  // "M", "not used", "3", "1..10", "x2", "codes A B"
  void read_element_use(const YamlNode& node, const std::string& id, const std::string& name,
                        ElementClause& clause) const {
    const ElementUse& place = names_.place_of(id, clause.element, clause.component);
    const ElementDef& def = guide_.element(place.element);
    if (node.text() == "not used") {
      if (place.mandatory) {
        node.fail(fmt::format("{} is mandatory in {} and so cannot be left out", name, what_));
      }
      clause.not_used = true;
      return;
    }
    bool codes = false;
    for (const std::string_view word : words_of(node.text())) {
      std::uint32_t repeat = 0;
      if (codes) {
        names_.check_code(node, def, std::string(word));
        if (contains(clause.codes, word)) node.fail(fmt::format("code {} stands here twice", word));
        clause.codes.emplace_back(word);
      } else if (word == "codes") {
        codes = true;
        const bool text = def.type == ElementType::an || def.type == ElementType::id;
        if (!text) node.fail(fmt::format("{} is no code or text, so it has no list of codes", name));
      } else if (word == "M") {
        clause.mandatory = true;
      } else if (word[0] == 'x' && parse_number(word.substr(1), 65535, repeat)) {
        clause.repeat = static_cast<std::uint16_t>(repeat);
        if (repeat > place.repeat) {
          node.fail(fmt::format("{} may repeat {} times in {}; {}", name, place.repeat, what_, only_narrows));
        }
      } else if (!parse_range(word, clause.min, clause.max)) {
        node.fail(fmt::format("'{}' is not understood", visible(word, 20)),
                  "write M, 3, 1..10, codes A B, a mix of them, or not used");
      }
    }
    if (codes && clause.codes.empty()) node.fail("no code follows the word codes");
    check_length(node, name, def, clause);
  }

  void check_length(const YamlNode& node, const std::string& name, const ElementDef& def,
                    const ElementClause& clause) const {
    if (clause.max == 0) return;
    if (def.type == ElementType::composite) {
      node.fail(fmt::format("{} is a composite; its components have lengths", name),
                fmt::format("write {}-1", name));
    }
    if (clause.min < def.min || clause.max > def.max) {
      node.fail(
          fmt::format("{} has {}..{} characters in {}; {}", name, def.min, def.max, what_, only_narrows));
    }
  }

  // A use that the list of codes of its own place shuts out could never come.
  void check_against_codes(const YamlNode& key, const OverlayStep& step) const {
    for (const Narrowed& list : narrowed_) {
      if (step.element != 1 || list.uses != step.uses) continue;
      for (const std::string& value : step.values) {
        if (contains(list.codes, value)) continue;
        key.fail(fmt::format("{} is not among the codes that this overlay leaves here", value),
                 fmt::format("they are {}", fmt::join(list.codes, " ")));
      }
    }
  }

  struct Narrowed {
    std::vector<std::uint16_t> uses;
    std::vector<std::string> codes;
  };

  const Guide& guide_;
  OverlayNames names_;
  const std::string& what_;
  OverlaySource source_;
  std::vector<const YamlNode*> keys_;  // parallel to the entries
  std::vector<Narrowed> narrowed_;
};

}  // namespace

OverlaySource read_overlay(const Guide& standard, const std::string& file) {
  const YamlNode root = load_yaml_file(file);
  return OverlayReader(standard).read(root);
}

}  // namespace transom
