// One run of an inward map.
#pragma once

#include "mapping/evaluator.hpp"
#include "mapping/inbound_plan.hpp"

namespace transom::mapping {

class InboundRun final : ProblemSink {
 public:
  InboundRun(const InboundPlan& plan, const TransactionSet& set, const Place& at, const MapContext& context,
             Scratch& scratch, MapResult& result, MapOptions options);
  void run();

 private:
  void problem(const Value& found, std::string sentence, std::string next) override;
  void record(const std::vector<Statement>& statements, const Shape& shape, void* out);
  void assign(const Statement& statement, void* out);
  bool set_field(const Statement& statement, const Value& value, void* out);
  void list(const Statement& statement, void* out);
  void once(const Statement& statement, const ListSource& source, void* out);
  void pairs(const Statement& statement, const ListSource& source, void* out);
  void entry(const Statement& statement, const ListSource& source, void* out);
  void require(const std::vector<Statement>& statements, const Shape& shape, const void* out);
  void note_level(const SetCursor& there);
  void report_unread_levels();
  void collect_unread();
  void mark_ignored();

  [[nodiscard]] Place place(const From& from) const;
  [[nodiscard]] std::string field_path(const Field* last) const;

  const InboundPlan& plan_;
  const TransactionSet& set_;
  const Place& at_;
  Scratch& scratch_;
  MapResult& result_;
  MapOptions options_;
  Evaluator eval_;
  static constexpr std::uint32_t no_index = 0xffffffff;
  struct Level {
    const Field* field;
    std::uint32_t index;  // of a list; no_index of a record
  };
  std::vector<Level> levels_;
  std::vector<std::uint8_t> read_levels_;  // by occurrence of a loop: an `each` led to it or into it
  const Field* current_ = nullptr;         // the field in hand
};

}  // namespace transom::mapping
