// Running expressions over a set, or over records of a document.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mapping/program.hpp"
#include "mapping/set_view.hpp"
#include "transom/mapping.hpp"

namespace transom::mapping {

// Memory of a run that the next one uses again.
struct Scratch {
  SetView view;
  TextArena texts;
  std::vector<std::uint8_t> read;  // by mark of the set: an expression has read this element
};

// Hears of values that cannot be worked on.
class ProblemSink {
 public:
  virtual ~ProblemSink() = default;
  virtual void problem(const Value& found, std::string sentence, std::string next) = 0;
};

class Evaluator {
 public:
  Evaluator(const Program& program, const MapContext& context, Scratch& scratch, ProblemSink& sink)
      : program_(program), context_(context), scratch_(scratch), sink_(sink) {}

  [[nodiscard]] Value value(std::uint32_t node);
  // Appends all that the node stands for.
  void values(std::uint32_t node, std::vector<Value>& out);
  // Of a flag: present and yes.
  [[nodiscard]] bool holds(std::uint32_t node) {
    const Value v = value(node);
    return v.type == Type::flag && v.flag;
  }
  // The bytes of an element as a value.
  [[nodiscard]] Value read(std::uint32_t row, const ElementRef& ref);
  // Whether a segment has the qualifiers of a step.
  [[nodiscard]] bool passes(const SetStep& step, std::uint32_t row);

  // Where whoever runs the map stands.
  SetCursor at;                            // inward
  std::vector<const void*> records;        // outward: records or std::string, outermost first
  Records beside;                          // records beside the document
  std::uint32_t pair_row = From::nowhere;  // the pair in hand
  ElementRef pair_left, pair_right;
  std::uint32_t position = 0;  // of the item in hand, 1-based
  std::uint32_t touched = 0;   // grows with each value that came from data
  bool mark_reads = false;
  bool context_counts = false;                      // outward: partner.*, us.* and today are data as well
  std::function<std::uint32_t(SegmentId)> written;  // outward: segments of an id so far

 private:
  void mark(std::uint32_t row, std::uint16_t element);
  Value typed(std::string_view bytes, const ElementRef& ref, From from);
  Value set_value(const SetPath& path);
  Value document_value(const DocumentPath& path);
  Value context_word(ContextWord word);
  Value decided(std::uint32_t index);
  Value chosen(std::uint32_t index);
  Value this_text();
  Value first_of(std::uint32_t index);
  Value written_so_far(const Node& node);
  Value as_text(const Value& number);
  Value coalesced(const Node& node);
  void coalesced(const Node& node, std::vector<Value>& out);
  void each_element(const SetPath& path, std::vector<Value>& out);
  void each_field(const DocumentPath& path, std::vector<Value>& out);
  Value arithmetic(const Node& node);
  Value days(const Node& node);
  Value joined(const Node& node);
  Value compared(const Node& node);
  Value logic(const Node& node);
  Value in_list(const Node& node);
  Value in_table(const Node& node);
  Value over(const Node& node);
  Value from_table(const Node& node);
  void call(const Node& node, std::vector<Value>& out);
  bool present(std::uint32_t node);
  // Calls step() at each match of the node, cursors moved there, until it returns false.
  template <class Step>
  void each_match(const Node& match, Step&& step);
  void each_match(const Node& match, std::vector<Value>& out);  // a yes for each

  const Program& program_;
  const MapContext& context_;
  Scratch& scratch_;
  ProblemSink& sink_;
  int lenient_ = 0;  // inside the left of ??: a code that is in no table is no problem
};

}  // namespace transom::mapping
