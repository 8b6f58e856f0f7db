// Calls: tables, presence, going through records, and the functions of the table.
//
// `table` takes names instead of values; `sum(lines, price * quantity)` reads its second part once for each
// record of the first. Both are known to the compiler; everything else is a row in functions_*.cpp.
#include <fmt/format.h>

#include "base/text.hpp"
#include "mapping/compiler.hpp"
#include "mapping/functions.hpp"

namespace transom::mapping {
namespace {

const std::pair<std::string_view, Op> overs[] = {
    {"sum", Op::over_sum}, {"count", Op::over_count}, {"any", Op::over_any},
    {"all", Op::over_all}, {"min", Op::over_min},     {"max", Op::over_max},
};

// The plain word that an argument is, or "".
std::string_view word_of(const Expr& expr) {
  const Path& path = expr.path;
  const bool plain = expr.kind == ExprKind::path && path.steps.size() == 1 &&
                     path.steps[0].selectors.empty() && !path.from_top && path.up == 0 && path.component == 0;
  return plain ? std::string_view(path.steps[0].name) : std::string_view();
}

std::string arguments(std::size_t n) {
  return n == 1 ? "1 argument" : fmt::format("{} arguments", n);
}

}  // namespace

Compiler::Made Compiler::make_call(const Expr& expr) {
  if (expr.text == "table") return make_table(expr);
  if (expr.text == "present" || expr.text == "absent") return make_presence(expr);
  if (expr.text == "default") {
    if (expr.args.size() != 2) fail(expr, "default needs one argument", "write | default(\"x\")");
    Expr coalesce = expr;
    coalesce.kind = ExprKind::op;
    coalesce.text = "??";
    Made a = make(expr.args[0]), b = make(expr.args[1]);
    const Type type = common(a, expr.args[0], b, expr.args[1]);
    return {program_.add({.op = Op::coalesce, .type = type, .a = a.node, .b = b.node}), type,
            a.list || b.list};
  }
  const bool over = expr.args.size() == 2 && expr.args[0].kind == ExprKind::path;
  if (expr.text == "any" || expr.text == "all") {
    if (over) return make_over(expr);
    fail(expr, fmt::format("{} needs records and a condition", expr.text),
         fmt::format("such as {}(lines, quantity > 0)", expr.text));
  }
  if (over && (expr.text == "sum" || expr.text == "count" || expr.text == "min" || expr.text == "max")) {
    return make_over(expr);
  }
  return make_function(expr);
}

std::uint32_t Compiler::table_use(const Expr& call, const Expr* name, const Expr* column) {
  const std::string_view word = name != nullptr ? word_of(*name) : std::string_view();
  if (word.empty()) fail(name != nullptr ? *name : call, "expected the name of a table", "write table(name)");
  const auto found = tables_.find(word);
  if (found == tables_.end()) {
    std::vector<std::string_view> names;
    for (const auto& [known, table] : tables_) names.push_back(known);
    fail(*name, fmt::format("there is no table '{}'", word), suggestion(word, names));
  }
  TableUse use{found->second, 1, backwards_};
  if (column != nullptr) {
    const auto index = use.table->column(word_of(*column));
    if (!index) {
      const auto& columns = use.table->columns();
      fail(*column, fmt::format("table {} has no column '{}'", word, word_of(*column)),
           suggestion(word_of(*column), std::vector<std::string_view>(columns.begin(), columns.end())));
    }
    use.column = *index;
  }
  program_.table_uses.push_back(std::move(use));
  return static_cast<std::uint32_t>(program_.table_uses.size() - 1);
}

Compiler::Made Compiler::make_table(const Expr& expr) {
  if (expr.args.size() < 2 || expr.args.size() > 3) {
    fail(expr, "table needs a value and the table's name", "write value | table(name)");
  }
  const Made value = fit(make(expr.args[0]), Type::text, expr.args[0]);
  const std::uint32_t use = table_use(expr, &expr.args[1], expr.args.size() > 2 ? &expr.args[2] : nullptr);
  return {program_.add({.op = Op::table, .type = Type::text, .a = value.node, .b = use}), Type::text};
}

Compiler::Made Compiler::make_presence(const Expr& expr) {
  if (expr.args.size() != 1) fail(expr, fmt::format("{} needs one argument", expr.text));
  const Made value = make(expr.args[0]);
  const std::uint32_t node = program_.add({.op = Op::present, .type = Type::flag, .a = value.node});
  if (expr.text == "present") return {node, Type::flag};
  return {program_.add({.op = Op::negation, .type = Type::flag, .a = node}), Type::flag};
}

Compiler::Made Compiler::make_over(const Expr& expr) {
  const bool condition = expr.text == "any" || expr.text == "all" || expr.text == "count";
  Bound match;
  const auto inner = binder_.enter(expr.args[0].path, line_->text, match);
  Compiler within(program_, *inner, tables_, backwards_);
  within.line_ = line_;
  Made value = within.make(expr.args[1]);
  const Type wanted = condition ? Type::flag : expr.text == "sum" ? Type::number : Type::none;
  value = within.fit(value, wanted, expr.args[1]);
  Op op = Op::over_sum;
  for (const auto& [name, code] : overs) {
    if (name == expr.text) op = code;
  }
  const Type type = expr.text == "count" ? Type::number : value.type;
  return {program_.add({.op = op, .type = type, .a = match.node, .b = value.node}), type};
}

Compiler::Made Compiler::make_function(const Expr& expr) {
  const auto names = function_names();
  if (find_function(expr.text, Type::none) == nullptr) {
    fail(expr, fmt::format("there is no function '{}'", expr.text), suggestion(expr.text, names));
  }
  if (expr.args.empty())
    fail(expr, fmt::format("{} needs a value", expr.text), fmt::format("write value | {}", expr.text));
  Made first = make(expr.args[0]);
  const Function* function = find_function(expr.text, first.type);
  const auto signature = function->parsed();
  const std::size_t most = signature.parameters.size();
  if (expr.args.size() < signature.least() || expr.args.size() > most) {
    const std::size_t wanted = expr.args.size() > most ? most : signature.least();
    fail(expr,
         fmt::format("{} takes {}{} in all, not {}", expr.text,
                     signature.least() == most ? ""
                     : expr.args.size() > most ? "at most "
                                               : "at least ",
                     arguments(wanted), expr.args.size()),
         "what stands before | counts as the first");
  }
  std::vector<std::uint32_t> nodes;
  std::uint32_t lists = 0;  // bit i: argument i is a list
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    const Parameter& parameter = signature.parameters[i];
    if (parameter.list) lists |= 1U << i;
    Made arg = i == 0 ? first : make(expr.args[i]);
    if (arg.type == Type::records && expr.text == "count") {
      nodes.push_back(arg.node);
      continue;
    }
    nodes.push_back(fit(arg, parameter.type, expr.args[i], !parameter.list).node);
  }
  if (program_.nodes[nodes[0]].op == Op::written) return {nodes[0], Type::number};
  const Type type = signature.same ? first.type : signature.result.type;
  const auto count = static_cast<std::uint32_t>(nodes.size());
  return {program_.add({.op = Op::call,
                        .type = type,
                        .a = program_.add_arguments(nodes),
                        .b = count,
                        .c = lists,
                        .function = function}),
          type, signature.result.list};
}

}  // namespace transom::mapping
