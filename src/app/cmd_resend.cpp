// resend and reissue: an interchange that went out, once more; with its numbers, or made anew with others.
#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "app/command.hpp"
#include "app/log.hpp"
#include "app/output.hpp"
#include "app/surroundings.hpp"
#include "base/text.hpp"
#include "transom/json_writer.hpp"
#include "transom/sending.hpp"

namespace transom {
namespace {

struct Options {
  std::string id, reason;
  bool dry_run = false, show = false;
};

OutboundId outbound_named(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value <= 0) {
    throw Failure(FailureKind::usage, visible(text, 40), "is no number of an interchange",
                  "`transom list --sent` shows them in its first column");
  }
  return {value};
}

using SendAgain = AgainReport (*)(const std::string&, const Clock&, const AgainRequest&);

int send_again(const Options& options, const Session& session, std::string_view verb, SendAgain again) {
  const std::string root = require_workspace(session);
  if (options.reason.empty()) {
    throw Failure(FailureKind::usage, std::string(verb), "sending something once more needs a reason",
                  "add --reason TEXT; it is kept in the audit");
  }
  const AgainReport report = again(root, *session.clock,
                                   {.outbound = outbound_named(options.id),
                                    .who = person(),
                                    .why = options.reason,
                                    .dry_run = options.dry_run});
  for (const auto& alarm : report.alarms) log_warning("alarm", {{"what", alarm}});
  if (session.json) {
    std::string out;
    JsonWriter json(out);
    json.object().key("outbound").number(report.outbound.value).key("dry_run").flag(options.dry_run);
    json.key("kind").value(report.kind).key("partner").value(report.partner);
    json.key("control_number").value(report.control_number).key("file").value(report.file_name);
    json.key("interchange").value(report.bytes).end();
    print_line(out);
  } else {
    print_line(fmt::format("{} {} to {} {} once more as {}", report.kind, report.control_number,
                           report.partner, options.dry_run ? "would go out" : "goes out", report.file_name));
    if (options.show || options.dry_run) print_visible(report.bytes);
  }
  return report.alarms.empty() ? exit_status::fine : exit_status::needs_person;
}

void add(CLI::App& app, Session& session, const std::string& verb, const std::string& about,
         const std::string& footer, SendAgain again) {
  auto options = std::make_shared<Options>();
  Command(app, session, verb, about)
      .argument("ID", options->id, "Its number in `transom list --sent`")
      .option("--reason", options->reason, "TEXT", "Why; kept in the audit")
      .flag("--dry-run", options->dry_run, "Only show what would go out")
      .flag("--show", options->show, "Also print the X12")
      .footer(footer)
      .runs([options, &session, verb, again] { return send_again(*options, session, verb, again); });
}

}  // namespace

void add_resend(CLI::App& app, Session& session) {
  add(app, session, "resend", "Send an interchange once more: same bytes, same numbers",
      "For a file that got lost. A partner who has it takes it for a duplicate. What he said of it before "
      "counts\n"
      "no more. What `reissue` made anew is not sent by its old numbers any more.\n\n"
      "Exit codes: 0 sent; 1 its file could not be written yet; 2 it is still on its way, or was made "
      "anew.\n\n"
      "Example:\n  transom resend 12 --reason 'the VAN lost it'",
      resend);
}

void add_reissue(CLI::App& app, Session& session) {
  add(app, session, "reissue", "Make what an interchange carried anew, with new numbers",
      "For what the partner refused, once the map is mended: the same business documents, by today's "
      "maps.\n"
      "Only where a 997, 999 or TA1 of his refuses it or a set of it: else he would take the documents "
      "twice.\n\n"
      "Each is made anew once; then it is the new one's turn.\n\n"
      "Exit codes: 0 sent; 1 its file could not be written yet; 2 it was not refused, cannot be made today, "
      "or\nwas before.\n\n"
      "Example:\n  transom reissue 12 --reason 'REF02 shortened, as they asked'",
      reissue);
}

}  // namespace transom
