// The service: passes over the mailboxes until somebody stops it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace transom {

// What one look at the mailboxes does; gets what it has to ask now and then: was a stop asked for?
class Service {
 public:
  Service();
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // True once SIGINT or SIGTERM came. Cheap; may be called at any time from the same thread.
  [[nodiscard]] bool stopping();
  // Watches these folders from now on, and no others. A folder that cannot be watched is returned with the
  // reason; the poll still finds what lies in it.
  std::vector<std::string> watch(const std::vector<std::string>& folders);
  enum class Wake : std::uint8_t { by_event, by_time };
  // Returns when something happened in a watched folder (not with by_time: after a failure a busy folder is
  // no reason to hurry), when the time is over, or when a stop was asked for.
  void wait(std::int64_t seconds, Wake wake = Wake::by_event);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace transom
