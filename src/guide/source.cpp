// Reads the YAML of guides. One folder a version: version.yaml, elements.yaml, segments.yaml, and a file for
// each set; each may be missing where the version builds on another and has nothing to add.
//
// The forms are short because people read and mend them: "353 M" is a mandatory element, "REF >1" a segment
// without limit, "N1 loop 200:" a loop that its N1 opens, "LDT loop >1 LS:" one that stands between LS and
// LE. mappings/guides/README.md has the reference. Refused: one file for all (nobody would find anything in
// it), and a chain of versions in which each adds to the one before: a sure version would then rest on a less
// sure one. What no segment uses is left out, so that a version need not list what it has no use for.
#include "guide/source.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "base/yaml.hpp"
#include "guide/source_parts.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view confidences[] = {"high", "good", "fair"};

bool is_signed(std::string_view word) {
  return word.starts_with('+') || word.starts_with('-');
}

bool is_version(const std::string& name) {
  return name.size() == 6 && name.find_first_not_of("0123456789") == std::string::npos;
}

class FolderReader {
 public:
  explicit FolderReader(fs::path folder) : folder_(std::move(folder)) {}

  std::vector<VersionSource> read() {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
      const std::string name = entry.path().filename().string();
      if (is_version(name) && entry.is_directory()) names_.insert(name);
    }
    if (error) {
      throw Failure(FailureKind::disk, folder_.string(),
                    "the folder cannot be read (" + error.message() + ")");
    }
    if (names_.empty()) {
      throw Failure(FailureKind::configuration, folder_.string(), "there is no guide here",
                    "a version is a folder such as 004010");
    }
    std::vector<VersionSource> versions;
    for (const std::string& name : names_) versions.push_back(version(name));
    return versions;
  }

 private:
  const VersionSource& version(const std::string& name) {
    const auto known = done_.find(name);
    if (known != done_.end()) return known->second;
    VersionSource read = read_version(name);
    leave_out_unused(read);
    return done_[name] = std::move(read);
  }

  VersionSource read_version(const std::string& name) {
    const fs::path folder = folder_ / name;
    VersionSource version;
    const bool alone = !fs::exists(folder / "version.yaml");
    bool complete = true;  // elements.yaml and segments.yaml must be there
    std::set<std::string> chosen;
    if (!alone) {
      const YamlNode root = load_yaml_file((folder / "version.yaml").string());
      root.allow_only({"extends", "confidence", "unknown", "sets"});
      if (const YamlNode* base = root.find("extends")) {
        version = below(*base, name);
        complete = false;
      }
      version.confidence.clear();
      if (const YamlNode* confidence = root.find("confidence")) {
        version.confidence =
            confidences[confidence->as_word({confidences[0], confidences[1], confidences[2]})];
      }
      if (const YamlNode* unknown = root.find("unknown")) forget(*unknown, version);
      if (const YamlNode* sets = root.find("sets")) choose(*sets, version, chosen);
    }
    version.version = name;
    read_parts(folder, complete, version);
    read_sets(folder, version, chosen);
    for (const SetSource& set : version.sets) check_uses(folder, set.id, set.uses, version);
    return version;
  }

  // What the version that `node` names has.
  VersionSource below(const YamlNode& node, const std::string& name) {
    const std::string& wanted = node.text();
    if (!names_.contains(wanted)) {
      const std::vector<std::string_view> names(names_.begin(), names_.end());
      node.fail("there is no version " + wanted + " here", suggestion(wanted, names));
    }
    open_.insert(name);
    if (open_.contains(wanted)) node.fail("version " + wanted + " builds on this one, or is this one");
    VersionSource version = this->version(wanted);
    open_.erase(name);
    return version;
  }

  // What nobody knows about this version is not taken over from another either.
  static void forget(const YamlNode& list, VersionSource& version) {
    for (const YamlNode& item : list.items()) {
      if (item.as_word({"codes", "notes"}) == 0) {
        for (auto& [number, element] : version.elements) element.codes.clear();
        continue;
      }
      for (auto& [id, composite] : version.composites) composite.notes.clear();
      for (auto& [id, segment] : version.segments) segment.notes.clear();
    }
  }

  static void choose(const YamlNode& list, VersionSource& version, std::set<std::string>& chosen) {
    for (const YamlNode& item : list.items()) chosen.insert(item.text());
    std::erase_if(version.sets, [&](const SetSource& set) { return !chosen.contains(set.id); });
  }

  static void read_parts(const fs::path& folder, bool complete, VersionSource& version) {
    const fs::path elements = folder / "elements.yaml", segments = folder / "segments.yaml";
    if (complete || fs::exists(elements)) {
      const YamlNode root = load_yaml_file(elements.string());
      read_elements(root, version);
      read_composites(root, version);
    }
    if (complete || fs::exists(segments)) read_segments(load_yaml_file(segments.string()), version);
  }

  static void read_sets(const fs::path& folder, VersionSource& version, const std::set<std::string>& chosen) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      const bool other = name == "version.yaml" || name == "elements.yaml" || name == "segments.yaml";
      if (name.ends_with(".yaml") && !other) files.push_back(entry);
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      const YamlNode root = load_yaml_file(file.string());
      const YamlNode& id = root.required("set");
      if (id.text() != file.stem().string()) {
        id.fail("this file is about set " + id.text(), "name it " + id.text() + ".yaml");
      }
      if (!chosen.empty() && !chosen.contains(id.text())) {
        id.fail("set " + id.text() + " is not among the sets of version.yaml", "add it there");
      }
      SetSource set = read_set(root, version);
      const auto at = std::lower_bound(version.sets.begin(), version.sets.end(), set.id,
                                       [](const SetSource& one, const std::string& b) { return one.id < b; });
      if (at != version.sets.end() && at->id == set.id) {
        *at = std::move(set);
      } else {
        version.sets.insert(at, std::move(set));
      }
    }
    for (const std::string& id : chosen) {
      if (std::none_of(version.sets.begin(), version.sets.end(),
                       [&](const SetSource& set) { return set.id == id; })) {
        throw Failure(FailureKind::configuration, (folder / "version.yaml").string(),
                      "set " + id + " is neither below nor in a file here", "write " + id + ".yaml");
      }
    }
  }

  // A set that is taken over as it is may need a segment that this version is without.
  static void check_uses(const fs::path& folder, const std::string& set, const std::vector<UseSource>& uses,
                         const VersionSource& version) {
    for (const UseSource& use : uses) {
      if (!version.segments.contains(use.segment)) {
        throw Failure(FailureKind::configuration, (folder / "segments.yaml").string(),
                      "set " + set + " uses " + use.segment + ", which this version is without",
                      "say in " + set + ".yaml what differs");
      }
      check_uses(folder, set, use.inside, version);
    }
  }

  static void leave_out_unused(VersionSource& version) {
    std::set<std::string_view> used;
    for (const auto& [id, segment] : version.segments) {
      for (const PlaceSource& place : segment.elements) used.insert(place.element);
    }
    std::erase_if(version.composites, [&](const auto& composite) { return !used.contains(composite.first); });
    for (const auto& [id, composite] : version.composites) {
      for (const PlaceSource& place : composite.elements) used.insert(place.element);
    }
    std::erase_if(version.elements, [&](const auto& element) { return !used.contains(element.first); });
  }

  fs::path folder_;
  std::set<std::string> names_, open_;  // open: being read
  std::map<std::string, VersionSource> done_;
};

void read_code_names(const fs::path& file, GuideSource& source) {
  if (!fs::exists(file)) return;
  const YamlNode root = load_yaml_file(file.string());
  for (const auto& [element, codes] : root.entries()) {
    for (const auto& [code, name] : codes.entries()) {
      source.code_names[element.text()][code.text()] = name.text();
    }
  }
}

}  // namespace

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
  std::uint32_t parsed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
  if (error != std::errc() || end != text.data() + text.size() || parsed < 1 || parsed > max) return false;
  value = parsed;
  return true;
}

bool parse_range(std::string_view text, std::uint16_t& min, std::uint16_t& max) {
  const std::size_t dots = text.find("..");
  const std::string_view low = text.substr(0, dots);
  const std::string_view high = dots == std::string_view::npos ? text : text.substr(dots + 2);
  std::uint32_t from = 0, to = 0;
  if (!parse_number(low, 65535, from) || !parse_number(high, 65535, to) || from > to) return false;
  min = static_cast<std::uint16_t>(from);
  max = static_cast<std::uint16_t>(to);
  return true;
}

bool are_changes(const YamlNode& node, const std::vector<std::string_view>& words) {
  const auto changes = static_cast<std::size_t>(std::count_if(words.begin(), words.end(), is_signed));
  if (changes != 0 && changes != words.size()) {
    node.fail("this list is whole in part and changes in part", "give each a + or -, or none");
  }
  return changes != 0;
}

GuideSource read_guides(const std::string& folder) {
  GuideSource source;
  source.versions = FolderReader(folder).read();
  read_code_names(fs::path(folder) / "code_names.yaml", source);
  return source;
}

}  // namespace transom
