// The pass: every mailbox, in groups; and what a crash left behind, first.
//
// Order of a group, never changed: claim, preserve, process, publish, drop, mark, unclaim. Whatever step the
// process dies in, the claim is still there, and the store says how far the document came: not known, then it
// is preserved anew; received, then it is processed; finished, then only its files and its claim are left.
// Each pass looks for such leftovers first, so a failure of our world needs no restart to be made good. A
// mailbox that fails does not keep the others from their turn, nor a file that cannot be read its neighbours;
// a database that fails does. What failed is told beside what was done: it is true, and cron wants both.
//
// Groups are on their way like cars on a line (engine/line.hpp): this thread takes and preserves one, while
// others read, publish, deliver and unclaim those before it. Intake, publishing and delivery have each their
// own connection to the store, whose units wait for each other.
#include "transom/engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>

#include "base/failpoint.hpp"
#include "base/posix_files.hpp"
#include "engine/account.hpp"
#include "engine/boxes.hpp"
#include "engine/intake.hpp"
#include "engine/judge_again.hpp"
#include "engine/line.hpp"
#include "engine/notify.hpp"
#include "engine/prior.hpp"
#include "engine/publisher.hpp"
#include "engine/trade_turn.hpp"
#include "transom/ledger.hpp"

namespace transom {

// The engine's own threads wait for each other's units, and that of a file with many notices of one order,
// each of which is held against all before it, may take minutes.
static constexpr StoreOptions patient{.lock_wait_ms = 600'000};

struct Engine::Impl {
  Impl(const std::string& root, const Clock& the_clock, EngineEvents the_events)
      : clock(the_clock),
        events(std::move(the_events)),
        watch(root,
              [this](const ConfigurationPtr& candidate) { setup = std::make_shared<Setup>(candidate); }),
        workspace(watch.current()->workspace),
        store(open_store(workspace.store, patient)),
        intake_store(open_store(workspace.store, patient)),
        delivery_store(open_store(workspace.store, patient)),
        publisher(*store, workspace, files, clock),
        intake(*intake_store, clock,
               [this](const Claim& claim, std::uint64_t bytes) {
                 tell_progress(claim, "preserving", bytes, claim.size);
               }),
        boxes(open_boxes(files, workspace, clock.now())),
        line(publisher, *delivery_store) {}

  const Clock& clock;
  EngineEvents events;
  PosixFiles files;
  SetupPtr setup;
  ConfigWatch watch;
  const Workspace workspace;            // folders, store and mailboxes are those of the start
  std::unique_ptr<Store> store;         // of the thread that publishes; while none does, of this one
  std::unique_ptr<Store> intake_store;  // of this thread
  std::unique_ptr<Store> delivery_store;
  Publisher publisher;
  Intake intake;
  std::vector<Box> boxes;
  bool clean = false;                 // nothing that a crash left open is in the store
  bool verified = false;              // the store was looked through after an unclean end
  std::int64_t recheck_ms = -1;       // when a waiting file may be ready; -1: unknown
  std::optional<Instant> next_batch;  // when waiting documents go by the clock
  std::set<NewsOf> news;              // of this pass
  Progress so_far;
  Line line;  // last: it ends before anything that it uses

  [[nodiscard]] bool stopped() const { return events.stop && events.stop(); }

  void reload(PassSummary& summary);
  void give_up_open();
  void verify();
  void recover(Box& box, PassSummary& summary);
  void recover_claim(Box& box, const Claim& claim, PassSummary& summary);
  std::optional<bool> same_bytes(Box& box, const Claim& claim, const ContentHash& hash, PassSummary& summary);
  PassSummary run_once();
  void put_in_order(Box& box, std::vector<ReadyFile>& ready) const;
  void pass(Box& box, std::uint64_t waited, PassSummary& summary);
  void note_news(const Published& done);
  void judge_again(PassSummary& summary, Instant began);
  void send_due(PassSummary& summary);
  void tell_people(PassSummary& summary);
  bool guarded(PassSummary& summary, const std::function<void()>& step);
  void take(Box& box, const std::vector<ReadyFile>& ready, PassSummary& summary);
  void publish(Box& box, std::vector<InHand> documents, PassSummary& summary);
  void publish_large(Box& box, const InHand& document, PassSummary& summary);
  void land(PassSummary& summary);
  void tell_done(std::span<const Claim> claims);
  void settle(PassSummary& summary);
  void break_off(PassSummary& summary);
  void tell_progress(const Claim& claim, std::string_view doing, std::uint64_t bytes, std::uint64_t of) const;
};

void Engine::Impl::reload(PassSummary& summary) {
  const auto outcome = watch.reload_if_changed();
  if (outcome.refused) summary.alarms.push_back(outcome.refused->what());
  if (!outcome.taken) return;
  if (events.log) events.log("configuration taken", {{"hash", watch.current()->hash}});
  if (!same_places(watch.current()->workspace, workspace)) {
    summary.alarms.push_back(workspace.file +
                             ": mailboxes, folders or store were changed; they take effect when the engine "
                             "is started again");
  }
}

// What a crash left open in the store, before anything else is done with it.
void Engine::Impl::give_up_open() {
  if (clean) return;
  const auto given_up = store->discard_open_attempts(clock.now());
  if (given_up > 0) verify();
  if (given_up > 0 && events.log)
    events.log("gave up what a crash left open", {{"count", std::to_string(given_up)}});
  clean = true;
}

// Once, after an unclean end: reading all of a large store takes its time.
void Engine::Impl::verify() {
  if (!verified) store->verify();
  verified = true;
}

// Goes on with what was claimed or preserved from this mailbox and not finished. A document that is safe in
// the store needs its claim no more, so one whose claim a person took away is finished all the same.
void Engine::Impl::recover(Box& box, PassSummary& summary) {
  const auto claims = box.mailbox.leftovers();
  if (!claims.empty()) verify();
  for (const auto& claim : claims) recover_claim(box, claim, summary);
  settle(summary);
  for (const auto& document : store->unfinished()) {
    if (document.mailbox != box.name()) continue;
    ++summary.seen;
    Claim gone{document.claim_name, document.original_name, document.size, 0, 0};
    publish(box, {intake.reload(document, std::move(gone), box.outgoing)}, summary);
  }
  settle(summary);
}

// nullopt: it cannot be read today, and stays for the next pass.
std::optional<bool> Engine::Impl::same_bytes(Box& box, const Claim& claim, const ContentHash& hash,
                                             PassSummary& summary) {
  try {
    return intake.holds(box.mailbox, claim, hash);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::disk) throw;
    summary.fail(failure);
    return std::nullopt;
  }
}

// A claim goes only when the store is known to hold its very bytes: after a step back of the clock a name can
// come twice.
void Engine::Impl::recover_claim(Box& box, const Claim& claim, PassSummary& summary) {
  const auto known = intake_store->find_claim(claim.id);
  if (!known) {
    ++summary.seen;
    publish(box, intake.preserve(box.mailbox, {claim}, box.outgoing, summary), summary);
  } else if (known->state == DocumentState::received) {
    ++summary.seen;
    publish(box, {intake.reload(*known, claim, box.outgoing)}, summary);
  } else if (const auto same = same_bytes(box, claim, known->hash, summary); !same) {
    box.mailbox.let_go(claim);
  } else if (!*same) {
    recover_claim(box, box.mailbox.claim_anew(claim, clock.now()), summary);
  } else {
    if (known->state == DocumentState::quarantined) {
      InHand document{.id = known->id, .original_name = known->original_name, .claim = claim, .large = true};
      publisher.copy_to_quarantine(document, known->reason,
                                   [&](const Claim& c) { return box.mailbox.open(c); });
    }
    box.mailbox.release({&claim, 1});
  }
}

namespace {

// What is read of a set takes more memory than its bytes, so that files of many short ones go in several
// groups.
std::vector<std::vector<InHand>> in_groups(std::vector<InHand> documents) {
  std::vector<std::vector<InHand>> groups;
  std::size_t sets = 0;
  for (auto& document : documents) {
    sets += document.sets;
    if (groups.empty() || sets > group_sets) {
      groups.emplace_back();
      sets = document.sets;
    }
    groups.back().push_back(std::move(document));
  }
  return groups;
}

}  // namespace

// Small ones go on the line, as many in a group as have not too many sets together; large ones by themselves,
// each in its place.
void Engine::Impl::publish(Box& box, std::vector<InHand> documents, PassSummary& summary) {
  auto from = documents.begin();
  while (from != documents.end()) {
    const auto to =
        std::find_if(from, documents.end(), [](const InHand& document) { return document.large; });
    std::vector<InHand> small(std::make_move_iterator(from), std::make_move_iterator(to));
    for (auto& group : in_groups(std::move(small))) {
      while (line.full()) land(summary);
      line.add(box, setup, std::move(group), clock.now());
    }
    if (to != documents.end()) publish_large(box, *to, summary);
    from = to == documents.end() ? to : std::next(to);
  }
}

// A large document has the store and the processor to itself.
void Engine::Impl::publish_large(Box& box, const InHand& document, PassSummary& summary) {
  settle(summary);
  const auto open = [&](const Claim& claim) { return box.mailbox.open(claim); };
  const auto tell = [&](std::uint64_t bytes) {
    tell_progress(document.claim, "reading", bytes, 2 * document.claim.size);
  };
  const Published done = publisher.publish_large(*setup, document, tell);
  account_for(done, events, summary);  // it is true, whatever becomes of its files
  note_news(done);
  tell_left(publisher.deliver_large(document, done.records.front(), open), summary);
  box.mailbox.release({&document.claim, 1});
  failpoint("unclaimed");
  tell_done({&document.claim, 1});
}

// Waits for the oldest group on the line. Fails: as one of its stages did.
void Engine::Impl::land(PassSummary& summary) {
  const Line::Landed landed = line.land();
  account_for(landed.published, events, summary);
  note_news(landed.published);
  tell_done(landed.claims);
}

void Engine::Impl::tell_done(std::span<const Claim> claims) {
  for (const auto& claim : claims) so_far.bytes += claim.size;
  so_far.files += claims.size();
  if (events.progress) events.progress(so_far);
}

void Engine::Impl::settle(PassSummary& summary) {
  while (!line.empty()) land(summary);
}

// After a failure of our world: the documents in hand become leftovers, which the next pass takes up. Those
// that were committed by then are told now: to the next pass they are done.
void Engine::Impl::break_off(PassSummary& summary) {
  line.clear([&](const Published& done) { account_for(done, events, summary); });
  for (auto& box : boxes) box.mailbox.let_go();
  clean = false;
  summary.broke_off = true;
  const auto settled = summary.accepted + summary.quarantined + summary.duplicate + summary.waiting;
  if (summary.seen > settled) summary.waiting += summary.seen - settled;
}

void Engine::Impl::tell_progress(const Claim& claim, std::string_view doing, std::uint64_t bytes,
                                 std::uint64_t of) const {
  if (!events.progress) return;
  Progress now = so_far;
  now.doing = doing;
  now.file = claim.original_name;
  now.percent = of == 0 ? 100 : static_cast<unsigned>(std::min(bytes, of) * 100 / of);
  events.progress(now);
}

void Engine::Impl::take(Box& box, const std::vector<ReadyFile>& ready, PassSummary& summary) {
  auto claimed = box.mailbox.claim(ready, clock.now());
  failpoint("claimed");
  for (const auto& refused : claimed.refused) {
    if (refused.kind() == FailureKind::disk) {
      summary.fail(refused);
    } else {
      summary.alarms.push_back(refused.what());
    }
    ++summary.waiting;
    ++summary.seen;
  }
  summary.seen += claimed.claims.size();
  publish(box, intake.preserve(box.mailbox, claimed.claims, box.outgoing, summary), summary);
}

namespace {

// As many of the files behind `from` as one group takes. Large groups share their syncs among many files;
// small ones at the beginning and the end keep all stages of the line at work.
std::size_t group_end(const std::vector<ReadyFile>& ready, std::size_t from) {
  constexpr std::size_t small_group = 32;
  const std::size_t half = (ready.size() - from + 1) / 2;
  const std::size_t most = std::min({group_files, small_group + from, std::max(small_group, half)});
  std::uint64_t bytes = 0;
  std::size_t end = from;
  while (end < ready.size() && end - from < most && (end == from || bytes + ready[end].size <= group_bytes)) {
    bytes += ready[end++].size;
  }
  return end;
}

}  // namespace

// In the order of the trade, and in that of arrival among those of one turn: groups are judged one behind the
// other, and what a document is held against has to be in an earlier one, or in its own.
void Engine::Impl::put_in_order(Box& box, std::vector<ReadyFile>& ready) const {
  std::vector<std::pair<TradeTurn, ReadyFile>> files;
  files.reserve(ready.size());
  for (ReadyFile& file : ready)
    files.emplace_back(first_turn(box.mailbox.beginning(file, beginning_bytes)), std::move(file));
  std::stable_sort(files.begin(), files.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  ready.clear();
  for (auto& [turn, file] : files) ready.push_back(std::move(file));
}

// `waited`: what the mailboxes before this one left waiting.
void Engine::Impl::pass(Box& box, std::uint64_t waited, PassSummary& summary) {
  constexpr std::size_t look_at_most = 8192;
  for (;;) {
    const std::size_t told = summary.waiting - waited;  // refused by this very pass
    Look look = box.mailbox.look(clock.monotonic_ms(), look_at_most, ends_complete);
    if (look.ready.size() > 1) put_in_order(box, look.ready);
    std::size_t done = 0;
    while (done < look.ready.size() && !stopped()) {
      reload(summary);
      const std::size_t end = group_end(look.ready, done);
      const auto at = look.ready.begin();
      take(box, {at + static_cast<std::ptrdiff_t>(done), at + static_cast<std::ptrdiff_t>(end)}, summary);
      done = end;
    }
    settle(summary);
    if (look.more > 0 && done == look.ready.size() && !stopped()) continue;
    if (look.recheck_ms >= 0 && (recheck_ms < 0 || look.recheck_ms < recheck_ms))
      recheck_ms = look.recheck_ms;
    const std::size_t refused = look.refused - std::min(look.refused, told);
    const std::size_t left = look.ready.size() - done + look.more + look.waiting + refused;
    summary.waiting += left;
    summary.seen += left;
    summary.ignored += look.ignored;
    return;
  }
}

// A step of the pass. False: our world failed in it.
bool Engine::Impl::guarded(PassSummary& summary, const std::function<void()>& step) {
  try {
    step();
    return true;
  } catch (const Failure& failure) {
    break_off(summary);
    summary.fail(failure);
    return false;
  } catch (...) {
    break_off(summary);
    throw;
  }
}

void Engine::Impl::note_news(const Published& done) {
  for (const Record& record : done.records) news.insert(record.news.begin(), record.news.end());
}

// Until nothing more of it fits: a notice that is taken now is what an invoice waits for.
void Engine::Impl::judge_again(PassSummary& summary, Instant began) {
  while (!news.empty()) {
    JudgedAgain done = transom::judge_again(*setup, *store, news, began, clock.now());
    summary.taken_after_all += done.taken;
    summary.sent += done.sent;
    summary.held -= std::min<std::uint64_t>(summary.held, done.closed);
    summary.work_items -= std::min<std::uint64_t>(summary.work_items, done.closed);
    summary.alarms.insert(summary.alarms.end(), done.alarms.begin(), done.alarms.end());
    for (const DocumentId document : done.documents)
      if (events.log) events.log("taken after all", {{"document", std::to_string(document.value)}});
    news = std::move(done.news);
  }
}

void Engine::Impl::send_due(PassSummary& summary) {
  const Published sent = publisher.send_due(*setup);
  next_batch = sent.next_batch;
  account_for(sent, events, summary);
  tell_left(publisher.deliver_due(sent), summary);
}

void Engine::Impl::tell_people(PassSummary& summary) {
  summary.work_items += tell_overdue(*store, watch.current()->directory, clock.now());
  if (auto alarm = tell_work_items(*store, watch.current()->workspace.notify, clock)) {
    summary.alarms.push_back(std::move(*alarm));
  }
}

PassSummary Engine::Impl::run_once() {
  PassSummary summary;
  recheck_ms = -1;
  next_batch.reset();
  news.clear();
  const Instant began = clock.now();
  const auto ended = [&] {  // a folder can fail by itself, the store cannot
    return std::any_of(summary.failures.begin(), summary.failures.end(),
                       [](const Failure& failure) { return failure.kind() != FailureKind::disk; });
  };
  const auto step = [&](const auto& what) { return !ended() && guarded(summary, what); };
  const bool delivers = step([&] {
    reload(summary);
    give_up_open();
    tell_left(publisher.deliver_pending(), summary);
  });
  if (delivers) {  // where nothing can be delivered nothing more is taken
    for (auto& box : boxes) {
      (void)step([&] {
        const auto waited = summary.waiting;
        recover(box, summary);
        pass(box, waited, summary);
      });
    }
    (void)step([&] { judge_again(summary, began); });
    (void)step([&] { send_due(summary); });
  }
  (void)step([&] { tell_people(summary); });
  summary.counted = step([&] {
    summary.prepared = store->waiting().size();
    summary.open_items = store->counts(std::nullopt).open_items;
    summary.overdue = store->count_overdue(clock.now());
  });
  return summary;
}

Engine::Engine(const std::string& root, const Clock& clock, EngineEvents events)
    : impl_(std::make_unique<Impl>(root, clock, std::move(events))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

PassSummary Engine::run_once() {
  return impl_->run_once();
}

std::vector<std::string> Engine::watched_folders() const {
  std::vector<std::string> folders;
  for (const auto& box : impl_->boxes) folders.push_back(box.mailbox.settings().folder);
  return folders;
}

std::int64_t Engine::poll_seconds() const {
  const std::int64_t poll = impl_->watch.current()->workspace.poll;
  const std::int64_t recheck = impl_->recheck_ms < 0 ? poll : impl_->recheck_ms / 1000 + 1;
  const std::int64_t left = impl_->next_batch ? impl_->next_batch->ms - impl_->clock.now().ms : poll * 1000;
  return std::min({poll, recheck, std::max<std::int64_t>(left / 1000 + 1, 1)});
}

}  // namespace transom
