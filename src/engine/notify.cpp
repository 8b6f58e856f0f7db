// posix_spawn instead of fork: a child that shares the database's file descriptors for longer than an exec
// could drop its locks. Everything we open is close-on-exec.
#include "engine/notify.hpp"

#include <spawn.h>
#include <sys/wait.h>

#include <chrono>
#include <thread>

extern char** environ;

namespace transom {
namespace {

bool wait_for(pid_t child) {
  using namespace std::chrono_literals;
  for (int tries = 0; tries < 200; ++tries) {
    int status = 0;
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ended < 0) return false;
    std::this_thread::sleep_for(tries < 20 ? 2ms : 50ms);
  }
  return false;
}

}  // namespace

bool notify(const std::vector<std::string>& command, DocumentId document, const Reason& reason) {
  if (command.empty()) return true;
  std::vector<std::string> words = command;
  words.push_back(reason.code);
  words.push_back(std::to_string(document.value));
  words.push_back(reason.sentence);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) return false;
  return wait_for(child);
}

}  // namespace transom
