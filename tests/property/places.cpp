#include "property/places.hpp"

#include <algorithm>

namespace transom::property {

Places::Places(const Guide& guide) : guide_(&guide), children_(guide.loops().size()) {
  for (std::uint16_t use = 0; use < guide.uses().size(); ++use) children_[home(use)].push_back(use);
  levels_.push_back({0, 0, true, 1});
}

bool Places::opens(std::uint16_t use) const {
  const std::uint16_t loop = guide_->uses()[use].loop;
  return loop != 0 && guide_->loops()[loop].first_use == use;
}

std::uint16_t Places::home(std::uint16_t use) const {
  const std::uint16_t loop = guide_->uses()[use].loop;
  return opens(use) ? guide_->loops()[loop].parent : loop;
}

std::uint32_t Places::limit(std::uint16_t use) const {
  return opens(use) ? guide_->loops()[guide_->uses()[use].loop].max_repeat : guide_->uses()[use].max_use;
}

bool Places::mandatory(std::uint16_t use) const {
  return opens(use) ? guide_->loops()[guide_->uses()[use].loop].mandatory : guide_->uses()[use].mandatory;
}

void Places::enter(std::uint16_t use) {
  // Where another error took a loop's first segment away, the loop begins with what it holds.
  if (!is_open(home(use))) enter(guide_->loops()[home(use)].first_use);
  while (levels_.back().loop != home(use)) levels_.pop_back();
  Level& level = levels_.back();
  level.count = level.any && level.last == use ? level.count + 1 : 1;
  level.last = use;
  level.any = true;
  if (opens(use)) levels_.push_back({guide_->uses()[use].loop, 0, false, 0});
}

std::vector<Places::Place> Places::ahead(SegmentId id) const {
  std::vector<Place> found;
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    for (const std::uint16_t use : children_[level->loop]) {
      if (guide_->uses()[use].id != id || (level->any && use < level->last)) continue;
      const std::uint32_t before = level->any && use == level->last ? level->count : 0;
      found.push_back({use, limit(use) == 0 || before < limit(use)});
    }
  }
  return found;
}

std::optional<std::uint16_t> Places::nearest(SegmentId id) const {
  for (const Place& place : ahead(id)) {
    if (place.room) return place.use;
  }
  return std::nullopt;
}

std::optional<std::uint16_t> Places::passed(SegmentId id) const {
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    std::optional<std::uint16_t> found;
    for (const std::uint16_t use : children_[level->loop]) {
      if (guide_->uses()[use].id == id && level->any && use < level->last) found = use;
    }
    if (found) return found;
  }
  return std::nullopt;
}

bool Places::is_open(std::uint16_t loop) const {
  return std::any_of(levels_.begin(), levels_.end(), [&](const Level& level) { return level.loop == loop; });
}

}  // namespace transom::property
