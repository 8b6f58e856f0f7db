// send: files as if the ERP had left them, at once; or with --flush, what waits for its batch.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "app/command.hpp"
#include "app/input.hpp"
#include "app/log.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "transom/json_writer.hpp"
#include "transom/sending.hpp"

namespace transom {
namespace {

struct Options {
  std::vector<std::string> names;  // files; with --flush a partner
  bool flush = false, dry_run = false, show = false;
};

constexpr std::uint64_t largest_file = 64ULL << 20;

void print_interchanges(const std::vector<std::string>& interchanges) {
  for (const auto& text : interchanges) print_visible(text);
}

void append_interchanges(JsonWriter& json, const std::vector<std::string>& interchanges) {
  json.key("interchanges").array();
  for (const auto& text : interchanges) json.value(text);
  json.end();
}

void print_report(const std::string& file, const SendReport& report, const Options& options) {
  print_line(fmt::format("{}: {}{}{}", visible(file, 80), options.dry_run ? "would be " : "", report.outcome,
                         report.reason.empty() ? "" : ": " + visible(report.reason, 300)));
  for (const auto& line : report.more) print_line(fmt::format("  and: {}", visible(line, 500)));
  Table table({"SET", "PARTNER", "NUMBER", options.dry_run ? "WOULD BE" : "NOW", "WHY"});
  for (const auto& line : report.lines) {
    table.row({line.set_id, visible(line.partner, 32), visible(line.number, 30), line.fate,
               visible(line.sentence, 500)});
  }
  if (!table.empty()) print(table.text("  "));
  if (options.show || options.dry_run) print_interchanges(report.interchanges);
}

void append_report(JsonWriter& json, const std::string& file, const SendReport& report, bool dry_run) {
  json.object().key("file").value(file).key("dry_run").flag(dry_run);
  if (report.document) json.key("document").number(report.document.value);
  json.key("outcome").value(report.outcome);
  if (!report.reason.empty()) json.key("reason").value(report.reason);
  if (!report.more.empty()) {
    json.key("more").array();
    for (const auto& line : report.more) json.value(line);
    json.end();
  }
  json.key("documents").array();
  for (const auto& line : report.lines) {
    json.object().key("set_id").value(line.set_id).key("partner").value(line.partner);
    json.key("number").value(line.number).key("fate").value(line.fate);
    json.key("sentence").value(line.sentence).end();
  }
  json.end();
  append_interchanges(json, report.interchanges);
  json.end();
}

int send_files(const Options& options, const Session& session, const std::string& root) {
  if (options.names.empty()) {
    throw Failure(FailureKind::usage, "send", "there is nothing to send",
                  "name a file of the ERP, or say --flush for what waits");
  }
  int code = exit_status::fine;
  std::string out;
  JsonWriter json(out);
  json.array();
  for (const auto& name : options.names) {
    Input input(name);
    const SendRequest request{
        .name = name == "-" ? "stdin.json" : std::filesystem::path(name).filename().string(),
        .bytes = input.read_all(largest_file),
        .who = person(),
        .dry_run = options.dry_run};
    const SendReport report = send_file(root, *session.clock, request);
    if (report.work_items > 0 || !report.alarms.empty()) code = exit_status::needs_person;
    for (const auto& alarm : report.alarms) log_warning("alarm", {{"what", alarm}});
    if (session.json) {
      append_report(json, input.name(), report, options.dry_run);
    } else {
      print_report(input.name(), report, options);
    }
  }
  json.end();
  if (session.json) print_line(out);
  return code;
}

int flush_what_waits(const Options& options, const Session& session, const std::string& root) {
  if (options.dry_run) {
    throw Failure(FailureKind::usage, "--dry-run", "does not go with --flush",
                  "`transom list --sent` shows what waits");
  }
  if (options.names.size() > 1) {
    throw Failure(FailureKind::usage, "--flush", "takes one partner, or none for all of them");
  }
  const FlushReport report =
      flush(root, *session.clock, options.names.empty() ? std::string() : options.names.front());
  for (const auto& alarm : report.alarms) log_warning("alarm", {{"what", alarm}});
  if (session.json) {
    std::string out;
    JsonWriter json(out);
    json.object().key("sent").number(static_cast<std::int64_t>(report.documents));
    json.key("waiting").number(static_cast<std::int64_t>(report.left));
    append_interchanges(json, report.interchanges);
    json.end();
    print_line(out);
  } else {
    print_line(fmt::format("{} sent in {}, {} still waiting", count_of(report.documents, "document"),
                           count_of(report.interchanges.size(), "interchange"), report.left));
    if (options.show) print_interchanges(report.interchanges);
  }
  return report.work_items > 0 || !report.alarms.empty() ? exit_status::needs_person : exit_status::fine;
}

}  // namespace

void add_send(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "send", "Send business documents of the ERP at once, or what waits for its batch")
      .arguments("FILE", options->names, "JSON or CSV as the ERP leaves it; with --flush a partner", false)
      .flag("--dry-run", options->dry_run, "Only tell what would go out, the X12 included")
      .flag("--show", options->show, "Also print the X12 that goes out")
      .flag("--flush", options->flush, "Send what waits, for all partners or for the one named")
      .footer(
          "Each document in a file stands by itself: what cannot go is held with its reason, the others go. "
          "What\n"
          "went out before is never sent again.\n\n"
          "Exit codes: 0 all done; 1 something waits for a person.\n\n"
          "Examples:\n  transom send invoice.json --dry-run\n  transom send ship-20260318.csv\n"
          "  transom send --flush acme-stores")
      .runs([options, &session] {
        const std::string root = require_workspace(session);
        return options->flush ? flush_what_waits(*options, session, root)
                              : send_files(*options, session, root);
      });
}

}  // namespace transom
