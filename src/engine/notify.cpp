// Work items are told from the store and not from memory, so that neither a crash nor a pager out of order
// loses one: what was not told stays to be told.
//
// posix_spawn instead of fork: a child that shares the database's file descriptors for longer than an exec
// could drop its locks. Everything we open is close-on-exec. The command's output goes to standard error,
// because standard output is the account of the pass, which programs read. A command that hangs is ended with
// all that it started: the next mailbox look does not wait for a pager. Refused: a thread for it, which would
// have to be waited for at the end all the same.
#include "engine/notify.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include "transom/failure.hpp"

extern char** environ;

namespace transom {
namespace {

constexpr std::chrono::seconds patience(10);

// Where a child stands: its own process group, ordinary signals, no input, our standard error for output.
class Surroundings {
 public:
  Surroundings() {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, STDERR_FILENO, STDOUT_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t ours;
    sigemptyset(&ours);
    posix_spawnattr_setsigmask(&attributes_, &ours);
    sigaddset(&ours, SIGPIPE);  // which we ignore
    posix_spawnattr_setsigdefault(&attributes_, &ours);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Surroundings() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&files_);
  }
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;

  int start(pid_t& child, std::vector<std::string>& words) const {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    return posix_spawnp(&child, arguments[0], &files_, &attributes_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

// What went wrong with it; empty when it ended with 0.
std::string wait_for(pid_t child) {
  using namespace std::chrono_literals;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (auto pause = 1ms; std::chrono::steady_clock::now() < deadline; pause = std::min(pause * 2, 50ms)) {
    int status = 0;
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended < 0 && errno != EINTR) return fmt::format("was lost: {}", std::strerror(errno));
    if (ended == child && WIFEXITED(status)) {
      const int code = WEXITSTATUS(status);
      return code == 0 ? std::string() : fmt::format("ended with {}", code);
    }
    if (ended == child) return fmt::format("was ended by signal {}", WTERMSIG(status));
    std::this_thread::sleep_for(pause);
  }
  ::kill(-child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return fmt::format("did not end within {} s", patience.count());
}

std::string run(const std::vector<std::string>& command, const WorkItemRecord& item) {
  std::vector<std::string> words = command;
  words.push_back(item.reason);
  words.push_back(std::to_string(item.document.value));
  words.push_back(item.sentence);
  pid_t child = 0;
  const int error = Surroundings().start(child, words);
  if (error != 0) return fmt::format("cannot be started: {}", std::strerror(error));
  return wait_for(child);
}

}  // namespace

std::optional<std::string> tell_work_items(Store& store, const std::vector<std::string>& command,
                                           const Clock& clock) {
  constexpr std::size_t page = 100;
  for (;;) {
    const auto items = store.untold_items(page);
    if (items.empty()) return std::nullopt;
    std::vector<WorkItemId> told;
    std::string problem;
    for (const auto& item : items) {
      if (!command.empty() && !item.closed) problem = run(command, item);
      if (!problem.empty()) break;
      told.push_back(item.id);
    }
    if (!told.empty()) {
      const auto unit = store.begin();
      unit->mark_told(told, clock.now());
      unit->commit();
    }
    if (!problem.empty()) {
      return fmt::format(
          "notify: {} {}; new work items stay untold until it works: see `notify:` in transom.yaml",
          command.front(), problem);
    }
  }
}

}  // namespace transom
