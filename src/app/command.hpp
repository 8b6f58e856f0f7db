// What every command shares: where it works, how it registers, how it ends.
//
// A command is one file cmd_<name>.cpp with one function add_<name>(app, session). Help text, dispatch and
// exit code come from what it registers; main.cpp lists them in the order in which a newcomer meets them.
// Commands declare themselves through Command, so that the command line library is compiled once and not
// sixteen times.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/date.hpp"

namespace CLI {
class App;
}

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
  std::string workspace;   // -C DIR; empty: the nearest transom.yaml at or above the current folder
  bool json = false;       // --format json
  std::string log_format;  // --log text|json; empty: what transom.yaml says
  bool quiet = false;      // --quiet: no log below warnings
  const Clock* clock = nullptr;
  int exit_code = exit_status::fine;
};

// The log on standard error as the command line wants it, over what `log:` in transom.yaml says.
void start_log(const Session& session);

// One command while it is declared. References given to it outlive the parsing; the usual holder is a
// shared_ptr that the action captures.
class Command {
 public:
  Command(CLI::App& app, Session& session, const std::string& name, const std::string& about);

  // Stands by its place: "FILE". A list takes all that follow.
  Command& argument(const std::string& name, std::string& value, const std::string& about,
                    bool required = true);
  Command& arguments(const std::string& name, std::vector<std::string>& values, const std::string& about,
                     bool required = true);
  Command& option(const std::string& names, std::string& value, const std::string& type,
                  const std::string& about);
  Command& option(const std::string& names, std::int64_t& value, const std::string& type,
                  const std::string& about);
  // May be given several times, a value each.
  Command& option(const std::string& names, std::vector<std::string>& values, const std::string& type,
                  const std::string& about);
  // One of the words.
  Command& choice(const std::string& names, std::string& value, const std::vector<std::string>& words,
                  const std::string& about);
  Command& flag(const std::string& names, bool& value, const std::string& about);
  // Lines below the help: examples first.
  Command& footer(const std::string& text);
  // What it does; returns the exit code.
  Command& runs(std::function<int()> action);

 private:
  CLI::App* command_;
  Session* session_;
};

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
void add_settle(CLI::App& app, Session& session);
void add_due(CLI::App& app, Session& session);
void add_chain(CLI::App& app, Session& session);
void add_hold(CLI::App& app, Session& session);
void add_send(CLI::App& app, Session& session);
void add_resend(CLI::App& app, Session& session);
void add_reissue(CLI::App& app, Session& session);
void add_replay(CLI::App& app, Session& session);
void add_test(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);
void add_schema(CLI::App& app, Session& session);
void add_guide(CLI::App& app, Session& session);
void add_doctor(CLI::App& app, Session& session);
void add_fsck(CLI::App& app, Session& session);

}  // namespace transom
