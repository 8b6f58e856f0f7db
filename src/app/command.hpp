// What every command shares: where it works, how it prints, how it ends.
//
// A command is one file cmd_<name>.cpp with one function add_<name>(app, session). Help text, dispatch and
// exit code come from what it registers; main.cpp lists them in the order in which a newcomer meets them.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>
#include <string>

#include "transom/date.hpp"

namespace transom {

// Exit codes, as `transom --help` documents them.
namespace exit_status {
inline constexpr int fine = 0;          // all fine
inline constexpr int needs_person = 1;  // what this pass found needs a person
inline constexpr int usage = 2;         // the command line or a YAML file is wrong
inline constexpr int world_failed = 3;  // disk, database: our world failed
inline constexpr int busy = 4;          // another engine is at work there
}  // namespace exit_status

struct Session {
  std::string workspace = ".";  // -C DIR
  bool json = false;            // --format json
  bool log_json = false;        // --log json
  bool quiet = false;           // --quiet: no log below warnings
  Clock* clock = nullptr;
  int exit_code = exit_status::fine;
};

// Prints to standard output at once; a closed pipe ends the program quietly.
void print(std::string_view text);
void print_line(std::string_view text);
// True when a person watches standard error.
[[nodiscard]] bool is_watched();

void add_init(CLI::App& app, Session& session);
void add_run(CLI::App& app, Session& session);
void add_check(CLI::App& app, Session& session);
void add_ack(CLI::App& app, Session& session);
void add_show(CLI::App& app, Session& session);
void add_map(CLI::App& app, Session& session);
void add_make(CLI::App& app, Session& session);
void add_list(CLI::App& app, Session& session);
void add_find(CLI::App& app, Session& session);
void add_failed(CLI::App& app, Session& session);
void add_replay(CLI::App& app, Session& session);
void add_test(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);
void add_doctor(CLI::App& app, Session& session);
void add_schema(CLI::App& app, Session& session);

}  // namespace transom
