// Signals, a timer and the directory watch, all on one io_context and one thread.
//
// Handlers only note what happened; the work is done by whoever called wait(). So a signal that arrives while
// documents are being processed is seen at the engine's next question and never in the middle of a commit.
// Refused: a thread for signals, and work inside handlers: both make it hard to say what runs when.
#include "app/service.hpp"

#include <fmt/format.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>

#include "transom/failure.hpp"

namespace transom {

namespace asio = boost::asio;

struct Service::Impl {
  asio::io_context context{1};
  asio::signal_set signals{context, SIGINT, SIGTERM};
  asio::steady_timer timer{context};
  asio::posix::stream_descriptor events{context};
  std::array<char, 4096> buffer{};
  std::map<std::string, int> watches;
  bool stop = false, woken = false;

  Impl() {
    signals.async_wait([this](const boost::system::error_code& error, int) { stop = stop || !error; });
    const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) return;  // no watch then, only the poll
    events.assign(fd);
    listen();
  }

  void listen() {
    events.async_read_some(asio::buffer(buffer), [this](const boost::system::error_code& error, std::size_t) {
      if (error) return;
      woken = true;
      listen();
    });
  }
};

Service::Service() : impl_(std::make_unique<Impl>()) {}
Service::~Service() = default;

bool Service::stopping() {
  impl_->context.poll();
  return impl_->stop;
}

std::vector<std::string> Service::watch(const std::vector<std::string>& folders) {
  std::vector<std::string> refused;
  if (!impl_->events.is_open()) return folders;
  const int fd = impl_->events.native_handle();
  std::erase_if(impl_->watches, [&](const auto& watch) {
    const bool gone = std::find(folders.begin(), folders.end(), watch.first) == folders.end();
    if (gone) ::inotify_rm_watch(fd, watch.second);
    return gone;
  });
  for (const auto& folder : folders) {
    if (impl_->watches.contains(folder)) continue;
    const int watch =
        ::inotify_add_watch(fd, folder.c_str(), IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE | IN_ONLYDIR);
    if (watch >= 0) {
      impl_->watches[folder] = watch;
    } else {
      refused.push_back(fmt::format("{}: {}", folder, std::strerror(errno)));
    }
  }
  return refused;
}

void Service::wait(std::int64_t seconds, Wake wake) {
  bool expired = false;
  impl_->timer.expires_after(std::chrono::seconds(std::max<std::int64_t>(seconds, 1)));
  impl_->timer.async_wait([&expired](const boost::system::error_code& error) { expired = !error; });
  const auto woken = [&] { return wake == Wake::by_event && impl_->woken; };
  while (!expired && !woken() && !impl_->stop) impl_->context.run_one();
  impl_->woken = false;
  impl_->timer.cancel();
  impl_->context.poll();  // lets the cancelled wait end while `expired` is still there
}

}  // namespace transom
