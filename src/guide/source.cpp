// Reads the YAML of guides. One folder a version: elements.yaml, segments.yaml, and a file for each set.
//
// The forms are short because people read and mend them: "353 M" is a mandatory element, "REF >1" a segment
// without limit, "N1 loop 200:" a loop that its N1 opens, "LDT loop >1 LS:" one that stands between LS and
// LE. mappings/guides/README.md has the reference. Refused: one file for all (nobody would find anything in
// it), and requirement X for elements under a syntax note: it follows from the note.
#include "guide/source.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>
#include <string_view>

#include "base/yaml.hpp"

namespace transom {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" \n\t", at)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(" \n\t", at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

bool parse_number(std::string_view text, std::uint32_t max, std::uint32_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 1 && value <= max;
}

void parse_type(const YamlNode& node, ElementSource& element) {
  const std::string& text = node.text();
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
  const std::string_view text = node.text();
  const std::size_t dots = text.find("..");
  const std::string_view low = text.substr(0, dots);
  const std::string_view high = dots == std::string_view::npos ? text : text.substr(dots + 2);
  std::uint32_t min = 0, max = 0;
  if (!parse_number(low, 65535, min) || !parse_number(high, 65535, max) || min > max) {
    node.fail("'" + std::string(text) + "' is no length", "write 2, or 1..30");
  }
  element.min = static_cast<std::uint16_t>(min);
  element.max = static_cast<std::uint16_t>(max);
}

ElementSource read_element(const std::string& number, const YamlNode& node) {
  node.allow_only({"name", "type", "length", "codes"});
  ElementSource element;
  element.number = number;
  element.name = node.required("name").text();
  parse_type(node.required("type"), element);
  parse_length(node.required("length"), element);
  const YamlNode* codes = node.find("codes");
  if (codes == nullptr) return element;
  std::set<std::string_view> seen;
  for (const std::string_view code : words_of(codes->text())) {
    const bool fits = code.size() >= element.min && code.size() <= element.max && code.size() <= 8;
    if (!fits) codes->fail("code " + std::string(code) + " does not fit the length of element " + number);
    if (!seen.insert(code).second) codes->fail("code " + std::string(code) + " stands here twice");
    element.codes.emplace_back(code);
  }
  return element;
}

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

SyntaxNote read_note(const YamlNode& node, std::size_t elements) {
  const std::string& text = node.text();
  SyntaxNote note;
  const bool form = text.size() >= 5 && text.size() % 2 == 1 && text.size() <= 21 &&
                    std::string_view("PRECL").find(text[0]) != std::string_view::npos;
  if (!form) node.fail("'" + text + "' is no syntax note", "write one like P0304");
  note.kind = text[0];
  for (std::size_t i = 1; i < text.size(); i += 2) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data() + i, text.data() + i + 2, number);
    if (error != std::errc() || end != text.data() + i + 2 || number == 0 || number > elements) {
      node.fail("note " + text + " names an element that is not there");
    }
    note.elements.push_back(static_cast<std::uint8_t>(number));
  }
  return note;
}

SegmentSource read_segment(const std::string& id, const YamlNode& node, std::string_view list,
                           const VersionSource& version) {
  node.allow_only({"name", list, "notes"});
  SegmentSource segment;
  segment.id = id;
  segment.name = node.required("name").text();
  for (const YamlNode& item : node.required(list).items()) {
    segment.elements.push_back(read_place(item, version));
  }
  if (segment.elements.empty() || segment.elements.size() > 63) node.fail(id + " needs 1 to 63 elements");
  if (const YamlNode* notes = node.find("notes")) {
    for (const YamlNode& item : notes->items()) {
      segment.notes.push_back(read_note(item, segment.elements.size()));
    }
  }
  return segment;
}

void read_elements(const YamlNode& root, VersionSource& version) {
  // Simple elements first: composites refer to them.
  for (const auto& [key, value] : root.entries()) {
    if (!value.find("components")) version.elements[key.text()] = read_element(key.text(), value);
  }
  for (const auto& [key, value] : root.entries()) {
    if (!value.find("components")) continue;
    SegmentSource composite = read_segment(key.text(), value, "components", version);
    for (const PlaceSource& place : composite.elements) {
      if (version.composites.contains(place.element)) value.fail("a composite may not hold a composite");
    }
    version.composites[key.text()] = std::move(composite);
  }
}

class SetReader {
 public:
  explicit SetReader(const VersionSource& version) : version_(version) {}

  SetSource read(const YamlNode& root) {
    root.allow_only({"set", "name", "functional id", "totals", "heading", "detail", "summary"});
    SetSource set;
    set.id = root.required("set").text();
    set.name = root.required("name").text();
    set.functional_id = root.required("functional id").text();
    if (const YamlNode* totals = root.find("totals")) read_totals(*totals, set);
    for (const std::string_view area : {"heading", "detail", "summary"}) {
      if (const YamlNode* list = root.find(area)) read_list(*list, area[0], 1, set.uses);
    }
    if (set.uses.size() < 2 || set.uses.front().segment != "ST" || set.uses.back().segment != "SE") {
      root.fail("a set begins with ST and ends with SE");
    }
    return set;
  }

 private:
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
    if (depth > 7) list.fail("loops are nested deeper than 7");
    for (const YamlNode& item : list.items()) {
      if (!item.is_map()) {
        uses.push_back(read_use(item, area, false));
        continue;
      }
      if (item.entries().size() != 1)
        item.fail("a loop is one key and what is inside", "- N1 loop 200: [N2]");
      const auto& [key, inside] = item.entries().front();
      UseSource loop = read_use(key, area, true);
      read_list(inside, area, depth + 1, loop.inside);
      uses.push_back(std::move(loop));
    }
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

  const VersionSource& version_;
};

VersionSource read_version(const std::filesystem::path& folder) {
  VersionSource version;
  version.version = folder.filename().string();
  read_elements(load_yaml_file((folder / "elements.yaml").string()), version);
  const YamlNode segments = load_yaml_file((folder / "segments.yaml").string());
  for (const auto& [key, value] : segments.entries()) {
    if (key.text().size() < 2 || key.text().size() > 3) key.fail("'" + key.text() + "' is no segment id");
    version.segments[key.text()] = read_segment(key.text(), value, "elements", version);
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".yaml") && name != "elements.yaml" && name != "segments.yaml") files.push_back(entry);
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    const YamlNode root = load_yaml_file(file.string());
    SetSource set = SetReader(version).read(root);
    if (set.id != file.stem().string()) {
      root.required("set").fail("this file is about set " + set.id, "name it " + set.id + ".yaml");
    }
    version.sets.push_back(std::move(set));
  }
  return version;
}

}  // namespace

GuideSource read_guides(const std::string& folder) {
  GuideSource source;
  std::vector<std::filesystem::path> versions;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    const bool digits = name.size() == 6 && name.find_first_not_of("0123456789") == std::string::npos;
    if (digits && entry.is_directory()) versions.push_back(entry.path());
  }
  if (error) throw Failure(FailureKind::disk, folder, "the folder cannot be read (" + error.message() + ")");
  if (versions.empty()) {
    throw Failure(FailureKind::configuration, folder, "there is no guide here",
                  "a version is a folder such as 004010");
  }
  std::sort(versions.begin(), versions.end());
  for (const std::filesystem::path& version : versions) source.versions.push_back(read_version(version));

  const std::filesystem::path names = std::filesystem::path(folder) / "code_names.yaml";
  if (!std::filesystem::exists(names)) return source;
  const YamlNode root = load_yaml_file(names.string());
  for (const auto& [element, codes] : root.entries()) {
    for (const auto& [code, name] : codes.entries()) {
      source.code_names[element.text()][code.text()] = name.text();
    }
  }
  return source;
}

}  // namespace transom
