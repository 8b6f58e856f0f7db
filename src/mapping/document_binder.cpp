// Paths against shapes: `number`, `carrier.scac`, `parties[ship_to].address.city`, `/currency`.
//
// In brackets stands a value of the list's key field (kind or role), or field=value. A word there that is
// neither one of the field's own nor in any table of the map can never match: it is refused as a misspelling.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "mapping/binder.hpp"

namespace transom::mapping {
namespace {

bool code_like(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string known_fields(std::string_view word, const Shape& shape) {
  const auto names = shape.names();
  return suggestion(word, names);
}

constexpr std::pair<std::string_view, ContextWord> context_words[] = {
    {"partner.slug", ContextWord::partner_slug},
    {"partner.name", ContextWord::partner_name},
    {"partner.currency", ContextWord::partner_currency},
    {"partner.qualifier", ContextWord::partner_qualifier},
    {"partner.id", ContextWord::partner_id},
    {"us.slug", ContextWord::us_slug},
    {"us.name", ContextWord::us_name},
    {"us.currency", ContextWord::us_currency},
    {"us.qualifier", ContextWord::us_qualifier},
    {"us.id", ContextWord::us_id},
    {"today", ContextWord::today},
    {"now", ContextWord::now},
    {"test", ContextWord::test},
    {"position", ContextWord::position},
};

Type type_of_word(ContextWord word) {
  switch (word) {
    case ContextWord::today:
      return Type::date;
    case ContextWord::now:
      return Type::time;
    case ContextWord::test:
      return Type::flag;
    case ContextWord::position:
      return Type::number;
    default:
      return Type::text;
  }
}

}  // namespace

Value given_value(std::string_view text) {
  const bool percent = text.ends_with('%');
  if (const auto number = Decimal::parse(trim(text.substr(0, text.size() - (percent ? 1 : 0))))) {
    if (!percent) return Value(*number);
    if (const auto part = multiply(*number, Decimal(1, 2))) return Value(part->normalized());
  }
  if (const auto date = Date::parse_iso(text)) return Value(*date);
  if (text == "yes" || text == "no") return Value(text == "yes");
  return Value(text);
}

std::optional<Bound> bind_context(const Path& path, Program& program) {
  if (path.from_top || path.up != 0) return std::nullopt;
  const std::string text = path_text(path);
  for (const auto& [name, word] : context_words) {
    if (name != text) continue;
    const Type type = type_of_word(word);
    return Bound{program.add({.op = Op::context, .type = type, .a = static_cast<std::uint32_t>(word)}), type};
  }
  return std::nullopt;
}

Type type_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
    case FieldKind::texts:
      return Type::text;
    case FieldKind::decimal:
    case FieldKind::integer:
      return Type::number;
    case FieldKind::date:
      return Type::date;
    case FieldKind::time:
      return Type::time;
    case FieldKind::flag:
      return Type::flag;
    default:
      return Type::records;
  }
}

bool DocumentBinder::known_word(Words words, const std::string& word) const {
  if (words.empty() || code_like(word)) return true;
  if (std::find(words.begin(), words.end(), word) != words.end()) return true;
  return std::any_of(tables_.begin(), tables_.end(),
                     [&](const auto& table) { return table.second->find_back(word) != nullptr; });
}

void DocumentBinder::add_tests(DocumentStep& out, const Step& step, const Written& text) const {
  const Shape& shape = *out.field->of;
  for (const Selector& selector : step.selectors) {
    if (selector.nth() != 0) {
      out.nth = selector.nth();
      continue;
    }
    const Field* field = selector.field.empty() ? shape.key() : shape.find(selector.field);
    if (field == nullptr && selector.field.empty()) {
      text.fail(fmt::format("{} have no kind or role to choose by", step.name), "write [field=value]",
                selector.at);
    }
    if (field == nullptr) {
      text.fail(fmt::format("{} has no field '{}'", shape.name(), selector.field),
                known_fields(selector.field, shape), selector.at + 1);
    }
    if (field->kind != FieldKind::text) {
      text.fail(fmt::format("{} is {}; only texts choose", field->name, name_of(type_of(field->kind))), "",
                selector.at + 1);
    }
    const Words words = field == shape.key() && !out.field->words.empty() ? out.field->words : field->words;
    for (const std::string& value : selector.values) {
      if (known_word(words, value)) continue;
      text.fail(fmt::format("no {} is called '{}'", field->name, value), suggestion(value, words),
                selector.at + 1);
    }
    out.tests.push_back({field, selector.values});
  }
}

DocumentBinder::Target DocumentBinder::resolve(const Path& path, const Written& text) const {
  Target out;
  out.path.from_top = path.from_top;
  out.path.up = path.up;
  out.path.text = path_text(path);
  if (path.component != 0)
    text.fail("a field has no components", "to subtract, put blanks around -", path.at);
  if (!path.from_top && path.up == 0 && path.steps.size() > 1 && path.steps[0].selectors.empty()) {
    for (std::size_t i = 0; i < beside_.size(); ++i) {
      if (beside_[i].name != path.steps[0].name) continue;
      out.path.beside = static_cast<int>(i);
      follow(out, path, 1, beside_[i].shape, text);
      return out;
    }
  }
  if (static_cast<std::size_t>(path.up) >= scope_.size())
    text.fail("../ leads out of the document", "", path.at);
  const Shape* shape =
      path.from_top ? scope_.front() : scope_[scope_.size() - 1 - static_cast<std::size_t>(path.up)];
  if (shape == nullptr) {
    if (path.steps.size() == 1 && path.steps[0].name == "item") return out;
    text.fail(fmt::format("'{}' makes no sense in a list of texts", path.steps[0].name),
              fmt::format("expected item, or ../{}", path.steps[0].name), path.at);
  }
  follow(out, path, 0, shape, text);
  return out;
}

void DocumentBinder::follow(Target& out, const Path& path, std::size_t first, const Shape* shape,
                            const Written& text) const {
  for (const Step& step : std::span(path.steps).subspan(first)) {
    if (shape == nullptr) {
      text.fail(fmt::format("nothing lies below {}", out.field->name), "", step.at);
    }
    const Field* field = shape->find(step.name);
    if (field == nullptr) {
      text.fail(fmt::format("{} has no field '{}'", shape->name(), visible(step.name, 40)),
                known_fields(step.name, *shape), step.at);
    }
    DocumentStep& made = out.path.steps.emplace_back();
    made.field = field;
    if (!step.selectors.empty() && field->kind != FieldKind::records) {
      text.fail(fmt::format("{} is no list: nothing to choose from", field->name), "", step.selectors[0].at);
    }
    if (!step.selectors.empty()) add_tests(made, step, text);
    out.field = field;
    shape = field->of;
  }
  out.path.shape = shape;
  out.path.texts = out.field->kind == FieldKind::texts;
}

// A constant by name. "2%" is 0.02: percents are written as people say them.
std::optional<Bound> DocumentBinder::bind_given(const Path& path, const Written& text) {
  if (path.steps.size() != 2 || path.steps[0].name != "given" || path.from_top || path.up != 0)
    return std::nullopt;
  const auto found = std::find_if(given_.begin(), given_.end(),
                                  [&](const Given& g) { return g.name == path.steps[1].name; });
  if (found == given_.end()) {
    std::vector<std::string_view> names;
    for (const Given& given : given_) names.push_back(given.name);
    text.fail(fmt::format("nothing is given as '{}'", visible(path.steps[1].name, 40)),
              suggestion(path.steps[1].name, names), path.steps[1].at);
  }
  const Value value = given_value(found->text);
  return Bound{program_.add_constant(value), value.type};
}

Bound DocumentBinder::bind(const Path& path, const Written& text) {
  if (const auto given = bind_given(path, text)) return *given;
  // A field of this name goes before a word of the context.
  const Shape* inner = scope_.back();
  const bool field = inner != nullptr && inner->find(path.steps[0].name) != nullptr;
  if (!field || path.steps.size() == 2) {
    if (const auto context = bind_context(path, program_)) return *context;
  }
  SegmentName segment;
  if (outward_ && path.steps.size() == 1 && split_segment_name(path.steps[0].name, segment) &&
      segment.element == 0) {
    return {program_.add({.op = Op::written, .type = Type::records, .a = segment_id(segment.id)}),
            Type::records};
  }
  Target target = resolve(path, text);
  if (target.field == nullptr) return {program_.add({.op = Op::item, .type = Type::text}), Type::text};
  const Type type = type_of(target.field->kind);
  program_.document_paths.push_back(std::move(target.path));
  return {program_.add({.op = type == Type::records ? Op::document_match : Op::document_value,
                        .type = type,
                        .a = static_cast<std::uint32_t>(program_.document_paths.size() - 1)}),
          type};
}

std::unique_ptr<Binder> DocumentBinder::enter(const Path& path, const Written& text, Bound& match) {
  match = bind(path, text);
  const Target target = resolve(path, text);
  if (match.type != Type::records)
    text.fail(fmt::format("{} is no list of records", path_text(path)), "", path.at);
  Scope inner = scope_;
  inner.push_back(target.path.shape);
  auto binder = std::make_unique<DocumentBinder>(program_, tables_, std::move(inner), outward_);
  binder->speak_of(beside_, given_);
  return binder;
}

}  // namespace transom::mapping
