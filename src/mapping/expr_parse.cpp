// The grammar of paths and expressions: the one place where Boost.Spirit is used.
//
// From loose to tight: or, and, not, comparison, then ?? and | which are read from left to right, + -, *
// /, and a sign. So `a ?? b | trim` trims what was chosen, and `x | table(t) ?? "other"` falls back on what
// the table gave. Operators act on a stack of Expr by semantic actions; every alternative is settled by its
// first token, so that no action ever runs in a branch that is given up.
//
// Refused: attributes that Spirit propagates by itself (adapted structs and variants fail in pages of
// template errors), and rules declared across files. The segment names N104 = N1 + 04 and PO104 = PO1 + 04
// are not told apart here: split_segment_name() does so by their length.
#include <fmt/format.h>
#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "mapping/expr.hpp"

namespace transom::mapping {
namespace {

namespace x3 = boost::spirit::x3;
using Iterator = const char*;

constexpr std::size_t longest_text = 4000;
constexpr int deepest_nesting = 32;

// What the actions work on.
struct Builder {
  Iterator begin = nullptr;
  std::vector<Expr> stack;
  std::vector<Expr> open;         // operators that wait for their right side; lists and calls for theirs
  std::vector<std::size_t> from;  // where the arguments of a list or call begin on the stack
  Path path;

  [[nodiscard]] std::uint32_t at(Iterator where) const { return static_cast<std::uint32_t>(where - begin); }
  void push(ExprKind kind, std::string text, Iterator where) {
    Expr& expr = stack.emplace_back();
    expr.kind = kind;
    expr.text = std::move(text);
    expr.at = at(where);
  }
  void begin_operator(ExprKind kind, std::string text, Iterator where) {
    Expr& expr = open.emplace_back();
    expr.kind = kind;
    expr.text = std::move(text);
    expr.at = at(where);
  }
  // Takes the operator that was opened last and its `count` operands from the stack.
  void combine(std::size_t count) {
    Expr expr = std::move(open.back());
    open.pop_back();
    const auto first = stack.end() - static_cast<std::ptrdiff_t>(count);
    expr.args.assign(std::make_move_iterator(first), std::make_move_iterator(stack.end()));
    stack.erase(first, stack.end());
    stack.push_back(std::move(expr));
  }
  void begin_arguments(std::size_t already = 0) { from.push_back(stack.size() - already); }
  void end_arguments() {
    const std::size_t count = stack.size() - from.back();
    from.pop_back();
    combine(count);
  }
};

template <class Context>
Builder& builder(const Context& ctx) {
  return x3::get<Builder>(ctx).get();
}
template <class Context>
std::string matched(const Context& ctx) {
  return std::string(x3::_attr(ctx).begin(), x3::_attr(ctx).end());
}

// Actions. Those that take a position stand on raw[...], whose attribute is the range that matched.
const auto push_number = [](auto& ctx) {
  builder(ctx).push(ExprKind::number, matched(ctx), x3::_attr(ctx).begin());
};
const auto push_text = [](auto& ctx) {
  const std::string quoted = matched(ctx);
  std::string text;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    text += quoted[i];
    if (quoted[i] == quoted[0]) ++i;  // doubled inside
  }
  builder(ctx).push(ExprKind::text, std::move(text), x3::_attr(ctx).begin());
};
const auto push_word = [](auto& ctx) {
  const std::string word = matched(ctx);
  const ExprKind kind = word == "none" ? ExprKind::none : word == "base" ? ExprKind::base : ExprKind::flag;
  builder(ctx).push(kind, word, x3::_attr(ctx).begin());
};
const auto open_operator = [](auto& ctx) {
  std::string word = matched(ctx);
  if (word == "==") word = "=";
  if (word.starts_with("not") && word.size() > 3) word = "not in";
  builder(ctx).begin_operator(ExprKind::op, std::move(word), x3::_attr(ctx).begin());
};
const auto open_negation = [](auto& ctx) {
  builder(ctx).begin_operator(ExprKind::op, "neg", x3::_attr(ctx).begin());
};
const auto close_unary = [](auto& ctx) { builder(ctx).combine(1); };
const auto close_binary = [](auto& ctx) { builder(ctx).combine(2); };
const auto close_if = [](auto& ctx) { builder(ctx).combine(2); };
const auto close_if_else = [](auto& ctx) {
  Expr other = std::move(builder(ctx).stack.back());
  builder(ctx).stack.pop_back();
  builder(ctx).stack.back().args.push_back(std::move(other));
};
const auto open_list = [](auto& ctx) {
  builder(ctx).begin_operator(ExprKind::list, "", x3::_attr(ctx).begin());
  builder(ctx).begin_arguments();
};
const auto open_call = [](auto& ctx) {
  builder(ctx).begin_operator(ExprKind::call, matched(ctx), x3::_attr(ctx).begin());
  builder(ctx).begin_arguments();
};
const auto open_pipe = [](auto& ctx) {
  builder(ctx).begin_operator(ExprKind::call, matched(ctx), x3::_attr(ctx).begin());
  builder(ctx).open.back().piped = true;
  builder(ctx).begin_arguments(1);
};
const auto close_arguments = [](auto& ctx) { builder(ctx).end_arguments(); };

const auto begin_path = [](auto& ctx) {
  Builder& b = builder(ctx);
  b.path = {};
  b.path.at = b.at(x3::_attr(ctx).begin());
  const std::string lead = matched(ctx);
  b.path.from_top = lead == "/";
  b.path.up = static_cast<int>(lead.size() / 3);
};
const auto add_step = [](auto& ctx) {
  Step& step = builder(ctx).path.steps.emplace_back();
  step.name = matched(ctx);
  step.at = builder(ctx).at(x3::_attr(ctx).begin());
};
const auto add_selector = [](auto& ctx) {
  Selector& selector = builder(ctx).path.steps.back().selectors.emplace_back();
  selector.at = builder(ctx).at(x3::_attr(ctx).begin());
};
const auto set_selector_field = [](auto& ctx) {
  builder(ctx).path.steps.back().selectors.back().field = matched(ctx);
};
const auto add_selector_value = [](auto& ctx) {
  builder(ctx).path.steps.back().selectors.back().values.emplace_back(trim(matched(ctx)));
};
// More digits than any component has are one that is not there, which the binder says with its place.
const auto set_component = [](auto& ctx) {
  const std::string digits = matched(ctx);
  builder(ctx).path.component = digits.size() > 6 ? 999'999 : std::stoi(digits);
};
const auto end_path = [](auto& ctx) {
  Builder& b = builder(ctx);
  b.path.end = b.at(x3::_where(ctx).begin());
  b.push(ExprKind::path, "", b.begin + b.path.at);
  b.stack.back().path = std::move(b.path);
};

// Tokens.
const auto word_end = !(x3::alnum | '_');
const auto keyword = [](const char* word) { return x3::lexeme[x3::lit(word) >> word_end]; };
const auto reserved = x3::lexeme[(x3::lit("and") | "or" | "not" | "in" | "if" | "then" | "else" | "yes" |
                                  "no" | "none" | "base") >>
                                 word_end];
const auto number = x3::raw[x3::lexeme[+x3::digit >> -('.' >> +x3::digit) >> word_end]];
const auto text_literal = x3::raw[x3::lexeme[('"' > *(~x3::char_('"') | "\"\"") > '"') |
                                             ('\'' > *(~x3::char_('\'') | "''") > '\'')]];
const auto constant = x3::raw[x3::lexeme[(x3::lit("yes") | "none" | "no" | "base") >> word_end]];
const auto name = x3::raw[x3::alpha >> *(x3::alnum | '_')];
const auto function_name = x3::lexeme[name >> &(*x3::space >> '(')];
const auto comparison_sign = x3::raw[x3::lit("==") | "!=" | "<=" | ">=" | "=" | "<" | ">"];

// Rules; their names are what "expected ..." says.
const x3::rule<struct expression_rule> expression = "a value";
const x3::rule<struct or_rule> disjunction = "a value";
const x3::rule<struct and_rule> conjunction = "a value";
const x3::rule<struct not_rule> negation = "a value";
const x3::rule<struct comparison_rule> comparison = "a value";
const x3::rule<struct flow_rule> flow = "a value";
const x3::rule<struct sum_rule> sum = "a value";
const x3::rule<struct product_rule> product = "a value";
const x3::rule<struct signed_rule> signed_value = "a value";
const x3::rule<struct primary_rule> primary = "a value";
const x3::rule<struct choice_rule> choice = "if";
const x3::rule<struct path_rule> path = "a path";
const x3::rule<struct step_rule> step = "a segment, an element or a field";
const x3::rule<struct selector_rule> selector = "a qualifier";
const x3::rule<struct function_rule> function = "a function with its (";
const x3::rule<struct pipe_rule> piped_function = "a function";
const x3::rule<struct set_rule> set = "( or table(";
const x3::rule<struct value_rule> selector_value = "a qualifier";
const x3::rule<struct then_rule> then_word = "'then'";
const x3::rule<struct call_rule> arguments = "arguments";

const auto selector_value_def =
    x3::raw[('#' >> +x3::digit) | +(x3::alnum | x3::char_("_. -"))][add_selector_value];
const auto then_word_def = keyword("then");
const auto selector_field = (name >> &x3::lit('='))[set_selector_field] >> '=';
const auto selector_def = (x3::raw[x3::lit('[')][add_selector] >> -selector_field) > selector_value >
                          *('|' > selector_value) > ']';
const auto step_def = name[add_step] >> *selector;
const auto path_def = x3::lexeme[x3::raw[x3::lit('/') | *x3::lit("../")][begin_path] >> !reserved >> step >>
                                 *(((x3::lit('/') | ('.' >> !x3::lit('.'))) >> &x3::alpha) > step) >>
                                 -('-' >> x3::raw[+x3::digit][set_component]) >> x3::eps[end_path]];

const auto arguments_def = x3::lit('(') > -(expression >> *(',' > expression)) >
                           ')' > x3::eps[close_arguments];
const auto function_def = function_name[open_call] > arguments;
// `| trim` and `| trim()` are the same.
const auto piped_function_def = x3::lexeme[!reserved >> name[open_pipe]] >
                                (arguments | x3::eps[close_arguments]);
const auto set_def =
    (x3::raw[x3::lit('(')][open_list] > expression > *(',' > expression) > ')' > x3::eps[close_arguments]) |
    function;
// Reaches as far to the right as it can: in `a ?? if b then c + d`, all of `c + d` belongs to it.
const auto choice_def = (x3::raw[keyword("if")][open_operator] > expression > then_word >
                         expression)[close_if] >>
                        -(keyword("else") > expression)[close_if_else];
const auto primary_def = number[push_number] | text_literal[push_text] | ('(' > expression > ')') |
                         (x3::raw[x3::lit('[')][open_list] > -(expression >> *(',' > expression)) > ']' >
                          x3::eps[close_arguments]) |
                         constant[push_word] | choice | function | path;
const auto signed_value_def = (x3::raw[x3::lit('-')][open_negation] > signed_value)[close_unary] | primary;
const auto product_def = signed_value >>
                         *(x3::raw[x3::char_("*/")][open_operator] > signed_value)[close_binary];
const auto sum_def = product >> *(x3::raw[x3::char_("+-")][open_operator] > product)[close_binary];
const auto flow_def = sum >>
                      *((x3::raw[x3::lit("??")][open_operator] > sum)[close_binary] | ('|' > piped_function));
const auto comparison_def = flow >>
                            -((x3::raw[comparison_sign][open_operator] > flow)[close_binary] |
                              (x3::raw[keyword("in") | (keyword("not") >> keyword("in"))][open_operator] >
                               set)[close_binary]);
const auto negation_def = (x3::raw[keyword("not")][open_operator] > negation)[close_unary] | comparison;
const auto conjunction_def = negation >> *(x3::raw[keyword("and")][open_operator] > negation)[close_binary];
const auto disjunction_def = conjunction >>
                             *(x3::raw[keyword("or")][open_operator] > conjunction)[close_binary];
const auto expression_def = disjunction;

BOOST_SPIRIT_DEFINE(expression, disjunction, conjunction, negation, comparison, flow, sum, product,
                    signed_value, primary, choice, path, step, selector, function, piped_function, set,
                    arguments, selector_value, then_word)

std::string expected(const std::string& which) {
  if (!which.starts_with('"')) return which;
  return fmt::format("'{}'", std::string_view(which).substr(1, which.size() - 2));
}

void check_size(const Written& text) {
  if (text.text.size() > longest_text)
    text.fail("is longer than 4000 characters", "take it apart into fields or tables");
  int depth = 0;
  for (std::size_t i = 0; i < text.text.size(); ++i) {
    const char c = text.text[i];
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    if (depth > deepest_nesting) text.fail("is nested deeper than 32", "", i);
  }
}

// Says what is wrong at `where`.
[[noreturn]] void complain(const Written& text, Iterator where, std::string wanted) {
  const Iterator end = text.text.data() + text.text.size();
  const auto at = static_cast<std::size_t>(where - text.text.data());
  if (where == end) text.fail("ends too early", "expected " + wanted, at);
  Iterator stop = where + 1;
  const auto letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  while (letter(*where) && stop != end && letter(*stop)) ++stop;
  text.fail(fmt::format("'{}' makes no sense here",
                        visible(std::string_view(where, static_cast<std::size_t>(stop - where)), 40)),
            "expected " + wanted, at);
}

template <class Rule>
Builder run(const Written& text, const Rule& rule, const char* rest) {
  check_size(text);
  Builder built;
  built.begin = text.text.data();
  Iterator first = built.begin;
  const Iterator last = first + text.text.size();
  try {
    const bool ok = x3::phrase_parse(first, last, x3::with<Builder>(std::ref(built))[rule], x3::space);
    if (!ok) complain(text, std::find_if_not(first, last, [](char c) { return c == ' '; }), "a value");
  } catch (const x3::expectation_failure<Iterator>& wrong) {
    complain(text, std::find_if_not(wrong.where(), last, [](char c) { return c == ' '; }),
             expected(wrong.which()));
  }
  if (first != last) complain(text, first, rest);
  return built;
}

}  // namespace

Expr parse_expression(const Written& text) {
  return std::move(run(text, expression, "an operator or the end").stack.back());
}

Path parse_path(const Written& text) {
  return std::move(run(text, path, "the end of the path").stack.back().path);
}

}  // namespace transom::mapping
