// Which lists of a record make a level somewhere in the map, and which of them make one here.
//
// The shapes of a shipment's levels lie in each other in every order, and a map writes the orders that it
// means. A document may have goods at a place that no line writes; that can be seen by the shapes alone.
#include <algorithm>

#include "mapping/outbound_levels.hpp"

namespace transom::mapping {
namespace {

using Shapes = std::vector<const Shape*>;

void collect(const std::vector<SegmentPlan>& segments, Shapes& shapes) {
  for (const SegmentPlan& segment : segments) {
    if (!segment.level) continue;
    if (segment.shape != nullptr) shapes.push_back(segment.shape);
    collect(segment.then, shapes);
  }
}

bool writes(const Program& program, const SegmentPlan& level, const Field& field) {
  return std::any_of(level.then.begin(), level.then.end(), [&](const SegmentPlan& inner) {
    if (!inner.level || inner.shape == nullptr) return false;
    const DocumentPath& path = program.document_paths[program.nodes[inner.each].a];
    return path.up == 0 && !path.from_top && path.steps.front().field == &field;
  });
}

void fill(const Program& program, const Shapes& shapes, std::vector<SegmentPlan>& segments) {
  for (SegmentPlan& segment : segments) {
    if (!segment.level || segment.inside == nullptr) continue;
    for (const Field& field : segment.inside->fields()) {
      const bool makes_levels = field.kind == FieldKind::records &&
                                std::find(shapes.begin(), shapes.end(), field.of) != shapes.end();
      if (makes_levels && !writes(program, segment, field)) segment.unwritten.push_back(&field);
    }
    fill(program, shapes, segment.then);
  }
}

}  // namespace

void find_unwritten_levels(const Program& program, std::vector<SegmentPlan>& segments) {
  Shapes shapes;
  collect(segments, shapes);
  fill(program, shapes, segments);
}

}  // namespace transom::mapping
