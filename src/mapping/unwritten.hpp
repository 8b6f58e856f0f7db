// What of a document an outward map leaves out: the counterpart of an inward map's coverage.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "transom/document.hpp"
#include "transom/mapping.hpp"

namespace transom {

struct Unwritten {
  std::string field;                   // "lines[].taxes[].percent"
  std::uint64_t times = 0, tried = 0;  // values of it that reach nobody, and that were tried
  std::string example;                 // one of them
};

// A value reaches nobody where another in its place makes the same segments and the same problems. Of each
// field the first `most` values are tried, each by a run of the map. In the order in which they stand in the
// document. Left out are the partner and the test flag, which go into the envelope, and the number of a line
// that has an `assigned_id`.
// Precondition: kind_of(document) is map.document().
[[nodiscard]] std::vector<Unwritten> unwritten(const OutboundMap& map, BusinessDocument document,
                                               const MapContext& context, std::uint64_t most = 20);

}  // namespace transom
