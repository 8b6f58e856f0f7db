// The fast look goes over a plain segment once: a length comparison and a type test an element, then masks
// for what must be present. Most notes are pairs of neighbours (PO106 with PO107), which one shift and one
// AND test together. The exact look follows the standard's words in the order in which a person reads the
// segment.
//
// Who is to blame where elements depend on each other is convention: of P, C and L the absent element, of R
// the first of the list, of E the second one present.
#include "guide/segment_checker.hpp"

#include <fmt/format.h>

#include <bit>

namespace transom {
namespace {

bool present_in(std::uint64_t mask, std::uint32_t element) {
  return (mask >> element & 1U) != 0;
}

std::uint64_t mask_of(const SyntaxNote& note) {
  std::uint64_t mask = 0;
  for (const std::uint8_t element : note.elements) mask |= std::uint64_t{1} << element;
  return mask;
}

// "P0304" as the standard writes it.
std::string name_of(const SyntaxNote& note) {
  std::string name(1, note.kind);
  for (const std::uint8_t element : note.elements) name += fmt::format("{:02}", element);
  return name;
}

}  // namespace

bool SegmentChecker::looks_right(const Segment& segment, const SegmentCheck& def) const {
  const std::uint32_t size = segment.size();
  if (size == 0 || size > def.count) return false;
  const char* const base = segment.base();
  const std::uint32_t* const marks = segment.marks();
  const Bounds bounds{base + segment.begin(), base + marks[size]};
  const ElementCheck* check = tables_->checks.data() + def.first;
  std::uint64_t present = 0;
  std::uint32_t from = marks[0] + 1;
  for (std::uint32_t i = 1; i <= size; ++i, ++check) {
    const std::uint32_t length = marks[i] - from;
    if (length != 0) {
      if (!surely_right(*check, base + from, length, bounds)) return false;
      present |= std::uint64_t{1} << i;
    }
    from = marks[i] + 1;
  }
  const std::uint64_t alone =
      (present & ~(present >> 1U) & def.needs_right) | (present & ~(present << 1U) & def.needs_left);
  if ((def.mandatory & ~present) != 0 || alone != 0 || (present & def.any) == 0) return false;
  if (!present_in(present, size)) return false;
  return (present & def.rare) == 0 || !breaks_rare_note(def, present);
}

bool SegmentChecker::breaks_rare_note(const SegmentCheck& def, std::uint64_t present) const {
  const NoteCheck* note = tables_->note_checks.data() + def.first_rare;
  for (std::uint32_t i = 0; i < def.rares; ++i, ++note) {
    const std::uint64_t named = present & note->mask;
    bool broken = false;
    switch (note->kind) {
      case 'P':
        broken = named != 0 && named != note->mask;
        break;
      case 'R':
        broken = named == 0;
        break;
      case 'E':
        broken = (named & (named - 1)) != 0;
        break;
      case 'C':
        broken = (present & note->first) != 0 && named != note->mask;
        break;
      default:
        broken = (present & note->first) != 0 && named == 0;
        break;
    }
    if (broken) return true;
  }
  return false;
}

void SegmentChecker::report(Rule rule, std::uint32_t place, Spot spot, std::string_view value,
                            std::string expected) {
  const std::string_view number = tables_->elements[tables_->checks[place].element].number;
  const bool of_form = rule == Rule::leading_zeros || rule == Rule::trailing_blanks;
  if (!of_form) wrong_ |= std::uint64_t{1} << spot.element;
  reporter_->add(rule,
                 {.element = spot.element,
                  .component = spot.component,
                  .repetition = spot.repetition,
                  .value = value,
                  .element_number = number,
                  .clause = clause_of(rule, place)},
                 std::move(expected));
}

// The partner's line that a fault breaks; null when the standard asks for the same.
const OverlayClause* SegmentChecker::clause_of(Rule rule, std::uint32_t place) const {
  const OverlayTables::Place* own = narrowed(place);
  if (own == nullptr || own->clause == OverlayTables::none) return nullptr;
  const OverlayClause* clause = &overlay_->clauses[own->clause];
  switch (rule) {
    case Rule::element_missing:
      return tables_->places[own->standard].mandatory ? nullptr : clause;
    case Rule::too_many_repetitions:
      return tables_->checks[own->standard].repeat == tables_->checks[place].repeat ? nullptr : clause;
    case Rule::element_not_used:
    case Rule::element_code:
    case Rule::element_too_short:
    case Rule::element_too_long:
      return clause;
    default:
      return nullptr;
  }
}

std::uint64_t SegmentChecker::check_exactly(const Segment& segment, const SegmentCheck& def) {
  plain_ = segment.plain();
  wrong_ = 0;
  std::uint64_t present = 0;
  for (std::uint32_t i = 1; i <= def.count; ++i) {
    const std::string_view value = segment.element(i);
    const std::uint32_t place = def.first + i - 1;
    // Separators alone are no value.
    const bool is_composite = tables_->checks[place].composite != blob::none;
    const bool empty =
        is_composite ? value.find_first_not_of(component_) == std::string_view::npos : value.empty();
    if (!empty) {
      present |= std::uint64_t{1} << i;
      check_element(value, place, {i});
    } else if (present_in(def.mandatory, i)) {
      report(Rule::element_missing, place, {i}, {}, {});
    }
  }
  check_notes(segment.id(), def, present, {}, {});
  check_end(segment, def);
  return wrong_;
}

// Elements that are not defined, and separators with nothing behind them.
void SegmentChecker::check_end(const Segment& segment, const SegmentCheck& def) {
  const std::uint32_t size = segment.size();
  for (std::uint32_t i = def.count + 1U; i <= size; ++i) {
    if (segment.element(i).empty()) continue;
    reporter_->add(Rule::too_many_elements, {i, 0, 0, segment.element(i), {}},
                   fmt::format("at most {} elements", def.count));
    break;
  }
  const bool missed = size <= def.count && present_in(def.mandatory, size);  // a finding already
  if (size != 0 && segment.element(size).empty() && !missed) {
    reporter_->add(Rule::trailing_empty_elements, {size, 0, 0, {}, {}},
                   "the terminator behind the last value");
  }
}

void SegmentChecker::check_element(std::string_view value, std::uint32_t place, Spot spot) {
  const OverlayTables::Place* own = narrowed(place);
  if (own != nullptr && own->not_used) {
    report(Rule::element_not_used, place, spot, value, {});
    return;
  }
  if (repetition_ == '\0' || value.find(repetition_) == std::string_view::npos) {
    check_repetition(value, place, spot);
    return;
  }
  const std::uint32_t max = tables_->checks[place].repeat;
  const std::uint32_t count = count_parts(value, repetition_);
  if (count > max) {
    report(Rule::too_many_repetitions, place, spot, value,
           max == 1 ? "a single value" : fmt::format("at most {} repetitions", max));
  }
  for (std::uint32_t n = 1; n <= count && n <= max; ++n) {
    const std::string_view one = part(value, repetition_, n);
    spot.repetition = n;
    if (!one.empty()) check_repetition(one, place, spot);
  }
}

void SegmentChecker::check_repetition(std::string_view value, std::uint32_t place, Spot spot) {
  const std::uint16_t composite = tables_->checks[place].composite;
  if (composite != blob::none) {
    check_components(value, tables_->composites[composite], spot);
    return;
  }
  if (!plain_ && value.find(component_) != std::string_view::npos) {
    report(Rule::too_many_components, place, spot, value,
           fmt::format("a value without the component separator {}", component_));
    return;  // the value is not what was meant, and its other rules would say so again
  }
  check_simple(value, place, spot);
}

void SegmentChecker::check_components(std::string_view value, const SegmentCheck& def, Spot spot) {
  std::uint64_t present = 0;
  const std::uint32_t count = count_parts(value, component_);
  for (std::uint32_t i = 1; i <= def.count; ++i) {
    const std::string_view one = part(value, component_, i);
    spot.component = i;
    if (!one.empty()) {
      present |= std::uint64_t{1} << i;
      check_simple(one, def.first + i - 1, spot);
    } else if (present_in(def.mandatory, i)) {
      report(Rule::element_missing, def.first + i - 1, spot, {}, {});
    }
  }
  const std::string_view composite = tables_->elements[def.element].number;
  check_notes(composite, def, present, spot, composite);
  std::uint32_t surplus = def.count + 1U;
  while (surplus < count && part(value, component_, surplus).empty()) ++surplus;
  if (surplus > count) return;
  const std::string_view first = part(value, component_, surplus);
  if (first.empty()) {
    reporter_->add(Rule::trailing_empty_elements, {spot.element, surplus, spot.repetition, {}, composite},
                   "no component separator behind the last value");
  } else {
    reporter_->add(Rule::too_many_components, {spot.element, surplus, spot.repetition, first, composite},
                   fmt::format("at most {} components", def.count));
  }
}

void SegmentChecker::check_simple(std::string_view value, std::uint32_t place, Spot spot) {
  if (const OverlayTables::Place* own = narrowed(place); own != nullptr) {
    if (own->not_used) {  // a component
      report(Rule::element_not_used, place, spot, value, {});
      return;
    }
    // What the standard refuses by itself is not laid at the partner's door.
    const ValueVerdict by_standard = check_value(tables_->checks[own->standard], value, plain_);
    if (by_standard.fault != Rule::count_) place = own->standard;
  }
  const ElementCheck& check = tables_->checks[place];
  const ValueVerdict verdict = check_value(check, value, plain_);
  const ElementDef& element = tables_->elements[check.element];
  if (verdict.fault != Rule::count_) {
    report(verdict.fault, place, spot, value,
           expected_value(verdict.fault, element, tables_->code_lists[check.element]));
  }
  if (verdict.remark != Rule::count_ && reporter_->wants(verdict.remark)) {
    report(verdict.remark, place, spot, value, {});
  }
}

void SegmentChecker::check_notes(std::string_view name, const SegmentCheck& def, std::uint64_t present,
                                 Spot spot, std::string_view composite) {
  blamed_ = 0;
  for (std::uint32_t i = 0; i < def.notes; ++i) {
    check_note(name, def, tables_->notes[def.first_note + i], present, spot, composite);
  }
}

// `spot` is that of the composite, or of no element when the note is the segment's.
void SegmentChecker::check_note(std::string_view name, const SegmentCheck& def, const SyntaxNote& note,
                                std::uint64_t present, Spot spot, std::string_view composite) {
  const std::uint64_t all = mask_of(note);
  const std::uint64_t first = std::uint64_t{1} << note.elements.front();
  const std::uint64_t rest = all & ~first;
  const auto blame = [&](Rule rule, std::uint32_t element, std::uint32_t because, std::string_view value) {
    if (present_in(blamed_, element)) return;  // one fault is one finding, however many notes name it
    blamed_ |= std::uint64_t{1} << element;
    Spot at = spot;
    (composite.empty() ? at.element : at.component) = element;
    const std::string_view dash = composite.empty() ? "" : "-";
    const std::string reason =
        because == 0 ? fmt::format("one of those named in {}", name_of(note))
        : rule == Rule::element_excluded
            ? fmt::format("nothing, since {}{}{:02} is present ({})", name, dash, because, name_of(note))
            : fmt::format("a value, since {}{}{:02} is present ({})", name, dash, because, name_of(note));
    const auto number_of = [&](std::uint32_t n) {
      return std::string_view(tables_->elements[tables_->checks[def.first + n - 1].element].number);
    };
    reporter_->add(rule,
                   {at.element, at.component, at.repetition, value, number_of(element), because,
                    because == 0 ? std::string_view() : number_of(because)},
                   reason);
  };
  const auto lowest = [](std::uint64_t mask) { return static_cast<std::uint32_t>(std::countr_zero(mask)); };
  const std::uint64_t named = present & all;
  if (note.kind == 'R') {
    if (named == 0) blame(Rule::element_condition, note.elements.front(), 0, {});
    return;
  }
  if (note.kind == 'E') {
    if (std::popcount(named) < 2) return;
    const std::uint32_t second = lowest(named & (named - 1));
    const std::string_view value =
        composite.empty() ? reporter_->segment().element(second) : std::string_view();
    blame(Rule::element_excluded, second, lowest(named), value);
    return;
  }
  if (note.kind == 'L') {
    if ((present & first) != 0 && (present & rest) == 0) {
      blame(Rule::element_condition, note.elements[1], note.elements[0], {});
    }
    return;
  }
  const bool asked = note.kind == 'P' ? named != 0 : (present & first) != 0;
  if (!asked) return;
  for (std::uint64_t absent = all & ~present; absent != 0; absent &= absent - 1) {
    blame(Rule::element_condition, lowest(absent), lowest(named), {});
  }
}

}  // namespace transom
