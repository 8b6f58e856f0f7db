// A segment costs a look at its spot and, where the overlay knows it, a handful of comparisons. What may have
// become due is one comparison a open loop: each frame keeps the use from which on its next demand is due.
//
// Counting is by occurrence of the loop around and not by run, as in the walk: N1[ST] once means once in the
// order, wherever it stands. A loop whose first segment is missing has no qualifier and so is in the scope of
// all others.
#include "guide/overlay_walk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace transom {

void OverlayWalk::begin(const Guide::Tables& tables, Reporter& reporter) {
  tables_ = &tables;
  overlay_ = tables.overlay.get();
  reporter_ = &reporter;
  counts_.resize(std::max(counts_.size(), overlay_->limits.size()));
  ranks_.resize(std::max<std::size_t>(ranks_.size(), overlay_->orders));
  open(0, 0, 0);
}

void OverlayWalk::open(std::uint16_t depth, std::uint16_t loop, std::uint16_t scope) {
  Frame& frame = frames_[depth];
  frame.loop = loop;
  frame.first = tables_->loops[loop].first_use;
  frame.end = tables_->loop_ends[loop];
  frame.scope = scope;
  frame.next = 0;
  frame.opened = ++serial_;
  depth_ = depth;
  advance(frame);
}

// To the next demand, when there is one.
void OverlayWalk::advance(Frame& frame) {
  const std::vector<std::uint16_t>& required = overlay_->scopes[frame.scope].required;
  frame.due = frame.next == required.size()
                  ? none
                  : tables_->walk[overlay_->limits[required[frame.next]].last_use].end;
}

void OverlayWalk::tell_due(const Frame& frame, std::uint16_t limit) {
  const Count& count = counts_[limit];
  if (count.opened == frame.opened) return;
  const OverlayTables::Limit& due = overlay_->limits[limit];
  const WalkUse& use = tables_->walk[due.last_use];
  reporter_->add_segment(use.trigger ? Rule::loop_missing : Rule::segment_missing,
                         to_string(tables_->uses[due.last_use].id), loop_of(due.last_use), {},
                         fmt::format("{} before {}", due.name, before_), &overlay_->clauses[due.clause]);
}

// Ends the loops that lie deeper; all that they still lack is missing.
void OverlayWalk::close_to(std::uint16_t depth) {
  for (; depth_ > depth; --depth_) {
    Frame& frame = frames_[depth_];
    for (; frame.due != none; advance(frame))
      tell_due(frame, overlay_->scopes[frame.scope].required[frame.next++]);
  }
}

// Where the walk has gone on to: loops left behind, demands that have become due.
void OverlayWalk::follow(std::uint16_t use, std::string_view id) {
  before_ = id;
  std::uint16_t depth = depth_;
  while (depth != 0 && (use <= frames_[depth].first || use >= frames_[depth].end)) --depth;
  if (depth != depth_) close_to(depth);
  for (std::uint16_t d = depth + 1U; d-- > 0;) {
    Frame& frame = frames_[d];
    for (; use >= frame.due; advance(frame))
      tell_due(frame, overlay_->scopes[frame.scope].required[frame.next++]);
  }
  if (tables_->walk[use].depth > depth_) open_unseen(use);
}

// The loops around a use whose first segment never came.
void OverlayWalk::open_unseen(std::uint16_t use) {
  std::array<std::uint16_t, 10> around{};
  std::size_t count = 0;
  for (std::uint16_t loop = tables_->walk[use].level; loop != frames_[depth_].loop;
       loop = tables_->loops[loop].parent)
    around[count++] = loop;
  while (count > 0) {
    const std::uint16_t loop = around[--count];
    const std::uint16_t at = overlay_->scopes[frames_[depth_].scope].spots[tables_->loops[loop].first_use];
    const std::uint16_t scope =
        at == none ? overlay_->silent : overlay_->cases[overlay_->spots[at].cases.back()].inside;
    open(static_cast<std::uint16_t>(depth_ + 1), loop, scope);
  }
}

const OverlayTables::Case& OverlayWalk::case_of(const OverlayTables::Spot& spot, const Segment& segment) {
  std::size_t at = spot.keys.size();
  if (spot.element != 0) {
    const std::string_view value = trim_right(segment.element(spot.element));
    if (value.size() <= 8) {
      at = static_cast<std::size_t>(std::find(spot.keys.begin(), spot.keys.end(), blob::code_key(value)) -
                                    spot.keys.begin());
    }
  }
  return overlay_->cases[spot.cases[at]];
}

void OverlayWalk::count(const OverlayTables::Case& what, const Frame& frame, std::uint16_t use,
                        std::string_view id) {
  for (std::uint16_t i = 0; i < what.limit_count; ++i) {
    const std::uint16_t index = overlay_->limit_lists[what.limits + i];
    const OverlayTables::Limit& limit = overlay_->limits[index];
    Count& count = counts_[index];
    if (count.opened != frame.opened) count = {frame.opened, 0};
    if (++count.count != limit.max + 1) continue;  // said once, at the first that is too many
    reporter_->add_segment(tables_->walk[use].trigger ? Rule::loop_over_limit : Rule::segment_over_limit, id,
                           loop_of(use), id, fmt::format("at most {} of {}", limit.max, limit.name),
                           &overlay_->clauses[limit.clause]);
  }
}

void OverlayWalk::check_order(const OverlayTables::Spot& spot, const Segment& segment, const Frame& frame,
                              std::uint16_t use) {
  const std::string_view value = trim_right(segment.element(spot.order_element));
  if (value.size() > 8) return;
  const auto at = std::find(spot.order_keys.begin(), spot.order_keys.end(), blob::code_key(value));
  if (at == spot.order_keys.end()) return;
  const auto rank = static_cast<std::uint16_t>(at - spot.order_keys.begin());
  Rank& last = ranks_[spot.order];
  if (last.opened != frame.opened) last = {frame.opened, 0};
  if (rank >= last.rank) {
    last.rank = rank;
    return;
  }
  const std::string_view id = segment.id();
  reporter_->add_segment(Rule::segment_out_of_order, id, loop_of(use), id,
                         fmt::format("{}[{}] before {}[{}]", id, spot.names[rank], id, spot.names[last.rank]),
                         &overlay_->clauses[spot.order_clause]);
}

const SegmentCheck* OverlayWalk::take(const Segment& segment, std::uint16_t use, const Walker& walker,
                                      const SegmentCheck& standard) {
  const WalkUse& at = tables_->walk[use];
  if (walker.cursor() == use) follow(use, segment.id());  // else it stands where the walk has passed
  const Frame& frame = frames_[at.depth];
  const std::uint16_t index = overlay_->scopes[frame.scope].spots[use];
  if (index == none) {
    if (at.trigger) open(static_cast<std::uint16_t>(at.depth + 1), at.loop, overlay_->silent);
    return &standard;
  }
  const OverlayTables::Spot& spot = overlay_->spots[index];
  const OverlayTables::Case& what = case_of(spot, segment);
  if (what.not_used == none) {
    count(what, frame, use, segment.id());
    if (spot.order != none) check_order(spot, segment, frame, use);
  } else {
    reporter_->add_segment(Rule::segment_not_used, segment.id(), loop_of(use), segment.id(), {},
                           &overlay_->clauses[what.not_used]);
  }
  if (at.trigger) open(static_cast<std::uint16_t>(at.depth + 1), at.loop, what.inside);
  if (what.not_used != none) return nullptr;
  return what.check == none ? &standard : &overlay_->checks[what.check];
}

void OverlayWalk::finish() {
  before_ = "the end";
  close_to(0);
  Frame& frame = frames_[0];
  for (; frame.due != none; advance(frame)) tell_due(frame, overlay_->scopes[0].required[frame.next++]);
}

}  // namespace transom
