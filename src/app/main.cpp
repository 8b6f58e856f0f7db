// transom: the program. Parses the command line, runs one command, turns failures into exit codes.
//
// Every command registers itself (command.hpp); nothing here knows what they do. This is one of the two
// places where a Failure is caught: it becomes one line on standard error and the exit code of its kind.
#include <CLI/App.hpp>
#include <csignal>
#include <exception>
#include <iostream>

#include "app/command.hpp"
#include "app/log.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

constexpr const char* footer =
    "Exit codes: 0 all fine; 1 what this pass found needs a person; 2 usage or configuration;\n"
    "            3 our world failed (disk, database); 4 another engine is at work there.\n"
    "Begin with: transom init DIR";

void add_shared_options(CLI::App& app, Session& session) {
  app.add_option("-C,--workspace", session.workspace, "Work in this workspace (the folder of transom.yaml)")
      ->envname("TRANSOM_WORKSPACE")
      ->type_name("DIR");
  app.add_option_function<std::string>(
         "--format", [&session](const std::string& word) { session.json = word == "json"; },
         "Print for people (text) or for programs (json)")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("text|json");
  app.add_option_function<std::string>(
         "--log", [&session](const std::string& word) { session.log_json = word == "json"; },
         "Write the log on standard error as text or as JSON lines")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("text|json");
  app.add_flag("-q,--quiet", session.quiet, "Log warnings and errors only");
}

int run(int argc, char** argv) {
  SystemClock clock;
  Session session;
  session.clock = &clock;

  CLI::App app{"transom: X12 purchase orders in, acknowledgments and orders out, nothing lost between",
               "transom"};
  app.set_version_flag("--version", "transom " TRANSOM_VERSION);
  app.footer(footer);
  app.require_subcommand(1);
  app.fallthrough();
  add_shared_options(app, session);
  for (const auto add : {add_init, add_run, add_check, add_ack, add_show, add_map, add_make, add_list,
                         add_find, add_failed, add_replay, add_test, add_explain, add_doctor, add_schema}) {
    add(app, session);
  }
  app.parse_complete_callback([&session] { start_log(session.log_json, session.quiet); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
    app.exit(error);
    return asked ? exit_status::fine : exit_status::usage;
  } catch (const Failure& failure) {
    log_failure(failure);
    return exit_code(failure.kind());
  }
  return session.exit_code;
}

}  // namespace
}  // namespace transom

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return transom::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "transom: internal error: " << error.what() << "\n";
    return transom::exit_status::world_failed;
  }
}
