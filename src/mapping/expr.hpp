// Expressions as they are written: a tree of plain values. The compiled form is program.hpp's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/written.hpp"

namespace transom::mapping {

// What stands in brackets: REF[DP], REF[DP|19], N1[N103=92], parties[role=ship_to].
struct Selector {
  std::string field;                // "N103", "role"; empty: the qualifying element or the key field
  std::vector<std::string> values;  // any of them
  std::uint32_t at = 0;

  // Of [#2], the second: 2; else 0.
  [[nodiscard]] std::uint32_t nth() const;
};

struct Step {
  std::string name;                 // "REF", "REF02", "parties"
  std::vector<Selector> selectors;  // all of them hold
  std::uint32_t at = 0;
};

// REF[DP]/REF02, ../PO101, /BEG03, SLN05-1, parties[ship_to].address.city
struct Path {
  bool from_top = false;  // /BEG03
  int up = 0;             // how many ../
  std::vector<Step> steps;
  int component = 0;  // SLN05-1
  std::uint32_t at = 0, end = 0;
};

enum class ExprKind : std::uint8_t {
  number,  // text: as written, "1.02"
  text,
  flag,  // text: "yes" or "no"
  none,
  base,  // what the map that is extended says here
  path,
  list,  // [a, b]
  call,  // text: the function; a | f(b) is f(a, b)
  op,    // text: + - * / = != < <= > >= in and or not ?? neg if
};

struct Expr {
  ExprKind kind = ExprKind::none;
  std::string text;
  std::uint32_t at = 0;  // offset in the text: of the first character, or of the operator
  bool piped = false;    // written as a | f(b)
  Path path;
  std::vector<Expr> args;
};

// "REF[DP]/REF02"
[[nodiscard]] std::string path_text(const Path& path);
// "(?? N404 \"US\")": for tests and for people who wonder how something was read.
[[nodiscard]] std::string dump(const Expr& expr);

// Fails: configuration, at the character where the text stops making sense.
[[nodiscard]] Expr parse_expression(const Written& text);
// A path alone, as in `each:` and `ignore:`.
[[nodiscard]] Path parse_path(const Written& text);

// A segment id ("N1", "REF"), or an element's ("N104", "REF02") when `element` is not 0.
struct SegmentName {
  std::string_view id;
  int element = 0;
};
// By length: two or three characters are a segment, four or five an element whose number is the last two.
// So N104 is N1 and 04, PO104 is PO1 and 04, N10 is a segment. False: the name is neither.
[[nodiscard]] bool split_segment_name(std::string_view name, SegmentName& out);
// The element that brackets ask for when they name none: REF[DP] is REF01, but HL[P] is HL03, for an HL is
// told from others by its level, not by its number.
[[nodiscard]] int qualifying_element(std::string_view segment);

}  // namespace transom::mapping
