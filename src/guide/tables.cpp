// Decodes the compact form, and computes for each use where each segment leads from it.
//
// The transitions are the heart of the walk. A segment's nearest place is sought to the right within the loop
// that is open, then at that loop's own beginning (it repeats), then the same in the loop around it, and so
// on outwards. The answer depends on the current use alone, so it is a table: [use][kind of segment]. A
// second table gives the next place when one is full. A place behind an LS counts only from that LS, as long
// as there is another: the bounds are there to tell an LX within them from the LX around them. Refused: the
// tables in the compact form (50 KB a set to save some 50 us), and a search at each segment.
#include "guide/tables.hpp"

#include <algorithm>
#include <bit>

namespace transom {
namespace {

std::uint64_t bit(std::uint8_t element) {
  return std::uint64_t{1} << element;
}

NoteCheck note_check(const SyntaxNote& note) {
  NoteCheck check;
  check.kind = note.kind;
  check.first = bit(note.elements.front());
  const bool conditional = note.kind == 'C' || note.kind == 'L';
  for (std::size_t i = conditional ? 1 : 0; i < note.elements.size(); ++i)
    check.mask |= bit(note.elements[i]);
  return check;
}

// Puts a note into the masks; false when it is of another form.
bool add_to_masks(const SyntaxNote& note, SegmentCheck& check) {
  const NoteCheck named = note_check(note);
  if (note.kind == 'R' && check.any == ~std::uint64_t{0}) {
    check.any = named.mask;
    return true;
  }
  if (note.elements.size() != 2 || (note.kind != 'P' && note.kind != 'C')) return false;
  const bool pair = note.kind == 'P';
  const int step = note.elements[1] - note.elements[0];
  if (step == 1) {
    check.needs_right |= bit(note.elements[0]);
    if (pair) check.needs_left |= bit(note.elements[1]);
  } else if (step == -1) {
    check.needs_left |= bit(note.elements[0]);
    if (pair) check.needs_right |= bit(note.elements[1]);
  } else {
    return false;
  }
  return true;
}

}  // namespace

VersionTables::VersionTables(blob::View bytes, const blob::Version& record, std::shared_ptr<const void> keep)
    : view(bytes),
      owner(std::move(keep)),
      version(view.text(record.version)),
      confidence(view.text(record.confidence)) {
  names = view.list<blob::Name>(view.header().names);
  elements.reserve(record.elements.count);
  code_lists.reserve(record.elements.count);
  places.reserve(record.places.count);
  checks.reserve(record.places.count);
  notes.reserve(record.notes.count);
  note_checks.reserve(record.notes.count / 4);
  segments.reserve(record.segments.count);
  composites.reserve(record.composites.count);
  const auto element_records = view.list<blob::Element>(record.elements);
  for (const blob::Element& from : element_records) {
    elements.push_back({view.text(from.number), view.text(from.name), static_cast<ElementType>(from.type),
                        from.decimals, from.min, from.max, from.slots != 0});
    code_lists.push_back(view.text(from.codes));
  }
  for (const blob::Place& from : view.list<blob::Place>(record.places)) {
    places.push_back({from.element, from.mandatory != 0, from.repeat, from.composite});
    const blob::Element& element = element_records[from.element];
    ElementCheck check;
    check.codes = element.slots == 0 ? nullptr : view.at<std::uint64_t>(element.table);
    check.slots = element.slots;
    check.min = element.min;
    check.max = element.max;
    check.element = from.element;
    check.composite = from.composite;
    check.repeat = from.repeat;
    check.type = static_cast<ElementType>(element.type);
    checks.push_back(check);
  }
  for (const blob::Note& from : view.list<blob::Note>(record.notes)) {
    notes.push_back({static_cast<char>(from.kind), {from.elements, from.elements + from.count}});
  }
  const auto add = [&](const auto& from, SegmentCheck check) {
    check.first = from.first_place;
    check.count = static_cast<std::uint16_t>(from.places);
    check.first_note = from.first_note;
    check.notes = from.notes;
    for (std::uint32_t i = 0; i < from.places; ++i) {
      if (places[from.first_place + i].mandatory) check.mandatory |= bit(static_cast<std::uint8_t>(i + 1));
    }
    check.first_rare = static_cast<std::uint32_t>(note_checks.size());
    for (std::uint32_t i = 0; i < from.notes; ++i) {
      const SyntaxNote& note = notes[from.first_note + i];
      if (add_to_masks(note, check)) continue;
      note_checks.push_back(note_check(note));
      const NoteCheck& rare = note_checks.back();
      check.rare |= note.kind == 'R'                       ? ~std::uint64_t{0}
                    : note.kind == 'C' || note.kind == 'L' ? rare.first
                                                           : rare.mask;
    }
    check.rares = static_cast<std::uint32_t>(note_checks.size()) - check.first_rare;
    return check;
  };
  for (const blob::Segment& from : view.list<blob::Segment>(record.segments)) {
    SegmentCheck check;
    check.id = from.id;
    check.name = view.text(from.name);
    segments.push_back(add(from, check));
  }
  std::sort(segments.begin(), segments.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  for (const blob::Composite& from : view.list<blob::Composite>(record.composites)) {
    SegmentCheck check;
    check.element = from.element;
    check.name = elements[from.element].name;
    composites.push_back(add(from, check));
  }
}

const SegmentCheck* VersionTables::find(SegmentId id) const {
  const auto at = std::lower_bound(segments.begin(), segments.end(), id,
                                   [](const auto& a, SegmentId b) { return a.id < b; });
  return at != segments.end() && at->id == id ? &*at : nullptr;
}

Guide::Tables::Tables(std::shared_ptr<const VersionTables> shared, const blob::Set& record)
    : version(std::move(shared)) {
  const blob::View& view = version->view;
  set_id = view.text(record.id);
  name = view.text(record.name);
  functional_id = view.text(record.functional_id);
  counted = record.counted;
  hash_segment = record.hash_segment;
  hash_element = record.hash_element;
  add_uses(record);
  add_kinds();
  add_transitions();
}

void Guide::Tables::add_uses(const blob::Set& record) {
  const blob::View& view = version->view;
  const auto loop_records = view.list<blob::Loop>(record.loops);
  loops.reserve(loop_records.size());
  uses.reserve(record.uses.count);
  walk.reserve(record.uses.count);
  for (const blob::Loop& from : loop_records) {
    loops.push_back({view.text(from.id), view.text(from.path), from.parent, from.first_use,
                     from.mandatory != 0, from.max});
    loop_ends.push_back(from.end_use);
  }
  for (const blob::Use& from : view.list<blob::Use>(record.uses)) {
    const auto index = static_cast<std::uint16_t>(uses.size());
    const blob::Loop& loop = loop_records[from.loop];
    const bool trigger = from.loop != 0 && loop.first_use == index;
    uses.push_back({from.id, from.loop, from.mandatory != 0, from.max, static_cast<char>(from.area)});
    WalkUse use;
    use.loop = from.loop;
    use.trigger = trigger;
    use.bound = from.bound;
    use.level = trigger ? loop.parent : from.loop;
    use.end = trigger ? loop.end_use : static_cast<std::uint16_t>(index + 1);
    const std::uint32_t max = trigger ? loop.max : from.max;
    use.max = max == 0 ? WalkUse::unlimited : max;
    use.mandatory = trigger ? loop.mandatory != 0 : from.mandatory != 0;
    use.depth = loop_records[use.level].depth;
    walk.push_back(use);
  }
}

void Guide::Tables::add_kinds() {
  kind_slots = std::bit_ceil(static_cast<std::uint32_t>(version->segments.size()) * 2 + 2);
  kind_shift = 32U - static_cast<std::uint32_t>(std::countr_zero(kind_slots));
  kinds.resize(kind_slots);
  for (std::size_t i = 0; i < version->segments.size(); ++i) {
    const SegmentId segment = version->segments[i].id;
    std::uint32_t slot = (segment * 0x9e3779b1U) >> kind_shift;
    while (kinds[slot].id != 0) slot = (slot + 1) & (kind_slots - 1);
    std::uint8_t role = 0;
    if (segment == segment_id("ST") || segment == segment_id("SE")) role |= envelope;
    if (segment == segment_id("HL")) role |= hierarchy;
    if (segment == segment_id("CTT")) role |= totals;
    if (segment == counted) role |= counted_line;
    if (segment == hash_segment) role |= hashed;
    kinds[slot] = {segment, static_cast<std::uint16_t>(i), none, role};
  }
  for (const SegmentUse& use : uses) {
    Kind& kind = kinds[static_cast<std::size_t>(find(use.id) - kinds.data())];
    if (kind.kind == none) kind.kind = static_cast<std::uint16_t>(kind_count++);
  }
}

Move Guide::Tables::move(std::uint16_t from, std::uint16_t target) const {
  const WalkUse& use = walk[target];
  Move move;
  move.max = use.max;
  move.target = target;
  move.depth = use.depth;
  if (from >= target && from < use.end) move.flags |= Move::repeats;
  if (use.trigger) move.flags |= Move::opens;
  return move;
}

void Guide::Tables::add_transitions() {
  first.resize(walk.size() * kind_count);
  next.assign(walk.size() * kind_count, none);
  std::vector<std::uint16_t> kind_of;
  for (const SegmentUse& use : uses) kind_of.push_back(find(use.id)->kind);
  for (std::uint16_t i = 0; i < walk.size(); ++i) {
    Move* const row = first.data() + std::size_t{i} * kind_count;
    if (!walk[i].trigger) row[kind_of[i]] = move(i, i);
    std::uint16_t* const others = next.data() + std::size_t{i} * kind_count;
    for (const bool without_ls : {false, true}) {
      const auto enter = [&](std::uint16_t target, bool leaves, bool lacks_ls) {
        Move& entry = row[kind_of[target]];
        if (lacks_ls != without_ls || entry.target != none) return;
        entry = move(i, target);
        if (leaves || lacks_ls) entry.flags |= Move::leaves;
      };
      const auto follow = [&](std::uint16_t target, bool, bool lacks_ls) {
        std::uint16_t& other = others[kind_of[target]];
        if (lacks_ls == without_ls && other == none) other = target;
      };
      find_targets(i, static_cast<std::uint16_t>(i + 1), walk[i].loop, enter);
      find_targets(i, walk[i].end, walk[i].level, follow);
    }
  }
}

// Offers the places to the right of `at`, which stands in `loop`, and then those around, the nearest first;
// with each whether something mandatory is left behind on the way from `from`, and whether its LS is.
template <typename Offer>
void Guide::Tables::find_targets(std::uint16_t from, std::uint16_t at, std::uint16_t loop,
                                 Offer offer) const {
  bool left = false;
  for (;; loop = loops[loop].parent) {
    for (; at < loop_ends[loop]; at = walk[at].end) {
      const WalkUse& use = walk[at];
      const bool closes = use.bound != none && use.bound < at;  // an LE
      const bool bounded =
          at > 0 && walk[at - 1].bound != none && walk[at - 1].bound > at - 1;  // behind an LS
      const bool without_ls = (closes && from < use.bound) || (bounded && from + 1 < at);
      offer(at, left, without_ls);
      left = left || use.mandatory || (closes && from >= use.bound);
    }
    if (loop == 0) return;
    offer(loops[loop].first_use, left, false);
  }
}

}  // namespace transom
