// Expressions as they are run: flat tables in which nodes refer to each other by number.
//
// Everything that has a name was looked up when this was made: elements are loop and segment slots of the
// guide, fields are offsets of the shape, functions and tables are pointers. One program carries all
// expressions of a map.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "mapping/code_table.hpp"
#include "mapping/value.hpp"
#include "transom/guide.hpp"
#include "transom/mapping.hpp"
#include "transom/shape.hpp"

namespace transom::mapping {

struct Function;

enum class Op : std::uint8_t {
  constant,        // a: constants
  set_value,       // a: set_paths
  set_match,       // a: set_paths; the path stands for segments or loops
  document_value,  // a: document_paths
  document_match,  // a: document_paths; the path stands for records
  pair_left,       // element of the pair in hand
  pair_right,
  item,     // the text in hand of a list of texts
  context,  // a: ContextWord
  written,  // a: SegmentId; how many segments of it were written so far
  list,     // a: first of b arguments
  to_text,  // a: a number
  add,
  subtract,
  multiply,
  divide,
  negate,
  join,  // text + text
  add_days,
  take_days,
  days_between,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in_list,   // a in the arguments c of b
  in_table,  // a in table b, c: 1 for backwards
  both,
  either,
  negation,
  coalesce,  // a ?? b
  choose,    // if a then b else c (no_node: nothing)
  call,      // function of b arguments from a
  table,     // a: value; b: table_uses
  present,   // a: anything
  over_sum,
  over_count,
  over_any,
  over_all,
  over_min,
  over_max,  // for each match of a: b
};

enum class ContextWord : std::uint8_t {
  partner_slug,
  partner_name,
  partner_currency,
  partner_qualifier,
  partner_id,
  us_slug,
  us_name,
  us_currency,
  us_qualifier,
  us_id,
  today,
  now,
  test,
  position,
};

inline constexpr std::uint32_t no_node = 0xffffffff;

struct Node {
  Op op = Op::constant;
  Type type = Type::none;
  std::uint32_t a = no_node, b = no_node, c = no_node;
  const Function* function = nullptr;
};

// How the bytes of an element become a value.
struct ElementRef {
  std::uint16_t element = 0;    // 1-based; 0: the segment itself
  std::uint16_t component = 0;  // 1-based; 0: not a composite
  ElementType type = ElementType::an;
  std::uint8_t decimals = 0;
  bool repeats = false;
};

// The loop or segment that a path, an `each:` or a record stands in.
struct SetScope {
  std::uint16_t loop = 0;   // of the guide
  SegmentId segment = 0;    // 0: the loop as a whole
  std::uint16_t level = 0;  // how many levels of a hierarchy lie around it, its own counted
  bool operator==(const SetScope&) const = default;
};

// A step down from an occurrence of a loop: to its inner loops or to its own segments of one kind.
struct SetStep {
  bool to_loop = false;
  std::uint16_t slot = 0;  // see SetIndex
  struct Test {
    ElementRef element;  // of the segment, or of the loop's first
    std::vector<std::string> values;
  };
  std::vector<Test> tests;
  std::uint32_t nth = 0;  // only that one of those that pass; 0: all
};

struct SetPath {
  bool from_top = false;
  int up = 0;  // loops to leave; from a segment scope the first leads to its loop
  std::vector<SetStep> steps;
  ElementRef element;
  SetScope end;      // where the path leads to
  std::string text;  // as written
};

struct DocumentStep {
  const Field* field = nullptr;
  struct Test {
    const Field* field = nullptr;  // a text
    std::vector<std::string> values;
  };
  std::vector<Test> tests;
  std::uint32_t nth = 0;  // only that one of those that pass; 0: all
};

struct DocumentPath {
  bool from_top = false;
  int beside = -1;  // which of the records beside the document it begins at; -1: the document
  int up = 0;
  std::vector<DocumentStep> steps;
  const Shape* shape = nullptr;  // of the records it leads to
  bool texts = false;            // it leads to a list of texts
  std::string text;
};

struct TableUse {
  CodeTablePtr table;
  std::size_t column = 1;  // what is given back; backwards: what is looked up
  bool backwards = false;
};

struct Program {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> arguments;
  std::vector<Value> constants;
  std::vector<SetPath> set_paths;
  std::vector<DocumentPath> document_paths;
  std::vector<TableUse> table_uses;
  std::deque<std::string> texts;  // of constants
  std::vector<MapWarning> warnings;

  std::uint32_t add(Node node) {
    nodes.push_back(node);
    return static_cast<std::uint32_t>(nodes.size() - 1);
  }
  std::uint32_t add_constant(Value value) {
    if (value.type == Type::text) value.text = texts.emplace_back(value.text);
    constants.push_back(value);
    return add(
        {.op = Op::constant, .type = value.type, .a = static_cast<std::uint32_t>(constants.size() - 1)});
  }
  std::uint32_t add_arguments(const std::vector<std::uint32_t>& list) {
    const auto first = static_cast<std::uint32_t>(arguments.size());
    arguments.insert(arguments.end(), list.begin(), list.end());
    return first;
  }
};

}  // namespace transom::mapping
