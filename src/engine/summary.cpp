// The line that `run --once` ends with. It balances, and says so when it does not.
#include <fmt/format.h>

#include <algorithm>

#include "transom/engine.hpp"
#include "transom/json_writer.hpp"

namespace transom {

void PassSummary::fail(const Failure& failure) {
  const auto same = [&](const Failure& one) { return std::string_view(one.what()) == failure.what(); };
  if (std::none_of(failures.begin(), failures.end(), same)) failures.push_back(failure);
}

int PassSummary::exit_code() const {
  if (!failures.empty()) return transom::exit_code(failures.front().kind());
  return work_items > 0 || quarantined > 0 || !alarms.empty() ? 1 : 0;
}

std::string PassSummary::text() const {
  const bool balanced = seen == accepted + quarantined + duplicate + waiting;
  return fmt::format(
      "{} files seen = {} accepted + {} quarantined + {} duplicate + {} waiting{}; {} orders{}, {} held, {} "
      "sets rejected, "
      "{} acknowledgments, {} documents sent, {}; {}{} new work items, {}{}",
      seen, accepted, quarantined, duplicate, waiting, balanced ? "" : " (DOES NOT BALANCE)", orders,
      changes == 0 ? std::string() : fmt::format(" and {} changed", changes), held, rejected_sets, answers,
      sent, counted ? fmt::format("{} prepared", prepared) : std::string("prepared unknown"),
      taken_after_all == 0 ? std::string() : fmt::format("{} taken after all; ", taken_after_all), work_items,
      counted ? fmt::format("{} open", open_items) : std::string("open unknown"),
      overdue > 0 ? fmt::format(", {} overdue", overdue) : std::string());
}

std::string PassSummary::json() const {
  std::string out;
  JsonWriter json(out);
  json.object();
  const auto count = [&](std::string_view name, std::uint64_t value) {
    json.key(name).number(static_cast<std::int64_t>(value));
  };
  count("seen", seen);
  count("accepted", accepted);
  count("quarantined", quarantined);
  count("duplicate", duplicate);
  count("waiting", waiting);
  count("ignored", ignored);
  count("orders", orders);
  count("changes", changes);
  count("held", held);
  count("rejected_sets", rejected_sets);
  count("acknowledgments", answers);
  count("sent", sent);
  if (counted) count("prepared", prepared);
  count("taken_after_all", taken_after_all);
  count("work_items", work_items);
  if (counted) {
    count("open_items", open_items);
    count("overdue", overdue);
  }
  json.key("alarms").array();
  for (const auto& alarm : alarms) json.value(alarm);
  json.end();
  if (!failures.empty()) {
    json.key("failure").value(failures.front().what()).key("failures").array();
    for (const auto& failure : failures) json.value(failure.what());
    json.end();
  }
  json.end();
  return out;
}

}  // namespace transom
