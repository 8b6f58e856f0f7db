// Types, and how operators treat them.
//
// Types come from the guide and the shape, so most mistakes can be told at load: a text does not multiply, a
// date is not compared with a number. Few conversions are silent: a number into a text, and a literal into
// what stands beside it (N103 = 92, ordered > "2026-01-31"). What is absent is no type error but an absent
// result.
#include "mapping/compiler.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom::mapping {
namespace {

std::string name_of_expr(const Expr& expr) {
  if (expr.kind == ExprKind::path) return path_text(expr.path);
  if (expr.kind == ExprKind::call) return expr.text + "(...)";
  if (expr.kind == ExprKind::number || expr.kind == ExprKind::text) return dump(expr);
  return "this";
}

std::string advice_for(Type have, Type wanted) {
  if (have == Type::text && wanted == Type::number) return "write | number";
  if (have == Type::text && wanted == Type::date) return "write | date";
  if (have == Type::text && wanted == Type::time) return "write | time";
  if ((have == Type::date || have == Type::time) && wanted == Type::text)
    return "write | format(\"YYYYMMDD\")";
  if (have == Type::flag && wanted == Type::text) return "write | yes_no(\"Y\", \"N\")";
  if (wanted == Type::flag) return "compare it, or write present(...)";
  if (have == Type::records) return "name one of its elements or fields";
  return {};
}

const std::pair<std::string_view, Op> comparisons[] = {
    {"=", Op::equal},       {"!=", Op::not_equal}, {"<", Op::less},
    {"<=", Op::less_equal}, {">", Op::greater},    {">=", Op::greater_equal},
};
const std::pair<std::string_view, Op> arithmetic[] = {
    {"+", Op::add}, {"-", Op::subtract}, {"*", Op::multiply}, {"/", Op::divide}};

template <std::size_t N>
const Op* find_op(const std::pair<std::string_view, Op> (&ops)[N], std::string_view name) {
  for (const auto& [text, op] : ops) {
    if (text == name) return &op;
  }
  return nullptr;
}

}  // namespace

void Compiler::fail(const Expr& expr, std::string problem, std::string advice) const {
  line_->text.fail(std::move(problem), std::move(advice), expr.at);
}

const Expr& Compiler::parsed(const Line& line) {
  if (!line.text.literal) return parsed_.emplace_back(parse_expression(line.text));
  // In double quotes it is text, whatever it looks like; but an expression quoted by mistake is caught.
  const std::string_view text = line.text.text;
  if (text.find("??") != std::string_view::npos || text.find(" | ") != std::string_view::npos) {
    line.text.fail("stands in double quotes, so it is text",
                   "put an expression in single quotes, or in none");
  }
  Expr& expr = parsed_.emplace_back();
  expr.kind = ExprKind::text;
  expr.text = text;
  return expr;
}

Compiler::Made Compiler::line_value(const Line& line, Type wanted, bool alone) {
  const Line* before = std::exchange(line_, &line);
  const Expr& expr = parsed(line);
  const Made made = fit(make(expr), wanted, expr, alone);
  line_ = before;
  return made;
}

std::uint32_t Compiler::value(const Line& line, Type wanted) {
  return line_value(line, wanted, true).node;
}
std::uint32_t Compiler::list(const Line& line, Type wanted) {
  return line_value(line, wanted, false).node;
}

Compiler::Made Compiler::literal_as(const Expr& literal, Type wanted) {
  const std::string_view text = literal.text;
  const auto constant = [&](auto value) -> Made {
    if (!value) fail(literal, fmt::format("{} is no {}", dump(literal), name_of(wanted).substr(2)));
    return {program_.add_constant(Value(*value)), wanted, false, &literal};
  };
  if (wanted == Type::number) return constant(Decimal::parse(text));
  if (wanted == Type::date) {
    const auto date = Date::parse_iso(text);
    return constant(date ? date : Date::parse_x12(text));
  }
  if (wanted == Type::time) {
    const auto time = Time::parse_iso(text);
    return constant(time ? time : Time::parse_x12(text));
  }
  if (wanted == Type::text) return {program_.add_constant(Value(text)), Type::text, false, &literal};
  fail(literal,
       fmt::format("{} is {}; expected {}", dump(literal),
                   name_of(literal.kind == ExprKind::number ? Type::number : Type::text), name_of(wanted)),
       advice_for(Type::text, wanted));
}

Compiler::Made Compiler::fit(Made value, Type wanted, const Expr& expr, bool alone) {
  if (alone && value.list) {
    fail(expr, fmt::format("{} is a list; expected one value", name_of_expr(expr)),
         "write | first, or | join(\", \")");
  }
  if (value.type == wanted || value.type == Type::none ||
      (wanted == Type::none && value.type != Type::records)) {
    return value;
  }
  if (value.literal != nullptr && wanted != Type::none) return literal_as(*value.literal, wanted);
  if (value.type == Type::number && wanted == Type::text) {
    return {program_.add({.op = Op::to_text, .type = Type::text, .a = value.node}), Type::text, value.list};
  }
  fail(expr,
       fmt::format("{} is {}; expected {}", name_of_expr(expr), name_of(value.type),
                   wanted == Type::none ? "a value" : name_of(wanted)),
       advice_for(value.type, wanted));
}

Type Compiler::common(Made& a, const Expr& left, Made& b, const Expr& right) {
  if (a.type == Type::none) return b.type;
  if (b.type == Type::none || a.type == b.type) return a.type;
  if (a.literal != nullptr && b.literal == nullptr) {
    a = fit(a, b.type, left);
    return b.type;
  }
  if (b.literal == nullptr && a.type != Type::text && b.type == Type::text) {
    a = fit(a, Type::text, left);
    return Type::text;
  }
  b = fit(b, a.type, right);
  return a.type;
}

Compiler::Made Compiler::make(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::number: {
      const auto number = Decimal::parse(expr.text);
      if (!number) fail(expr, fmt::format("{} has too many digits", expr.text));
      return {program_.add_constant(Value(*number)), Type::number, false, &expr};
    }
    case ExprKind::text:
      return {program_.add_constant(Value(std::string_view(expr.text))), Type::text, false, &expr};
    case ExprKind::flag:
      return {program_.add_constant(Value(expr.text == "yes")), Type::flag};
    case ExprKind::none:
      return {program_.add_constant(Value()), Type::none};
    case ExprKind::base: {
      if (!line_->base)
        fail(expr, "there is nothing below to refer to", "base is what the extended map says here");
      const Line* before = std::exchange(line_, line_->base.get());
      const Made made = make(parsed(*line_));
      line_ = before;
      return made;
    }
    case ExprKind::path: {
      const Bound bound = binder_.bind(expr.path, line_->text);
      return {bound.node, bound.type};
    }
    case ExprKind::list:
      return make_list(expr);
    case ExprKind::call:
      return make_call(expr);
    case ExprKind::op:
      break;
  }
  return make_op(expr);
}

Compiler::Made Compiler::make_op(const Expr& expr) {
  if (expr.text == "if") return make_choice(expr);
  if (expr.text == "in" || expr.text == "not in") return make_in(expr);
  if (find_op(comparisons, expr.text) != nullptr) return make_comparison(expr);
  if (find_op(arithmetic, expr.text) != nullptr) return make_arithmetic(expr);
  if (expr.text == "neg") {
    const Made a = fit(make(expr.args[0]), Type::number, expr.args[0]);
    return {program_.add({.op = Op::negate, .type = Type::number, .a = a.node}), Type::number};
  }
  if (expr.text == "??") {
    Made a = make(expr.args[0]), b = make(expr.args[1]);
    const Type type = common(a, expr.args[0], b, expr.args[1]);
    if (type == Type::records) fit(a, Type::none, expr.args[0]);
    return {program_.add({.op = Op::coalesce, .type = type, .a = a.node, .b = b.node}), type,
            a.list || b.list};
  }
  const Made a = fit(make(expr.args[0]), Type::flag, expr.args[0]);
  if (expr.text == "not")
    return {program_.add({.op = Op::negation, .type = Type::flag, .a = a.node}), Type::flag};
  const Made b = fit(make(expr.args[1]), Type::flag, expr.args[1]);
  const Op op = expr.text == "and" ? Op::both : Op::either;
  return {program_.add({.op = op, .type = Type::flag, .a = a.node, .b = b.node}), Type::flag};
}

Compiler::Made Compiler::make_days(const Expr& expr, const Made& a, const Made& b) {
  if (expr.text == "-" && b.type == Type::date) {
    const Made left = fit(a, Type::date, expr.args[0]);
    return {program_.add({.op = Op::days_between, .type = Type::number, .a = left.node, .b = b.node}),
            Type::number};
  }
  if (a.type != Type::date || (expr.text != "+" && expr.text != "-")) {
    fail(expr, fmt::format("'{}' does not work on a date", expr.text),
         "days are added to a date, or taken from it");
  }
  const Made days = fit(b, Type::number, expr.args[1]);
  const Op op = expr.text == "+" ? Op::add_days : Op::take_days;
  return {program_.add({.op = op, .type = Type::date, .a = a.node, .b = days.node}), Type::date};
}

Compiler::Made Compiler::make_arithmetic(const Expr& expr) {
  Made a = make(expr.args[0]), b = make(expr.args[1]);
  if (a.type == Type::date || b.type == Type::date) return make_days(expr, a, b);
  const bool texts = expr.text == "+" && (a.type == Type::text || b.type == Type::text);
  const Type type = texts ? Type::text : Type::number;
  a = fit(a, type, expr.args[0]);
  b = fit(b, type, expr.args[1]);
  const Op op = texts ? Op::join : *find_op(arithmetic, expr.text);
  return {program_.add({.op = op, .type = type, .a = a.node, .b = b.node}), type};
}

Compiler::Made Compiler::make_comparison(const Expr& expr) {
  Made a = make(expr.args[0]), b = make(expr.args[1]);
  fit(a, Type::none, expr.args[0]);
  if (a.literal != nullptr && b.literal == nullptr) {
    a = fit(a, b.type, expr.args[0]);
  } else {
    if (a.type == Type::text && b.type == Type::number && b.literal == nullptr) {
      fail(expr, fmt::format("compares a text with a number"), "write | number behind the text");
    }
    b = fit(b, a.type, expr.args[1]);
  }
  return {
      program_.add({.op = *find_op(comparisons, expr.text), .type = Type::flag, .a = a.node, .b = b.node}),
      Type::flag};
}

Compiler::Made Compiler::make_in(const Expr& expr) {
  const Expr& right = expr.args[1];
  Node node{.type = Type::flag};
  Made a = make(expr.args[0]);
  if (right.kind == ExprKind::call) {
    if (right.text != "table" || right.args.empty()) fail(right, "expected a list in ( ) or table(name)");
    a = fit(a, Type::text, expr.args[0]);
    const std::uint32_t use =
        table_use(right, &right.args[0], right.args.size() > 1 ? &right.args[1] : nullptr);
    node = {.op = Op::in_table, .type = Type::flag, .a = a.node, .b = use};
  } else {
    std::vector<std::uint32_t> nodes;
    fit(a, Type::none, expr.args[0]);
    for (const Expr& arg : right.args) nodes.push_back(fit(make(arg), a.type, arg).node);
    const auto count = static_cast<std::uint32_t>(nodes.size());
    node = {
        .op = Op::in_list, .type = Type::flag, .a = a.node, .b = program_.add_arguments(nodes), .c = count};
  }
  const std::uint32_t in = program_.add(node);
  if (expr.text == "in") return {in, Type::flag};
  return {program_.add({.op = Op::negation, .type = Type::flag, .a = in}), Type::flag};
}

Compiler::Made Compiler::make_choice(const Expr& expr) {
  const Made condition = fit(make(expr.args[0]), Type::flag, expr.args[0]);
  Made yes = make(expr.args[1]);
  if (expr.args.size() < 3) {
    fit(yes, Type::none, expr.args[1], false);
    return {program_.add({.op = Op::choose, .type = yes.type, .a = condition.node, .b = yes.node}), yes.type,
            yes.list};
  }
  Made no = make(expr.args[2]);
  const Type type = common(yes, expr.args[1], no, expr.args[2]);
  return {program_.add({.op = Op::choose, .type = type, .a = condition.node, .b = yes.node, .c = no.node}),
          type, yes.list || no.list};
}

Compiler::Made Compiler::make_list(const Expr& expr) {
  std::vector<std::uint32_t> nodes;
  Type type = Type::none;
  std::vector<Made> items;
  for (const Expr& arg : expr.args) {
    items.push_back(make(arg));
    if (items.back().type == Type::records) fit(items.back(), Type::none, arg);
    if (type == Type::none) type = items.back().type;
    if (items.back().type == Type::text) type = Type::text;
  }
  for (std::size_t i = 0; i < items.size(); ++i)
    nodes.push_back(fit(items[i], type, expr.args[i], false).node);
  const auto count = static_cast<std::uint32_t>(nodes.size());
  return {program_.add({.op = Op::list, .type = type, .a = program_.add_arguments(nodes), .b = count}), type,
          true};
}

}  // namespace transom::mapping
