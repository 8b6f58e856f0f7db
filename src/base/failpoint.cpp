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

std::string take_up_to_at(std::string_view& rest) {
  const std::string word(rest.substr(0, rest.find('@')));
  rest.remove_prefix(word.size());
  return word;
}

// 0 for what is none.
int count_of(std::string_view text) {
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc() && end == text.data() + text.size() ? count : 0;
}

}  // namespace

Failpoints::Failpoints(std::string_view plan, std::string log) : log_(std::move(log)) {
  while (!plan.empty()) {
    const auto one = plan.substr(0, plan.find(','));
    plan.remove_prefix(std::min(one.size() + 1, plan.size()));
    const auto equals = one.find('=');
    auto rest = equals == std::string_view::npos ? std::string_view() : one.substr(equals + 1);
    Plan parsed;
    parsed.action = take_up_to_at(rest);
    bool good = parsed.action == "kill" || parsed.action == "throw" || parsed.action == "bug";
    if (rest.empty()) parsed.at.insert(1);
    while (good && !rest.empty()) {
      rest.remove_prefix(1);
      const int hit = count_of(take_up_to_at(rest));
      good = hit > 0;
      parsed.at.insert(hit);
    }
    if (!good) {
      throw Failure(FailureKind::usage, "TRANSOM_FAILPOINTS", "'" + std::string(one) + "' is no failpoint",
                    "write name=kill@1, name=throw@1 or name=bug@1");
    }
    plans_[std::string(one.substr(0, equals))] = parsed;
  }
}

void Failpoints::hit(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (!log_.empty()) append_line(log_, name);
  const auto found = plans_.find(name);
  if (found == plans_.end() || !found->second.at.contains(++found->second.hits)) return;
  if (found->second.action == "kill") std::raise(SIGKILL);
  const FailureKind kind = found->second.action == "bug" ? FailureKind::internal : FailureKind::disk;
  throw Failure(kind, "", "failpoint " + std::string(name));
}

Failpoints& Failpoints::of_environment() {
  static Failpoints points(environment("TRANSOM_FAILPOINTS"), environment("TRANSOM_FAILPOINT_LOG"));
  return points;
}

}  // namespace transom
