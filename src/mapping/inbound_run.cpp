// Running an inward map: statement by statement into the struct, by offsets.
//
// An entry of a list, or a record, into which nothing came from the set is taken away again: constants and
// defaults alone do not make a party or an address.
#include "mapping/inbound_run.hpp"

#include <fmt/format.h>

#include "mapping/path_walk.hpp"
#include "mapping/set_value.hpp"

namespace transom::mapping {
InboundRun::InboundRun(const InboundPlan& plan, const TransactionSet& set, const Place& at,
                       const MapContext& context, Scratch& scratch, MapResult& result, MapOptions options)
    : plan_(plan),
      set_(set),
      at_(at),
      scratch_(scratch),
      result_(result),
      options_(options),
      eval_(plan.program, context, scratch, *this) {}

void InboundRun::run() {
  result_.document = empty_document(plan_.document);
  result_.problems.clear();
  result_.origins.clear();
  result_.unread.clear();
  scratch_.texts.clear();
  scratch_.view.read(set_, *plan_.layout);
  if (options_.unread) {
    const auto& rows = set_.rows();
    scratch_.read.assign(rows.empty() ? 0 : rows.back().marks + rows.back().elements + 1, 0);
    eval_.mark_reads = true;
  }
  if (plan_.layout->levels() != 0) read_levels_.assign(set_.loops().size(), 0);
  record(plan_.statements, *plan_.shape, record_of(result_.document));
  if (plan_.layout->levels() != 0) report_unread_levels();
  if (options_.unread) collect_unread();
}

void InboundRun::record(const std::vector<Statement>& statements, const Shape& shape, void* out) {
  for (const Statement& statement : statements) {
    current_ = statement.field;
    if (statement.node != no_node) {
      assign(statement, out);
    } else if (!statement.sources.empty()) {
      list(statement, out);
    } else {
      const std::uint32_t before = eval_.touched;
      levels_.push_back({statement.field, no_index});
      record(statement.inside, *statement.field->of, statement.field->at(out));
      levels_.pop_back();
      if (eval_.touched == before) statement.field->clear(out);
    }
  }
  require(statements, shape, out);
}

void InboundRun::require(const std::vector<Statement>& statements, const Shape& shape, const void* out) {
  for (const Statement& statement : statements) {
    const Field& field = *statement.field;
    if (field.present(out) || !field.needed(shape, out)) continue;
    if (!levels_.empty() && shape.empty(out)) continue;
    current_ = &field;
    // Why it is missing may have been said already.
    const std::string path = field_path(&field);
    if (std::any_of(result_.problems.begin(), result_.problems.end(),
                    [&](const MapProblem& known) { return known.field == path; })) {
      continue;
    }
    Value nothing;
    nothing.from.row = eval_.at.row != SetView::none ? eval_.at.row : set_.loops()[eval_.at.loop].first;
    const std::string source =
        statement.text.empty() ? std::string() : fmt::format(", and {} gives none", statement.text);
    problem(nothing, fmt::format("{} is needed{}", field.name, source), {});
  }
}

void InboundRun::assign(const Statement& statement, void* out) {
  const Value value = eval_.value(statement.node);
  if (value.absent() || !set_field(statement, value, out)) return;
  if (options_.origins && value.from.row != From::nowhere) {
    result_.origins.push_back({field_path(statement.field), place(value.from)});
  }
}

bool InboundRun::set_field(const Statement& statement, const Value& value, void* out) {
  if (set_value(*statement.field, value, out)) return true;
  problem(value, "is not a whole number", {});
  return false;
}

void InboundRun::list(const Statement& statement, void* out) {
  for (const ListSource& source : statement.sources) {
    const std::uint32_t position = eval_.position;
    eval_.position = 0;
    if (source.each == no_path) {
      once(statement, source, out);
    } else {
      const SetPath& path = plan_.program.set_paths[source.each];
      const SetCursor back = eval_.at;
      auto visit = [&](SetCursor there) {
        eval_.at = there;
        note_level(there);
        once(statement, source, out);
        return true;
      };
      walk(eval_, scratch_.view, path, start_of(scratch_.view, path, back), visit);
      eval_.at = back;
    }
    eval_.position = position;
  }
}

void InboundRun::once(const Statement& statement, const ListSource& source, void* out) {
  if (source.pairs) return pairs(statement, source, out);
  if (source.when != no_node && !eval_.holds(source.when)) return;
  ++eval_.position;
  entry(statement, source, out);
}

void InboundRun::pairs(const Statement& statement, const ListSource& source, void* out) {
  const PairRange& range = source.range;
  const bool components = range.left.component != 0;
  const auto shifted = [&](ElementRef ref, std::uint16_t n) {
    auto& number = components ? ref.component : ref.element;
    number = static_cast<std::uint16_t>(number + 2 * n);
    return ref;
  };
  const SetPath& path = plan_.program.set_paths[range.segment];
  auto visit = [&](SetCursor there) {
    const std::uint32_t written = set_.rows()[there.row].elements;
    for (std::uint16_t n = 0; n < range.count; ++n) {
      eval_.pair_row = there.row;
      eval_.pair_left = shifted(range.left, n);
      eval_.pair_right = shifted(range.right, n);
      if (eval_.pair_left.element > written) break;
      if (source.when != no_node && !eval_.holds(source.when)) continue;
      ++eval_.position;
      entry(statement, source, out);
    }
    return true;
  };
  walk(eval_, scratch_.view, path, start_of(scratch_.view, path, eval_.at), visit);
}

void InboundRun::entry(const Statement& statement, const ListSource& source, void* out) {
  const Field& field = *statement.field;
  if (field.kind == FieldKind::texts) {
    std::vector<Value> values;
    for (const std::uint32_t node : source.take) eval_.values(node, values);
    for (const Value& value : values) {
      static_cast<std::string*>(field.append(out))->assign(value.text);
      if (options_.origins && value.from.row != From::nowhere) {
        levels_.push_back({&field, static_cast<std::uint32_t>(field.items(out).count - 1)});
        result_.origins.push_back({field_path(nullptr), place(value.from)});
        levels_.pop_back();
      }
    }
    return;
  }
  const std::uint32_t before = eval_.touched;
  levels_.push_back({&field, static_cast<std::uint32_t>(field.items(out).count)});
  const std::size_t problems = result_.problems.size();
  record(source.fields, *field.of, field.append(out));
  levels_.pop_back();
  if (eval_.touched != before) return;
  field.drop_last(out);
  result_.problems.resize(std::min(problems, result_.problems.size()));
}

}  // namespace transom::mapping
