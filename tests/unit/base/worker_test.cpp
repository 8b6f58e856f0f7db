#include "base/worker.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace transom {
namespace {

TEST_CASE("work is done in the order in which it was given, and hands back what it returns") {
  std::vector<int> order;
  Worker worker;
  std::vector<std::future<int>> results;
  for (int n = 0; n < 100; ++n) {
    results.push_back(worker.start([&order, n] {
      order.push_back(n);
      return n * n;
    }));
  }
  for (int n = 0; n < 100; ++n) CHECK(results[static_cast<std::size_t>(n)].get() == n * n);
  for (int n = 0; n < 100; ++n) CHECK(order[static_cast<std::size_t>(n)] == n);
}

TEST_CASE("what work throws reaches whoever asks, and the next work is done") {
  Worker worker;
  auto bad = worker.start([]() -> int { throw std::runtime_error("no"); });
  auto good = worker.start([] { return std::string("yes"); });
  CHECK_THROWS_AS(bad.get(), std::runtime_error);
  CHECK(good.get() == "yes");
}

TEST_CASE("a worker that goes does first what it was given") {
  bool done = false;
  {
    Worker worker;
    (void)worker.start([&done] { done = true; });
  }
  CHECK(done);
}

}  // namespace
}  // namespace transom
