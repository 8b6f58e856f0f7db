// Failpoints: system-call injection from outside cannot name a place in the code, and counts per thread; this
// can. Killing is SIGKILL, so that no handler, destructor or buffer flush softens it.
#include "base/failpoint.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdlib>

#include "transom/failure.hpp"

namespace transom {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

void append_line(const std::string& path, std::string_view name) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  const std::string line = std::string(name) + "\n";
  const bool written = fd >= 0 && ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  if (fd >= 0) ::close(fd);
  if (!written) throw Failure(FailureKind::disk, path, "the failpoint log cannot be written");
}

}  // namespace

Failpoints::Failpoints(std::string_view plan, std::string log) : log_(std::move(log)) {
  while (!plan.empty()) {
    const auto one = plan.substr(0, plan.find(','));
    plan.remove_prefix(std::min(one.size() + 1, plan.size()));
    const auto equals = one.find('=');
    const auto action = equals == std::string_view::npos ? std::string_view() : one.substr(equals + 1);
    const auto word = action.substr(0, action.find('@'));
    const auto count = word.size() == action.size() ? std::string_view("1") : action.substr(word.size() + 1);
    Plan parsed;
    parsed.kill = word == "kill";
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), parsed.at);
    const bool number = error == std::errc() && end == count.data() + count.size() && parsed.at > 0;
    if ((!parsed.kill && word != "throw") || !number) {
      throw Failure(FailureKind::usage, "TRANSOM_FAILPOINTS", "'" + std::string(one) + "' is no failpoint",
                    "write name=kill@1 or name=throw@1");
    }
    plans_[std::string(one.substr(0, equals))] = parsed;
  }
}

void Failpoints::hit(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (!log_.empty()) append_line(log_, name);
  const auto found = plans_.find(name);
  if (found == plans_.end() || ++found->second.hits != found->second.at) return;
  if (found->second.kill) std::raise(SIGKILL);
  throw Failure(FailureKind::disk, "", "failpoint " + std::string(name));
}

Failpoints& Failpoints::of_environment() {
  static Failpoints points(environment("TRANSOM_FAILPOINTS"), environment("TRANSOM_FAILPOINT_LOG"));
  return points;
}

}  // namespace transom
