// A replay that a person asks for, by itself, with nothing loaded yet; and what had waited for what it takes,
// as at the end of a pass.
#include <set>
#include <utility>

#include "engine/judge_again.hpp"
#include "engine/replay.hpp"

namespace transom {

ReplayReport replay(const std::string& root, const Clock& clock, const ReplayRequest& request) {
  Setup setup(Configuration::load(root));
  const auto store = open_store(setup.configuration->workspace.store, {.create = false});
  std::set<NewsOf> news;
  ReplayReport report = replay(setup, *store, clock.now(), request, &news);
  while (!request.dry_run && !news.empty()) {
    const Instant now = clock.now();
    JudgedAgain done = judge_again(setup, *store, news, now, now);
    report.taken_after_all.insert(report.taken_after_all.end(), done.documents.begin(), done.documents.end());
    report.alarms.insert(report.alarms.end(), done.alarms.begin(), done.alarms.end());
    news = std::move(done.news);
  }
  return report;
}

}  // namespace transom
