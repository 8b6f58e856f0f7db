// The evaluator: a switch over nodes, values passed by copy.
//
// Absent is contagious in arithmetic, and a comparison with it does not hold (!= does). Only what the data
// cannot be made to say is a problem: a number that is none, a code that is in no table, a result beyond 128
// bits. Reading elements and fields is in evaluator_read.cpp, what stands for many values in
// evaluator_lists.cpp.
#include "mapping/evaluator.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "mapping/path_walk.hpp"

namespace transom::mapping {

constexpr int division_digits = 10;

Value Evaluator::value(std::uint32_t index) {
  const Node& node = program_.nodes[index];
  switch (node.op) {
    case Op::constant:
      return program_.constants[node.a];
    case Op::set_value:
      return set_value(program_.set_paths[node.a]);
    case Op::document_value:
      return document_value(program_.document_paths[node.a]);
    case Op::set_match:
    case Op::document_match:
      return {};
    case Op::pair_left:
      return read(pair_row, pair_left);
    case Op::pair_right:
      return read(pair_row, pair_right);
    case Op::item:
      return this_text();
    case Op::context:
      return context_word(static_cast<ContextWord>(node.a));
    case Op::written:
      return written_so_far(node);
    case Op::to_text:
      return as_text(value(node.a));
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::negate:
      return arithmetic(node);
    case Op::join:
      return joined(node);
    case Op::add_days:
    case Op::take_days:
    case Op::days_between:
      return days(node);
    default:
      return decided(index);
  }
}

// Nodes that ask a question.
Value Evaluator::decided(std::uint32_t index) {
  const Node& node = program_.nodes[index];
  switch (node.op) {
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return compared(node);
    case Op::in_list:
      return in_list(node);
    case Op::in_table:
      return in_table(node);
    case Op::both:
    case Op::either:
    case Op::negation:
      return logic(node);
    case Op::present:
      return Value(present(node.a));
    default:
      return chosen(index);
  }
}

// Nodes that choose, or go over many.
Value Evaluator::chosen(std::uint32_t index) {
  const Node& node = program_.nodes[index];
  switch (node.op) {
    case Op::coalesce:
      return coalesced(node);
    case Op::choose:
      if (holds(node.a)) return value(node.b);
      return node.c == no_node ? Value() : value(node.c);
    case Op::table:
      return from_table(node);
    case Op::over_sum:
    case Op::over_count:
    case Op::over_any:
    case Op::over_all:
    case Op::over_min:
    case Op::over_max:
      return over(node);
    case Op::list:
    case Op::call:
      return first_of(index);
    default:
      bug_check(false, "an operation that nobody works out");
      return {};
  }
}

Value Evaluator::first_of(std::uint32_t index) {
  std::vector<Value> all;
  values(index, all);
  return all.empty() ? Value() : all.front();
}

// Of a list of texts, the one that is gone over.
Value Evaluator::this_text() {
  ++touched;
  return Value(std::string_view(*static_cast<const std::string*>(records.back())));
}

// What was written came from the document: a count of it is data as well.
Value Evaluator::written_so_far(const Node& node) {
  const std::uint32_t count = written ? written(node.a) : 0;
  if (count != 0) ++touched;
  return Value(Decimal::whole(count));
}

Value Evaluator::as_text(const Value& number) {
  return number.absent() ? number : Value(scratch_.texts.keep(number.number.to_string())).at(number.from);
}

Value Evaluator::coalesced(const Node& node) {
  ++lenient_;
  const Value first = value(node.a);
  --lenient_;
  return first.absent() ? value(node.b) : first;
}

Value Evaluator::arithmetic(const Node& node) {
  const Value a = value(node.a);
  if (node.op == Op::negate)
    return a.absent() ? a : Value(Decimal(-a.number.units(), a.number.scale())).at(a.from);
  const Value b = value(node.b);
  if (a.absent() || b.absent()) return {};
  std::optional<Decimal> result;
  if (node.op == Op::add) result = add(a.number, b.number);
  if (node.op == Op::subtract) result = subtract(a.number, b.number);
  if (node.op == Op::multiply) result = multiply(a.number, b.number);
  if (node.op == Op::divide) {
    result = divide(a.number, b.number, division_digits);
    if (result) result = result->normalized();
  }
  if (result) return Value(*result).at(a.from);
  const bool zero = node.op == Op::divide && b.number.is_zero();
  sink_.problem(a, zero ? "is divided by zero" : "gives a result too large to be exact", {});
  return {};
}

Value Evaluator::joined(const Node& node) {
  const Value a = value(node.a), b = value(node.b);
  if (a.absent() || b.absent()) return {};
  return Value(scratch_.texts.keep(std::string(a.text).append(b.text))).at(a.from);
}

Value Evaluator::days(const Node& node) {
  const Value a = value(node.a), b = value(node.b);
  if (a.absent() || b.absent()) return {};
  if (node.op == Op::days_between) return Value(Decimal::whole(a.date.days() - b.date.days())).at(a.from);
  constexpr int most = 400000;  // a thousand years
  const int128 n = b.number.rounded(0).units();
  if (n > most || n < -most) {
    sink_.problem(b, "is too many days", {});
    return {};
  }
  const auto count = static_cast<std::int64_t>(n);
  return Value(Date::from_days(a.date.days() + (node.op == Op::add_days ? count : -count))).at(a.from);
}

Value Evaluator::compared(const Node& node) {
  const Value a = value(node.a), b = value(node.b);
  const bool both = !a.absent() && a.type == b.type;
  if (node.op == Op::not_equal) return Value(!both || order(a, b) != 0);
  if (!both) return Value(false);
  const auto way = order(a, b);
  switch (node.op) {
    case Op::equal:
      return Value(way == 0);
    case Op::less:
      return Value(way < 0);
    case Op::less_equal:
      return Value(way <= 0);
    case Op::greater:
      return Value(way > 0);
    default:
      return Value(way >= 0);
  }
}

Value Evaluator::logic(const Node& node) {
  const bool a = holds(node.a);
  if (node.op == Op::negation) return Value(!a);
  if (node.op == Op::both) return Value(a && holds(node.b));
  return Value(a || holds(node.b));
}

Value Evaluator::in_list(const Node& node) {
  const Value a = value(node.a);
  for (std::uint32_t i = 0; i < node.c; ++i) {
    if (equal(a, value(program_.arguments[node.b + i]))) return Value(true);
  }
  return Value(false);
}

Value Evaluator::in_table(const Node& node) {
  const Value a = value(node.a);
  const TableUse& use = program_.table_uses[node.b];
  if (a.absent()) return Value(false);
  return Value((use.backwards ? use.table->find_back(a.text, use.column) : use.table->find(a.text)) !=
               nullptr);
}

namespace {

std::string way_into(const CodeTable& table) {
  const bool in_map = !table.written().source->text().empty();
  return in_map ? fmt::format("add it to tables: {{{}: ...}} in the partner's map", table.name())
                : fmt::format("add it to {}", table.written().source->name());
}

// Words are ours and get misspelt; codes are the partner's, and any two of them are near each other.
std::string_view nearest_word(const CodeTable& table, std::size_t column, std::string_view word) {
  constexpr std::size_t most = 1000;  // rows of a large table would cost more than the advice is worth
  std::vector<std::string_view> words;
  for (const auto& row : table.rows()) {
    if (words.size() < most) words.push_back(row[column]);
  }
  return did_you_mean(word, words);
}

}  // namespace

Value Evaluator::from_table(const Node& node) {
  const Value code = value(node.a);
  if (code.absent()) return code;
  const auto& [table, column, backwards] = program_.table_uses[node.b];
  const std::string* found = backwards ? table->find_back(code.text, column) : table->find(code.text, column);
  if (found != nullptr) return found->empty() ? Value() : Value(std::string_view(*found)).at(code.from);
  if (table->otherwise() == Otherwise::keep) return code;
  if (!backwards && table->otherwise() == Otherwise::none) return {};
  if (!backwards && table->otherwise() == Otherwise::value) {
    return Value(std::string_view(table->other_value())).at(code.from);
  }
  if (lenient_ == 0) {
    const std::string_view near = backwards ? nearest_word(*table, column, code.text) : std::string_view();
    sink_.problem(
        code, fmt::format("{} is not in table {}", backwards ? "word" : "code", table->name()),
        near.empty() ? way_into(*table) : fmt::format("did you mean '{}'? Else {}", near, way_into(*table)));
  }
  return {};
}

template <class Step>
void Evaluator::each_match(const Node& match, Step&& step) {
  if (match.op == Op::set_match) {
    const SetPath& path = program_.set_paths[match.a];
    const SetCursor back = at;
    auto visit = [&](SetCursor there) {
      at = there;
      return step();
    };
    walk(*this, scratch_.view, path, start_of(scratch_.view, path, back), visit);
    at = back;
  } else {
    const DocumentPath& path = program_.document_paths[match.a];
    auto visit = [&](const Field*, const void* record) {
      records.push_back(record);
      const bool more = step();
      records.pop_back();
      return more;
    };
    walk(path, start_of(path, records, beside), visit);
  }
}

Value Evaluator::over(const Node& node) {
  Value result;
  std::int64_t count = 0;
  bool any = false, all = true, exact = true;
  each_match(program_.nodes[node.a], [&] {
    const Value v = value(node.b);
    const bool yes = v.type == Type::flag && v.flag;
    any = any || yes;
    all = all && yes;
    count += yes ? 1 : 0;
    if (v.absent() || v.type == Type::flag) return true;
    if (result.absent() || (node.op == Op::over_min && order(v, result) < 0) ||
        (node.op == Op::over_max && order(v, result) > 0)) {
      result = v;
    } else if (node.op == Op::over_sum) {
      const auto total = add(result.number, v.number);
      exact = exact && total.has_value();
      if (total) result.number = *total;
    }
    return true;
  });
  if (!exact) {
    sink_.problem(result, "gives a sum too large to be exact", {});
    return {};
  }
  if (node.op == Op::over_any) return Value(any);
  if (node.op == Op::over_all) return Value(all);
  return node.op == Op::over_count ? Value(Decimal::whole(count)) : result;
}

bool Evaluator::present(std::uint32_t index) {
  const Node& node = program_.nodes[index];
  if (node.op == Op::set_match || node.op == Op::document_match) {
    // A record of a document is there when one of its fields is.
    const Shape* shape = node.op == Op::document_match ? program_.document_paths[node.a].shape : nullptr;
    bool found = false;
    each_match(node, [&] {
      found = shape == nullptr || !shape->empty(records.back());
      return !found;
    });
    return found;
  }
  ++lenient_;
  const bool there = !value(index).absent();
  --lenient_;
  return there;
}

void Evaluator::each_match(const Node& match, std::vector<Value>& out) {
  each_match(match, [&] {
    out.emplace_back(true);
    return true;
  });
}

}  // namespace transom::mapping
