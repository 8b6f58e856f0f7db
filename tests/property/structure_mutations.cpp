// One segment or loop that is too many, missing, foreign or in the wrong place.
//
// A spoilt order can often be read in two ways (a segment that was moved, or another one that is missing).
// Occasions are taken only where the second opinion (places.hpp) leaves one reading, so that what has to be
// found is beyond dispute.
#include <algorithm>

#include "guide/tables.hpp"
#include "property/mutation.hpp"

namespace transom::property {
namespace {

Row foreign(std::string id) {
  Row row{.id = std::move(id)};
  row.fields = {simple("X1"), simple("2")};
  return row;
}

// Puts a segment behind a random one of the body, or behind the ST.
bool insert_foreign(Spoiling& s, Rule rule, const std::string& id) {
  std::vector<std::size_t> rows = s.body();
  if (rows.empty()) return false;
  const std::size_t at = rows.front();
  Row& row = s.draft.insert(at + 1, foreign(id));
  s.expect({.rule = rule, .row = row.key, .loop = s.loop_path(s.behind(at).loop())});
  s.take(at + 1);
  count_segments(s.draft);
  return true;
}

bool unknown(Spoiling& s, Rule rule) {
  static const std::vector<std::string> ids{"ZZZ", "QX", "X99", "Z1", "ZQ"};
  const std::string& id = s.random.one_of(ids);
  return s.guide().tables().version->find(segment_id(id)) == nullptr && insert_foreign(s, rule, id);
}

bool no_id(Spoiling& s, Rule rule) {
  static const std::vector<std::string> ids{"Z", "PO11", "P.1", "R F", "N_", "LONGNAME", "\xc3\x84"};
  const std::string& id = s.random.one_of(ids);
  const Delimiters& d = s.draft.delimiters;
  if (id.find_first_of(std::string{d.element, d.component, d.terminator}) != std::string::npos) return false;
  return insert_foreign(s, rule, id);
}

bool not_in_set(Spoiling& s, Rule rule) {
  const auto& segments = s.guide().tables().version->segments;
  for (int attempt = 0; attempt < 50; ++attempt) {
    const std::string id = to_string(segments[s.random.below(segments.size())].id);
    const bool envelope = id == "ISA" || id == "GS" || id == "ST" || id == "SE" || id == "GE" ||
                          id == "IEA" || id == "TA1" || id == "BIN" || id == "BDS";
    const auto uses = s.guide().uses();
    const bool used = std::any_of(uses.begin(), uses.end(),
                                  [&](const SegmentUse& use) { return use.id == segment_id(id); });
    if (!envelope && !used) return insert_foreign(s, rule, id);
  }
  return false;
}

// All of the segment's places lie two loops or more away: nobody can guess what it was meant for.
bool unexpected(Spoiling& s, Rule rule) {
  const auto uses = s.guide().uses();
  const auto loops = s.guide().loops();
  for (const std::size_t at : s.body()) {
    const Places places = s.behind(at);
    for (int attempt = 0; attempt < 10; ++attempt) {
      const SegmentId id = uses[s.random.below(uses.size())].id;
      if (!places.ahead(id).empty() || places.passed(id)) continue;
      const bool far = std::all_of(uses.begin(), uses.end(), [&](const SegmentUse& use) {
        const std::uint16_t parent = loops[use.loop].parent;
        return use.id != id || (!places.is_open(use.loop) && !places.is_open(parent) &&
                                !places.is_open(loops[parent].parent));
      });
      if (!far) continue;
      Row& row = s.draft.insert(at + 1, s.generator.segment(s.draft, to_string(id), Row::no_use));
      s.expect({.rule = rule, .row = row.key, .loop = s.loop_path(places.loop())});
      s.take(at + 1);
      count_segments(s.draft);
      return true;
    }
  }
  return false;
}

// A mandatory segment within its loop, or the one of its run.
bool missing(Spoiling& s, Rule rule) {
  for (const std::size_t at : s.body()) {
    const Row& row = s.draft.rows[at];
    const Places places = s.behind(at);
    const bool bound = row.id == "LS" || row.id == "LE";
    if (bound || places.opens(row.use) || !places.mandatory(row.use)) continue;
    if (s.draft.rows[at - 1].use == row.use || s.draft.rows[at + 1].use == row.use) continue;
    if (!s.free(at - 1) || !s.free(at + 1) || !s.fits(s.behind(at - 1), at + 1)) continue;
    s.expect({.rule = rule, .row = s.draft.rows[at + 1].key, .id = row.id, .loop = s.loop_of(row)});
    s.take(at);
    s.erase(at, at + 1);
    return true;
  }
  return false;
}

bool bound_missing(Spoiling& s, Rule rule) {
  for (const std::size_t at : s.body()) {
    const Row& row = s.draft.rows[at];
    if (row.use == Row::no_use || s.guide().tables().walk[row.use].bound == Guide::Tables::none) continue;
    const bool opens = s.guide().tables().walk[row.use].bound > row.use;
    // The loop's first segment may have a place of its own nearby; then nothing says that an LS is missing.
    if (!s.free(at - 1) || !s.free(at + 1) || !s.fits(s.behind(at - 1), at + 1)) continue;
    if (opens && s.behind(at - 1).ahead(segment_id(s.draft.rows[at + 1].id)).size() > 1) continue;
    s.expect({.rule = rule, .row = s.draft.rows[at + 1].key, .id = row.id, .loop = s.loop_of(row)});
    s.take(at);
    s.erase(at, at + 1);
    return true;
  }
  return false;
}

// The first segment of a loop whose next one has no other place in the set.
bool first_missing(Spoiling& s, Rule rule) {
  const auto uses = s.guide().uses();
  for (const std::size_t at : s.body()) {
    const Row& row = s.draft.rows[at];
    const Places places = s.behind(at);
    if (!places.opens(row.use)) continue;
    const Row& next = s.draft.rows[at + 1];
    if (next.use == Row::no_use || places.home(next.use) != uses[row.use].loop || !s.free(at + 1)) continue;
    if (s.draft.rows[at - 1].id == "LS" || next.id == "LS") continue;
    const auto same = std::count_if(uses.begin(), uses.end(),
                                    [&](const SegmentUse& use) { return use.id == segment_id(next.id); });
    const Places before = s.behind(at - 1);
    if (same != 1 || !before.ahead(segment_id(next.id)).empty() || before.passed(segment_id(next.id)))
      continue;
    // Nothing mandatory may be left out on the way beside it.
    if (before.nearest(segment_id(row.id)) != row.use) continue;
    s.expect({.rule = rule, .row = next.key, .id = row.id, .loop = s.loop_path(uses[row.use].loop)});
    s.expected.back().loop = s.loop_path(places.home(row.use));
    s.take(at);
    s.erase(at, at + 1);
    return true;
  }
  return false;
}

// How often the row's use comes in a row up to here; the occurrences of a loop may hold other segments.
std::uint32_t run_of(const Spoiling& s, std::size_t at, bool loop) {
  const std::uint16_t use = s.draft.rows[at].use;
  const std::uint16_t end = loop ? s.guide().tables().loop_ends[s.guide().uses()[use].loop] : use + 1;
  std::uint32_t run = 1;
  for (std::size_t i = at - 1; s.draft.rows[i].use >= use; --i) {
    if (s.draft.rows[i].use == Row::no_use) continue;  // of another error
    if (s.draft.rows[i].use >= end) break;
    run += s.draft.rows[i].use == use;
  }
  return run;
}

// The segment that another one was meant to be, told as unknown; what counts it must not tell it again.
bool misspelt(Spoiling& s, Rule rule) {
  for (const std::size_t at : s.body()) {
    Row& row = s.draft.rows[at];
    if (row.use == Row::no_use || row.id == "LS" || row.id == "LE" || row.id == "CTT") continue;
    const Places places = s.behind(at);
    const bool opens = places.opens(row.use);
    if (opens && s.end_of_loop(at) != at + 1) continue;
    if (places.mandatory(row.use) && run_of(s, at, opens) == 1 && s.draft.rows[at + 1].use != row.use)
      continue;
    if (s.draft.rows[at - 1].id == "LS" || !s.free(at - 1) || !s.free(at + 1)) continue;
    const Places before = s.behind(at - 1);
    if (!s.fits(before, at + 1)) continue;
    std::string id = row.id;
    id.back() = s.random.one_of("QXZ079");
    if (s.guide().tables().version->find(segment_id(id)) != nullptr) continue;
    row.id = id;
    row.use = Row::no_use;
    s.expect({.rule = rule, .row = row.key, .loop = s.loop_path(before.loop())});
    s.take(at);
    return true;
  }
  return false;
}

// All occurrences of a mandatory loop.
bool loop_missing(Spoiling& s, Rule rule) {
  for (const std::size_t at : s.body()) {
    const Row& row = s.draft.rows[at];
    const Places places = s.behind(at);
    if (!places.opens(row.use) || !places.mandatory(row.use) || run_of(s, at, true) > 1) continue;
    const Places before = s.behind(at - 1);
    std::size_t to = at;
    while (s.draft.rows[to].use == row.use) to = s.end_of_loop(to);
    bool all_free = s.free(at - 1) && s.free(to);
    for (std::size_t i = at; i < to; ++i) all_free = all_free && s.free(i);
    if (!all_free || !s.fits(before, to)) continue;
    if (s.draft.rows[to].id == "LS" || s.draft.rows[at - 1].id == "LS") continue;
    s.expect(
        {.rule = rule, .row = s.draft.rows[to].key, .id = row.id, .loop = s.loop_path(places.home(row.use))});
    s.take(at - 1);
    s.take(to);
    s.erase(at, to);
    return true;
  }
  return false;
}

bool needs_more(const Spoiling& s, const Places& places, std::uint16_t trigger) {
  const auto& inside = places.children(s.guide().uses()[trigger].loop);
  return std::any_of(inside.begin(), inside.end(), [&](std::uint16_t use) { return places.mandatory(use); });
}

// One line more, which the totals count and which is misspelt then: few drafts have both a CTT and a line
// that nothing hangs on.
bool line_misspelt(Spoiling& s, Rule rule) {
  if (s.draft.index("CTT") == s.draft.rows.size()) return false;
  for (const std::size_t at : s.body()) {
    const Row row = s.draft.rows[at];
    if (row.use == Row::no_use || segment_id(row.id) != s.guide().tables().counted) continue;
    if (!s.behind(at).opens(row.use) || needs_more(s, s.behind(at), row.use)) continue;
    const std::size_t to = s.end_of_loop(at);
    if (s.draft.rows[to].use == row.use || !s.free(to - 1) || !s.free(to)) continue;
    s.draft.insert(to, s.generator.segment(s.draft, row.id, row.use));
    count(s.draft);
    Row& line = s.draft.rows[to];
    line.id.back() = 'Q';
    line.use = Row::no_use;
    if (s.guide().tables().version->find(segment_id(line.id)) != nullptr) return false;
    s.expect({.rule = rule, .row = line.key, .loop = s.loop_path(s.behind(to - 1).loop())});
    s.take(to);
    return true;
  }
  return false;
}

// Segments, or loops of one segment, one more than there may be in a row.
bool over_limit(Spoiling& s, Rule rule) {
  const bool loops = rule == Rule::loop_over_limit;
  for (const std::size_t at : s.body()) {
    const Row row = s.draft.rows[at];
    Places places = s.behind(at);
    if (places.opens(row.use) != loops || row.id == "HL" || row.id == "CTT") continue;
    const std::uint32_t limit = places.limit(row.use);
    if (limit == 0 || limit > 60 || s.draft.rows[at + 1].use == row.use || !s.free(at + 1)) continue;
    if (loops && (s.end_of_loop(at) != at + 1 || needs_more(s, places, row.use))) continue;
    if (s.draft.rows[at - 1].id == "LS" || s.draft.rows[at + 1].id == "LE") continue;
    std::uint32_t run = run_of(s, at, loops);
    for (std::uint32_t n = run; n < limit; ++n) places.enter(row.use);
    if (places.nearest(segment_id(row.id)) || !s.fits(places, at + 1)) continue;
    std::size_t here = at;
    for (; run <= limit; ++run) {
      s.draft.insert(++here, s.generator.segment(s.draft, row.id, row.use));
      s.take(here);
    }
    s.expect({.rule = rule, .row = s.draft.rows[here].key, .loop = s.loop_path(places.home(row.use))});
    count(s.draft);
    return true;
  }
  return false;
}

// An optional segment moved behind a later one of its loop.
bool out_of_order(Spoiling& s, Rule rule) {
  for (const std::size_t at : s.body()) {
    const Row row = s.draft.rows[at];
    const Places own = s.behind(at);
    const bool bound = row.id == "LS" || row.id == "LE" || row.id == "CTT";
    if (bound || own.opens(row.use) || own.mandatory(row.use)) continue;
    if (s.draft.rows[at - 1].use == row.use || s.draft.rows[at + 1].use == row.use) continue;
    if (!s.free(at - 1) || !s.free(at + 1) || !s.fits(s.behind(at - 1), at + 1)) continue;
    const SegmentId id = segment_id(row.id);
    std::size_t to = at;
    for (std::size_t q = at + 1; q < s.draft.index("SE") && q < at + 12; ++q) {
      if (s.draft.rows[q].use == Row::no_use) break;
      const Places there = s.behind(q);
      if (!there.is_open(s.guide().uses()[row.use].loop)) break;
      if (row.loop != 0 && there.opens(s.draft.rows[q].use) &&
          s.guide().uses()[s.draft.rows[q].use].loop == s.guide().uses()[row.use].loop) {
        break;  // the loop began again
      }
      if (there.ahead(id).empty() && there.passed(id) == row.use && s.free(q) && s.free(q + 1)) to = q;
    }
    if (to == at) continue;
    s.take(at);
    Row moved = row;
    moved.use = Row::no_use;  // the walk goes on from where it was
    s.draft.insert(to + 1, std::move(moved));
    s.take(to + 1);
    s.expect({.rule = rule, .row = s.draft.rows[to + 1].key, .loop = s.loop_of(row)});
    s.erase(at, at + 1);
    return true;
  }
  return false;
}

bool empty(Spoiling& s, Rule rule) {
  const std::size_t st = s.draft.index("ST"), se = s.draft.index("SE");
  for (std::size_t at = st; at <= se; ++at) {
    if (!s.free(at)) return false;
  }
  s.erase(st + 1, se);
  s.expect({.rule = rule, .row = s.draft.row("SE").key});
  s.take(st + 1);
  return true;
}

using enum Severity;
constexpr Mutation table[] = {
    {"segment-unknown", Rule::segment_unknown, error, {"1", "", "5"}, unknown},
    {"segment-unknown, misspelt", Rule::segment_unknown, error, {"1", "", "5"}, misspelt},
    {"segment-unknown, a line misspelt", Rule::segment_unknown, error, {"1", "", "5"}, line_misspelt},
    {"segment-id-invalid", Rule::segment_id_invalid, error, {"1", "", "5"}, no_id},
    {"segment-not-in-set", Rule::segment_not_in_set, error, {"6", "", "5"}, not_in_set},
    {"segment-unexpected", Rule::segment_unexpected, error, {"2", "", "5"}, unexpected},
    {"segment-missing", Rule::segment_missing, error, {"3", "", "5"}, missing},
    {"segment-missing, first of a loop", Rule::segment_missing, error, {"3", "", "5"}, first_missing},
    {"segment-missing, LS or LE", Rule::segment_missing, error, {"3", "", "5"}, bound_missing},
    {"loop-missing", Rule::loop_missing, error, {"3", "", "5"}, loop_missing},
    {"loop-over-limit", Rule::loop_over_limit, error, {"4", "", "5"}, over_limit},
    {"segment-over-limit", Rule::segment_over_limit, error, {"5", "", "5"}, over_limit},
    {"segment-out-of-order", Rule::segment_out_of_order, error, {"7", "", "5"}, out_of_order},
    {"set-empty", Rule::set_empty, error, {"", "", "5"}, empty},
};

}  // namespace

std::span<const Mutation> structure_mutations() {
  return table;
}

}  // namespace transom::property
