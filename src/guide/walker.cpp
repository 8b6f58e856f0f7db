// The rare half of the walk: faults, and how to go on after them.
//
// Decided by what people do wrong. A heading segment behind the N1 loops is by far more frequent than a
// missing PO1, so a place that was passed in an open loop is tried before loops not yet open. A mandatory
// segment that was reported missing and then turns up is the same fault, so it says nothing again. Where an
// HL is missing, what it would have held is not told segment by segment. A loop whose first segment is
// missing is opened for what it holds, but only one level deep, and never from the heading into the detail
// when the segment is at home in the heading too: more guessing than that tells people nonsense; and the
// guess is taken back when what follows shows that it was one. Refused: looking ahead. It would need copies
// of segments, and its findings would come in another order.
#include "guide/walker.hpp"

namespace transom {

void Walker::begin(const Guide::Tables& tables, TransactionSet* hold) {
  tables_ = &tables;
  hold_ = hold;
  depth_ = 0;
  cursor_ = 0;
  row_depth_ = none;
  ++serial_;
  frames_[0] = Frame{};
  frames_[0].opened = serial_;
  guess_.serial = 0;
  displaced_ = {};
  if (seen_.size() < tables.walk.size()) {
    seen_.resize(tables.walk.size());
    reported_.resize(tables.walk.size());
  }
  // Serial numbers of another guide's uses must not be taken for this one's: they are all older than
  // `opened`.
  faults_.clear();
}

void Walker::finish() {
  faults_.clear();
  ++serial_;
  row_depth_ = none;
  const auto last = static_cast<std::uint16_t>(tables_->walk.size() - 1);
  if (cursor_ != last) report_left(last);
  if (hold_ == nullptr) return;
  close_held(0);
  hold_->close_loop(0);
}

std::uint16_t Walker::refuse(Rule rule) {
  faults_.push_back({rule, none});
  return none;
}

bool Walker::is_open(std::uint16_t loop) const {
  for (std::uint16_t d = 0; d <= depth_; ++d) {
    if (loop_at(d) == loop) return true;
  }
  return false;
}

// Tells what is due on the way to the target and not there.
void Walker::report_left(std::uint16_t target) {
  bool unopened = false;  // the way has entered a loop that nothing has opened
  tables_->left_behind(cursor_, target, [&](std::uint16_t i) {
    const WalkUse& use = tables_->walk[i];
    const bool enters = target > i && target < use.end;
    if (!unopened && !enters && seen_[i] >= frames_[use.depth].opened) return;
    unopened = unopened || enters;
    faults_.push_back({use.trigger && !enters ? Rule::loop_missing : Rule::segment_missing, i});
    reported_[i] = serial_;
  });
}

// The nearest place is full: the next one, if the way there leaves nothing out, or too many.
std::uint16_t Walker::overflow(std::uint16_t target, std::uint16_t kind) {
  for (std::uint16_t other = tables_->next_target(target, kind); other != none;
       other = tables_->next_target(other, kind)) {
    const Move move = tables_->move(cursor_, other);
    const std::uint32_t count = count_at(move);
    bool leaves = false;
    tables_->left_behind(cursor_, other, [&](std::uint16_t) { leaves = true; });
    if (leaves || count > move.max) continue;
    enter(move, count);
    return other;
  }
  const WalkUse& use = tables_->walk[target];
  const Move move = tables_->move(cursor_, target);
  const std::uint32_t count = count_at(move);
  // Said once, at the first that is too many.
  if (count == use.max + 1) {
    faults_.push_back({use.trigger ? Rule::loop_over_limit : Rule::segment_over_limit, target});
  }
  enter(move, count);
  return target;
}

std::uint16_t Walker::recover(std::uint16_t kind) {
  SegmentId id = 0;
  for (const Guide::Tables::Kind& known : tables_->kinds) {
    if (known.id != 0 && known.kind == kind) id = known.id;
  }
  if (take_back_guess(kind)) return take(kind);
  std::uint16_t use = take_passed(id);
  if (use == none) use = take_inside_unopened(id);
  return use == none ? refuse(Rule::segment_unexpected) : use;
}

// A place in an open loop that the walk has already passed, the innermost and latest.
std::uint16_t Walker::take_passed(SegmentId id) {
  for (int d = depth_; d >= 0; --d) {
    const auto depth = static_cast<std::uint16_t>(d);
    const Frame& frame = frames_[depth];
    const std::uint16_t loop = loop_at(depth);
    std::uint16_t found = none;
    for (auto i = static_cast<std::uint16_t>(loop == 0 ? 0 : tables_->loops[loop].first_use + 1);
         i < frame.cursor; i = tables_->walk[i].end) {
      if (tables_->uses[i].id == id) found = i;
    }
    if (found == none) continue;
    const bool follows = is_level(loop) && follows_displaced(frame, found);
    if (is_level(loop) && !follows && lacks_first(frame, found)) return take_without_first(loop, found);
    const bool late = reported_[found] >= frame.opened;
    if (!late && !follows)
      faults_.push_back({Rule::segment_out_of_order, found, tables_->uses[frame.cursor].id});
    displaced_ = {found, frame.cursor, frame.opened};
    reported_[found] = 0;
    if (tables_->walk[found].trigger) {
      enter(tables_->move(cursor_, found), 1);  // what the loop holds will follow
    } else {
      seen_[found] = serial_;
      row_depth_ = depth;
    }
    return found;
  }
  return none;
}

// Behind an HL that is missing stands what that level holds, most of it places of the level before that were
// passed: the first that is out of order is told, and what follows in order from there goes with it.
bool Walker::follows_displaced(const Frame& frame, std::uint16_t use) const {
  return displaced_.opened == frame.opened && displaced_.cursor == frame.cursor && use >= displaced_.use;
}

// A segment that stands once in a level, and comes again, is the next level's: then it is the HL that is
// told.
bool Walker::lacks_first(const Frame& frame, std::uint16_t use) const {
  const WalkUse& place = tables_->walk[use];
  return !place.trigger && place.max == 1 && seen_[use] >= frame.opened;
}

bool Walker::is_level(std::uint16_t loop) const {
  return tables_->uses[tables_->loops[loop].first_use].id == segment_id("HL");
}

std::uint16_t Walker::take_without_first(std::uint16_t loop, std::uint16_t use) {
  const std::uint16_t first = tables_->loops[loop].first_use;
  faults_.push_back({Rule::segment_missing, first});
  const Move opening = tables_->move(cursor_, first);
  enter(opening, count_at(opening));
  enter(tables_->move(cursor_, use), 1);
  return use;
}

// A loop was opened on a guess, and what comes now would be right had it not been: then the segment that led
// to it was a stray one, which has been told. A second segment of the loop confirms the guess, but not one
// that led into another area: there most of the heading's segments have a place as well.
bool Walker::take_back_guess(std::uint16_t kind) {
  if (guess_.serial == 0 || guess_.level > depth_ || frames_[guess_.level].opened != guess_.serial)
    return false;
  if (!guess_.crosses && serial_ != guess_.serial + 1) return false;
  const Move move = tables_->first_move(guess_.cursor, kind);
  if (move.target == none || (move.flags & Move::leaves) != 0) return false;
  if (hold_ != nullptr) close_held(0);
  frames_ = guess_.frames;
  depth_ = guess_.depth;
  cursor_ = guess_.cursor;
  guess_.serial = 0;
  return true;
}

// A place ahead within a loop whose first segment is missing.
std::uint16_t Walker::take_inside_unopened(SegmentId id) {
  const auto& walk = tables_->walk;
  bool at_home = false;  // in the areas up to this one
  for (std::uint16_t i = 0; i < walk.size(); ++i) {
    at_home = at_home || (tables_->uses[i].id == id && tables_->uses[i].area == tables_->uses[cursor_].area);
  }
  for (auto i = static_cast<std::uint16_t>(cursor_ + 1); i < walk.size(); ++i) {
    if (tables_->uses[i].id != id || is_open(walk[i].level)) continue;
    const LoopUse& loop = tables_->loops[walk[i].level];
    if (!is_open(loop.parent)) continue;
    if (at_home && tables_->uses[i].area != tables_->uses[cursor_].area) continue;
    const Move opening = tables_->move(cursor_, loop.first_use);
    guess_ = {frames_,
              depth_,
              cursor_,
              static_cast<std::uint16_t>(opening.depth + 1),
              tables_->uses[i].area != tables_->uses[cursor_].area,
              serial_};
    report_left(i);
    enter(opening, count_at(opening));
    enter(tables_->move(cursor_, i), 1);
    return i;
  }
  return none;
}

}  // namespace transom
