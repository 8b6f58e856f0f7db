// A compiled inward map: statements that fill records, in the order in which they were written.
#pragma once

#include <string>
#include <vector>

#include "mapping/map_plan.hpp"

namespace transom::mapping {

inline constexpr std::uint32_t no_path = 0xffffffff;

struct Statement;

// PO106..PO125 two by two, or REF04-1..REF04-6.
struct PairRange {
  std::uint32_t segment = no_path;  // set_paths: the segments that have them
  ElementRef left, right;           // of the first pair
  std::uint16_t count = 0;
};

// Where the entries of a list come from.
struct ListSource {
  std::uint32_t each = no_path;  // set_paths; no_path: once, where the list stands
  bool pairs = false;
  PairRange range;
  std::uint32_t when = no_node;
  std::vector<Statement> fields;    // of a record
  std::vector<std::uint32_t> take;  // of texts
};

struct Statement {
  const Field* field = nullptr;
  std::uint32_t node = no_node;     // a single value
  std::vector<Statement> inside;    // a record
  std::vector<ListSource> sources;  // a list
  std::string text;                 // as written, for "PO102 gives none"
};

}  // namespace transom::mapping

struct transom::InboundMap::Plan : transom::mapping::MapPlan {
  std::vector<mapping::Statement> statements;
  std::vector<std::uint32_t> ignore;  // set_paths
};

namespace transom::mapping {

using InboundPlan = InboundMap::Plan;

// Fails: configuration, when the map does not fit the guide or the shape.
[[nodiscard]] std::shared_ptr<const InboundPlan> compile_inbound(MapSpec spec, GuidePtr guide);

}  // namespace transom::mapping
