// Checking an inward map against guide and shape, and turning names into numbers.
//
// Every field must exist, every path must be possible, every type must fit, and every field that the document
// cannot do without must have a source: a map that compiles fails on data only, never by itself.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "mapping/inbound_plan.hpp"

namespace transom::mapping {
namespace {

bool source_key(std::string_view key) {
  return key == "each" || key == "pairs" || key == "when" || key == "take";
}

// "PO106..PO125", "REF04-1..REF04-6", "PER[IC]/PER03..PER08"
struct RangeText {
  Written first, last;
  explicit RangeText(const Written& text) : first(text), last(text) {
    const auto dots = text.text.find("..");
    if (dots == std::string::npos) text.fail("is no range", "expected one such as PO106..PO125");
    first.text.resize(dots);
    last.text.erase(0, dots + 2);
    last_offset = dots + 2;
  }
  std::size_t last_offset = 0;
};

class InboundCompiler {
 public:
  InboundCompiler(InboundPlan& plan, const CodeTables& tables) : plan_(plan), tables_(tables) {}

  std::vector<Statement> record(const Spec& spec, const Shape& shape, SetScope scope,
                                const std::optional<SetBinder::Pair>& pair, const std::string& path) {
    if (!spec.is_map())
      spec.fail(fmt::format("{} is made of fields", path),
                "write them as {field: path, ...}, or indented below");
    std::vector<Statement> out;
    for (const auto& [key, value] : spec.entries) {
      if (source_key(key.text)) continue;
      out.push_back(statement(known_field(shape, key), value, scope, pair,
                              path.empty() ? key.text : path + "." + key.text));
    }
    require_sources(spec, shape, path);
    return out;
  }

  std::uint32_t path(const Written& text, SetScope scope, SetScope* end = nullptr) {
    SetPath resolved = SetBinder(plan_.program, *plan_.layout, scope).resolve(parse_path(text), text);
    if (end != nullptr) {
      if (resolved.element.element != 0)
        text.fail(fmt::format("{} is an element", text.text), "expected a segment or a loop");
      *end = resolved.end;
    }
    plan_.program.set_paths.push_back(std::move(resolved));
    return static_cast<std::uint32_t>(plan_.program.set_paths.size() - 1);
  }

 private:
  std::uint32_t value(const Line& line, Type wanted, SetScope scope,
                      const std::optional<SetBinder::Pair>& pair, bool list = false) {
    SetBinder binder(plan_.program, *plan_.layout, scope, pair);
    Compiler compiler(plan_.program, binder, tables_, false);
    return list ? compiler.list(line, wanted) : compiler.value(line, wanted);
  }

  Statement statement(const Field& field, const Spec& spec, SetScope scope,
                      const std::optional<SetBinder::Pair>& pair, const std::string& path) {
    Statement out;
    out.field = &field;
    switch (field.kind) {
      case FieldKind::record:
        out.inside = record(spec, *field.of, scope, pair, path);
        return out;
      case FieldKind::records:
      case FieldKind::texts:
        if (spec.is_list() &&
            (field.kind == FieldKind::records || (!spec.items.empty() && spec.items[0].is_map()))) {
          for (const Spec& item : spec.items) out.sources.push_back(source(field, item, scope, pair, path));
        } else {
          out.sources.push_back(source(field, spec, scope, pair, path));
        }
        return out;
      default:
        break;
    }
    if (spec.kind == Spec::Kind::empty)
      spec.fail(fmt::format("{} is empty", path), "to leave a field out, write its name under remove:");
    if (!spec.is_text())
      spec.fail(fmt::format("{} is {}; expected one expression", path, kind_name(field.kind)));
    out.node = value(spec.line, type_of(field.kind), scope, pair);
    out.text = spec.text();
    return out;
  }

  ListSource source(const Field& field, const Spec& spec, SetScope scope, std::optional<SetBinder::Pair> pair,
                    const std::string& path) {
    ListSource out;
    const bool texts = field.kind == FieldKind::texts;
    if (!spec.is_map()) {
      if (!texts) spec.fail(fmt::format("{} is a list", path), "write {each: SEGMENT, field: path, ...}");
      take(spec, scope, pair, out);
      return out;
    }
    if (const Spec* each = spec.find("each")) {
      out.each = this->path(each->written(), scope, &scope);
      pair.reset();
    }
    if (const Spec* range = spec.find("pairs")) {
      out.pairs = true;
      pair = pairs(range->written(), scope, out.range);
    }
    if (const Spec* when = spec.find("when")) out.when = value(when->line, Type::flag, scope, pair);
    if (!texts) {
      out.fields = record(spec, *field.of, scope, pair, path);
      return out;
    }
    for (const auto& [key, ignored] : spec.entries) {
      if (!source_key(key.text))
        key.fail(fmt::format("{} is a list of texts; it has no fields", path), "expected each, when, take");
    }
    const Spec* given = spec.find("take");
    if (given == nullptr)
      spec.fail(fmt::format("{} takes nothing", path), "add take: with the elements to take");
    take(*given, scope, pair, out);
    return out;
  }

  void take(const Spec& spec, SetScope scope, const std::optional<SetBinder::Pair>& pair, ListSource& out) {
    if (spec.is_text()) out.take.push_back(value(spec.line, Type::text, scope, pair, true));
    if (!spec.is_text() && !spec.is_list())
      spec.fail("takes nothing", "expected an expression or a list of them");
    for (const Spec& item : spec.items) {
      if (!item.is_text()) item.fail("expected an expression");
      out.take.push_back(value(item.line, Type::text, scope, pair, true));
    }
  }

  SetBinder::Pair pairs(const Written& text, SetScope scope, PairRange& out) {
    const RangeText range(text);
    const SetBinder binder(plan_.program, *plan_.layout, scope);
    SetPath first = binder.resolve(parse_path(range.first), range.first);
    if (first.element.element == 0)
      text.fail(fmt::format("{} is no element", range.first.text), "expected a range such as PO106..PO125");
    const SegmentId segment = first.end.segment;
    SegmentName last_name;
    const std::string name = range.last.text.substr(0, range.last.text.find('-'));
    if (!split_segment_name(name, last_name) || last_name.element == 0 ||
        segment_id(last_name.id) != segment) {
      text.fail(fmt::format("'{}' does not end a range of {}", range.last.text, transom::to_string(segment)),
                "", range.last_offset);
    }
    const auto dash = range.last.text.find('-');
    const int part = dash == std::string::npos ? 0 : std::atoi(range.last.text.c_str() + dash + 1);
    const Guide& guide = *plan_.guide;
    const ElementRef last = element_ref(guide, segment, last_name.element, part, text, range.last_offset);
    const bool components = first.element.component != 0;
    const int from = components ? first.element.component : first.element.element;
    const int to = components ? last.component : last.element;
    if ((components && last.element != first.element.element) || to <= from || (to - from) % 2 == 0) {
      text.fail("does not hold whole pairs", "expected an even number of elements");
    }
    const auto at = [&](int n) {
      return components ? element_ref(guide, segment, first.element.element, n, text, 0)
                        : element_ref(guide, segment, n, 0, text, 0);
    };
    out.left = at(from);
    out.right = at(from + 1);
    out.count = static_cast<std::uint16_t>((to - from + 1) / 2);
    for (int n = from; n <= to; ++n) {
      const ElementRef& like = (n - from) % 2 == 0 ? out.left : out.right;
      if (type_of(at(n)) != type_of(like)) text.fail("has pairs of different kinds", "split the range");
    }
    first.element = {};
    plan_.program.set_paths.push_back(std::move(first));
    out.segment = static_cast<std::uint32_t>(plan_.program.set_paths.size() - 1);
    return {out.left, out.right};
  }

  InboundPlan& plan_;
  const CodeTables& tables_;
};

}  // namespace

std::shared_ptr<const InboundPlan> compile_inbound(MapSpec spec, GuidePtr guide) {
  auto plan = std::make_shared<InboundPlan>();
  begin_plan(*plan, std::move(spec), std::move(guide), "reads");
  InboundCompiler compiler(*plan, plan->spec.tables);
  if (plan->spec.fields.kind == Spec::Kind::empty)
    plan->spec.document.fail("the map has no fields", "add fields:");
  plan->statements = compiler.record(plan->spec.fields, *plan->shape, {}, {}, "");
  for (const Written& path : plan->spec.ignore) plan->ignore.push_back(compiler.path(path, {}));
  return plan;
}

}  // namespace transom::mapping
