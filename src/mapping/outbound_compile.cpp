// Checking an outward map against shape and guide.
//
// Segments are put into the order of the guide here, so that nobody has to keep it by hand; that every
// mandatory segment and element has a source is checked as well. What is too long or lacks a value shows only
// when a document is written.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "mapping/outbound_levels.hpp"
#include "mapping/outbound_plan.hpp"

namespace transom::mapping {
namespace {

struct ElementKey {
  int element = 0, component = 0;
  int to = 0;  // a range ends here; 0: no range
  bool range = false;
};

std::string_view area_name(char area) {
  return area == 'h' ? "heading" : area == 'd' ? "detail" : "summary";
}

class OutboundCompiler {
 public:
  OutboundCompiler(OutboundPlan& plan, const CodeTables& tables)
      : plan_(plan), tables_(tables), guide_(*plan.guide) {}

  // `area`: of the top level; '\0' inside loops.
  std::vector<SegmentPlan> segments(const Spec& list, std::uint16_t loop, char area,
                                    const DocumentBinder::Scope& scope) {
    std::vector<SegmentPlan> out;
    for (const Spec& item : list.items) {
      const auto& [label, body] = item.entries.front();
      out.push_back(segment(label, body, loop, area, scope));
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const SegmentPlan& a, const SegmentPlan& b) { return a.use < b.use; });
    return out;
  }

  void require(const std::vector<SegmentPlan>& segments, std::uint16_t loop, const Written& at) const {
    for (std::size_t u = 0; u < guide_.uses().size(); ++u) {
      const SegmentUse& use = guide_.uses()[u];
      const bool trigger = use.loop != 0 && guide_.loops()[use.loop].first_use == u;
      const std::uint16_t stands_in = trigger ? guide_.loops()[use.loop].parent : use.loop;
      const bool mandatory = trigger ? guide_.loops()[use.loop].mandatory : use.mandatory;
      if (!mandatory || stands_in != loop || use.id == segment_id("ST") || use.id == segment_id("SE"))
        continue;
      if (loop != 0 && use.loop == loop && guide_.loops()[loop].first_use == u) continue;
      const bool there =
          std::any_of(segments.begin(), segments.end(), [&](const SegmentPlan& s) { return s.use == u; });
      if (!there)
        at.fail(fmt::format("no line writes {}, which the {} must have", transom::to_string(use.id),
                            guide_.set_id()));
    }
  }

 private:
  Compiler compiler(DocumentBinder& binder) { return {plan_.program, binder, tables_, true}; }

  std::uint32_t value(const Line& line, Type wanted, const DocumentBinder::Scope& scope) {
    DocumentBinder binder(plan_.program, tables_, scope, true);
    return compiler(binder).value(line, wanted);
  }

  // A match of records, or a list of texts; the scope of what is inside.
  std::uint32_t each(const Spec& spec, DocumentBinder::Scope& scope, const Shape*& shape) {
    if (!spec.is_text()) spec.fail("expected a list of the document");
    DocumentBinder binder(plan_.program, tables_, scope, true);
    const Expr expr = parse_expression(spec.written());
    if (expr.kind == ExprKind::path) {
      const auto target = binder.resolve(expr.path, spec.written());
      if (target.path.shape != nullptr) {
        shape = target.path.shape;
        const Bound match = binder.bind(expr.path, spec.written());
        scope.push_back(shape);
        return match.node;
      }
      if (!target.path.texts)
        spec.fail(fmt::format("{} is no list", spec.text()), "without each: it is written once");
    }
    const std::uint32_t node = compiler(binder).list(spec.line, Type::text);
    shape = nullptr;
    scope.push_back(nullptr);
    return node;
  }

  // Finds the segment's place: its use, and the loop that it opens or 0.
  std::pair<std::uint16_t, std::uint16_t> find_use(const Written& label, const std::string& id,
                                                   std::uint16_t loop, char area) const {
    const auto loops = guide_.loops();
    const auto uses = guide_.uses();
    if (loop != 0 && loop == plan_.layout->levels() && loops[loop].id == id)
      return {SegmentPlan::inner_level, loop};
    for (std::size_t l = 1; l < loops.size(); ++l) {
      if (loops[l].parent == loop && loops[l].id == id &&
          (area == '\0' || uses[loops[l].first_use].area == area)) {
        return {loops[l].first_use, static_cast<std::uint16_t>(l)};
      }
    }
    for (std::size_t u = 0; u < uses.size(); ++u) {
      const bool trigger = loop != 0 && loops[loop].first_use == u;
      if (uses[u].loop == loop && !trigger && uses[u].id == segment_id(id) &&
          (area == '\0' || uses[u].area == area)) {
        return {static_cast<std::uint16_t>(u), 0};
      }
    }
    fail_no_use(label, id, loop, area);
  }

  // It stands elsewhere, or nowhere.
  [[noreturn]] void fail_no_use(const Written& label, const std::string& id, std::uint16_t loop,
                                char area) const {
    const auto loops = guide_.loops();
    for (const SegmentUse& use : guide_.uses()) {
      if (use.loop != loop && (use.loop == 0 || loops[use.loop].parent != loop)) continue;
      if (area == '\0' || use.area == area || use.id != segment_id(id)) continue;
      label.fail(fmt::format("there is no {} in the {} of the {}", id, area_name(area), guide_.set_id()),
                 fmt::format("it stands under {}:", area_name(use.area)));
    }
    const auto names = plan_.layout->names_in(loop);
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto& path = loops[loop].path;
    label.fail(fmt::format("there is no {} in {}{}the {}", id,
                           area == '\0' ? std::string() : fmt::format("the {} of ", area_name(area)),
                           path.empty() ? std::string() : fmt::format("{} of ", path), guide_.set_id()),
               suggestion(id, views));
  }

  SegmentPlan segment(const Written& label, const Spec& body, std::uint16_t loop, char area,
                      DocumentBinder::Scope scope) {
    SegmentPlan out;
    out.name = label.text.substr(0, label.text.find('['));
    out.id = segment_id(out.name);
    if (out.name == "ST" || out.name == "SE")
      label.fail(fmt::format("{} is written by the envelope", out.name), "leave it out");
    const auto [use, opened] = find_use(label, out.name, loop, area);
    out.use = use;
    const LoopUse& inside = guide_.loops()[opened != 0 ? opened : loop];
    out.level = opened != 0 && opened == plan_.layout->levels();
    out.path = out.level             ? label.text
               : opened != 0         ? std::string(inside.path)
               : inside.path.empty() ? out.name
                                     : fmt::format("{}/{}", inside.path, out.name);
    out.mandatory =
        use != SegmentPlan::inner_level && (opened != 0 ? inside.mandatory : guide_.uses()[use].mandatory);
    out.can_continue = opened == 0 && guide_.uses()[use].max_use != 1;
    if (const Spec* list = body.find("each")) {
      out.each_text = list->text();
      out.each = each(*list, scope, out.shape);
    }
    if (const Spec* when = body.find("when")) out.when = value(when->line, Type::flag, scope);
    for (const auto& [key, spec] : body.entries) {
      if (key.text == "each" || key.text == "when" || key.text == "then") continue;
      if (out.level && key.text != "HL03")
        key.fail(fmt::format("{} is counted while the set is written", key.text), "leave it out");
      element(key, spec, scope, out);
    }
    if (out.level) {
      out.inside = scope.back();
      if (out.elements.empty()) label.fail("an HL needs its level", "write HL[S], HL[O], HL[P] ...");
    } else {
      finish_elements(label, out);
    }
    if (const Spec* then = body.find("then")) {
      if (opened == 0)
        label.fail(fmt::format("{} opens no loop: nothing can follow in it", out.name),
                   "write the segments of then: beside it");
      out.then = segments(*then, opened, '\0', scope);
    }
    if (opened != 0) require(out.then, opened, label);
    return out;
  }

  void finish_elements(const Written& label, SegmentPlan& out) const {
    std::stable_sort(out.elements.begin(), out.elements.end(),
                     [](const ElementPlan& a, const ElementPlan& b) {
                       return std::pair(a.element, a.component) < std::pair(b.element, b.component);
                     });
    const auto uses = guide_.elements(out.id);
    for (std::size_t n = 1; n <= uses.size(); ++n) {
      if (!uses[n - 1].mandatory) continue;
      const bool single = std::any_of(out.elements.begin(), out.elements.end(),
                                      [&](const ElementPlan& e) { return e.element == n; });
      const bool spread = std::any_of(out.spreads.begin(), out.spreads.end(), [&](const SpreadPlan& s) {
        return s.element == n || (s.element == 0 && s.from <= n && n <= s.to);
      });
      if (!single && !spread) {
        label.fail(fmt::format("{} has no value for {}{:02}, which it must have", out.name, out.name, n),
                   "give the element an expression");
      }
      out.needed.push_back(static_cast<std::uint16_t>(n));
    }
    out.data = !out.spreads.empty() ||
               std::any_of(out.elements.begin(), out.elements.end(), [&](const ElementPlan& e) {
                 return plan_.program.nodes[e.node].op != Op::constant;
               });
  }

  // "PO106", "SLN05-1", "PO106..PO125", "N301.."
  ElementKey read_key(const Written& key, const SegmentPlan& segment) const {
    ElementKey out;
    const auto one = [&](std::string_view text, int& element, int& component) {
      const auto dash = text.find('-');
      SegmentName name;
      if (!split_segment_name(text.substr(0, dash), name) || name.id != segment.name || name.element == 0) {
        key.fail(fmt::format("'{}' is no element of {}", visible(text, 40), segment.name),
                 fmt::format("expected one such as {}01", segment.name));
      }
      element = name.element;
      if (dash != std::string_view::npos) component = std::atoi(std::string(text.substr(dash + 1)).c_str());
    };
    const std::string_view text = key.text;
    const auto dots = text.find("..");
    one(text.substr(0, dots), out.element, out.component);
    (void)element_ref(guide_, segment.id, out.element, out.component, key, 0);
    if (dots == std::string_view::npos) return out;
    out.range = true;
    out.to = static_cast<int>(guide_.elements(segment.id).size());
    int ignored = 0;
    if (dots + 2 < text.size()) {
      one(text.substr(dots + 2), out.to, ignored);
      (void)element_ref(guide_, segment.id, out.to, 0, key, dots + 2);
    }
    if (out.to < out.element) key.fail("range ends before it begins");
    return out;
  }

  ElementFormat format(SegmentId id, int element, int component) const {
    const ElementUse* use = &guide_.elements(id)[static_cast<std::size_t>(element) - 1];
    if (use->composite != 0xffff) {
      use = &guide_.components(*use)[static_cast<std::size_t>(component == 0 ? 1 : component) - 1];
    }
    const ElementDef& def = guide_.element(use->element);
    return {def.type, def.decimals, def.min, def.max};
  }

  static Type wanted(const ElementFormat& format) {
    return type_of(ElementRef{.element = 1, .component = 0, .type = format.type});
  }

  void element(const Written& key, const Spec& spec, const DocumentBinder::Scope& scope, SegmentPlan& out) {
    const ElementKey at = read_key(key, out);
    const bool composite =
        guide_.elements(out.id)[static_cast<std::size_t>(at.element) - 1].composite != 0xffff;
    if (at.range || (spec.is_map() && composite)) return spread(at, spec, scope, out);
    if (!spec.is_text()) {
      if (spec.kind == Spec::Kind::empty)
        spec.fail(fmt::format("{} is empty", key.text), "write none to leave it out");
      spec.fail(fmt::format("{} takes one expression", key.text),
                fmt::format("a list goes over a range such as {}..", key.text));
    }
    ElementPlan plan;
    plan.element = static_cast<std::uint16_t>(at.element);
    plan.component = static_cast<std::uint16_t>(composite ? std::max(at.component, 1) : 0);
    plan.format = format(out.id, at.element, plan.component);
    plan.node = value(spec.line, wanted(plan.format), scope);
    plan.text = spec.text();
    out.elements.push_back(std::move(plan));
  }

  void spread(const ElementKey& at, const Spec& spec, DocumentBinder::Scope scope, SegmentPlan& out) {
    SpreadPlan plan;
    if (at.range) {
      plan.from = static_cast<std::uint16_t>(at.element);
      plan.to = static_cast<std::uint16_t>(at.to);
    } else {
      const auto& use = guide_.elements(out.id)[static_cast<std::size_t>(at.element) - 1];
      plan.element = static_cast<std::uint16_t>(at.element);
      plan.from = 1;
      plan.to = static_cast<std::uint16_t>(guide_.components(use).size());
    }
    for (int n = plan.from; n <= plan.to; ++n) {
      plan.formats.push_back(plan.element != 0 ? format(out.id, plan.element, n) : format(out.id, n, 0));
    }
    const Spec* list = spec.is_map() ? spec.find("each") : &spec;
    if (list == nullptr) spec.fail("a range needs each:", "write {each: ids, put: [kind, value]}");
    plan.text = list->text();
    plan.each = each(*list, scope, plan.shape);
    if (spec.is_map()) {
      for (const auto& [key, ignored] : spec.entries) {
        if (key.text != "each" && key.text != "when" && key.text != "put") {
          key.fail(fmt::format("unknown key '{}'", visible(key.text, 40)), "expected each, when, put");
        }
      }
      if (const Spec* when = spec.find("when")) plan.when = value(when->line, Type::flag, scope);
      const Spec* put = spec.find("put");
      if (put == nullptr || !put->is_list() || put->items.empty())
        spec.fail("a range needs put:", "a list of what each entry writes");
      for (std::size_t i = 0; i < put->items.size(); ++i) {
        const Spec& item = put->items[i];
        if (!item.is_text()) item.fail("expected an expression");
        plan.put.push_back(value(item.line, wanted(plan.formats[i % plan.formats.size()]), scope));
      }
    } else if (plan.shape != nullptr) {
      spec.fail(fmt::format("{} are records", spec.text()), "write {each: " + spec.text() + ", put: [...]}");
    }
    if (plan.capacity() == 0) spec.fail("the range is too short for one entry");
    out.spreads.push_back(std::move(plan));
  }

  OutboundPlan& plan_;
  const CodeTables& tables_;
  const Guide& guide_;
};

}  // namespace

std::shared_ptr<const OutboundPlan> compile_outbound(MapSpec spec, GuidePtr guide) {
  auto plan = std::make_shared<OutboundPlan>();
  begin_plan(*plan, std::move(spec), std::move(guide), "writes");
  OutboundCompiler compiler(*plan, plan->spec.tables);
  const std::pair<const Spec*, char> areas[] = {
      {&plan->spec.heading, 'h'}, {&plan->spec.detail, 'd'}, {&plan->spec.summary, 's'}};
  for (const auto& [list, area] : areas) {
    auto made = compiler.segments(*list, 0, area, {plan->shape});
    std::move(made.begin(), made.end(), std::back_inserter(plan->segments));
  }
  compiler.require(plan->segments, 0, plan->spec.set);
  find_unwritten_levels(plan->program, plan->segments);
  return plan;
}

}  // namespace transom::mapping
