// Where values come from: elements of the set, fields of the document, and the run's context.
//
// Elements get their type from the guide, so N2 arrives as 12.34 and dates as dates; padding behind texts
// goes, and bytes that are no UTF-8 are taken as Latin-1, here, once, so that everything further on is UTF-8.
#include <fmt/format.h>

#include "base/text.hpp"
#include "mapping/evaluator.hpp"
#include "mapping/path_walk.hpp"

namespace transom::mapping {

void Evaluator::mark(std::uint32_t row, std::uint16_t element) {
  if (mark_reads) scratch_.read[scratch_.view.set().rows()[row].marks + element] = 1;
}

Value Evaluator::typed(std::string_view bytes, const ElementRef& ref, From from) {
  const auto refuse = [&](std::string_view what) {
    sink_.problem(Value(bytes).at(from), fmt::format("is not a {}", what), {});
    return Value();
  };
  switch (ref.type) {
    case ElementType::r: {
      const auto number = Decimal::parse(bytes);
      return number ? Value(*number).at(from) : refuse("number");
    }
    case ElementType::n: {
      const auto number = Decimal::parse_implied(bytes, ref.decimals);
      return number ? Value(*number).at(from) : refuse("number of digits only");
    }
    case ElementType::dt: {
      const auto date = Date::parse_x12(bytes);
      return date ? Value(*date).at(from) : refuse("date");
    }
    case ElementType::tm: {
      const auto time = Time::parse_x12(bytes);
      return time ? Value(*time).at(from) : refuse("time");
    }
    default:
      return Value(bytes).at(from);
  }
}

Value Evaluator::read(std::uint32_t row, const ElementRef& ref) {
  const TransactionSet& set = scratch_.view.set();
  const Segment segment = set.segment(row);
  std::string_view bytes = segment.element(ref.element);
  if (bytes.empty()) return {};
  if (ref.repeats) bytes = part(bytes, set.delimiters().repetition, 1);
  if (ref.component != 0) bytes = part(bytes, set.delimiters().component, ref.component);
  bytes = trim_right(bytes);
  if (bytes.empty()) return {};
  mark(row, ref.element);
  ++touched;
  if (!segment.plain() && !is_utf8(bytes)) {
    std::string converted;
    assign_text(converted, bytes);
    bytes = scratch_.texts.keep(converted);
  }
  return typed(bytes, ref, {row, ref.element, ref.component});
}

bool Evaluator::passes(const SetStep& step, std::uint32_t row) {
  const TransactionSet& set = scratch_.view.set();
  const Segment segment = set.segment(row);
  for (const SetStep::Test& test : step.tests) {
    std::string_view bytes = segment.element(test.element.element);
    if (test.element.component != 0) bytes = part(bytes, set.delimiters().component, test.element.component);
    if (std::find(test.values.begin(), test.values.end(), trim_right(bytes)) == test.values.end())
      return false;
  }
  for (const SetStep::Test& test : step.tests) mark(row, test.element.element);
  return true;
}

Value Evaluator::set_value(const SetPath& path) {
  const SetCursor start = start_of(scratch_.view, path, at);
  if (path.steps.empty()) return read(start.row, path.element);
  Value found;
  auto visit = [&](SetCursor there) {
    found = read(there.row, path.element);
    return found.absent();
  };
  walk(*this, scratch_.view, path, start, visit);
  return found;
}

Value field_value(const Field& field, const void* record, std::size_t n) {
  const auto from = [&](const auto& member) { return member ? Value(*member) : Value(); };
  const auto text = [](const std::string& t) { return t.empty() ? Value() : Value(std::string_view(t)); };
  switch (field.kind) {
    case FieldKind::text:
      return text(field.text(record));
    case FieldKind::texts: {
      const Items items = field.items(record);
      return n < items.count ? text(*static_cast<const std::string*>(items[n])) : Value();
    }
    case FieldKind::decimal:
      return from(field.get<std::optional<Decimal>>(record));
    case FieldKind::integer: {
      const auto& number = field.get<std::optional<std::int64_t>>(record);
      return number ? Value(Decimal::whole(*number)) : Value();
    }
    case FieldKind::date:
      return from(field.get<std::optional<Date>>(record));
    case FieldKind::time:
      return from(field.get<std::optional<Time>>(record));
    case FieldKind::flag:
      return from(field.get<std::optional<bool>>(record));
    case FieldKind::record:
    case FieldKind::records:
      break;
  }
  return {};
}

Value Evaluator::document_value(const DocumentPath& path) {
  Value found;
  auto visit = [&](const Field* field, const void* record) {
    found = field_value(*field, record);
    return found.absent();
  };
  walk(path, start_of(path, records, beside), visit);
  if (!found.absent()) ++touched;
  return found;
}

Value Evaluator::context_word(ContextWord word) {
  const auto text = [](std::string_view t) { return t.empty() ? Value() : Value(t); };
  if (context_counts && word != ContextWord::position) ++touched;
  switch (word) {
    case ContextWord::partner_slug:
      return text(context_.partner.slug);
    case ContextWord::partner_name:
      return text(context_.partner.name);
    case ContextWord::partner_currency:
      return text(context_.partner.currency);
    case ContextWord::partner_qualifier:
      return text(context_.partner.qualifier);
    case ContextWord::partner_id:
      return text(context_.partner.id);
    case ContextWord::us_slug:
      return text(context_.us.slug);
    case ContextWord::us_name:
      return text(context_.us.name);
    case ContextWord::us_currency:
      return text(context_.us.currency);
    case ContextWord::us_qualifier:
      return text(context_.us.qualifier);
    case ContextWord::us_id:
      return text(context_.us.id);
    case ContextWord::today:
      return Value(context_.now.date());
    case ContextWord::now:
      return Value(context_.now.time());
    case ContextWord::test:
      return Value(context_.test);
    case ContextWord::position:
      break;
  }
  return Value(Decimal::whole(position));
}

}  // namespace transom::mapping
