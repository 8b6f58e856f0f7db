// MapLibrary: house maps by name and by set, and partners' files over them.
//
// All texts are read and laid together when the library is made, so that a bad edit is told at once and
// leaves no half of itself behind. Compiling waits for a guide, since only that says which version is meant.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "mapping/inbound_plan.hpp"
#include "mapping/map_file.hpp"
#include "mapping/outbound_plan.hpp"

namespace transom {
namespace {

using mapping::Direction;
using mapping::MapSource;
using mapping::MapSpec;
using mapping::Pieces;
using mapping::SourceFile;
using mapping::SourcePtr;

constexpr std::size_t largest_file = 1U << 20;

SourcePtr read_source(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failure(FailureKind::configuration, path, "cannot be read", "check that the file is there");
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (text.size() > largest_file)
    throw Failure(FailureKind::configuration, path, "has more than 1 MiB", "keep large tables as CSV");
  return std::make_shared<const SourceFile>(path, std::move(text));
}

// The version that house maps without one are written for, as are those that say what differs from them.
constexpr std::string_view house_version = "004010";

std::string with_suffix(std::string name) {
  return name.ends_with(".yaml") ? name : name + ".yaml";
}

struct House {
  std::string name;  // "maps/850-order.yaml"
  Direction direction = Direction::inward;
  std::string document, set, version;
};

// The value of a key at the left margin. House maps are listed by these without being read as a whole: that
// waits until one is used, since most commands use none.
std::string top_value(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.starts_with(key) && line.substr(key.size()).starts_with(": ")) {
      std::string_view value = trim(line.substr(key.size() + 2));
      value = trim(value.substr(0, value.find(" #")));
      if (value.size() >= 2 && (value.front() == '"' || value.front() == '\''))
        value = value.substr(1, value.size() - 2);
      return std::string(value);
    }
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return {};
}

}  // namespace

struct MapLibrary::Impl {
  std::map<std::string, SourcePtr> built_in, own;  // by "maps/850-order.yaml"
  std::vector<House> houses;
  mutable std::mutex mutex;
  mutable std::map<SourcePtr, std::unique_ptr<const Pieces>> known_pieces;

  [[nodiscard]] const SourcePtr* find(const std::string& name, const SourcePtr& except) const {
    for (const auto* files : {&own, &built_in}) {
      const auto found = files->find(name);
      if (found != files->end() && found->second != except) return &found->second;
    }
    return nullptr;
  }

  [[nodiscard]] MapSource source(const SourcePtr& file) const {
    const auto refer = [this, file](const std::string& reference) -> std::optional<MapSource> {
      const std::string name = with_suffix(reference);
      if (name.starts_with("maps/")) {
        const SourcePtr* found = find(name, file);
        return found == nullptr ? std::nullopt : std::optional(source(*found));
      }
      const auto beside = std::filesystem::path(file->name()).parent_path() / name;
      if (reference.starts_with("/") || !std::filesystem::is_regular_file(beside)) return std::nullopt;
      return source(read_source(beside.string()));
    };
    return {file, refer, [this](const SourcePtr& of) -> const Pieces& { return pieces(of); }};
  }

  [[nodiscard]] const Pieces& pieces(const SourcePtr& file) const {
    const std::lock_guard lock(mutex);
    auto& kept = known_pieces[file];
    if (!kept) kept = std::make_unique<const Pieces>(mapping::read_pieces(file));
    return *kept;
  }

  void index() {
    std::map<std::string, SourcePtr> all = built_in;
    for (const auto& [name, file] : own) {
      // A workspace's own are read whole, so that a bad edit is told at once.
      if (const YamlNode& root = file->yaml();
          root.is_map() && root.find("tables") == nullptr && root.find("parts") == nullptr) {
        (void)mapping::read_map(source(file));
      }
      all[name] = file;
    }
    houses.clear();
    for (const auto& [name, file] : all) {
      House house = head(file);
      house.name = name;
      if (!house.set.empty()) houses.push_back(std::move(house));
    }
  }

  [[nodiscard]] House head(const SourcePtr& file, int depth = 0) const {
    House out;
    const std::string base = top_value(file->text(), "extends");
    const SourcePtr* below = base.empty() || depth > 8 ? nullptr : find(with_suffix(base), file);
    if (below != nullptr) out = head(*below, depth + 1);
    const std::string map = top_value(file->text(), "map"), set = top_value(file->text(), "set");
    const std::string from = top_value(file->text(), "from"), version = top_value(file->text(), "version");
    if (!set.empty() || !map.empty()) out.direction = set.empty() ? Direction::inward : Direction::outward;
    if (!set.empty()) out.set = set;
    if (!map.empty()) out.document = map;
    if (!from.empty()) (out.direction == Direction::inward ? out.set : out.document) = from;
    if (!version.empty()) out.version = version;
    return out;
  }

  // The house map for this very version goes before one for any.
  [[nodiscard]] const House* house(Direction direction, std::string_view set, std::string_view document,
                                   std::string_view version) const {
    const House* any = nullptr;
    for (const House& house : houses) {
      if (house.direction != direction || house.set != set) continue;
      if (!document.empty() && house.document != document) continue;
      if (!house.version.empty() && version.starts_with(house.version)) return &house;
      if (house.version.empty() && any == nullptr) any = &house;
    }
    return any;
  }

  [[nodiscard]] const House* sure(Direction direction, const Guide& guide, std::string_view document) const {
    if (!own.empty() || guide.version() < house_version) return nullptr;
    return house(direction, guide.set_id(), document, guide.version());
  }

  [[nodiscard]] MapSpec spec(Direction direction, const GuidePtr& guide, std::string_view document,
                             const std::string& file, const TablePaths& tables) const {
    MapSpec out;
    if (file.empty()) {
      const House* found = house(direction, guide->set_id(), document, guide->version());
      if (found == nullptr) {
        throw Failure(
            FailureKind::configuration, "",
            fmt::format("there is no house map {} {} {}", direction == Direction::inward ? "from" : "to",
                        guide->set_id(), guide->version()),
            "write one under mappings/maps");
      }
      out = mapping::read_map(source(*find(found->name, nullptr)));
    } else {
      out = mapping::read_map(source(read_source(file)));
      if (out.direction != direction) {
        throw Failure(FailureKind::configuration, file,
                      direction == Direction::inward ? "writes sets; a map that reads them is needed here"
                                                     : "reads sets; a map that writes them is needed here");
      }
    }
    for (const auto& [name, path] : tables) out.tables[name] = mapping::read_csv_table_file(name, path);
    return out;
  }
};

MapLibrary::MapLibrary() : impl_(std::make_unique<Impl>()) {
  for (const std::string_view name : embedded_names("maps/")) {
    if (!name.ends_with(".yaml")) continue;
    impl_->built_in[std::string(name)] =
        std::make_shared<const SourceFile>(std::string(name), std::string(embedded_file(name)));
  }
  impl_->index();
}
MapLibrary::~MapLibrary() = default;
MapLibrary::MapLibrary(MapLibrary&&) noexcept = default;
MapLibrary& MapLibrary::operator=(MapLibrary&&) noexcept = default;

const MapLibrary& MapLibrary::built_in() {
  static const MapLibrary library;
  return library;
}

MapLibrary MapLibrary::load(const std::string& mappings_folder) {
  MapLibrary out;
  const auto folder = std::filesystem::path(mappings_folder) / "maps";
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
    if (entry.path().filename().string().starts_with(".")) continue;
    out.impl_->own["maps/" + entry.path().filename().string()] = read_source(entry.path().string());
  }
  out.impl_->index();
  return out;
}

namespace {

// A house map may ask for what an older version has not: that is no mistake in the map, and its line says
// nothing to who asked for that version. No place: who asked knows his own.
template <typename Compile>
auto compile_for(const Guide& guide, const std::string& file, MapSpec spec, Compile compile) {
  const bool house = file.empty() && !spec.version && guide.version() < house_version;
  const std::string name = spec.name.substr(0, spec.name.rfind(".yaml"));
  try {
    return compile(std::move(spec));
  } catch (const Failure& failure) {
    if (!house) throw;
    throw Failure(
        FailureKind::configuration, "",
        fmt::format("there is no house map for the {} of {}: {} asks for what that version has not ({}: {})",
                    guide.set_id(), guide.version(), name, failure.place(), failure.problem()),
        fmt::format(
            "write mappings/{0}-{1}.yaml with `extends: {0}`, `version: \"{1}\"` and what differs, or "
            "name a partner's own map by `map:`; what is only to be kept says `map: none`",
            name, guide.version()));
  }
}

}  // namespace

InboundMapPtr MapLibrary::inbound(const GuidePtr& guide, const std::string& file,
                                  const TablePaths& tables) const {
  return compile_for(
      *guide, file, impl_->spec(Direction::inward, guide, {}, file, tables), [&](MapSpec spec) {
        return std::make_shared<const InboundMap>(mapping::compile_inbound(std::move(spec), guide));
      });
}

OutboundMapPtr MapLibrary::outbound(const GuidePtr& guide, DocumentKind from, const std::string& file,
                                    const TablePaths& tables) const {
  return compile_for(
      *guide, file, impl_->spec(Direction::outward, guide, kind_name(from), file, tables), [&](MapSpec spec) {
        return std::make_shared<const OutboundMap>(mapping::compile_outbound(std::move(spec), guide));
      });
}

bool MapLibrary::maps_in(std::string_view set_id) const {
  return std::any_of(impl_->houses.begin(), impl_->houses.end(), [&](const House& house) {
    return house.direction == Direction::inward && house.set == set_id;
  });
}

bool MapLibrary::maps_out(DocumentKind from, std::string_view set_id) const {
  return std::any_of(impl_->houses.begin(), impl_->houses.end(), [&](const House& house) {
    return house.direction == Direction::outward && house.set == set_id && house.document == kind_name(from);
  });
}

std::optional<DocumentKind> MapLibrary::sure_in(const GuidePtr& guide) const {
  const House* found = impl_->sure(Direction::inward, *guide, {});
  return found == nullptr ? std::nullopt : document_kind(found->document);
}

bool MapLibrary::sure_out(const GuidePtr& guide, DocumentKind from) const {
  return impl_->sure(Direction::outward, *guide, kind_name(from)) != nullptr;
}

}  // namespace transom
