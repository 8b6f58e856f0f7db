// An HL that is missing: one finding, whatever its level held.
//
// What the level held stands then in the one before, and tells by itself that something is missing: by its
// numbers alone, by what comes a second time, or by what is out of order there.
#include <algorithm>

#include "property/mutation.hpp"

namespace transom::property {
namespace {

// A level without segments of its own: its number alone tells that it is missing, and its children that it
// was meant.
bool level_missing(Spoiling& s, Rule rule) {
  for (const std::size_t at : s.body()) {
    const Row& next = s.draft.rows[at + 1];
    if (s.draft.rows[at].id != "HL" || next.id != "HL" || !s.free(at + 1)) continue;
    s.expect({.rule = rule, .row = next.key, .element = 1, .loop = s.loop_of(next)});
    s.take(at);
    s.erase(at, at + 1);
    return true;
  }
  return false;
}

// The last use directly in the loop that opens last before `at`, at `from`.
std::uint16_t last_in_loop(const Spoiling& s, const Places& places, std::size_t from, std::size_t at) {
  std::uint16_t last = s.draft.rows[from].use;
  const std::uint16_t loop = s.guide().uses()[last].loop;
  for (std::size_t i = from + 1; i < at; ++i) {
    const std::uint16_t use = s.draft.rows[i].use;
    if (use != Row::no_use && places.home(use) == loop) last = use;
  }
  return last;
}

// The HL before rows[at], whose level is still open there; 0: none, or another error stands between.
std::size_t level_before(const Spoiling& s, std::size_t at) {
  for (std::size_t i = at - 1; i > 0 && s.draft.rows[i].use != Row::no_use; --i) {
    if (s.draft.rows[i].use == s.draft.rows[at].use) return i;
  }
  return 0;
}

// Behind the segments of the level at rows[at], the first of it, whose places the level before has passed.
std::size_t end_of_passed(const Spoiling& s, std::size_t at, std::size_t end, std::uint16_t last) {
  const Places before = s.behind(at - 1);
  const std::uint16_t loop = s.guide().uses()[s.draft.rows[at].use].loop;
  std::size_t to = at + 1;
  for (; to < end; ++to) {
    const Row& row = s.draft.rows[to];
    const SegmentId id = segment_id(row.id);
    if (before.home(row.use) != loop || before.opens(row.use) || row.use >= last) break;
    if (!before.ahead(id).empty() || before.passed(id) != row.use) break;
  }
  return to;
}

// A level that holds, in front of all else, segments whose places the level before has passed: `full` when
// the first of them stood there already and may come once. Then it tells that an HL is missing; else it is
// out of order, and those behind it go with it.
bool level_lost(Spoiling& s, Rule rule, bool full) {
  const auto& rows = s.draft.rows;
  for (const std::size_t at : s.body()) {
    if (rows[at].id != "HL" || !s.free(at + 1) || !s.free(at - 1)) continue;
    const auto row = [&](std::size_t n) { return rows.begin() + static_cast<std::ptrdiff_t>(n); };
    const std::size_t before = level_before(s, at), end = s.end_of_loop(at);
    if (before == 0) continue;
    const Places places = s.behind(at - 1);
    const std::uint16_t last = last_in_loop(s, places, before, at);
    const std::size_t passed = end_of_passed(s, at, end, last);
    const Row next = rows[at + 1];
    const bool stood =
        std::any_of(row(before), row(at), [&](const Row& other) { return other.use == next.use; });
    if (passed == at + 1 || full != (stood && places.limit(next.use) == 1)) continue;
    const bool ahead = std::all_of(row(passed), row(end), [&](const Row& other) { return other.use > last; });
    if (!full && !ahead) continue;
    Expected told{.rule = rule, .row = next.key, .id = next.id, .loop = s.loop_of(next)};
    if (full) told.id = "HL";
    if (full) told.loop = s.loop_path(places.home(rows[at].use));
    s.expect(told);
    for (std::size_t i = at; i < end; ++i) s.take(i);
    s.erase(at, at + 1);
    return true;
  }
  return false;
}
bool full_level_lost(Spoiling& s, Rule rule) {
  return level_lost(s, rule, true);
}
bool other_level_lost(Spoiling& s, Rule rule) {
  return level_lost(s, rule, false);
}

using enum Severity;
constexpr Mutation table[] = {
    {"hl-number, an HL missing", Rule::hl_number, warn, {"8", "7", "5"}, level_missing},
    {"segment-missing, an HL whose content comes again",
     Rule::segment_missing,
     error,
     {"3", "", "5"},
     full_level_lost},
    {"segment-out-of-order, an HL missing",
     Rule::segment_out_of_order,
     error,
     {"7", "", "5"},
     other_level_lost},
};

}  // namespace

std::span<const Mutation> level_mutations() {
  return table;
}

}  // namespace transom::property
