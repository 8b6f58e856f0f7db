// Stages hand a group on by themselves; the engine only puts it on and takes it off.
//
// When a stage fails, the groups before it still go their way, those behind it stop where they are: what they
// would see of it, and the order in which orders become true, must not depend on which thread was quicker.
// Refused: a group a thread all the way, for the same reason.
//
// Orders and answers are a hundred allocations each. They go back to the thread that made them: freed by
// another one, they made the two wait for each other's heap for a seventh of all processor time.
#include "engine/line.hpp"

#include <exception>

#include "base/failpoint.hpp"
#include "engine/read_group.hpp"
#include "transom/failure.hpp"

namespace transom {

// Two are enough while their stages take equally long; one more evens out a slow sync.
static constexpr std::size_t most_groups = 4;

struct Line::Group {
  std::uint64_t number = 0;
  Box* box = nullptr;
  std::vector<Claim> claims;
  SetupPtr setup;
  Instant now;
  std::vector<InHand> documents;  // until they are read
  ReadGroup read;
  Published published;
  std::promise<void> ended;
  std::future<void> end = ended.get_future();
};

bool Line::full() const {
  return groups_.size() >= most_groups;
}

void Line::add(Box& box, SetupPtr setup, std::vector<InHand> documents, Instant now) {
  auto group = std::make_shared<Group>();
  group->number = added_++;
  group->box = &box;
  group->setup = std::move(setup);
  group->now = now;
  group->claims.reserve(documents.size());
  for (const auto& document : documents) group->claims.push_back(document.claim);
  group->documents = std::move(documents);
  groups_.push_back(group);
  send(std::move(group), reading);
}

void Line::send(GroupPtr group, Stage stage) {
  if (stage == stages) return group->ended.set_value();
  (void)workers_[stage].start([this, group = std::move(group), stage]() mutable {
    try {
      if (group->number > broken_) {
        throw Failure(FailureKind::internal, group->box->name(), "stopped behind a group that broke off");
      }
      pass(*group, stage);
    } catch (...) {
      std::uint64_t first = broken_;
      while (group->number < first && !broken_.compare_exchange_weak(first, group->number)) {
      }
      return group->ended.set_exception(std::current_exception());
    }
    send(std::move(group), static_cast<Stage>(stage + 1));
  });
}

void Line::pass(Group& group, Stage stage) {
  switch (stage) {
    case reading:
      free_spent();
      group.read = read_group(std::move(group.setup), std::move(group.documents), group.now);
      break;
    case publishing:
      group.published = publisher_.publish(group.read);
      give_back(group);
      break;
    case delivering:
      publisher_.deliver(store_, group.read, group.published);
      break;
    case unclaiming:
      group.box->mailbox.release(group.claims);
      failpoint("unclaimed");
      break;
    case stages:
      break;
  }
}

void Line::give_back(Group& group) {
  const std::lock_guard turn(spent_mutex_);
  spent_.push_back({std::move(group.read.reads), std::move(group.published.spent)});
}

void Line::free_spent() {
  std::vector<Spent> spent;
  const std::lock_guard turn(spent_mutex_);
  spent.swap(spent_);
}

Line::Landed Line::land() {
  const GroupPtr group = groups_.front();
  group->end.get();
  groups_.pop_front();
  if (groups_.empty()) free_spent();
  return {std::move(group->published), std::move(group->claims)};
}

void Line::clear(const std::function<void(const Published&)>& published) {
  for (const auto& group : groups_) {
    if (group->end.valid()) group->end.wait();  // not of the one whose failure land() told
  }
  for (const auto& group : groups_) {
    if (published) published(group->published);
  }
  groups_.clear();
  broken_ = UINT64_MAX;
}

}  // namespace transom
