// A thread that does one piece of work after the other, in the order they were given.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>

namespace transom {

class Worker {
 public:
  Worker();
  ~Worker();  // after the work that was given is done
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // The future gives what `work` returns or throws.
  template <class Work>
  [[nodiscard]] auto start(Work work) -> std::future<std::invoke_result_t<Work&>> {
    auto task = std::make_shared<std::packaged_task<std::invoke_result_t<Work&>()>>(std::move(work));
    auto result = task->get_future();
    add([task] { (*task)(); });
    return result;
  }

 private:
  void add(std::function<void()> job);
  void loop();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::thread thread_;  // last: it starts when all the rest is there
};

}  // namespace transom
