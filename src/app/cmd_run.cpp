// run: the engine at work, once or until it is stopped.
//
// A pass never ends in the middle of a document: a stop is asked about between documents. As a service a
// failure of our world (disk full, database busy) is logged and tried again, later and later; --once tells
// what was done all the same and ends with the failure's exit code, so that cron and systemd see it.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.hpp"
#include "app/log.hpp"
#include "app/output.hpp"
#include "app/service.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "transom/engine.hpp"

namespace transom {
namespace {

struct Options {
  bool once = false;
};

constexpr std::int64_t longest_wait = 300;  // seconds between two tries after failures

EngineEvents events_for(Service& service) {
  EngineEvents events;
  events.log = [](std::string_view event, const LogFields& fields) {
    show_progress("");
    log_info(event, fields);
  };
  events.warn = [](std::string_view event, const LogFields& fields) {
    show_progress("");
    log_warning(event, fields);
  };
  events.progress = [](const Progress& now) {
    if (!is_watched()) return;
    std::string line = fmt::format("{}, {} MB", count_of(now.files, "file"), now.bytes / 1'000'000);
    if (!now.file.empty())
      line += fmt::format("; {} {}: {} %", now.doing, visible(now.file, 60), now.percent);
    show_progress(line);
  };
  events.stop = [&service] { return service.stopping(); };
  return events;
}

// What was told with earlier looks and still stands.
struct Standing {
  std::vector<std::string> alarms, failures;
};

bool stands(const std::vector<std::string>& told, std::string_view what) {
  return std::find(told.begin(), told.end(), what) != told.end();
}

// An alarm that stands is said once, not with every look; so is a file that cannot be read. What broke off is
// said whenever it was tried.
void log_pass(const PassSummary& summary, Standing& standing) {
  for (const auto& alarm : summary.alarms) {
    if (!stands(standing.alarms, alarm)) log_warning("alarm", {{"what", alarm}});
  }
  for (const auto& failure : summary.failures) {
    if (summary.broke_off || !stands(standing.failures, failure.what())) log_failure(failure);
  }
  standing.alarms = summary.alarms;
  if (!summary.failures.empty() || summary.waiting == 0) {  // between two tries it waits
    standing.failures.clear();
    for (const auto& failure : summary.failures) standing.failures.emplace_back(failure.what());
  }
  if (summary.seen > summary.waiting || summary.work_items > 0)
    log_info("pass", {{"result", summary.text()}});
}

int run_once(Engine& engine, const Session& session) {
  const PassSummary summary = engine.run_once();
  show_progress("");
  for (const auto& alarm : summary.alarms) log_warning("alarm", {{"what", alarm}});
  print_line(session.json ? summary.json() : summary.text());
  flush_output();
  for (const auto& failure : summary.failures) log_failure(failure);
  return summary.exit_code();
}

int run_until_stopped(Engine& engine, Service& service) {
  std::int64_t patience = 1;
  std::vector<std::string> complained;
  Standing standing;
  log_info("started", {{"poll", fmt::format("{}s", engine.poll_seconds())}});
  while (!service.stopping()) {
    auto refused = service.watch(engine.watched_folders());
    if (refused != complained) {
      for (const auto& folder : refused) log_warning("cannot be watched, only polled", {{"folder", folder}});
      complained = std::move(refused);
    }
    const PassSummary summary = engine.run_once();
    show_progress("");
    log_pass(summary, standing);
    if (summary.broke_off) {
      service.wait(std::max(engine.poll_seconds(), patience), Service::Wake::by_time);
      patience = std::min(patience * 2, longest_wait);
    } else {
      patience = 1;
      service.wait(engine.poll_seconds());
    }
  }
  log_info("stopped");
  return exit_status::fine;
}

void start_log(const Session& session, const Workspace& workspace) {
  LogSettings settings;
  settings.json =
      session.log_format.empty() ? workspace.log_format == LogFormat::json : session.log_format == "json";
  settings.level = session.quiet ? "warn" : workspace.log_level;
  settings.file = workspace.log_file;
  start_log(settings);
}

int run(const Options& options, const Session& session) {
  const std::string root = require_workspace(session);
  start_log(session, Workspace::load(root));
  Service service;
  Engine engine(root, *session.clock, events_for(service));
  return options.once ? run_once(engine, session) : run_until_stopped(engine, service);
}

}  // namespace

void add_run(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "run", "Take files from the mailboxes, make orders and answers")
      .flag("--once", options->once,
            "One pass, then end with a line that balances; else until SIGINT or SIGTERM")
      .footer(
          "A stop lets the document in hand be finished. Every step can be interrupted, by a crash too:\n"
          "the next run goes on, and nothing is made or sent twice.\n\n"
          "Exit codes: 0 all fine; 1 something of this pass needs a person (`transom failed`); 2 usage or\n"
          "            configuration; 3 our world failed: disk, rights, database (the line tells what was\n"
          "            done all the same, in JSON with the `failure`); 4 another engine is at work there.\n\n"
          "Examples:\n  transom run --once\n  transom run --once --format json\n"
          "  cron:     */15 * * * *  transom -C /srv/edi -q run --once || logger -t transom \"exit $?\"\n"
          "  systemd:  tools/transom.service runs `transom -C /srv/edi --log json run`")
      .runs([options, &session] { return run(*options, session); });
}

}  // namespace transom
