// Map files: what may stand in them, and how a file and those it extends become one effective map.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mapping/spec.hpp"
#include "transom/mapping.hpp"

namespace transom::mapping {

enum class Direction : std::uint8_t { inward, outward };

// A whole map, layers laid together. Symbolic: nothing is checked against guide or shape yet.
struct MapSpec {
  std::string name;  // of the file that was asked for
  Direction direction = Direction::inward;
  Written document, set;           // "order", "850"
  std::optional<Written> version;  // only for this version of the set; absent: for any
  Spec fields;                     // inward
  Spec heading, detail, summary;   // outward: lists of segments, each a map {label: normal body}
  std::vector<Written> ignore;     // inward
  CodeTables tables;
  Parts parts;                      // not yet put where they are named
  std::vector<Written> remove;      // what could not be taken away before that
  std::vector<std::string> layers;  // names of the files, the last written first
  std::vector<MapWarning> warnings;

  [[nodiscard]] std::vector<MapLine> explain() const;
  // SHA-256 over all effective lines and tables, places left out.
  [[nodiscard]] std::string hash() const;
};

// What other maps may use of a file.
struct Pieces {
  CodeTables tables;
  Parts parts;
};
[[nodiscard]] Pieces read_pieces(const SourcePtr& file);

// A file, how to find what it refers to by `extends:` and `use:`, and the pieces of a file, which are kept.
struct MapSource {
  SourcePtr file;
  std::function<std::optional<MapSource>(const std::string& reference)> refer;
  std::function<const Pieces&(const SourcePtr& file)> pieces;
};

// Reads the file and all that it extends and uses. Fails: configuration.
[[nodiscard]] MapSpec read_map(const MapSource& source);

// Segments of outward maps (outward_spec.cpp). A normal body is a map of each, when, then and elements
// ("BEG03", "PO106..PO125", "N301.." for: from here on).
void overlay_segments(Spec& base, const Spec& over);
void expand_segments(Spec& list, const Parts& parts, int depth = 0);
bool remove_segment(Spec& list, const Written& path);
void explain_segments(const Spec& list, const std::string& path, std::vector<MapLine>& out);

}  // namespace transom::mapping
