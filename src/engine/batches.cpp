// Pure, so that a table can test it: what waits, what was agreed, what time it is.
#include "engine/batches.hpp"

#include <algorithm>

#include "engine/trade_sets.hpp"

namespace transom {
namespace {

constexpr std::int64_t minute = 60'000, day = 86'400'000;

// Did the clock pass one of these minutes of the day behind `from`, up to `now`?
bool passed(const std::vector<int>& minutes, Instant from, Instant now) {
  if (now.ms - from.ms >= day) return !minutes.empty();
  return std::any_of(minutes.begin(), minutes.end(), [&](int at) {
    const std::int64_t today = now.ms / day * day + at * minute;
    const std::int64_t last = today <= now.ms ? today : today - day;
    return last > from.ms;
  });
}

bool time_has_come(const Batch& batch, Instant oldest, Instant now) {
  const bool waited = batch.every > 0 && now.ms - oldest.ms >= batch.every * 1000;
  return waited || passed(batch.at, oldest, now);
}

}  // namespace

std::vector<WaitingGroup> groups_of(std::vector<WaitingRecord> waiting) {
  std::vector<WaitingGroup> groups;
  for (auto& one : waiting) {
    const auto known = std::find_if(groups.begin(), groups.end(), [&](const WaitingGroup& group) {
      return group.partner == one.partner && group.as == one.as && group.usage == one.usage;
    });
    WaitingGroup& group = known != groups.end()
                              ? *known
                              : groups.emplace_back(WaitingGroup{one.partner, one.as, one.usage, {}});
    group.documents.push_back(std::move(one));
  }
  const auto turn = [](const WaitingGroup& group) { return turn_of(trade_set(group.as)->set); };
  std::stable_sort(groups.begin(), groups.end(),
                   [&](const WaitingGroup& a, const WaitingGroup& b) { return turn(a) < turn(b); });
  return groups;
}

std::vector<std::span<const WaitingRecord>> due_batches(std::span<const WaitingRecord> waiting,
                                                        const Batch& batch, Instant now, bool all) {
  std::vector<std::span<const WaitingRecord>> out;
  std::size_t begin = 0;
  std::uint64_t bytes = 0;
  const auto close = [&](std::size_t end) {
    out.push_back(waiting.subspan(begin, end - begin));
    begin = end;
    bytes = 0;
  };
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    if (batch.size > 0 && i > begin && bytes + waiting[i].size > batch.size) close(i);
    bytes += waiting[i].size;
    if (batch.each || (batch.count > 0 && i + 1 - begin >= batch.count) ||
        (batch.size > 0 && bytes >= batch.size)) {
      close(i + 1);
    }
  }
  if (begin == waiting.size()) return out;
  if (all || !batch.waits() || time_has_come(batch, waiting[begin].prepared, now)) close(waiting.size());
  return out;
}

std::optional<Instant> next_time(std::span<const WaitingRecord> left, const Batch& batch, Instant now) {
  if (left.empty()) return std::nullopt;
  std::optional<Instant> next;
  const auto consider = [&](std::int64_t ms) {
    if (ms > now.ms && (!next || ms < next->ms)) next = Instant{ms};
  };
  if (batch.every > 0) consider(left.front().prepared.ms + batch.every * 1000);
  for (const int at : batch.at) {
    const std::int64_t today = now.ms / day * day + at * minute;
    consider(today > now.ms ? today : today + day);
  }
  return next;
}

}  // namespace transom
