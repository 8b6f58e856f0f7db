// How long a command takes from its start to its end, with all guides in the program: what a person waits for
// at each prompt, and a script for each file. The program is the one beside this one, run as a shell runs it.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "bench/bench.hpp"

extern char** environ;

namespace transom::bench {
namespace {

namespace fs = std::filesystem;

constexpr int runs = 20;
constexpr double allowed_ms = 20;

// Exit code of the command; its output goes nowhere.
int run(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int error = ::posix_spawn(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (error != 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

}  // namespace

int starting() {
  const std::string program = (fs::read_symlink("/proc/self/exe").parent_path() / "transom").string();
  const std::string file = (fs::temp_directory_path() / "transom-bench-order.edi").string();
  std::ofstream(file, std::ios::binary) << single_850(1);
  const std::vector<std::vector<std::string>> commands = {
      {"--version"}, {"guide", "850"}, {"guide", "856", "--version", "005010"}, {"check", file}};
  fmt::print("starting a command, medians of {} (allowed: {} ms)\n", runs, allowed_ms);
  int failed = 0;
  for (const std::vector<std::string>& words : commands) {
    std::vector<std::string> command{program};
    command.insert(command.end(), words.begin(), words.end());
    bool fine = true;
    const double ms = 1e3 * median_seconds(runs, [&] { fine = run(command) == 0 && fine; });
    const std::string name =
        words.front() == "check" ? "check, an 850 of 2 KB" : fmt::format("{}", fmt::join(words, " "));
    fmt::print("  {:<44} {:>8.1f} ms{}{}\n", name, ms, ms > allowed_ms ? "   TOO SLOW" : "",
               fine ? "" : "   FAILED");
    if (!fine || ms > allowed_ms) failed = 1;
  }
  fs::remove(file);
  return failed;
}

}  // namespace transom::bench
