// A guide for programs: one object with the structure as a flat list of uses and loops (as the engine has
// them), and each segment's elements. Nothing is folded here.
#include "app/guide_view.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

constexpr std::string_view type_names[] = {"AN", "ID", "N", "R", "DT", "TM", "B", "composite"};

class Writer {
 public:
  Writer(const GuideView& view, std::string& out)
      : view_(view), guide_(*view.guide), json_(out, JsonStyle::pretty) {}

  void write() {
    json_.object().key("set").value(guide_.set_id()).key("name").value(guide_.name());
    json_.key("version").value(guide_.version()).key("functional_id").value(guide_.functional_id());
    json_.key("confidence").value(guide_.confidence());
    if (view_.only == 0) {
      add_loops();
      add_uses();
    }
    json_.key("segments").array();
    for (const SegmentId segment : segments_of(view_)) add_segment(segment);
    json_.end().end();
  }

 private:
  // A limit of 0 is none at all.
  void add_limit(std::uint32_t max) {
    json_.key("max");
    if (max == 0) {
      json_.null();
    } else {
      json_.number(max);
    }
  }

  void add_loops() {
    json_.key("loops").array();
    for (const LoopUse& loop : guide_.loops().subspan(1)) {
      json_.object().key("path").value(loop.path).key("mandatory").flag(loop.mandatory);
      add_limit(loop.max_repeat);
      json_.end();
    }
    json_.end();
  }

  void add_uses() {
    json_.key("uses").array();
    for (const SegmentUse& use : guide_.uses()) {
      json_.object().key("segment").value(to_string(use.id)).key("loop").value(guide_.loops()[use.loop].path);
      json_.key("area").value(use.area == 'h' ? "heading" : use.area == 'd' ? "detail" : "summary");
      json_.key("mandatory").flag(use.mandatory);
      add_limit(use.max_use);
      json_.end();
    }
    json_.end();
  }

  void add_segment(SegmentId segment) {
    json_.object().key("segment").value(to_string(segment)).key("name").value(guide_.segment_name(segment));
    json_.key("elements").array();
    for (const ElementUse& use : guide_.elements(segment)) add_element(use);
    json_.end();
    add_notes(guide_.notes(segment));
    json_.end();
  }

  void add_element(const ElementUse& use) {
    const ElementDef& element = guide_.element(use.element);
    json_.object().key("element").value(element.number).key("name").value(element.name);
    json_.key("mandatory").flag(use.mandatory).key("repeat").number(use.repeat);
    json_.key("type").value(type_names[static_cast<std::size_t>(element.type)]);
    if (element.type == ElementType::composite) {
      json_.key("components").array();
      for (const ElementUse& part : guide_.components(use)) add_element(part);
      json_.end();
      add_notes(guide_.notes(use));
    } else {
      if (element.type == ElementType::n) json_.key("decimals").number(element.decimals);
      json_.key("min").number(element.min).key("max").number(element.max);
      add_codes(element);
    }
    json_.end();
  }

  void add_codes(const ElementDef& element) {
    if (!element.has_codes) return;
    json_.key("codes").array();
    for (const std::string_view code : codes_of(guide_, element)) {
      json_.object().key("code").value(code);
      const std::string_view name = guide_.code_name(element.number, code);
      if (!name.empty()) json_.key("name").value(name);
      json_.end();
    }
    json_.end();
  }

  void add_notes(std::span<const SyntaxNote> notes) {
    json_.key("notes").array();
    for (const SyntaxNote& note : notes) {
      json_.object().key("note").value(note_text(note)).key("words").value(note_words(note)).end();
    }
    json_.end();
  }

  const GuideView& view_;
  const Guide& guide_;
  JsonWriter json_;
};

}  // namespace

std::string guide_json(const GuideView& view) {
  std::string out;
  Writer(view, out).write();
  return out;
}

}  // namespace transom
