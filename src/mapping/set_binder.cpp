// Paths against a guide: `REF[DP]/REF02`, `N1[ST]/N401`, `PO1/PID[F]/PID05`.
//
// A name leads to an inner loop if there is one of that id, else to a segment of the loop it stands in. The
// last part may name an element of any of the loop's own segments, or of the first segment of an inner loop
// (`SAC05` at the top). Whatever the guide does not have is refused here, with where the segment does stand.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "mapping/binder.hpp"

namespace transom::mapping {

namespace {

std::string suggest(std::string_view word, const std::vector<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  return suggestion(word, views);
}

std::string place_name(const Guide& guide, const SetScope& scope) {
  if (scope.segment != 0) return to_string(scope.segment);
  const auto path = guide.loops()[scope.loop].path;
  return path.empty() ? fmt::format("the {}", guide.set_id())
                      : fmt::format("{} of the {}", path, guide.set_id());
}

// Where else in the set a segment stands: "PO1/PID", or "".
std::string elsewhere(const Guide& guide, std::string_view id) {
  for (const SegmentUse& use : guide.uses()) {
    if (to_string(use.id) != id) continue;
    const auto path = guide.loops()[use.loop].path;
    if (path.empty()) return fmt::format("/{}", id);
    const auto& trigger = guide.uses()[guide.loops()[use.loop].first_use];
    return trigger.id == use.id ? std::string(path) : fmt::format("{}/{}", path, id);
  }
  return {};
}

}  // namespace

ElementRef element_ref(const Guide& guide, SegmentId segment, int element, int component, const Written& text,
                       std::size_t at) {
  const auto uses = guide.elements(segment);
  const std::string name = to_string(segment);
  if (element < 1 || static_cast<std::size_t>(element) > uses.size()) {
    text.fail(fmt::format("{} has {} elements in {}; there is no {}{:02}", name, uses.size(), guide.version(),
                          name, element),
              "", at);
  }
  const ElementUse* use = &uses[static_cast<std::size_t>(element) - 1];
  ElementRef out;
  out.element = static_cast<std::uint16_t>(element);
  out.repeats = use->repeat != 1;
  if (use->composite != 0xffff) {
    const auto parts = guide.components(*use);
    const int wanted = component == 0 ? 1 : component;
    if (static_cast<std::size_t>(wanted) > parts.size()) {
      text.fail(fmt::format("{}{:02} has {} components; there is no {}{:02}-{}", name, element, parts.size(),
                            name, element, wanted),
                "", at);
    }
    out.component = static_cast<std::uint16_t>(wanted);
    use = &parts[static_cast<std::size_t>(wanted) - 1];
  } else if (component != 0) {
    text.fail(fmt::format("{}{:02} has no components", name, element), "", at);
  }
  const ElementDef& def = guide.element(use->element);
  out.type = def.type;
  out.decimals = def.decimals;
  return out;
}

Type type_of(const ElementRef& element) {
  switch (element.type) {
    case ElementType::n:
    case ElementType::r:
      return Type::number;
    case ElementType::dt:
      return Type::date;
    case ElementType::tm:
      return Type::time;
    default:
      return Type::text;
  }
}

// The way down, step by step.
struct SetBinder::Walk {
  const SetLayout& layout;
  const Written& text;
  SetScope scope;
  std::vector<MapWarning>& warnings;
  SetPath out = {};

  [[nodiscard]] const Guide& guide() const { return layout.guide(); }

  void down_to_loop(std::uint16_t loop) {
    out.steps.push_back({.to_loop = true, .slot = layout.slot_of_loop(scope.loop, loop), .tests = {}});
    const bool level = loop == layout.levels();
    scope = {loop, 0, static_cast<std::uint16_t>(scope.level + (level ? 1 : 0))};
  }
  bool down_to_segment(SegmentId id) {
    const auto slot = layout.segment_slot(scope.loop, id);
    if (!slot) return false;
    out.steps.push_back({.to_loop = false, .slot = *slot, .tests = {}});
    scope.segment = id;
    return true;
  }
  [[nodiscard]] SegmentId test_segment() const {
    return scope.segment != 0 ? scope.segment : guide().uses()[guide().loops()[scope.loop].first_use].id;
  }

  [[noreturn]] void not_here(const Step& step, std::string_view id) const {
    const std::string problem = fmt::format("there is no {} in {}", id, place_name(guide(), scope));
    if (scope.segment != 0) {
      const bool around = layout.segment_slot(scope.loop, segment_id(id)).has_value();
      text.fail(problem, around ? fmt::format("it stands beside: write ../{}", step.name) : std::string(),
                step.at);
    }
    const std::string other = elsewhere(guide(), id);
    text.fail(problem, other.empty() ? suggest(id, layout.names_in(scope.loop)) : "it stands at " + other,
              step.at);
  }

  void name(const Step& step, std::string_view id) {
    if (scope.segment != 0) not_here(step, id);
    if (const auto loop = layout.inner_loop(scope.loop, id)) {
      down_to_loop(*loop);
    } else if (!down_to_segment(segment_id(id))) {
      not_here(step, id);
    }
    for (const Selector& selector : step.selectors) test(selector);
  }

  void test(const Selector& selector) {
    if (selector.nth() != 0) {
      out.steps.back().nth = selector.nth();
      return;
    }
    const SegmentId segment = test_segment();
    const std::string own = to_string(segment);
    SegmentName name{own, qualifying_element(own)};
    if (!selector.field.empty()) {
      if (!split_segment_name(selector.field, name) || name.element == 0 || name.id != own) {
        text.fail(fmt::format("'{}' is no element of {}", selector.field, own),
                  fmt::format("expected a code, or {}{:02}=code", own, qualifying_element(own)),
                  selector.at + 1);
      }
    }
    SetStep::Test test{element_ref(guide(), segment, name.element, 0, text, selector.at), selector.values};
    const ElementUse& use = guide().elements(segment)[static_cast<std::size_t>(name.element) - 1];
    const ElementDef& def = guide().element(use.element);
    for (const std::string& value : selector.values) {
      if (def.max == 0 || (value.size() >= def.min && value.size() <= def.max)) continue;
      text.fail(fmt::format("'{}' does not fit {}{:02}, which has {} to {} characters", value, own,
                            name.element, def.min, def.max),
                "", selector.at + 1);
    }
    if (use.composite == 0xffff) look_at_codes(def, selector, fmt::format("{}{:02}", own, name.element));
    out.steps.back().tests.push_back(std::move(test));
  }

  // A partner may send what the standard's list does not have, where it was agreed to let it pass.
  void look_at_codes(const ElementDef& def, const Selector& selector, const std::string& element) {
    for (const std::string& value : selector.values) {
      if (guide().has_code(def, value)) continue;
      const std::string place = text.place(selector.at + 1);
      const auto same = [&](const MapWarning& warning) { return warning.place == place; };
      if (std::any_of(warnings.begin(), warnings.end(), same)) continue;  // a path may be bound twice
      const std::string_view near = did_you_mean(value, split(guide().codes(def)));
      warnings.push_back(
          {place, fmt::format("'{}' is no code of {} in {}", visible(value, 40), element, guide().version()),
           near.empty() ? fmt::format("`transom guide {} --segment {}` lists them", guide().set_id(),
                                      element.substr(0, element.size() - 2))
                        : fmt::format("did you mean '{}'?", near)});
    }
  }

  static std::vector<std::string_view> split(std::string_view codes) {
    std::vector<std::string_view> out;
    while (!codes.empty()) {
      const std::size_t end = std::min(codes.find(' '), codes.size());
      out.push_back(codes.substr(0, end));
      codes.remove_prefix(std::min(end + 1, codes.size()));
    }
    return out;
  }

  void element(const Step& step, const SegmentName& name, const Path& path) {
    if (!step.selectors.empty()) {
      text.fail(fmt::format("{} is an element: it has no qualifier", step.name),
                "put the brackets behind the segment", step.selectors[0].at);
    }
    const SegmentId id = segment_id(name.id);
    if (scope.segment == 0 && !down_to_segment(id)) {
      const auto loop = layout.inner_loop(scope.loop, name.id);
      if (!loop) not_here(step, name.id);
      down_to_loop(*loop);
      down_to_segment(id);
    }
    if (scope.segment != id) not_here(step, name.id);
    out.element = element_ref(guide(), id, name.element, path.component, text, step.at);
  }

  void go(const Path& path) {
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
      const Step& step = path.steps[i];
      SegmentName name;
      if (!split_segment_name(step.name, name)) {
        text.fail(fmt::format("'{}' is neither a segment nor an element", visible(step.name, 40)),
                  "expected a path such as BEG03 or REF[DP]/REF02; a text stands in quotes", step.at);
      }
      if (name.element == 0) {
        this->name(step, name.id);
      } else if (i + 1 < path.steps.size()) {
        text.fail(fmt::format("{} is an element: nothing lies below it", step.name),
                  "to divide, put blanks around /", path.steps[i + 1].at - 1);
      } else {
        element(step, name, path);
      }
    }
    if (path.component != 0 && out.element.element == 0) {
      text.fail("only an element has components", "to subtract, put blanks around -", path.steps.back().at);
    }
  }
};

SetPath SetBinder::resolve(const Path& path, const Written& text) const {
  Walk walk{layout_, text, scope_, program_.warnings};
  if (path.from_top) walk.scope = {};
  for (int i = 0; i < path.up; ++i) {
    if (walk.scope.segment != 0) {
      walk.scope.segment = 0;
    } else if (walk.scope.loop != 0 && walk.scope.loop == layout_.levels() && walk.scope.level > 1) {
      --walk.scope.level;
    } else if (walk.scope.loop != 0) {
      if (walk.scope.loop == layout_.levels()) walk.scope.level = 0;
      walk.scope.loop = layout_.guide().loops()[walk.scope.loop].parent;
    } else {
      text.fail("../ leads out of the set", "", path.at + static_cast<std::size_t>(i) * 3);
    }
  }
  walk.out.from_top = path.from_top;
  walk.out.up = path.up;
  walk.out.text = path_text(path);
  walk.go(path);
  walk.out.end = walk.scope;
  return std::move(walk.out);
}

Bound SetBinder::bind(const Path& path, const Written& text) {
  if (pair_ && path.steps.size() == 1 && path.up == 0 && !path.from_top) {
    const std::string& name = path.steps[0].name;
    if (name == "left")
      return {program_.add({.op = Op::pair_left, .type = type_of(pair_->left)}), type_of(pair_->left)};
    if (name == "right") {
      return {program_.add({.op = Op::pair_right, .type = type_of(pair_->right)}), type_of(pair_->right)};
    }
  }
  if (const auto context = bind_context(path, program_)) return *context;
  SetPath resolved = resolve(path, text);
  const bool element = resolved.element.element != 0;
  const Type type = element ? type_of(resolved.element) : Type::records;
  program_.set_paths.push_back(std::move(resolved));
  return {program_.add({.op = element ? Op::set_value : Op::set_match,
                        .type = type,
                        .a = static_cast<std::uint32_t>(program_.set_paths.size() - 1)}),
          type};
}

std::unique_ptr<Binder> SetBinder::enter(const Path& path, const Written& text, Bound& match) {
  const SetScope end = resolve(path, text).end;
  match = bind(path, text);
  if (match.type != Type::records)
    text.fail(fmt::format("{} is an element", path_text(path)), "expected a segment or a loop", path.at);
  return std::make_unique<SetBinder>(program_, layout_, end);
}

}  // namespace transom::mapping
