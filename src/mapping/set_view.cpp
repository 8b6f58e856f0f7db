// Slots and chains.
//
// Uses with the same id directly in one loop share a slot (a segment that the guide lists at two positions is
// one thing to a map), and so do loops. Refused: a hash of paths per set, which costs more than mapping does.
//
// A level's parent is the last one before it with the number in its HL02; who names none that came before
// stands at the top. So the levels are a forest whatever a partner sends, and no circle can be made of them.
#include "mapping/set_view.hpp"

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/text.hpp"

namespace transom::mapping {

SetLayout::SetLayout(const Guide& guide)
    : guide_(&guide),
      use_slots_(guide.uses().size()),
      loop_slots_(guide.loops().size()),
      counts_(guide.loops().size()) {
  const auto uses = guide.uses();
  const auto loops = guide.loops();
  for (std::size_t u = 0; u < uses.size(); ++u) {
    const auto twin = std::find_if(
        uses.begin(), uses.begin() + static_cast<std::ptrdiff_t>(u),
        [&](const SegmentUse& other) { return other.loop == uses[u].loop && other.id == uses[u].id; });
    const auto index = static_cast<std::size_t>(twin - uses.begin());
    use_slots_[u] = index < u ? use_slots_[index] : counts_[uses[u].loop]++;
  }
  for (std::size_t l = 1; l < loops.size(); ++l) {
    const auto twin = inner_loop(loops[l].parent, loops[l].id);
    loop_slots_[l] = twin && *twin < l ? loop_slots_[*twin] : counts_[loops[l].parent]++;
    if (loops[l].id == "HL") levels_ = static_cast<std::uint16_t>(l);
  }
  if (levels_ != 0) level_slot_ = counts_[levels_]++;
}

std::optional<std::uint16_t> SetLayout::segment_slot(std::uint16_t loop, SegmentId id) const {
  const auto uses = guide_->uses();
  for (std::size_t u = 0; u < uses.size(); ++u) {
    if (uses[u].loop == loop && uses[u].id == id) return use_slots_[u];
  }
  return std::nullopt;
}

std::optional<std::uint16_t> SetLayout::inner_loop(std::uint16_t loop, std::string_view id) const {
  const auto loops = guide_->loops();
  if (levels_ != 0 && loop == levels_ && loops[loop].id == id) return loop;
  for (std::size_t l = 1; l < loops.size(); ++l) {
    if (loops[l].parent == loop && loops[l].id == id) return static_cast<std::uint16_t>(l);
  }
  return std::nullopt;
}

std::vector<std::string> SetLayout::names_in(std::uint16_t loop) const {
  std::vector<std::string> names;
  const auto keep = [&](std::string name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  };
  for (const SegmentUse& use : guide_->uses()) {
    if (use.loop == loop) keep(to_string(use.id));
  }
  const auto loops = guide_->loops();
  for (std::size_t l = 1; l < loops.size(); ++l) {
    if (loops[l].parent == loop) keep(std::string(loops[l].id));
  }
  if (levels_ != 0 && loop == levels_) keep(std::string(loops[loop].id));
  return names;
}

void SetView::read_parents(const SetLayout& layout) {
  const auto& loops = set_->loops();
  parents_.resize(loops.size());
  for (std::size_t l = 0; l < loops.size(); ++l) parents_[l] = loops[l].parent;
  if (layout.levels() == 0) return;
  // "01" and "1" are one number.
  const auto number = [&](std::size_t l, std::uint32_t element) {
    return bare_number(trim(set_->segment(loops[l].first).element(element)));
  };
  level_numbers_.clear();
  for (std::size_t l = 1; l < loops.size(); ++l) {
    if (loops[l].loop != layout.levels()) continue;
    const auto parent = level_numbers_.find(number(l, 2));
    if (parent != level_numbers_.end() && !parent->first.empty()) parents_[l] = parent->second;
    level_numbers_[number(l, 1)] = static_cast<std::uint32_t>(l);
  }
}

void SetView::read(const TransactionSet& set, const SetLayout& layout) {
  set_ = &set;
  read_parents(layout);
  const auto& rows = set.rows();
  const auto& loops = set.loops();
  bases_.resize(loops.size());
  std::uint32_t total = 0;
  for (std::size_t l = 0; l < loops.size(); ++l) {
    bases_[l] = total;
    total += layout.slots(loops[l].loop);
  }
  heads_.assign(total, none);
  next_rows_.resize(rows.size());
  next_loops_.resize(loops.size());
  for (std::size_t r = rows.size(); r-- > 0;) {
    if (rows[r].use == TransactionSet::no_use) continue;
    std::uint32_t& head = heads_[bases_[rows[r].loop] + layout.slot_of_use(rows[r].use)];
    next_rows_[r] = head;
    head = static_cast<std::uint32_t>(r);
  }
  for (std::size_t l = loops.size(); l-- > 1;) {
    const std::uint32_t around = parents_[l];
    std::uint32_t& head = heads_[bases_[around] + layout.slot_of_loop(loops[around].loop, loops[l].loop)];
    next_loops_[l] = head;
    head = static_cast<std::uint32_t>(l);
  }
}

}  // namespace transom::mapping
