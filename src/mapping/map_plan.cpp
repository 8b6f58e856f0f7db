// Names of documents and fields in maps, held against the shapes.
#include "mapping/map_plan.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace transom::mapping {

void begin_plan(MapPlan& plan, MapSpec spec, GuidePtr guide, std::string_view does) {
  plan.guide = std::move(guide);
  plan.layout = std::make_unique<SetLayout>(*plan.guide);
  const auto kind = document_kind(spec.document.text);
  if (!kind) {
    std::vector<std::string_view> names;
    for (const DocumentKind known : document_kinds) names.push_back(kind_name(known));
    spec.document.fail(fmt::format("there is no document '{}'", visible(spec.document.text, 40)),
                       suggestion(spec.document.text, names));
  }
  if (spec.set.text != plan.guide->set_id()) {
    spec.set.fail(
        fmt::format("{} the {}, but is to be used for the {}", does, spec.set.text, plan.guide->set_id()));
  }
  plan.document = *kind;
  plan.shape = &shape_of(*kind);
  plan.hash = spec.hash();
  plan.spec = std::move(spec);
}

const Field& known_field(const Shape& shape, const Written& key) {
  const Field* field = shape.find(key.text);
  if (field == nullptr) {
    key.fail(fmt::format("{} has no field '{}'", shape.name(), visible(key.text, 40)),
             suggestion(key.text, shape.names()));
  }
  return *field;
}

void require_sources(const Spec& spec, const Shape& shape, const std::string& path) {
  for (const Field& field : shape.fields()) {
    if (field.need == Need::may || spec.find(field.name) != nullptr) continue;
    spec.fail(fmt::format("{} has no source for '{}', which {} cannot do without",
                          path.empty() ? "the map" : path, field.name, shape.name()),
              fmt::format("add a line {}: ...", field.name));
  }
}

}  // namespace transom::mapping
