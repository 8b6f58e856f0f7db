// InboundMap: the public face of a compiled inward map, and the sentences of problems.
//
// The memory of a run is kept per thread, so that a map can be shared by all and a run allocates hardly
// anything beside the document itself.
#include <fmt/format.h>

#include "base/text.hpp"
#include "mapping/inbound_run.hpp"

namespace transom {

InboundMap::InboundMap(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
InboundMap::~InboundMap() = default;

DocumentKind InboundMap::document() const {
  return plan_->document;
}
std::string_view InboundMap::set_id() const {
  return plan_->guide->set_id();
}
std::string_view InboundMap::name() const {
  return plan_->spec.name;
}
std::string_view InboundMap::hash() const {
  return plan_->hash;
}
std::vector<MapLine> InboundMap::explain() const {
  return plan_->spec.explain();
}
std::vector<MapWarning> InboundMap::warnings() const {
  std::vector<MapWarning> all = plan_->spec.warnings;
  all.insert(all.end(), plan_->program.warnings.begin(), plan_->program.warnings.end());
  return all;
}

void InboundMap::run(const TransactionSet& set, const Place& at, const MapContext& context, MapResult& result,
                     MapOptions options) const {
  thread_local mapping::Scratch scratch;
  mapping::InboundRun(*plan_, set, at, context, scratch, result, options).run();
}

std::string describe(const MapProblem& problem) {
  std::string out = problem.place.segment_id.empty() ? std::string() : describe(problem.place);
  if (!problem.value.empty())
    out += fmt::format("{}'{}'", out.empty() ? "" : " ", visible(problem.value, 99));
  if (!problem.field.empty()) out += fmt::format("{}{}", out.empty() ? "" : " for ", problem.field);
  out += fmt::format("{}{}", out.empty() ? "" : ": ", problem.sentence);
  if (!problem.next.empty()) out += "; " + problem.next;
  return out;
}

std::vector<std::string> described(std::span<const MapProblem> problems) {
  std::vector<std::string> out;
  for (const MapProblem& problem : problems) out.push_back(describe(problem));
  return out;
}

}  // namespace transom
