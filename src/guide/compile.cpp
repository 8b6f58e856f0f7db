// Lays guides out as flat records. Lists that are the same (most code lists of neighbouring versions) are
// written once. Loops are numbered in the set's order, 0 being the set itself; the uses of a loop and of all
// within it are one run [first_use, end_use), which makes walking a matter of comparing numbers.
#include "guide/compile.hpp"

#include <bit>
#include <map>
#include <utility>

#include "guide/blob.hpp"

namespace transom {
namespace {

class Compiler {
 public:
  std::string compile(const GuideSource& source) {
    bytes_.assign(sizeof(blob::Header), '\0');
    std::vector<blob::Version> versions;
    for (const VersionSource& version : source.versions) versions.push_back(compile_version(version));
    std::vector<blob::Name> names;
    for (const auto& [element, codes] : source.code_names) {
      for (const auto& [code, words] : codes) names.push_back({text(element), text(code), text(words)});
    }
    blob::Header header{};
    std::memcpy(header.magic, blob::magic, sizeof header.magic);
    header.versions = list(versions);
    header.names = list(names);
    std::memcpy(bytes_.data(), &header, sizeof header);
    return std::move(bytes_);
  }

 private:
  blob::Text text(const std::string& value) {
    const auto [found, added] = texts_.try_emplace(value);
    if (added) {
      found->second = {static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(value.size())};
      bytes_ += value;
    }
    return found->second;
  }

  template <typename Record>
  blob::List list(const std::vector<Record>& records) {
    bytes_.resize((bytes_.size() + 7) / 8 * 8);
    const auto at = static_cast<std::uint32_t>(bytes_.size());
    bytes_.append(reinterpret_cast<const char*>(records.data()), records.size() * sizeof(Record));
    return {at, static_cast<std::uint32_t>(records.size())};
  }

  void add_codes(const ElementSource& source, blob::Element& element) {
    if (source.codes.empty()) return;
    std::string all;
    for (const std::string& code : source.codes) all += (all.empty() ? "" : " ") + code;
    element.codes = text(all);
    element.slots = std::bit_ceil(static_cast<std::uint32_t>(source.codes.size()) * 2);
    const auto [found, added] = tables_.try_emplace(all);
    if (added) {
      std::vector<std::uint64_t> slots(element.slots);
      for (const std::string& code : source.codes) {
        const std::uint64_t key = blob::code_key(code);
        std::uint32_t slot = blob::code_slot(key, element.slots);
        while (slots[slot] != 0) slot = (slot + 1) & (element.slots - 1);
        slots[slot] = key;
      }
      found->second = list(slots).at;
    }
    element.table = found->second;
  }

  std::vector<blob::Element> compile_elements(const VersionSource& source) {
    std::vector<blob::Element> elements;
    for (const auto& [number, from] : source.elements) {
      blob::Element element{.number = text(number), .name = text(from.name), .codes = {}};
      element.type = static_cast<std::uint8_t>(from.type);
      element.decimals = from.decimals;
      element.min = from.min;
      element.max = from.max;
      add_codes(from, element);
      element_index_[number] = static_cast<std::uint16_t>(elements.size());
      elements.push_back(element);
    }
    return elements;
  }

  // A composite is an element as well, behind the simple ones.
  std::vector<blob::Composite> compile_composites(const VersionSource& source,
                                                  std::vector<blob::Element>& elements) {
    std::vector<blob::Composite> composites;
    for (const auto& [id, from] : source.composites) {
      blob::Element element{.number = text(id), .name = text(from.name), .codes = {}};
      element.type = static_cast<std::uint8_t>(ElementType::composite);
      blob::Composite composite;
      composite.element = static_cast<std::uint16_t>(elements.size());
      add_places(from, composite);
      element_index_[id] = composite.element;
      composite_index_[id] = static_cast<std::uint16_t>(composites.size());
      elements.push_back(element);
      composites.push_back(composite);
    }
    return composites;
  }

  std::vector<blob::Segment> compile_segments(const VersionSource& source) {
    std::vector<blob::Segment> segments;
    for (const auto& [id, from] : source.segments) {
      blob::Segment segment;
      segment.id = segment_id(id);
      segment.name = text(from.name);
      add_places(from, segment);
      segments.push_back(segment);
    }
    return segments;
  }

  blob::Version compile_version(const VersionSource& source) {
    element_index_.clear();
    composite_index_.clear();
    places_.clear();
    notes_.clear();
    std::vector<blob::Element> elements = compile_elements(source);
    const std::vector<blob::Composite> composites = compile_composites(source, elements);
    const std::vector<blob::Segment> segments = compile_segments(source);
    std::vector<blob::Set> sets;
    for (const SetSource& set : source.sets) sets.push_back(compile_set(set));
    blob::Version version;
    version.version = text(source.version);
    version.confidence = text(source.confidence);
    version.elements = list(elements);
    version.composites = list(composites);
    version.segments = list(segments);
    version.places = list(places_);
    version.notes = list(notes_);
    version.sets = list(sets);
    return version;
  }

  template <typename Owner>
  void add_places(const SegmentSource& from, Owner& owner) {
    owner.first_place = static_cast<std::uint32_t>(places_.size());
    owner.places = static_cast<std::uint32_t>(from.elements.size());
    for (const PlaceSource& source : from.elements) {
      blob::Place place;
      place.element = element_index_.at(source.element);
      const auto composite = composite_index_.find(source.element);
      if (composite != composite_index_.end()) place.composite = composite->second;
      place.repeat = source.repeat;
      place.mandatory = source.mandatory;
      places_.push_back(place);
    }
    owner.first_note = static_cast<std::uint32_t>(notes_.size());
    owner.notes = static_cast<std::uint32_t>(from.notes.size());
    for (const SyntaxNote& source : from.notes) {
      blob::Note note;
      note.kind = static_cast<std::uint8_t>(source.kind);
      for (const std::uint8_t element : source.elements) note.elements[note.count++] = element;
      notes_.push_back(note);
    }
  }

  blob::Set compile_set(const SetSource& source) {
    uses_.clear();
    loops_.assign(1, blob::Loop{.id = text(""), .path = text("")});
    add_uses(source.uses, 0, "");
    loops_[0].end_use = use_count();
    blob::Set set;
    set.id = text(source.id);
    set.name = text(source.name);
    set.functional_id = text(source.functional_id);
    set.uses = list(uses_);
    set.loops = list(loops_);
    set.counted = segment_id(source.counted);
    set.hash_segment = segment_id(source.hash_segment);
    set.hash_element = source.hash_element;
    return set;
  }

  void add_uses(const std::vector<UseSource>& sources, std::uint16_t loop, const std::string& path) {
    for (const UseSource& source : sources) {
      if (source.loop) {
        add_loop(source, loop, path);
      } else {
        uses_.push_back(use(source.segment, loop, source.area));
        uses_.back().max = source.max;
        uses_.back().mandatory = source.mandatory;
      }
    }
  }

  void add_loop(const UseSource& source, std::uint16_t parent, const std::string& parent_path) {
    const std::uint16_t ls = use_count();
    if (source.bounded) uses_.push_back(use("LS", parent, source.area));
    const auto index = static_cast<std::uint16_t>(loops_.size());
    const std::string path = parent_path + (parent_path.empty() ? "" : "/") + source.segment;
    blob::Loop loop{.id = text(source.segment), .path = text(path)};
    loop.max = source.max;
    loop.parent = parent;
    loop.first_use = use_count();
    loop.mandatory = source.mandatory;
    loop.depth = static_cast<std::uint8_t>(loops_[parent].depth + 1);
    loops_.push_back(loop);
    uses_.push_back(use(source.segment, index, source.area));
    uses_.back().mandatory = 1;  // within one occurrence the trigger is always there
    add_uses(source.inside, index, path);
    loops_[index].end_use = use_count();
    if (!source.bounded) return;
    const std::uint16_t le = use_count();
    uses_.push_back(use("LE", parent, source.area));
    uses_[ls].bound = le;
    uses_[le].bound = ls;
  }

  [[nodiscard]] std::uint16_t use_count() const { return static_cast<std::uint16_t>(uses_.size()); }

  static blob::Use use(std::string_view segment, std::uint16_t loop, char area) {
    blob::Use use;
    use.id = segment_id(segment);
    use.loop = loop;
    use.area = static_cast<std::uint8_t>(area);
    return use;
  }

  std::string bytes_;
  std::map<std::string, blob::Text> texts_;
  std::map<std::string, std::uint32_t> tables_;
  std::map<std::string, std::uint16_t> element_index_, composite_index_;
  std::vector<blob::Place> places_;
  std::vector<blob::Note> notes_;
  std::vector<blob::Use> uses_;
  std::vector<blob::Loop> loops_;
};

}  // namespace

std::string compile_guides(const GuideSource& source) {
  return Compiler().compile(source);
}

}  // namespace transom
