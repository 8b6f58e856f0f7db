// check: does this file hold up before the strictest receiver? Streams, keeps no set, knows no store.
//
// In a workspace the partner's own settings apply; anywhere else the program's defaults, which answer anyone.
#include <memory>

#include "app/check_report.hpp"
#include "app/command.hpp"
#include "app/input.hpp"
#include "app/log.hpp"
#include "app/surroundings.hpp"
#include "engine/map_shelf.hpp"
#include "engine/process.hpp"

namespace transom {
namespace {

struct Options {
  std::vector<std::string> files;
  bool account = false, all = false;
};

bool check_file(const std::string& name, const Options& options, const Session& session,
                Processor& processor) {
  Input input(name);
  CheckReport report(input.name(), session.json);
  ProcessOptions wanted;
  wanted.map = false;
  wanted.anyone = true;
  wanted.all_findings = options.all;
  wanted.now = session.clock->now();
  wanted.reports = GroupReport::Keeps::counts;  // the list is for answers
  DocumentResult result = processor.run([&input](std::span<char> space) { return input.read(space); }, wanted,
                                        [&report](DocumentResult& part) { report.take(part); });
  report.finish(result, options.account);
  return report.clean();
}

int check(const Options& options, const Session& session) {
  const ConfigurationPtr configuration = configuration_for(session);
  const MapShelf maps(*configuration);
  Processor processor(*configuration, maps);
  int code = exit_status::fine;
  for (const auto& name : options.files) {
    try {
      if (!check_file(name, options, session, processor)) code = std::max(code, exit_status::needs_person);
    } catch (const Failure& failure) {  // the other files are still looked at
      log_failure(failure);
      code = std::max(code, exit_code(failure.kind()));
    }
  }
  return code;
}

}  // namespace

void add_check(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  Command(app, session, "check", "Check files as the strictest receiver would")
      .arguments("FILE", options->files, "X12 files of any size; - is standard input")
      .flag("--account", options->account, "Also print what became of every byte")
      .flag("--all", options->all, "Every finding of a set, also beyond `limits: {findings: N}`")
      .footer(
          "Each finding names file, set, segment, element, the value, what was expected and [the setting "
          "that\n"
          "relaxes it]. In a workspace the partner's settings apply. With --format json: one object a "
          "file.\n\n"
          "The last line sums up what the acknowledgments would say. Exit codes: 0 nothing would be "
          "rejected, "
          "with\n"
          "errors noted (AK5 E, AK9 E, TA1 E) or without; 1 a set, a group or an interchange would be.\n\n"
          "Examples:\n  transom check order.edi\n  gunzip -c archive.edi.gz | transom check -")
      .runs([options, &session] { return check(*options, session); });
}

}  // namespace transom
