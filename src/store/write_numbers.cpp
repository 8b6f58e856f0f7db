// Control numbers, drawn in the commit that uses them: a rolled-back unit gives its numbers back, a committed
// one never does. Numbers that were passed over are kept as gaps with their cause, so that a partner's
// question "where is 000000017?" has an answer.
#include <fmt/format.h>

#include "store/write_outbounds.hpp"

namespace transom {

NumberWriter::NumberWriter(Connection& db)
    : read_(db, "SELECT cycle, last FROM control_numbers WHERE scope = ?"),
      write_(db, "INSERT OR REPLACE INTO control_numbers (scope, cycle, last) VALUES (?,?,?)"),
      gap_(db,
           "INSERT OR IGNORE INTO number_gaps (scope, cycle, first, last, cause, at) VALUES (?,?,?,?,?,?)") {}

ControlNumber NumberWriter::take(const CounterRange& range) {
  bug_check(range.first <= range.last, "a range of control numbers is empty");
  auto [it, is_new] = counters_.try_emplace(range.scope);
  Counter& counter = it->second;
  if (is_new) {
    counter.last = {range.first - 1, 1};
    if (auto row = read_(range.scope); row.next()) {
      counter.last = {static_cast<std::uint64_t>(row.integer(1)), static_cast<std::uint32_t>(row.integer(0))};
    }
  }
  std::uint64_t next = counter.last.number + 1;
  if (next < range.first) {
    gap(range.scope, counter.last.cycle, next, range.first - 1, "the range begins later", {});
    next = range.first;
  }
  if (next > range.last) {
    if (!range.rollover) {
      throw Failure(FailureKind::configuration, range.scope,
                    fmt::format("its control numbers are used up, {} was the last", range.last),
                    "agree a new range with the partner, or allow rollover");
    }
    next = range.first;
    ++counter.last.cycle;
  }
  counter.last.number = next;
  counter.changed = true;
  return counter.last;
}

void NumberWriter::record_gap(std::string_view scope, ControlNumber number, std::string_view cause,
                              Instant at) {
  gap(scope, number.cycle, number.number, number.number, cause, at);
}

void NumberWriter::gap(std::string_view scope, std::uint32_t cycle, std::uint64_t first, std::uint64_t last,
                       std::string_view cause, Instant at) {
  gap_(scope, cycle, first, last, cause, at).run();
}

void NumberWriter::finish() {
  for (const auto& [scope, counter] : counters_) {
    if (counter.changed) write_(scope, counter.last.cycle, counter.last.number).run();
  }
}

}  // namespace transom
