// What the parser reads, as a dumped tree, and what it says where it cannot.
#include <doctest/doctest.h>

#include "mapping/expr.hpp"
#include "transom/failure.hpp"

using namespace transom;
using namespace transom::mapping;

namespace {

Written written(const char* text) {
  return {text, {"m.yaml", 7, 11}};
}

std::string parsed(const char* text) {
  try {
    return dump(parse_expression(written(text)));
  } catch (const Failure& failure) {
    return failure.what();
  }
}

struct Row {
  const char* text;
  const char* want;
};

}  // namespace

TEST_CASE("expressions: text to tree") {
  const Row rows[] = {
      // paths
      {"BEG03", "BEG03"},
      {"N104", "N104"},
      {"REF[DP]/REF02", "REF[DP]/REF02"},
      {"N1[ST]/N401", "N1[ST]/N401"},
      {"PO1/PID[F]/PID05", "PO1/PID[F]/PID05"},
      {"N1[N103=92]/N104", "N1[N103=92]/N104"},
      {"N1[ST|SF]/N104", "N1[ST|SF]/N104"},
      {"N1[ST][N103=92]/N104", "N1[ST][N103=92]/N104"},
      {"N3[#2]/N301", "N3[#2]/N301"},
      {"SVC01-2", "SVC01-2"},
      {"REF04-1", "REF04-1"},
      {"/BEG03", "/BEG03"},
      {"../../PO101", "../../PO101"},
      {"parties[role=ship_to].name", "parties[role=ship_to].name"},
      {"parties[ship_to].address.city", "parties[ship_to].address.city"},
      {"/currency", "/currency"},
      {"item", "item"},
      {"notice", "notice"},
      {"order_number", "order_number"},
      // literals
      {"12.50", "12.50"},
      {"\"US\"", "\"US\""},
      {"'US'", "\"US\""},
      {"\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\""},
      {"'it''s'", "\"it's\""},
      {"yes", "yes"},
      {"none", "none"},
      {"base ?? \"x\"", "(?? base \"x\")"},
      // arithmetic binds as at school
      {"a + b * c", "(+ a (* b c))"},
      {"(a + b) * c", "(* (+ a b) c)"},
      {"a - b - c", "(- (- a b) c)"},
      {"-a * b", "(* (neg a) b)"},
      {"PO102 * PO104 / 100", "(/ (* PO102 PO104) 100)"},
      {"PO102 -2", "(- PO102 2)"},
      {"\"00\" + sscc", "(+ \"00\" sscc)"},
      // ?? and | from left to right, tighter than comparison
      {"N404 ?? \"US\"", "(?? N404 \"US\")"},
      {"a ?? b ?? c", "(?? (?? a b) c)"},
      {"a ?? b | trim", "(trim (?? a b))"},
      {"a | table(t) ?? \"other\"", "(?? (table a t) \"other\")"},
      {"a * b | round(2)", "(round (* a b) 2)"},
      {"a | trim | upper()", "(upper (trim a))"},
      {"price > contract * 1.02 | round(2)", "(> price (round (* contract 1.02) 2))"},
      // functions and lists
      {"count(HL)", "(count HL)"},
      {"sum(lines, price * quantity)", "(sum lines (* price quantity))"},
      {"[N301, N302] | join(\", \")", "(join [N301 N302] \", \")"},
      {"[]", "[]"},
      {"join([a], \"-\")", "(join [a] \"-\")"},
      // conditions
      {"a = b", "(= a b)"},
      {"a == b", "(= a b)"},
      {"a != b and c <= d or not e", "(or (and (!= a b) (<= c d)) (not e))"},
      {"not a = b", "(not (= a b))"},
      {"N101 in (ST, \"BT\", 7)", "(in N101 [ST \"BT\" 7])"},
      {"ship_to.id not in table(ship_tos)", "(not in ship_to.id (table ship_tos))"},
      {"if a = 1 then b else c", "(if (= a 1) b c)"},
      {"if a then b", "(if a b)"},
      {"a ?? if b then c + d", "(?? a (if b (+ c d)))"},
      {"if a then b else if c then d else e", "(if a b (if c d e))"},
      {"if a then b else c | trim", "(if a b (trim c))"},
      {"(if a then b else c) | trim", "(trim (if a b c))"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(parsed(row.text) == std::string(row.want));
  }
}

TEST_CASE("expressions: exact complaints") {
  const Row rows[] = {
      {"", "m.yaml:7:11: ends too early; expected a value"},
      {"   ", "m.yaml:7:14: ends too early; expected a value"},
      {"a +", "m.yaml:7:14: ends too early; expected a value"},
      {"a b", "m.yaml:7:13: 'b' makes no sense here; expected an operator or the end"},
      {"(a", "m.yaml:7:13: ends too early; expected ')'"},
      {"(a ?? b", "m.yaml:7:18: ends too early; expected ')'"},
      {"a)", "m.yaml:7:12: ')' makes no sense here; expected an operator or the end"},
      {"a | ", "m.yaml:7:15: ends too early; expected a function"},
      {"a | 12", "m.yaml:7:15: '12' makes no sense here; expected a function"},
      {"round(a, ", "m.yaml:7:20: ends too early; expected a value"},
      {"round(a b)", "m.yaml:7:19: 'b' makes no sense here; expected ')'"},
      {"REF[DP/REF02", "m.yaml:7:17: '/' makes no sense here; expected ']'"},
      {"REF[]/REF02", "m.yaml:7:15: ']' makes no sense here; expected a qualifier"},
      {"a in b", "m.yaml:7:16: 'b' makes no sense here; expected ( or table("},
      {"a < b < c", "m.yaml:7:17: '<' makes no sense here; expected an operator or the end"},
      {"if a", "m.yaml:7:15: ends too early; expected 'then'"},
      {"if a b", "m.yaml:7:16: 'b' makes no sense here; expected 'then'"},
      {"\"abc", "m.yaml:7:15: ends too early; expected '\"'"},
      {"a & b", "m.yaml:7:13: '&' makes no sense here; expected an operator or the end"},
      {"a | else", "m.yaml:7:15: 'else' makes no sense here; expected a function"},
      {"then", "m.yaml:7:11: 'then' makes no sense here; expected a value"},
      {"12x", "m.yaml:7:11: '12x' makes no sense here; expected a value"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(parsed(row.text) == std::string(row.want));
  }
}

TEST_CASE("expressions: hostile sizes end in a sentence") {
  CHECK(parsed(std::string(33, '(').c_str()) == "m.yaml:7:43: is nested deeper than 32");
  CHECK(parsed(std::string(4001, 'a').c_str()).find("longer than 4000") != std::string::npos);
  std::string nots;
  for (int i = 0; i < 900; ++i) nots += "not ";
  CHECK(parsed((nots + "a").c_str()).find("(not (not") == 0);
  CHECK(parsed(std::string(3999, '-').c_str()).find("ends too early") != std::string::npos);
}

TEST_CASE("written: an offset leads back into the file") {
  auto file = std::make_shared<const SourceFile>(
      "m.yaml", "a: x ?? y\nb: 'q ''r'' s'\nc: one\n   two three\nd: \"lit\"\ne: >-\n  fold\n  ed text\n");
  const YamlNode& root = file->yaml();
  struct Place {
    const char* key;
    std::size_t offset;
    const char* want;
  };
  const Place rows[] = {{"a", 0, "m.yaml:1:4"}, {"a", 5, "m.yaml:1:9"}, {"b", 0, "m.yaml:2:5"},
                        {"b", 3, "m.yaml:2:9"}, {"c", 4, "m.yaml:4:4"}, {"c", 8, "m.yaml:4:8"},
                        {"e", 0, "m.yaml:7:3"}, {"e", 8, "m.yaml:8:6"}};
  for (const Place& row : rows) {
    INFO(row.key << row.offset);
    CHECK(Written(root.required(row.key), file).place(row.offset) == row.want);
  }
  CHECK(Written(root.required("d"), file).literal);
  CHECK_FALSE(Written(root.required("b"), file).literal);
}
