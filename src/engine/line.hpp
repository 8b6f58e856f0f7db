// The line along which groups of small documents go: read, published, delivered, unclaimed.
//
// Each stage is a thread of its own and has one group at a time, in the order of arrival, while the engine's
// thread claims and preserves the next. Of one group the steps follow each other as ever; of two groups
// different steps are done at the same time, so that the disk is waited for by one and not by all.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <vector>

#include "base/worker.hpp"
#include "engine/boxes.hpp"
#include "engine/publisher.hpp"

namespace transom {

class Line {
 public:
  // Both outlive the line. `store` is that of the thread that delivers, the publisher's its own.
  Line(Publisher& publisher, Store& store) : publisher_(publisher), store_(store) {}
  ~Line() { clear(); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  [[nodiscard]] bool empty() const { return groups_.empty(); }
  // So many are on their way that one has to land before another is added.
  [[nodiscard]] bool full() const;
  // Puts a group on the line and returns at once.
  void add(Box& box, SetupPtr setup, std::vector<InHand> documents, Instant now);

  struct Landed {
    Published published;
    std::vector<Claim> claims;  // gone
  };
  // Waits until the oldest group has come to its end, and takes it off. Fails: as the stage did in which it
  // broke; groups behind one that broke go no further.
  [[nodiscard]] Landed land();
  // Waits until nothing moves and forgets what is on the line: leftovers for the next pass. Of a group that
  // broke off behind its commit `published` is told: what it made is true all the same.
  void clear(const std::function<void(const Published&)>& published = {});

 private:
  enum Stage : std::size_t { reading, publishing, delivering, unclaiming, stages };
  struct Group;
  using GroupPtr = std::shared_ptr<Group>;
  void send(GroupPtr group, Stage stage);
  void pass(Group& group, Stage stage);
  void give_back(Group& group);
  void free_spent();

  Publisher& publisher_;
  Store& store_;
  std::uint64_t added_ = 0;
  std::atomic<std::uint64_t> broken_ = UINT64_MAX;  // number of the first group that broke
  std::deque<GroupPtr> groups_;                     // oldest first
  // What was published, until the thread that read it frees it.
  struct Spent {
    std::vector<ReadDocument> reads;
    std::unique_ptr<AnswerBatch> answers;
  };
  std::mutex spent_mutex_;
  std::vector<Spent> spent_;
  std::array<Worker, stages> workers_;  // last: they end before anything that they use
};

}  // namespace transom
