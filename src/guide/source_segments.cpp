// Segments and composites of a version: the elements in their places, and the notes about them.
//
// What a version below has is changed in the words in which the standard is quoted: `BIG10: 1005` puts an
// element at a place, `N106: none` ends the segment before it, `+P0102` adds a note. Refused: merging lists
// by position (nobody could tell what comes out), and requirement X for elements under a note: it follows
// from it.
#include "guide/source_parts.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace transom {
namespace {

// "353 M", "C998 x10"
PlaceSource read_place(const YamlNode& node, const VersionSource& version) {
  PlaceSource place;
  for (const std::string_view word : words_of(node.text())) {
    std::uint32_t repeat = 0;
    if (place.element.empty()) {
      place.element = word;
    } else if (word == "M") {
      place.mandatory = true;
    } else if (word[0] == 'x' && parse_number(word.substr(1), 65535, repeat)) {
      place.repeat = static_cast<std::uint16_t>(repeat);
    } else {
      node.fail("'" + std::string(word) + "' is not understood", "write 353, 353 M or C998 x10");
    }
  }
  if (!version.elements.contains(place.element) && !version.composites.contains(place.element)) {
    node.fail("element " + place.element + " is not in elements.yaml of " + version.version);
  }
  return place;
}

std::string text_of(const SyntaxNote& note) {
  std::string text(1, note.kind);
  for (const std::uint8_t number : note.elements) {
    text += number < 10 ? "0" : "";
    text += std::to_string(number);
  }
  return text;
}

// `text` is what the node says, or what stands behind its sign.
SyntaxNote read_note(const YamlNode& node, std::string_view text, std::size_t elements) {
  const bool form = text.size() >= 5 && text.size() % 2 == 1 && text.size() <= 21 &&
                    std::string_view("PRECL").find(text[0]) != std::string_view::npos &&
                    text.find_first_not_of("0123456789", 1) == std::string_view::npos;
  if (!form) node.fail("'" + std::string(text) + "' is no syntax note", "write one like P0304");
  SyntaxNote note;
  note.kind = text[0];
  for (std::size_t i = 1; i < text.size(); i += 2) {
    const auto number = static_cast<std::uint8_t>((text[i] - '0') * 10 + (text[i + 1] - '0'));
    if (number == 0 || number > elements) {
      node.fail("note " + std::string(text) + " names an element that is not there");
    }
    note.elements.push_back(number);
  }
  return note;
}

void change_note(const YamlNode& node, SegmentSource& segment) {
  const std::string_view text = std::string_view(node.text()).substr(1);
  const bool adds = node.text()[0] == '+';
  const auto at = std::find_if(segment.notes.begin(), segment.notes.end(),
                               [&](const SyntaxNote& note) { return text_of(note) == text; });
  if (adds && at != segment.notes.end()) node.fail("the version below has this note already");
  if (!adds && at == segment.notes.end()) node.fail("the version below has no such note");
  if (adds) {
    segment.notes.push_back(read_note(node, text, segment.elements.size()));
  } else {
    segment.notes.erase(at);
  }
}

void read_notes(const YamlNode& node, SegmentSource& segment) {
  std::vector<std::string_view> words;
  for (const YamlNode& item : node.items()) words.emplace_back(item.text());
  const bool changes = are_changes(node, words);
  if (!changes) segment.notes.clear();
  for (const YamlNode& item : node.items()) {
    if (changes) {
      change_note(item, segment);
    } else {
      segment.notes.push_back(read_note(item, item.text(), segment.elements.size()));
    }
  }
}

// "BIG10: 1005": the place of an existing segment takes another element, or the next one is added; "none"
// ends the segment before it.
void change_place(const YamlNode& key, const YamlNode& value, const VersionSource& version,
                  SegmentSource& segment) {
  const std::size_t count = segment.elements.size();
  std::uint32_t number = 0;
  const bool read = key.text().size() == segment.id.size() + 2 && key.text().starts_with(segment.id) &&
                    parse_number(std::string_view(key.text()).substr(segment.id.size()), 99, number);
  if (!read) {
    key.fail("unknown key '" + key.text() + "'",
             "name, notes and places such as " + segment.id + "01 may stand here");
  }
  if (number > count + 1) key.fail(segment.id + " has " + std::to_string(count) + " elements here");
  if (value.text() == "none") {
    if (number > count) key.fail("there is no " + key.text() + " in the version below");
    segment.elements.resize(number - 1);
  } else if (number > count) {
    segment.elements.push_back(read_place(value, version));
  } else {
    segment.elements[number - 1] = read_place(value, version);
  }
}

// The notes of the version below, when the segment has become shorter.
void check_notes(const YamlNode& node, const SegmentSource& segment) {
  for (const SyntaxNote& note : segment.notes) {
    for (const std::uint8_t number : note.elements) {
      if (number <= segment.elements.size()) continue;
      node.fail("note " + text_of(note) + " of the version below names an element that is not there",
                "take it away with notes: [-" + text_of(note) + "]");
    }
  }
}

// Of a segment or a composite; `list` is the key of its elements.
SegmentSource read_segment(const std::string& id, const YamlNode& node, std::string_view list,
                           const VersionSource& version, const SegmentSource* below) {
  SegmentSource segment;
  if (below != nullptr) segment = *below;
  segment.id = id;
  if (below == nullptr) {
    node.allow_only({"name", list, "notes"});
    segment.name = node.required("name").text();
    (void)node.required(list);
  }
  for (const auto& [key, value] : node.entries()) {
    if (key.text() == "name") {
      segment.name = value.text();
    } else if (key.text() == list) {
      segment.elements.clear();
      for (const YamlNode& item : value.items()) segment.elements.push_back(read_place(item, version));
    } else if (key.text() != "notes") {
      change_place(key, value, version, segment);
    }
  }
  if (segment.elements.empty() || segment.elements.size() > 63) node.fail(id + " needs 1 to 63 elements");
  if (const YamlNode* notes = node.find("notes")) read_notes(*notes, segment);
  check_notes(node, segment);
  return segment;
}

const SegmentSource* find_in(const std::map<std::string, SegmentSource>& segments, const std::string& id) {
  const auto at = segments.find(id);
  return at == segments.end() ? nullptr : &at->second;
}

}  // namespace

bool is_composite(const std::string& key, const YamlNode& value, const VersionSource& version) {
  return value.find("components") != nullptr || version.composites.contains(key);
}

void read_composites(const YamlNode& root, VersionSource& version) {
  for (const auto& [key, value] : root.entries()) {
    if (!is_composite(key.text(), value, version)) continue;
    const SegmentSource* below = find_in(version.composites, key.text());
    SegmentSource composite = read_segment(key.text(), value, "components", version, below);
    for (const PlaceSource& place : composite.elements) {
      if (version.composites.contains(place.element)) value.fail("a composite may not hold a composite");
    }
    version.composites[key.text()] = std::move(composite);
  }
}

void read_segments(const YamlNode& root, VersionSource& version) {
  for (const auto& [key, value] : root.entries()) {
    if (key.text() == "without") {
      for (const std::string_view id : words_of(value.text())) {
        if (version.segments.erase(std::string(id)) == 0) {
          value.fail("the version below has no segment " + std::string(id));
        }
      }
      continue;
    }
    if (key.text().size() < 2 || key.text().size() > 3) key.fail("'" + key.text() + "' is no segment id");
    const SegmentSource* below = find_in(version.segments, key.text());
    version.segments[key.text()] = read_segment(key.text(), value, "elements", version, below);
  }
}

}  // namespace transom
