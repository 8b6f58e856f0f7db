// The command line library lives in this file alone: commands declare themselves through Command.
//
// Options that hold for every command (workspace, format, log) may stand before or behind the command's name,
// because nobody remembers which of the two a program wants.
#include "app/command_line.hpp"

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <utility>
#include <vector>

#include "app/log.hpp"
#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

constexpr const char* footer_text =
    "Begin with `transom init DIR`; `transom COMMAND --help` shows examples.\n\n"
    "Exit codes: 0 all fine; 1 what was found needs a person; 2 usage or configuration;\n"
    "            3 our world failed (disk, database); 4 another engine is at work there.";

void add_shared_options(CLI::App& app, Session& session) {
  app.add_option("-C,--workspace", session.workspace,
                 "Work in this workspace; else the nearest transom.yaml at or above the current folder")
      ->envname("TRANSOM_WORKSPACE")
      ->type_name("DIR");
  app.add_option_function<std::string>(
         "--format", [&session](const std::string& word) { session.json = word == "json"; },
         "Print for people (text) or for programs (json)")
      ->check(CLI::IsMember({"text", "json"}))
      ->option_text("text|json");
  app.add_option("--log", session.log_format, "Write the log on standard error as text or as JSON lines")
      ->check(CLI::IsMember({"text", "json"}))
      ->option_text("text|json");
  app.add_flag("-q,--quiet", session.quiet, "Log warnings and errors only");
}

// A word that is no command is told as such: "a command is required" would say nothing to who mistyped one.
void refuse_unknown_command(const CLI::App& app) {
  if (!app.get_subcommands().empty()) return;
  for (const std::string& word : app.remaining()) {
    if (word.starts_with('-')) continue;
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
    const std::string_view meant =
        did_you_mean(word, std::vector<std::string_view>(names.begin(), names.end()));
    throw Failure(FailureKind::usage, {}, fmt::format("there is no command '{}'", visible(word, 40)),
                  meant.empty() ? std::string("`transom --help` lists them")
                                : fmt::format("did you mean '{}'?", meant));
  }
}

}  // namespace

void start_log(const Session& session) {
  start_log({.json = session.log_format == "json", .level = session.quiet ? "warn" : "info", .file = {}});
}

Command::Command(CLI::App& app, Session& session, const std::string& name, const std::string& about)
    : command_(app.add_subcommand(name, about)), session_(&session) {}

Command& Command::argument(const std::string& name, std::string& value, const std::string& about,
                           bool required) {
  command_->add_option(name, value, about)->required(required)->option_text(required ? " " : "(optional)");
  return *this;
}

Command& Command::arguments(const std::string& name, std::vector<std::string>& values,
                            const std::string& about, bool required) {
  command_->add_option(name, values, about)->required(required)->option_text(required ? " " : "(optional)");
  return *this;
}

Command& Command::option(const std::string& names, std::string& value, const std::string& type,
                         const std::string& about) {
  command_->add_option(names, value, about)->type_name(type);
  return *this;
}

Command& Command::option(const std::string& names, std::int64_t& value, const std::string& type,
                         const std::string& about) {
  command_->add_option(names, value, about)->check(CLI::Range(1, 1'000'000))->option_text(type);
  return *this;
}

Command& Command::option(const std::string& names, std::vector<std::string>& values, const std::string& type,
                         const std::string& about) {
  command_->add_option(names, values, about)->allow_extra_args(false)->option_text(type + " ...");
  return *this;
}

Command& Command::choice(const std::string& names, std::string& value, const std::vector<std::string>& words,
                         const std::string& about) {
  std::string type;
  for (const auto& word : words) type += (type.empty() ? "" : "|") + word;
  command_->add_option(names, value, about)->check(CLI::IsMember(words))->option_text(type);
  return *this;
}

Command& Command::flag(const std::string& names, bool& value, const std::string& about) {
  command_->add_flag(names, value, about);
  return *this;
}

Command& Command::footer(const std::string& text) {
  command_->footer(text);
  return *this;
}

Command& Command::runs(std::function<int()> action) {
  command_->callback([action = std::move(action), session = session_] { session->exit_code = action(); });
  return *this;
}

int run_command_line(int argc, char** argv, Session& session) {
  CLI::App app{"transom: X12 purchase orders in, acknowledgments and orders out, nothing lost between",
               "transom"};
  app.set_version_flag("--version", "transom " TRANSOM_VERSION);
  app.footer(footer_text);
  app.require_subcommand(1);
  app.fallthrough();
  add_shared_options(app, session);
  for (const auto add :
       {add_init,    add_run,    add_check,  add_ack,     add_show,   add_map,   add_make,   add_list,
        add_find,    add_chain,  add_failed, add_due,     add_settle, add_hold,  add_send,   add_resend,
        add_reissue, add_replay, add_test,   add_explain, add_schema, add_guide, add_doctor, add_fsck}) {
    add(app, session);
  }
  app.parse_complete_callback([&session] { start_log(session); });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
    if (!asked) refuse_unknown_command(app);
    app.exit(error);
    return asked ? exit_status::fine : exit_status::usage;
  }
  return session.exit_code;
}

}  // namespace transom
