// Apart from publishing, so that a log on a slow disk holds up no commit.
#include "engine/account.hpp"

#include <fmt/format.h>

#include "engine/prior.hpp"

namespace transom {
namespace {

void count(const Record& record, PassSummary& summary) {
  ++(record.outcome == DocumentState::done          ? summary.accepted
     : record.outcome == DocumentState::quarantined ? summary.quarantined
                                                    : summary.duplicate);
  summary.orders += record.orders;
  summary.changes += record.changes;
  summary.held += record.held;
  summary.rejected_sets += record.rejected_sets;
  summary.work_items += record.opened.size();
}

void log(const Record& record, const EngineEvents& events) {
  if (!events.log) return;
  events.log("document", {{"id", std::to_string(record.document.value)},
                          {"file", record.name},
                          {"outcome", std::string(to_string(record.outcome))},
                          {"orders", std::to_string(record.orders)},
                          {"warnings", std::to_string(record.warnings)},
                          {"reason", record.reason}});
}

// Once for a document, however much there is: a log is read for what changed since yesterday.
void warn(const Warned& told, const std::string& file, const EngineEvents& events) {
  if (!events.warn || told.count == 0) return;
  const auto shown = fmt::format("`transom show {}`", told.document.value);
  events.warn("told, nothing held", {{"document", std::to_string(told.document.value)},
                                     {"file", file},
                                     {"count", std::to_string(told.count)},
                                     {"first", told.first.rule},
                                     {"number", told.number},
                                     {"line", told.first.line},
                                     {"what", told.first.sentence},
                                     {"next", told.first.next.empty() ? "look at it with " + shown
                                              : told.count == 1       ? told.first.next
                                                                : told.first.next + "; all: " + shown}});
}

}  // namespace

void account_for(const Published& group, const EngineEvents& events, PassSummary& summary) {
  for (const auto& record : group.records) {
    count(record, summary);
    log(record, events);
    Warned told = record.warned;
    told.document = record.document;
    warn(told, record.name, events);
  }
  for (const Warned& told : group.replaced) warn(told, told.number, events);
  summary.answers += group.acknowledgments;
  summary.sent += group.sent;
  summary.work_items += group.faulty;
  tell_left(group.left, summary);
}

void tell_left(const Undelivered& left, PassSummary& summary) {
  summary.alarms.insert(summary.alarms.end(), left.alarms.begin(), left.alarms.end());
  for (const Failure& failure : left.failures) summary.fail(failure);
}

}  // namespace transom
