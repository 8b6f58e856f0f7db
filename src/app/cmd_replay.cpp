// replay: run stored documents again with today's partners and maps.
//
// What took effect before never does so again; a dry run tells what would happen and changes nothing.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/command.hpp"
#include "app/log.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "transom/engine.hpp"
#include "transom/json_writer.hpp"

namespace transom {
namespace {

struct Options {
  std::vector<std::string> ids;
  std::string reason;
  bool dry_run = false, override_rejected = false, answers = false;
};

std::string set_name(const ReplayReport::Line& line) {
  return fmt::format("{} {}", visible(line.set_id, 6), visible(line.control_number, 12));
}

// What the ERP leaves goes out as an answer only where it answers something.
std::string_view what_is_sent(const ReplayReport& report) {
  const bool of_our_own = std::any_of(report.lines.begin(), report.lines.end(), [](const auto& line) {
    return line.interchange == 0 && line.set_id != "855" && line.set_id != "865";
  });
  return of_our_own ? "interchange" : "answer";
}

void print_report(DocumentId id, const ReplayReport& report, const Options& options) {
  const std::string would = options.dry_run ? "would be " : "";
  print_line(fmt::format("document {}: {}{}{}{}", id.value, would, report.outcome,
                         report.reason.empty() ? "" : ": " + visible(report.reason, 300),
                         report.maps_changed ? " (the maps changed since the attempt before)" : ""));
  Table table({"SET", "ORDER", "BEFORE", options.dry_run ? "WOULD BE" : "NOW", "WHY"});
  for (const auto& line : report.lines) {
    table.row({set_name(line), line.number.empty() ? "-" : visible(line.number, 30), line.before, line.after,
               visible(line.sentence, 500)});
  }
  if (!table.empty()) print(table.text("  "));
  print_line(fmt::format(
      "  {} {}, {}", options.dry_run ? "it would make" : "made", count_of(report.orders.size(), "order"),
      sent_and_prepared(report.answers.size(), what_is_sent(report), report.prepared, options.dry_run)));
  for (const DocumentId taken : report.taken_after_all)
    print_line(fmt::format("  document {}, which waited for it, is taken after all", taken.value));
  if (!options.answers) return;
  for (const auto& order : report.orders) print_line(order);
  for (const auto& answer : report.answers) print_visible(answer);
}

void append_report(JsonWriter& json, DocumentId id, const ReplayReport& report, bool dry_run) {
  json.object();
  json.key("document").number(id.value);
  json.key("dry_run").flag(dry_run);
  json.key("outcome").value(report.outcome);
  if (!report.reason.empty()) json.key("reason").value(report.reason);
  json.key("maps_changed").flag(report.maps_changed);
  json.key("sets").array();
  for (const auto& line : report.lines) {
    json.object();
    json.key("interchange")
        .number(line.interchange)
        .key("group")
        .number(line.group)
        .key("set")
        .number(line.set);
    json.key("set_id").value(line.set_id).key("control_number").value(line.control_number);
    json.key("number").value(line.number).key("before").value(line.before).key("after").value(line.after);
    json.key("sentence").value(line.sentence).end();
  }
  json.end();
  json.key("orders").array();
  for (const auto& order : report.orders) json.raw(order);
  json.end();
  json.key("answers").array();
  for (const auto& answer : report.answers) json.value(answer);
  json.end().key("prepared").number(static_cast<std::int64_t>(report.prepared));
  json.key("taken_after_all").array();
  for (const DocumentId id : report.taken_after_all) json.number(id.value);
  json.end().end();
}

int replay_all(const Options& options, const Session& session) {
  const std::string root = require_workspace(session);
  if (options.override_rejected && options.reason.empty()) {
    throw Failure(FailureKind::usage, "--override",
                  "taking a set that its sender was told is rejected needs a reason",
                  "add --reason TEXT; the partner may send the order again, which would make two");
  }
  const Workspace workspace = Workspace::load(root);
  std::vector<DocumentId> documents;
  {
    const auto store = open_for_reading(workspace);
    for (const auto& id : options.ids) documents.push_back(document_named(store.get(), id));
  }
  int code = exit_status::fine;
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const auto id : documents) {
    ReplayRequest request{.document = id,
                          .who = person(),
                          .why = options.reason,
                          .dry_run = options.dry_run,
                          .override_rejected = options.override_rejected};
    const ReplayReport report = replay(root, *session.clock, request);
    if (report.work_items > 0 || !report.alarms.empty()) code = exit_status::needs_person;
    for (const auto& alarm : report.alarms) log_warning("alarm", {{"what", alarm}});
    if (session.json) {
      append_report(json, id, report, options.dry_run);
    } else {
      print_report(id, report, options);
    }
  }
  json.end();
  if (session.json) print_line(out);
  return code;
}

}  // namespace

void add_replay(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "replay", "Run stored documents again with today's maps")
      .arguments("ID", options->ids, "Numbers of documents")
      .flag("--dry-run", options->dry_run, "Only tell what would happen")
      .flag("--show", options->answers, "Also print the orders and answers it makes")
      .option("--reason", options->reason, "TEXT", "Why; kept with the attempt")
      .flag("--override", options->override_rejected,
            "Also take sets whose sender was told that they are rejected")
      .footer(
          "What already took effect is never made or sent a second time. An answer that could not be made "
          "when its\n"
          "order took effect is made now, once, unless somebody has answered since or settled it.\n\n"
          "Exit codes: 0 all done; 1 something still waits for a person.\n\n"
          "Examples:\n  transom replay 17 --dry-run\n  transom replay 17 --reason 'unit code CS added'")
      .runs([options, &session] { return replay_all(*options, session); });
}

}  // namespace transom
