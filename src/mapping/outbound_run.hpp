// One run of an outward map.
#pragma once

#include <algorithm>
#include <span>

#include "mapping/evaluator.hpp"
#include "mapping/outbound_plan.hpp"
#include "mapping/path_walk.hpp"

namespace transom::mapping {

// The elements of one segment, and their components. What it has grown to stays for the next segment: most of
// what a run would allocate.
class Row {
 public:
  void clear() {
    for (std::size_t i = 0; i < used_; ++i) elements_[i].clear();
    used_ = 0;
  }
  std::string& cell(std::uint16_t element, std::uint16_t component) {
    used_ = std::max<std::size_t>(used_, element);
    if (elements_.size() < used_) elements_.resize(used_);
    auto& parts = elements_[element - 1U];
    const std::size_t part = component == 0 ? 0 : component - 1U;
    if (parts.size() <= part) parts.resize(part + 1);
    return parts[part];
  }
  [[nodiscard]] std::span<const std::vector<std::string>> elements() const {
    return std::span(elements_).first(used_);
  }

 private:
  std::vector<std::vector<std::string>> elements_;
  std::size_t used_ = 0;  // those behind are empty
};

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
  std::uint32_t with_lists(const SegmentPlan& plan, std::uint32_t before);
  void level(const SegmentPlan& plan);
  bool has_levels(const SegmentPlan& plan);
  void put(const ElementPlan& plan);
  // Fills elements with entries `from` on; returns the first that found no place.
  std::size_t spread(const SpreadPlan& plan, const std::vector<std::string>& cells, std::size_t from);
  std::vector<std::string> cells(const SpreadPlan& plan);
  void write(const SegmentPlan& plan);
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
  std::uint32_t level_count_ = 0;
  std::vector<std::uint32_t> level_numbers_;  // HL01 of the levels around, outermost first
  Row row_;
  std::vector<std::pair<const std::string*, std::uint32_t>> levels_;  // of lists: "lines", 2
  const SegmentPlan* current_ = nullptr;
  std::uint16_t element_ = 0, component_ = 0;
  const std::string* expression_ = nullptr;
};

template <class Step>
void OutboundRun::each(std::uint32_t node, const Shape* shape, const std::string& text, Step&& step) {
  const std::uint32_t position = eval_.position;
  std::uint32_t index = 0;
  const auto entry = [&](const void* record) {
    levels_.emplace_back(&text, index);
    eval_.records.push_back(record);
    eval_.position = ++index;
    step();
    eval_.records.pop_back();
    levels_.pop_back();
  };
  if (shape != nullptr) {
    const DocumentPath& path = plan_.program.document_paths[plan_.program.nodes[node].a];
    auto visit = [&](const Field*, const void* record) {
      entry(record);
      return true;
    };
    walk(path, start_of(path, eval_.records), visit);
  } else {
    std::vector<Value> values;
    eval_.values(node, values);
    for (const Value& value : values) {
      const std::string item(value.text);
      entry(&item);
    }
  }
  eval_.position = position;
}

}  // namespace transom::mapping
