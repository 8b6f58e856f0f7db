// Which waiting documents go out, and which together: a row a situation.
#include "engine/batches.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

using namespace transom;

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute;

// "3" is a batch of three; "2 1" are two batches.
std::string sizes(const std::vector<std::span<const WaitingRecord>>& batches) {
  std::string out;
  for (const auto& batch : batches) out += fmt::format("{}{}", out.empty() ? "" : " ", batch.size());
  return out;
}

// Documents of these sizes, prepared at these minutes of the day.
std::vector<WaitingRecord> waiting(std::initializer_list<std::pair<int, std::uint64_t>> rows) {
  std::vector<WaitingRecord> out;
  for (const auto& [at, size] : rows) {
    out.push_back({.business = {static_cast<std::int64_t>(out.size()) + 1},
                   .prepared = Instant{at * minute},
                   .size = size});
  }
  return out;
}

}  // namespace

TEST_CASE("batches: full ones go, the rest when its time has come") {
  const auto three = waiting({{60, 100}, {61, 100}, {62, 100}});
  const auto large = waiting({{60, 700}, {61, 400}, {62, 100}, {63, 2000}});
  struct Row {
    const char* name;
    const std::vector<WaitingRecord>* documents;
    Batch batch;
    std::int64_t now;
    bool all;
    std::string want;
  };
  const Row rows[] = {
      {"nothing set: all go", &three, {}, 63 * minute, false, "3"},
      {"each", &three, {.each = true}, 63 * minute, false, "1 1 1"},
      {"count not reached", &three, {.count = 4, .every = 3600}, 63 * minute, false, ""},
      {"count reached", &three, {.count = 3, .every = 3600}, 63 * minute, false, "3"},
      {"count reached, one left", &three, {.count = 2, .every = 3600}, 63 * minute, false, "2"},
      {"count and the oldest left is due", &three, {.count = 2, .every = 60}, 63 * minute, false, "2 1"},
      {"size: what does not fit begins anew",
       &large,
       {.size = 1000, .every = 3600},
       64 * minute,
       false,
       "1 2 1"},
      {"size not reached", &three, {.size = 1000, .every = 3600}, 63 * minute, false, ""},
      {"size reached exactly", &three, {.size = 300, .every = 3600}, 63 * minute, false, "3"},
      {"size or count, whichever first",
       &large,
       {.count = 2, .size = 5000, .every = 3600},
       64 * minute,
       false,
       "2 2"},
      {"every: not yet", &three, {.every = 600}, 69 * minute, false, ""},
      {"every: the oldest has waited", &three, {.every = 600}, 70 * minute, false, "3"},
      {"at: before", &three, {.at = {600}}, 599 * minute, false, ""},
      {"at: the very minute", &three, {.at = {600}}, 600 * minute, false, "3"},
      {"at: prepared behind it waits for the next", &three, {.at = {30, 600}}, 63 * minute, false, ""},
      {"at: over midnight", &three, {.at = {30}}, 24 * hour + 31 * minute, false, "3"},
      {"at: a day later at any time", &three, {.at = {30}}, 49 * hour, false, "3"},
      {"a person wants all", &three, {.count = 2, .every = 3600}, 63 * minute, true, "2 1"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(sizes(due_batches(*row.documents, row.batch, Instant{row.now}, row.all)) == row.want);
  }
}

TEST_CASE("batches: when the clock sends what is left") {
  const auto three = waiting({{60, 100}, {61, 100}, {62, 100}});
  struct Row {
    const char* name;
    std::span<const WaitingRecord> left;
    Batch batch;
    std::int64_t now;
    std::int64_t want;  // -1: never
  };
  const Row rows[] = {
      {"nothing is left", {}, {.every = 600}, 63 * minute, -1},
      {"no time was agreed", three, {.count = 5}, 63 * minute, -1},
      {"when the oldest has waited", three, {.count = 5, .every = 600}, 63 * minute, 70 * minute},
      {"the oldest of what is left", std::span(three).subspan(2), {.every = 600}, 63 * minute, 72 * minute},
      {"a time of today", three, {.at = {30, 600, 900}}, 63 * minute, 600 * minute},
      {"the minute in which it came is over", three, {.at = {60}}, 63 * minute, 24 * hour + 60 * minute},
      {"a time of tomorrow", three, {.at = {30}}, 63 * minute, 24 * hour + 30 * minute},
      {"whichever comes first", three, {.every = 36000, .at = {90}}, 63 * minute, 90 * minute},
      {"the other way round", three, {.every = 600, .at = {90}}, 63 * minute, 70 * minute},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const auto next = next_time(row.left, row.batch, Instant{row.now});
    CHECK((next ? next->ms : -1) == row.want);
    // Then it goes, and not a millisecond before.
    if (!next) continue;
    CHECK(due_batches(row.left, row.batch, *next, false).size() == 1);
    CHECK(due_batches(row.left, row.batch, Instant{next->ms - 1}, false).empty());
  }
}

TEST_CASE("batches: partner, set and usage are apart, notices before invoices") {
  std::vector<WaitingRecord> all = waiting({{1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}});
  all[0].partner = all[2].partner = "acme";
  all[1].partner = all[3].partner = all[4].partner = "byte";
  for (auto& one : all) one.as = OutboundKind::invoice_810;
  all[2].usage = 'T';
  all[4].as = OutboundKind::notice_856;
  std::string got;
  for (const auto& group : groups_of(all))
    got += fmt::format("{}{}{}:{} ", group.partner, group.usage, static_cast<int>(group.as),
                       group.documents.size());
  CHECK(got == "byteP4:1 acmeP5:1 byteP5:2 acmeT5:1 ");
}
