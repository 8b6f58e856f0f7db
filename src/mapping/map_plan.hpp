// What every compiled map has, and what is checked of each in the same way.
#pragma once

#include <memory>
#include <string>

#include "mapping/map_file.hpp"
#include "mapping/program.hpp"
#include "mapping/set_view.hpp"

namespace transom::mapping {

struct MapPlan {
  GuidePtr guide;
  std::unique_ptr<SetLayout> layout;
  MapSpec spec;
  std::string hash;
  DocumentKind document = DocumentKind::order;
  const Shape* shape = nullptr;
  Program program;
};

// All but the program. Fails: configuration, where it is a map of another set, or of no document. `does`:
// "reads", "writes".
void begin_plan(MapPlan& plan, MapSpec spec, GuidePtr guide, std::string_view does);

// Both fail, configuration: a field that the shape does not have, or that nothing gives and it cannot do
// without. `path`: of the record; empty: the document.
[[nodiscard]] const Field& known_field(const Shape& shape, const Written& key);
void require_sources(const Spec& spec, const Shape& shape, const std::string& path);

}  // namespace transom::mapping
