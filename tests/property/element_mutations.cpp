// One error inside one segment. Elements whose value means something to other segments (HL01, HL02, CTT01,
// CTT02) are spoilt like all others: a wrong number there must not be told twice.
#include <algorithm>

#include "guide/tables.hpp"
#include "property/mutation.hpp"

namespace transom::property {
namespace {

// A value in a row: which element, and where the finding has to point.
struct Slot {
  Row* row;
  std::size_t at;  // of the row
  const ElementDef* element;
  bool last;  // of its segment
  Expected place;
  std::string* value;
};

// All values of the body that are free, in random order of their rows.
template <typename Visit>
bool each_slot(Spoiling& s, Visit visit) {
  for (const std::size_t at : s.body()) {
    Row& row = s.draft.rows[at];
    const auto uses = s.guide().elements(segment_id(row.id));
    std::vector<Slot> slots;
    for (std::size_t e = 0; e < row.fields.size() && e < uses.size(); ++e) {
      ElementText& field = row.fields[e];
      for (std::size_t r = 0; r < field.size(); ++r) {
        for (std::size_t c = 0; c < field[r].size(); ++c) {
          if (field[r][c].empty()) continue;
          const bool composite = uses[e].composite != 0xffff;
          const ElementUse& use = composite ? s.guide().components(uses[e])[c] : uses[e];
          Slot slot{&row, at, &s.guide().element(use.element), e + 1 == row.fields.size(), {}, &field[r][c]};
          slot.place = {.row = row.key,
                        .element = static_cast<std::uint16_t>(e + 1),
                        .component = static_cast<std::uint16_t>(composite ? c + 1 : 0),
                        .repetition = static_cast<std::uint16_t>(field.size() > 1 ? r + 1 : 0),
                        .loop = s.loop_of(row)};
          slots.push_back(slot);
        }
      }
    }
    s.random.shuffle(slots);
    for (Slot& slot : slots) {
      if (!visit(slot)) continue;
      s.take(at);
      return true;
    }
  }
  return false;
}

bool wrong_value(Spoiling& s, Rule rule) {
  Values values(s.random, s.guide(), s.draft.delimiters);
  return each_slot(s, [&](Slot& slot) {
    const bool blank_at_end = rule == Rule::trailing_blanks && slot.last;
    // A number with zeros in front is still a number; another one would be a second error elsewhere.
    const bool of_form = rule == Rule::leading_zeros || rule == Rule::trailing_blanks;
    if (of_form && (slot.row->id == "CTT" || slot.row->id == "HL" ||
                    segment_id(slot.row->id) == s.guide().tables().hash_segment)) {
      return false;
    }
    if (blank_at_end) return false;
    std::optional<std::string> wrong = values.wrong(*slot.element, rule);
    if (!wrong) return false;
    *slot.value = *wrong;
    Expected finding = slot.place;
    finding.rule = rule;
    s.expect(finding);
    return true;
  });
}

std::vector<bool> presence_of(const Row& row, std::size_t size) {
  std::vector<bool> present(size);
  for (std::size_t i = 0; i < row.fields.size() && i < size; ++i) present[i] = row.fields[i] != simple("");
  return present;
}

bool missing(Spoiling& s, Rule rule) {
  for (const std::size_t at : s.body()) {
    Row& row = s.draft.rows[at];
    const SegmentId id = segment_id(row.id);
    const auto uses = s.guide().elements(id);
    for (std::size_t e = 0; e < row.fields.size() && e < uses.size(); ++e) {
      if (!uses[e].mandatory || row.fields[e] == simple("")) continue;
      std::vector<bool> present = presence_of(row, uses.size());
      present[e] = false;
      if (!all_hold(s.guide().notes(id), present)) continue;
      row.fields[e] = simple("");
      while (!row.fields.empty() && row.fields.back() == simple("")) row.fields.pop_back();
      s.expect({.rule = rule,
                .row = row.key,
                .element = static_cast<std::uint16_t>(e + 1),
                .loop = s.loop_of(row)});
      s.take(at);
      return true;
    }
  }
  return false;
}

// Which element a broken note blames: of P, C and L the absent one, of R the first, of E the second present.
std::size_t blamed(const SyntaxNote& note, const std::vector<bool>& present) {
  if (note.kind == 'R') return note.elements[0];
  if (note.kind == 'L') return note.elements[1];
  std::vector<std::uint8_t> sorted = note.elements;
  std::sort(sorted.begin(), sorted.end());
  std::size_t seen = 0;
  for (const std::uint8_t element : sorted) {
    const bool here = element <= present.size() && present[element - 1U];
    if (note.kind == 'E' ? here && ++seen == 2 : !here) return element;
  }
  return 0;
}

// Breaks a note of that kind by flipping one element, so that one element is absent or too many.
bool break_note(Spoiling& s, Rule rule, char kind) {
  Values values(s.random, s.guide(), s.draft.delimiters);
  for (const std::size_t at : s.body()) {
    Row& row = s.draft.rows[at];
    const SegmentId id = segment_id(row.id);
    const auto uses = s.guide().elements(id);
    for (const SyntaxNote& note : s.guide().notes(id)) {
      if (note.kind != kind || row.id == "HL") continue;
      for (const std::uint8_t element : note.elements) {
        const std::size_t e = element - 1U;
        if (e >= uses.size() || uses[e].composite != 0xffff) continue;
        std::vector<bool> present = presence_of(row, uses.size());
        if (present[e] && uses[e].mandatory) continue;
        present[e] = !present[e];
        if (holds(note, present)) continue;
        const bool others =
            std::all_of(s.guide().notes(id).begin(), s.guide().notes(id).end(),
                        [&](const SyntaxNote& other) { return &other == &note || holds(other, present); });
        std::size_t absent = 0;
        for (const std::uint8_t n : note.elements) absent += !(n <= present.size() && present[n - 1U]);
        if (!others || ((kind == 'P' || kind == 'C') && absent > 1)) continue;
        while (row.fields.size() <= e) row.fields.push_back(simple(""));
        row.fields[e] = simple(present[e] ? values.right(s.guide().element(uses[e].element)) : "");
        while (!row.fields.empty() && row.fields.back() == simple("")) row.fields.pop_back();
        s.expect({.rule = rule,
                  .row = row.key,
                  .element = static_cast<std::uint16_t>(blamed(note, present)),
                  .loop = s.loop_of(row)});
        s.take(at);
        return true;
      }
    }
  }
  return false;
}

template <char kind>
bool break_note_of(Spoiling& s, Rule rule) {
  return break_note(s, rule, kind);
}

bool element_too_many(Spoiling& s, Rule rule) {
  const std::vector<std::size_t> rows = s.body();
  if (rows.empty()) return false;
  Row& row = s.draft.rows[rows.front()];
  const std::size_t defined = s.guide().elements(segment_id(row.id)).size();
  while (row.fields.size() <= defined) row.fields.push_back(simple(""));
  row.fields.back() = simple("X");
  s.expect({.rule = rule,
            .row = row.key,
            .element = static_cast<std::uint16_t>(defined + 1),
            .loop = s.loop_of(row)});
  s.take(rows.front());
  return true;
}

bool component_too_many(Spoiling& s, Rule rule) {
  return each_slot(s, [&](Slot& slot) {
    ElementText& field = slot.row->fields[slot.place.element - 1U];
    const ElementUse& use = s.guide().elements(segment_id(slot.row->id))[slot.place.element - 1U];
    const bool composite = use.composite != 0xffff;
    if (composite && slot.place.component != 1) return false;
    // In a text the separator is a byte like others to the value's own rules.
    if (!composite && slot.value->size() + 2 > slot.element->max) return false;
    std::vector<std::string>& components = field[slot.place.repetition == 0 ? 0 : slot.place.repetition - 1U];
    const std::size_t defined = composite ? s.guide().components(use).size() : 1;
    while (components.size() <= defined) components.emplace_back();
    components.back() = "X";
    Expected finding = slot.place;
    finding.rule = rule;
    finding.component = static_cast<std::uint16_t>(composite ? defined + 1 : 0);
    s.expect(finding);
    return true;
  });
}

bool repetition_too_many(Spoiling& s, Rule rule) {
  return each_slot(s, [&](Slot& slot) {
    ElementText& field = slot.row->fields[slot.place.element - 1U];
    const ElementUse& use = s.guide().elements(segment_id(slot.row->id))[slot.place.element - 1U];
    if (slot.place.repetition > 1 || slot.place.component > 1 || use.repeat > 20) return false;
    if (slot.row->id == "HL" || slot.row->id == "CTT") return false;
    const Guide::Tables& tables = s.guide().tables();
    if (segment_id(slot.row->id) == tables.hash_segment) return false;
    while (field.size() <= use.repeat) field.push_back(field.front());
    Expected finding = slot.place;
    finding.rule = rule;
    finding.component = finding.repetition = 0;
    s.expect(finding);
    return true;
  });
}

bool empty_at_end(Spoiling& s, Rule rule) {
  const std::vector<std::size_t> rows = s.body();
  if (rows.empty()) return false;
  Row& row = s.draft.rows[rows.front()];
  const std::size_t extra = s.random.between(1, 3);
  for (std::size_t n = 0; n < extra; ++n) row.fields.push_back(simple(""));
  s.expect({.rule = rule,
            .row = row.key,
            .element = static_cast<std::uint16_t>(row.fields.size()),
            .loop = s.loop_of(row)});
  s.take(rows.front());
  return true;
}

bool hl_number(Spoiling& s, Rule rule) {
  for (const std::size_t at : s.body()) {
    Row& row = s.draft.rows[at];
    if (row.id != "HL") continue;
    std::string& number = value(row, 1);
    const std::size_t own = std::stoul(number);
    number = std::to_string(s.expected.empty() && s.random.percent(50) ? own + s.random.between(1, 5)
                                                                       : s.random.between(1000, 9999));
    s.expect({.rule = rule, .row = row.key, .element = 1, .loop = s.loop_of(row)});
    s.take(at);
    return true;
  }
  return false;
}

bool hl_parent(Spoiling& s, Rule rule) {
  for (const std::size_t at : s.body()) {
    Row& row = s.draft.rows[at];
    if (row.id != "HL") continue;
    const std::size_t own = std::stoul(value(row, 1));
    value(row, 2) = std::to_string(s.random.percent(30) ? own : own + s.random.between(1, 5000));
    s.expect({.rule = rule, .row = row.key, .element = 2, .loop = s.loop_of(row)});
    s.take(at);
    return true;
  }
  return false;
}

// Where another error leaves the lines in doubt, only a count that is further off than one line each is
// beyond dispute, and no hash is.
bool total(Spoiling& s, Rule rule) {
  const Guide::Tables& tables = s.guide().tables();
  const bool lines = rule == Rule::ctt_count;
  const bool doubtful = std::any_of(s.expected.begin(), s.expected.end(),
                                    [](const Expected& e) { return e.rule == Rule::loop_missing; });
  if (doubtful || (!lines && !s.expected.empty())) return false;
  const std::size_t n = lines ? 1 : 2;
  for (const std::size_t at : s.body()) {
    Row& row = s.draft.rows[at];
    if (row.id != "CTT" || (lines ? tables.counted : tables.hash_segment) == 0) continue;
    if (row.fields.size() < n || value(row, n).empty()) continue;
    const std::size_t own = std::stoul(value(row, n));
    value(row, n) = std::to_string(own + s.random.between(s.expected.empty() ? 1 : 9, 90));
    s.expect(
        {.rule = rule, .row = row.key, .element = static_cast<std::uint16_t>(n), .loop = s.loop_of(row)});
    s.take(at);
    return true;
  }
  return false;
}

using enum Severity;
constexpr Mutation table[] = {
    {"element-missing", Rule::element_missing, error, {"8", "1", "5"}, missing},
    {"note P", Rule::element_condition, error, {"8", "2", "5"}, break_note_of<'P'>},
    {"note R", Rule::element_condition, error, {"8", "2", "5"}, break_note_of<'R'>},
    {"note C", Rule::element_condition, error, {"8", "2", "5"}, break_note_of<'C'>},
    {"note L", Rule::element_condition, error, {"8", "2", "5"}, break_note_of<'L'>},
    {"note E", Rule::element_excluded, error, {"8", "10", "5"}, break_note_of<'E'>},
    {"too-many-elements", Rule::too_many_elements, error, {"8", "3", "5"}, element_too_many},
    {"too-many-components", Rule::too_many_components, error, {"8", "13", "5"}, component_too_many},
    {"too-many-repetitions", Rule::too_many_repetitions, error, {"8", "12", "5"}, repetition_too_many, true},
    {"element-too-short", Rule::element_too_short, error, {"8", "4", "5"}, wrong_value},
    {"element-too-long", Rule::element_too_long, error, {"8", "5", "5"}, wrong_value},
    {"element-character", Rule::element_character, error, {"8", "6", "5"}, wrong_value},
    {"element-number", Rule::element_number, error, {"8", "6", "5"}, wrong_value},
    {"element-code", Rule::element_code, error, {"8", "7", "5"}, wrong_value},
    {"element-date", Rule::element_date, error, {"8", "8", "5"}, wrong_value},
    {"element-time", Rule::element_time, error, {"8", "9", "5"}, wrong_value},
    {"trailing-empty-elements", Rule::trailing_empty_elements, warn, {}, empty_at_end},
    {"leading-zeros", Rule::leading_zeros, warn, {}, wrong_value},
    {"trailing-blanks", Rule::trailing_blanks, note, {}, wrong_value},
    {"hl-number", Rule::hl_number, warn, {"8", "7", "5"}, hl_number},
    {"hl-parent", Rule::hl_parent, error, {"8", "7", "5"}, hl_parent},
    {"ctt-count", Rule::ctt_count, warn, {}, total},
    {"ctt-hash", Rule::ctt_hash, warn, {}, total},
};

}  // namespace

std::span<const Mutation> element_mutations() {
  return table;
}

}  // namespace transom::property
