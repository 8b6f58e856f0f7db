// Printing expressions, and taking segment names apart.
//
// The dump is what the parser's tests compare: one line, operators in front, so that precedence can be seen.
#include "mapping/expr.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace transom::mapping {
namespace {

bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

bool split_segment_name(std::string_view name, SegmentName& out) {
  if (name.size() < 2 || name.size() > 5 || !upper(name[0])) return false;
  for (char c : name) {
    if (!upper(c) && !digit(c)) return false;
  }
  out = {name, 0};
  if (name.size() <= 3) return true;
  const std::string_view number = name.substr(name.size() - 2);
  if (!digit(number[0]) || !digit(number[1])) return false;
  out = {name.substr(0, name.size() - 2), (number[0] - '0') * 10 + number[1] - '0'};
  return out.element != 0;
}

int qualifying_element(std::string_view segment) {
  return segment == "HL" ? 3 : 1;
}

std::uint32_t Selector::nth() const {
  if (values.empty() || !values.front().starts_with('#')) return 0;
  return static_cast<std::uint32_t>(std::strtoul(values.front().c_str() + 1, nullptr, 10));
}

std::string path_text(const Path& path) {
  std::string out;
  if (path.from_top) out += '/';
  for (int i = 0; i < path.up; ++i) out += "../";
  bool first = true;
  for (const Step& step : path.steps) {
    if (!first) out += upper(step.name[0]) ? '/' : '.';
    first = false;
    out += step.name;
    for (const Selector& selector : step.selectors) {
      out += '[';
      if (!selector.field.empty()) out += selector.field + '=';
      out += fmt::format("{}]", fmt::join(selector.values, "|"));
    }
  }
  if (path.component != 0) out += fmt::format("-{}", path.component);
  return out;
}

std::string dump(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::number:
    case ExprKind::flag:
      return expr.text;
    case ExprKind::text:
      return quoted(expr.text);
    case ExprKind::none:
      return "none";
    case ExprKind::base:
      return "base";
    case ExprKind::path:
      return path_text(expr.path);
    case ExprKind::list:
    case ExprKind::call:
    case ExprKind::op:
      break;
  }
  std::string out = expr.kind == ExprKind::list ? "[" : "(" + expr.text;
  for (const Expr& arg : expr.args) {
    if (out.size() > 1) out += ' ';
    out += dump(arg);
  }
  return out + (expr.kind == ExprKind::list ? "]" : ")");
}

}  // namespace transom::mapping
