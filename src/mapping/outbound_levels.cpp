// Writing the levels of a hierarchy: HL segments whose numbers are right by construction.
//
// A map says which level lies in which and where its records come from, never a number: HL01 counts all
// levels of the set, HL02 is the HL01 of the level around, and HL04 looks ahead whether a level will follow
// inside. A level is written for each record, even for one of which nothing else is written: it stands for
// goods. Refused: HL01 as an expression of the map (`count(HL) + 1`), which is right until somebody reorders
// two lines.
#include <fmt/format.h>

#include "mapping/outbound_run.hpp"

namespace transom::mapping {

bool OutboundRun::has_levels(const SegmentPlan& plan) {
  bool any = false;
  for (const SegmentPlan& inner : plan.then) {
    if (any || !inner.level) continue;
    const auto look = [&] { any = any || inner.when == no_node || eval_.holds(inner.when); };
    if (inner.each == no_node) {
      look();
    } else {
      each(inner.each, inner.shape, inner.each_text, look);
    }
  }
  return any;
}

void OutboundRun::level(const SegmentPlan& plan) {
  current_ = &plan;
  row_.clear();
  for (const ElementPlan& element : plan.elements) put(element);
  const std::uint32_t number = ++level_count_;
  row_.cell(1, 0) = std::to_string(number);
  if (!level_numbers_.empty()) row_.cell(2, 0) = std::to_string(level_numbers_.back());
  row_.cell(4, 0) = has_levels(plan) ? "1" : "0";
  write(plan);
  for (const Field* field : plan.unwritten) {
    if (!field->present(eval_.records.back())) continue;
    const std::string name(field->name);
    current_ = &plan;
    element_ = component_ = 0;
    expression_ = &name;
    problem({}, fmt::format("is no level that the map writes in {}", plan.path),
            fmt::format("add an HL with each: {} to its then:, or leave them out of the document", name));
    expression_ = nullptr;
  }
  level_numbers_.push_back(number);
  list(plan.then);
  level_numbers_.pop_back();
}

}  // namespace transom::mapping
