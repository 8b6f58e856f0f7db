// Apart from publishing, so that a log on a slow disk holds up no commit.
#include "engine/account.hpp"

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
                          {"reason", record.reason}});
}

}  // namespace

void account_for(const Published& group, const EngineEvents& events, PassSummary& summary) {
  for (const auto& record : group.records) {
    count(record, summary);
    log(record, events);
  }
  summary.answers += group.acknowledgments;
  summary.sent += group.sent;
  summary.work_items += group.faulty;
  summary.alarms.insert(summary.alarms.end(), group.alarms.begin(), group.alarms.end());
}

}  // namespace transom
