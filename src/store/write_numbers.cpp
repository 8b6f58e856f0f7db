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

NumberWriter::Counter& NumberWriter::counter(std::string_view scope) {
  const auto [it, is_new] = counters_.try_emplace(std::string(scope));
  if (is_new) {
    it->second.last = {0, 1};
    if (auto row = read_(scope); row.next()) {
      it->second.last = {static_cast<std::uint64_t>(row.integer(1)),
                         static_cast<std::uint32_t>(row.integer(0))};
    }
  }
  return it->second;
}

std::uint32_t NumberWriter::cycle_of(std::string_view scope, std::uint64_t number) {
  const ControlNumber last = counter(scope).last;
  return number > last.number && last.cycle > 1 ? last.cycle - 1 : last.cycle;
}

ControlNumber NumberWriter::take(const CounterRange& range) {
  bug_check(range.first <= range.last, "a range of control numbers is empty");
  Counter& counter = this->counter(range.scope);
  std::uint64_t next = counter.last.number + 1;
  if (next < range.first) {
    if (counter.last.number > 0) {
      gap(range.scope, counter.last.cycle, next, range.first - 1, "the range begins later", {});
    }
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
  const std::uint32_t cycle = number.cycle != 0 ? number.cycle : cycle_of(scope, number.number);
  gap(scope, cycle, number.number, number.number, cause, at);
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
