// transom: the program. Runs one command and turns failures into exit codes.
//
// Every command registers itself (command.hpp); nothing here knows what they do. This is one of the two
// places where a Failure is caught: it becomes one line on standard error and the exit code of its kind.
#include <csignal>
#include <cstdio>
#include <exception>

#include "app/command_line.hpp"
#include "app/log.hpp"
#include "app/output.hpp"
#include "transom/failure.hpp"

namespace {

int guarded(int argc, char** argv) {
  using namespace transom;
  const SystemClock clock;
  Session session;
  session.clock = &clock;
  try {
    const int code = run_command_line(argc, argv, session);
    flush_output();
    return code;
  } catch (const Failure& failure) {
    flush_output();
    start_log(session);
    log_failure(failure);
    return exit_code(failure.kind());
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return guarded(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "transom: internal error: %s\n", error.what());
    return transom::exit_status::world_failed;
  }
}
