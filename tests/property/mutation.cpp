#include "property/mutation.hpp"

#include <algorithm>

#include "guide/tables.hpp"

namespace transom::property {

std::vector<std::size_t> Spoiling::body() {
  std::vector<std::size_t> rows;
  for (std::size_t at = draft.index("ST") + 1; at < draft.index("SE"); ++at) {
    if (free(at)) rows.push_back(at);
  }
  random.shuffle(rows);
  return rows;
}

Places Spoiling::behind(std::size_t at) const {
  Places places(guide());
  for (std::size_t i = draft.index("ST") + 1; i <= at; ++i) {
    if (draft.rows[i].use != Row::no_use) places.enter(draft.rows[i].use);
  }
  return places;
}

bool Spoiling::fits(const Places& places, std::size_t at) const {
  const Row& row = draft.rows[at];
  return places.nearest(segment_id(row.id)) == row.use;
}

std::string Spoiling::loop_of(const Row& row) const {
  return row.use == Row::no_use ? "" : loop_path(guide().uses()[row.use].loop);
}

void Spoiling::take(std::size_t at) {
  for (std::size_t i = at == 0 ? 0 : at - 1; i <= at + 1 && i < draft.rows.size(); ++i) {
    taken.insert(draft.rows[i].key);
  }
}

void Spoiling::erase(std::size_t from, std::size_t to) {
  const auto begin = draft.rows.begin();
  draft.rows.erase(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to));
  count_segments(draft);
}

std::size_t Spoiling::end_of_loop(std::size_t at) const {
  const std::uint16_t first = draft.rows[at].use;
  const std::uint16_t end = guide().tables().loop_ends[guide().uses()[first].loop];
  std::size_t to = at + 1;
  while (draft.rows[to].use > first && draft.rows[to].use < end) ++to;
  return to;
}

namespace {

constexpr Elsewhere elsewhere[] = {
    {Rule::interchange_duplicate,
     "never a finding: refused with TA1 025 by what the store knows (interchange_numbers_test.cpp)"},
    {Rule::interchange_conflict,
     "never a finding: refused with TA1 025 by what the store knows (interchange_numbers_test.cpp)"},
    {Rule::receiver_unknown, "never a finding: refused with TA1 009 by our own ids (ack_table_test.cpp)"},
    {Rule::sender_unknown, "never a finding: refused for the partners' ids (tests/cli/run_once.sh)"},
    {Rule::findings_capped,
     "counted beside the list of a set; of a group or an interchange behind 1,000 others (process_test.cpp)"},
};

}  // namespace

std::span<const Elsewhere> tested_elsewhere() {
  return elsewhere;
}

}  // namespace transom::property
