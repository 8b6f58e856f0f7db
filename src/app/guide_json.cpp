// A guide for programs: one object with the structure as a flat list of uses and loops (as the engine has
// them), and each segment's elements. Nothing is folded here. What a partner asks beyond the standard is a
// list of its own, by path: the rest of the object is the standard's, whoever is named.
#include "app/guide_asks.hpp"
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
    json_.end();
    if (!view_.partner.empty()) add_partner();
    json_.end();
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

  void add_partner() {
    json_.key("partner").object().key("partner").value(view_.partner).key("agreed").value(view_.agreed);
    json_.key("guide").value(overlay_name(guide_)).key("asks").array();
    for (const Narrowing& narrowing : narrowings(guide_)) {
      if (view_.only == 0 || guide_.uses()[narrowing.use].id == view_.only) add_narrowing(narrowing);
    }
    json_.end().end();
  }

  void add_narrowing(const Narrowing& narrowing) {
    const SegmentUse& use = guide_.uses()[narrowing.use];
    json_.object().key("path").value(narrowing.path).key("segment").value(to_string(use.id));
    json_.key("loop").value(guide_.loops()[use.loop].path);
    json_.key("must").flag(narrowing.required).key("not_used").flag(narrowing.not_used);
    if (narrowing.max != 0) json_.key("max").number(narrowing.max);
    add_words("order", narrowing.order);
    add_clause(narrowing.clause);
    json_.key("elements").array();
    for (const ElementClause& clause : narrowing.elements) {
      json_.object().key("element").value(element_name(guide_, narrowing, clause));
      json_.key("must").flag(clause.mandatory).key("not_used").flag(clause.not_used);
      if (clause.max != 0) json_.key("min").number(clause.min).key("max").number(clause.max);
      if (clause.repeat != 0) json_.key("repeat").number(clause.repeat);
      add_words("codes", clause.codes);
      add_clause(clause.clause);
      json_.end();
    }
    json_.end().end();
  }

  void add_words(std::string_view key, const std::vector<std::string>& words) {
    if (words.empty()) return;
    json_.key(key).array();
    for (const std::string& word : words) json_.value(word);
    json_.end();
  }

  void add_clause(std::uint16_t index) {
    constexpr std::string_view severities[] = {"off", "note", "warn", "error"};
    const OverlayClause& clause = overlay_clauses(guide_)[index];
    if (!clause.comment.empty()) json_.key("comment").value(clause.comment);
    if (clause.severity) {
      json_.key("severity").value(severities[static_cast<std::size_t>(*clause.severity)]);
    }
    json_.key("place").value(clause.place);
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
