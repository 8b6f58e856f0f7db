// The pass: every mailbox, in groups; and what a crash left behind, first.
//
// Order of a group, never changed: claim, preserve, process, publish, drop, mark, unclaim. Whatever step the
// process dies in, the claim is still there, and the store says how far the document came: not known, then it
// is preserved anew; received, then it is processed; finished, then only its files and its claim are left.
//
// Groups are on their way like cars on a line: this thread takes, preserves and reads one, while a second
// thread publishes the one before (record, commit, drop, mark) and a third unclaims the one before that. Each
// works on one group at a time, in the order of arrival. Intake and publishing have each their own connection
// to the store, whose units wait for each other. Refused: a group a thread all the way: what a later one sees
// of an earlier one would be chance.
#include "transom/engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <optional>

#include "base/failpoint.hpp"
#include "base/posix_files.hpp"
#include "base/worker.hpp"
#include "engine/account.hpp"
#include "engine/intake.hpp"
#include "engine/prior.hpp"
#include "engine/publisher.hpp"
#include "engine/read_group.hpp"

namespace transom {
namespace {

MailboxSettings settings_of(const MailboxEntry& entry, const Workspace& workspace) {
  MailboxSettings settings;
  settings.name = entry.name;
  settings.folder = entry.folder;
  settings.work = workspace.claim + "/" + entry.name;
  settings.delivery = entry.delivery == Delivery::growing ? MailboxSettings::Delivery::growing
                                                          : MailboxSettings::Delivery::atomic;
  settings.marker = entry.marker;
  settings.stable_for_ms = entry.stable_for * 1000;
  settings.incomplete_after_ms = entry.incomplete_after * 1000;
  for (const auto& pattern : entry.ignore) settings.ignore.push_back(pattern);
  return settings;
}

// The ERP leaves order responses like a VAN leaves files.
MailboxEntry responses_entry(const Workspace& workspace) {
  MailboxEntry entry;
  entry.name = "responses";
  entry.folder = workspace.responses;
  return entry;
}

struct Box {
  Mailbox mailbox;
  bool is_response = false;
};

// A group that is being published.
struct InFlight {
  Box* box = nullptr;
  std::vector<Claim> claims;
  std::future<Published> published;
};

std::vector<Claim> claims_of(const std::vector<InHand>& documents) {
  std::vector<Claim> claims;
  claims.reserve(documents.size());
  for (const auto& document : documents) claims.push_back(document.claim);
  return claims;
}

}  // namespace

struct Engine::Impl {
  Impl(const std::string& root, const Clock& the_clock, EngineEvents the_events)
      : clock(the_clock),
        events(std::move(the_events)),
        watch(root,
              [this](const ConfigurationPtr& candidate) { setup = std::make_shared<Setup>(candidate); }),
        workspace(watch.current()->workspace),
        store(open_store(workspace.store)),
        intake_store(open_store(workspace.store)),
        publisher(*store, workspace, files, clock),
        intake(*intake_store, clock) {
    for (const auto& entry : workspace.mailboxes) {
      boxes.push_back({Mailbox(files, settings_of(entry, workspace), clock.now()), false});
    }
    boxes.push_back({Mailbox(files, settings_of(responses_entry(workspace), workspace), clock.now()), true});
  }

  const Clock& clock;
  EngineEvents events;
  PosixFiles files;
  SetupPtr setup;
  ConfigWatch watch;
  const Workspace workspace;            // folders, store and mailboxes are those of the start
  std::unique_ptr<Store> store;         // of the thread that publishes; while none does, of this one
  std::unique_ptr<Store> intake_store;  // of this thread
  Publisher publisher;
  Intake intake;
  std::vector<Box> boxes;
  bool recovered = false;
  std::uint64_t files_done = 0, bytes_done = 0;
  std::optional<InFlight> in_flight;
  std::future<void> unclaimed;
  Worker publishing, unclaiming;  // last: they end before anything that they use

  [[nodiscard]] bool stopped() const { return events.stop && events.stop(); }

  void reload(PassSummary& summary) {
    const auto outcome = watch.reload_if_changed();
    if (outcome.refused) summary.alarms.push_back(outcome.refused->what());
    if (outcome.taken && events.log) events.log("configuration taken", {{"hash", watch.current()->hash}});
  }

  void recover(PassSummary& summary);
  void recover_claim(Box& box, const Claim& claim, PassSummary& summary);
  void pass(Box& box, PassSummary& summary);
  void take(Box& box, const std::vector<ReadyFile>& ready, PassSummary& summary);
  void publish(Box& box, std::vector<InHand> documents, PassSummary& summary);
  void publish_large(Box& box, const InHand& document, PassSummary& summary);
  std::optional<InFlight> land(PassSummary& summary);
  void release(InFlight landed);
  void settle(PassSummary& summary);
  void break_off() noexcept;
};

void Engine::Impl::recover(PassSummary& summary) {
  if (recovered) return;
  const auto given_up = store->discard_open_attempts(clock.now());
  if (given_up > 0 && events.log)
    events.log("gave up what a crash left open", {{"count", std::to_string(given_up)}});
  for (auto& conflict : publisher.deliver_pending()) summary.alarms.push_back(std::move(conflict));
  for (auto& box : boxes) {
    for (const auto& claim : box.mailbox.leftovers()) recover_claim(box, claim, summary);
  }
  settle(summary);
  recovered = true;
}

void Engine::Impl::recover_claim(Box& box, const Claim& claim, PassSummary& summary) {
  const auto known = store->find_claim(claim.id);
  if (known && known->state != DocumentState::received) {
    if (known->state == DocumentState::quarantined) {
      InHand document{.id = known->id, .original_name = known->original_name, .claim = claim, .large = true};
      publisher.copy_to_quarantine(document, known->reason,
                                   [&](const Claim& c) { return box.mailbox.open(c); });
    }
    box.mailbox.release({&claim, 1});
    return;
  }
  ++summary.seen;
  if (known) {
    publish(box, {intake.reload(*known, claim, box.is_response)}, summary);
  } else {
    publish(box, intake.preserve(box.mailbox, {claim}, box.is_response, summary), summary);
  }
}

// Reads the documents while the group before is published, then has them published in their turn.
void Engine::Impl::publish(Box& box, std::vector<InHand> documents, PassSummary& summary) {
  const auto first_large = std::stable_partition(documents.begin(), documents.end(),
                                                 [](const InHand& document) { return !document.large; });
  const std::vector<InHand> large(std::make_move_iterator(first_large),
                                  std::make_move_iterator(documents.end()));
  documents.erase(first_large, documents.end());
  if (!documents.empty()) {
    auto claims = claims_of(documents);
    auto group = std::make_unique<ReadGroup>(read_group(setup, std::move(documents), clock.now()));
    auto landed = land(summary);
    auto publish_group = [this, group = std::move(group)] { return publisher.publish(*group); };
    in_flight = {&box, std::move(claims), publishing.start(std::move(publish_group))};
    if (landed) release(std::move(*landed));
  }
  for (const auto& document : large) publish_large(box, document, summary);
}

// A large document has the store and the processor to itself.
void Engine::Impl::publish_large(Box& box, const InHand& document, PassSummary& summary) {
  settle(summary);
  const auto open = [&](const Claim& claim) { return box.mailbox.open(claim); };
  account_for(publisher.publish_large(*setup, document, open), workspace, events, summary);
  release({&box, {document.claim}, {}});
}

// Waits until what is being published is true, delivered and marked. Fails: as publishing did.
std::optional<InFlight> Engine::Impl::land(PassSummary& summary) {
  auto landed = std::exchange(in_flight, std::nullopt);
  if (landed) account_for(landed->published.get(), workspace, events, summary);
  return landed;
}

// Taking claims away costs no thought but much waiting, so a third thread does it; one group at a time.
void Engine::Impl::release(InFlight landed) {
  if (unclaimed.valid()) unclaimed.get();
  for (const auto& claim : landed.claims) bytes_done += claim.size;
  files_done += landed.claims.size();
  if (events.progress) events.progress(files_done, bytes_done);
  unclaimed = unclaiming.start([landed = std::move(landed)] {
    landed.box->mailbox.release(landed.claims);
    failpoint("unclaimed");
  });
}

void Engine::Impl::settle(PassSummary& summary) {
  if (auto landed = land(summary)) release(std::move(*landed));
  if (unclaimed.valid()) unclaimed.get();
}

// After a failure of our world: the documents in hand become leftovers, which the next pass takes up.
void Engine::Impl::break_off() noexcept {
  if (in_flight) in_flight->published.wait();
  in_flight.reset();
  if (unclaimed.valid()) unclaimed.wait();
  unclaimed = {};
  for (auto& box : boxes) box.mailbox.let_go();
  recovered = false;
}

void Engine::Impl::take(Box& box, const std::vector<ReadyFile>& ready, PassSummary& summary) {
  auto claimed = box.mailbox.claim(ready, clock.now());
  failpoint("claimed");
  for (const auto& refused : claimed.refused) {
    summary.alarms.push_back(refused.what());
    ++summary.waiting;
    ++summary.seen;
  }
  summary.seen += claimed.claims.size();
  publish(box, intake.preserve(box.mailbox, claimed.claims, box.is_response, summary), summary);
}

namespace {

// As many of the files behind `from` as one group takes.
std::size_t group_end(const std::vector<ReadyFile>& ready, std::size_t from) {
  std::uint64_t bytes = 0;
  std::size_t end = from;
  while (end < ready.size() && end - from < group_files &&
         (end == from || bytes + ready[end].size <= group_bytes)) {
    bytes += ready[end++].size;
  }
  return end;
}

}  // namespace

void Engine::Impl::pass(Box& box, PassSummary& summary) {
  constexpr std::size_t look_at_most = 8192;
  for (;;) {
    const Look look = box.mailbox.look(clock.monotonic_ms(), look_at_most, ends_complete);
    std::size_t done = 0;
    while (done < look.ready.size() && !stopped()) {
      reload(summary);
      const std::size_t end = group_end(look.ready, done);
      const auto at = look.ready.begin();
      take(box, {at + static_cast<std::ptrdiff_t>(done), at + static_cast<std::ptrdiff_t>(end)}, summary);
      done = end;
    }
    settle(summary);
    if (done > 0 && done == look.ready.size() && !stopped()) continue;  // more may have come meanwhile
    const std::size_t left = look.ready.size() - done + look.more + look.waiting + look.refused;
    summary.waiting += left;
    summary.seen += left;
    summary.ignored += look.ignored;
    return;
  }
}

Engine::Engine(const std::string& root, const Clock& clock, EngineEvents events)
    : impl_(std::make_unique<Impl>(root, clock, std::move(events))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

PassSummary Engine::run_once() {
  PassSummary summary;
  try {
    impl_->recover(summary);
    for (auto& box : impl_->boxes) impl_->pass(box, summary);
  } catch (...) {
    impl_->break_off();
    throw;
  }
  summary.open_items = impl_->store->counts(std::nullopt).open_items;
  return summary;
}

std::vector<std::string> Engine::watched_folders() const {
  std::vector<std::string> folders;
  for (const auto& box : impl_->boxes) folders.push_back(box.mailbox.settings().folder);
  return folders;
}

std::int64_t Engine::poll_seconds() const {
  return impl_->watch.current()->workspace.poll;
}

}  // namespace transom
