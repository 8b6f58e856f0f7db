// One run of an outward map.
#pragma once

#include "mapping/evaluator.hpp"
#include "mapping/outbound_plan.hpp"

namespace transom::mapping {

class OutboundRun final : ProblemSink {
 public:
  OutboundRun(const OutboundPlan& plan, const BusinessDocument& document, const MapContext& context,
              Scratch& scratch, SegmentWriter& out);
  std::vector<MapProblem> run();

 private:
  void problem(const Value& found, std::string sentence, std::string next) override;
  void list(const std::vector<SegmentPlan>& segments);
  std::uint32_t segment(const SegmentPlan& plan);  // how many were written
  std::uint32_t once(const SegmentPlan& plan);
  void put(const ElementPlan& plan);
  // Fills elements with entries `from` on; returns the first that found no place.
  std::size_t spread(const SpreadPlan& plan, const std::vector<std::string>& cells, std::size_t from);
  std::vector<std::string> cells(const SpreadPlan& plan);
  void write(const SegmentPlan& plan);
  std::string& cell(std::uint16_t element, std::uint16_t component);
  std::string formatted(const Value& value, const ElementFormat& format);
  // Calls step(n) for each entry, with the entry as innermost record.
  template <class Step>
  void each(std::uint32_t node, const Shape* shape, const std::string& text, Step&& step);

  const OutboundPlan& plan_;
  const BusinessDocument& document_;
  Scratch& scratch_;
  SegmentWriter& out_;
  Evaluator eval_;
  std::vector<MapProblem> problems_;
  std::vector<std::pair<SegmentId, std::uint32_t>> written_;
  std::vector<std::vector<std::string>> row_;                         // element, component
  std::vector<std::pair<const std::string*, std::uint32_t>> levels_;  // "lines", 2
  const SegmentPlan* current_ = nullptr;
  std::uint16_t element_ = 0, component_ = 0;
  const std::string* expression_ = nullptr;
};

}  // namespace transom::mapping
