// The store over SQLite: one connection that reads, one that writes, each opened when it is first needed.
//
// A reader's connection is read-only, sees what was committed before each call, and never waits for a writer
// (WAL). The writing one belongs to whoever holds the lock file beside the store, which keeps commits and
// checkpoints of all processes apart (connection.cpp says why that must be). Opening costs well under a
// millisecond: a command that only lists never prepares a statement that writes.
#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "store/connection.hpp"
#include "store/fsck.hpp"
#include "store/read_documents.hpp"
#include "store/read_ledger.hpp"
#include "store/read_results.hpp"
#include "store/schema.hpp"
#include "store/sqlite_unit.hpp"
#include "transom/store.hpp"

namespace transom {

// What stays between reads.
struct ReadSide {
  explicit ReadSide(const std::filesystem::path& path)
      : db(path, Connection::Mode::read),
        decisions(db),
        documents(db),
        parts(db),
        results(db),
        ledger(db),
        finder(db) {}

  Connection db;
  Decisions decisions;
  DocumentReader documents;
  PartReader parts;
  ResultReader results;
  LedgerReader ledger;
  Finder finder;
};

class SqliteStore final : public WithDecisions<Store> {
 public:
  SqliteStore(const std::filesystem::path& path, const StoreOptions& options, std::unique_ptr<ReadSide> reads)
      : WithDecisions(reads->decisions), path_(path), options_(options), reads_(std::move(reads)) {}
  ~SqliteStore() override;

  std::unique_ptr<Unit> begin() override;
  void checkpoint() override;
  std::size_t discard_open_attempts(Instant at) override;

  std::optional<DocumentRecord> document(DocumentId id) override { return reads_->documents.document(id); }
  std::vector<DocumentId> resolve(std::string_view text, std::size_t limit) override {
    return reads_->documents.resolve(text, limit);
  }
  void content(DocumentId id, const std::function<bool(std::string_view)>& sink) override {
    reads_->documents.content(id, sink);
  }
  std::string chunk(DocumentId id, std::uint32_t n) override { return reads_->documents.chunk(id, n); }
  std::vector<DocumentRecord> documents(const DocumentFilter& filter) override {
    return reads_->documents.documents(filter);
  }
  std::vector<DocumentRecord> unfinished() override { return reads_->documents.unfinished(); }
  std::vector<Hit> find(std::string_view text, std::size_t limit) override {
    return reads_->finder.find(text, limit);
  }
  std::vector<AttemptRecord> attempts(DocumentId document) override {
    return reads_->parts.attempts(document);
  }
  std::vector<InterchangeRecord> interchanges(AttemptId attempt, std::size_t limit, Part after) override {
    return reads_->parts.interchanges(attempt, limit, after);
  }
  std::vector<GroupRecord> groups(AttemptId attempt, std::size_t limit, Part after) override {
    return reads_->parts.groups(attempt, limit, after);
  }
  std::vector<SetRecord> sets(AttemptId attempt, std::size_t limit, Part after) override {
    return reads_->parts.sets(attempt, limit, after);
  }
  std::vector<FindingRecord> findings(AttemptId attempt, std::size_t limit) override {
    return reads_->parts.findings(attempt, limit);
  }
  std::vector<BusinessRecord> business(AttemptId attempt, std::size_t limit, BusinessId after) override {
    return reads_->results.business(attempt, limit, after);
  }
  std::optional<BusinessRecord> business(BusinessId id) override { return reads_->results.business(id); }
  std::vector<BusinessRecord> held(std::string_view partner, std::size_t limit) override {
    return reads_->results.held(partner, limit);
  }
  std::optional<ReferenceRecord> reference(const ContentHash& hash) override {
    return reads_->results.reference(hash);
  }
  std::vector<OutboundRecord> outbounds(DocumentId document) override {
    return reads_->results.outbounds(document);
  }
  std::optional<OutboundRecord> outbound(OutboundId id) override { return reads_->results.outbound(id); }
  std::vector<OutboundRecord> sent(const SentFilter& filter) override { return reads_->results.sent(filter); }
  std::vector<AckRecord> all_acknowledgments(OutboundId outbound) override {
    return reads_->results.all_acknowledgments(outbound);
  }
  std::vector<AckRecord> acknowledged_by(DocumentId document) override {
    return reads_->results.acknowledged_by(document);
  }
  std::vector<WorkItemRecord> open_items(std::string_view partner, std::size_t limit) override {
    return reads_->results.open_items(partner, limit);
  }
  std::vector<WorkItemRecord> items(DocumentId document) override { return reads_->results.items(document); }
  std::vector<WorkItemRecord> untold_items(std::size_t limit) override {
    return reads_->results.untold_items(limit);
  }
  std::vector<OutboundRecord> pending_outbounds(std::size_t limit, OutboundId after) override {
    return reads_->results.pending_outbounds(limit, after);
  }
  std::vector<BusinessRecord> pending_exports(std::size_t limit, BusinessId after) override {
    return reads_->results.pending_exports(limit, after);
  }
  std::vector<OutboundRecord> answers_to(const Part& set) override { return reads_->results.answers_to(set); }
  std::vector<WorkItemRecord> items_about(std::string_view partner, std::string_view number) override {
    return reads_->results.items_about(partner, number);
  }
  std::vector<ExpectationRecord> expected(const DueFilter& filter) override {
    return reads_->ledger.expected(filter);
  }
  std::optional<ExpectationRecord> expectation(ExpectationId id) override {
    return reads_->ledger.expectation(id);
  }
  std::vector<ExpectationRecord> untold_overdue(Instant now, std::size_t limit) override {
    return reads_->ledger.untold_overdue(now, limit);
  }
  std::uint64_t count_overdue(Instant now) override { return reads_->ledger.count_overdue(now); }
  std::vector<ExpectationRecord> expected_for(std::string_view partner, std::string_view number,
                                              char usage) override {
    return reads_->ledger.expected_for(partner, number, usage);
  }
  std::vector<ExpectationRecord> expected_for(OutboundId sent) override {
    return reads_->ledger.expected_for(sent);
  }
  std::vector<OrderNumber> orders_named(std::string_view text, std::string_view partner,
                                        std::size_t limit) override {
    return reads_->ledger.orders_named(text, partner, limit);
  }
  Counts counts(std::optional<Instant> since) override { return reads_->documents.counts(since); }
  void verify() override;
  std::vector<Violation> fsck() override { return check_store(reads_->db); }

 private:
  WriteSide& writes();
  void lock(WriteSide& side) const;

  std::filesystem::path path_;
  StoreOptions options_;
  std::unique_ptr<ReadSide> reads_;
  std::unique_ptr<WriteSide> writes_;
};

static std::filesystem::path lock_path(const std::filesystem::path& path) {
  return path.string() + ".lock";
}

// A last writer leaves an empty log, so that the next opening has nothing to recover. Nobody is waited for.
SqliteStore::~SqliteStore() {
  try {
    if (writes_ && writes_->db.trusted() && writes_->db.log_bytes() > 0 && writes_->lock.acquire(0)) {
      reads_.reset();
      writes_->db.checkpoint(Connection::Checkpoint::truncate);
      writes_->lock.release();
    }
  } catch (const Failure&) {  // the log stays, and is read again at the next opening
  }
}

WriteSide& SqliteStore::writes() {
  if (options_.read_only) {
    throw Failure(FailureKind::internal, path_.string(), "bug: a store opened for reading is written",
                  "please report it");
  }
  if (!writes_) writes_ = std::make_unique<WriteSide>(path_, lock_path(path_), Connection::Mode::write);
  if (!writes_->db.trusted()) {
    throw Failure(FailureKind::database, path_.string(), "is not written any more after an error of the disk",
                  "look at the system log, then start again; what was not committed is done anew");
  }
  return *writes_;
}

void SqliteStore::lock(WriteSide& side) const {
  if (side.lock.acquire(options_.lock_wait_ms)) return;
  throw Failure(FailureKind::database, path_.string(),
                fmt::format("another process has been writing for {} s", options_.lock_wait_ms / 1000),
                fmt::format("see who holds it with: fuser -v {}", side.lock.path().string()));
}

std::unique_ptr<Unit> SqliteStore::begin() {
  WriteSide& side = writes();
  lock(side);
  try {
    return std::make_unique<SqliteUnit>(side, options_.log_bytes);
  } catch (...) {
    side.lock.release();
    throw;
  }
}

void SqliteStore::checkpoint() {
  WriteSide& side = writes();
  lock(side);
  try {
    side.db.checkpoint(Connection::Checkpoint::passive);
  } catch (...) {
    side.lock.release();
    throw;
  }
  side.lock.release();
}

void SqliteStore::verify() {
  const std::string found = reads_->db.pragma("PRAGMA quick_check(1)");
  if (found == "ok") return;
  throw Failure(FailureKind::database, path_.string(), "is damaged: " + found,
                "stop using it, keep the file, and restore the newest backup; the originals in it can be "
                "replayed");
}

std::size_t SqliteStore::discard_open_attempts(Instant at) {
  static constexpr std::size_t rows_a_unit = 20'000;
  static constexpr std::string_view why = "the engine stopped before it was finished";
  std::vector<AttemptId> attempts;
  std::vector<DocumentId> documents;
  Statement open(reads_->db, "SELECT attempt FROM open_attempts");
  for (auto row = open(); row.next();) attempts.push_back({row.integer(0)});
  Statement receiving(reads_->db, "SELECT id FROM documents WHERE state = 'receiving'");
  for (auto row = receiving(); row.next();) documents.push_back({row.integer(0)});
  for (const AttemptId attempt : attempts) {
    for (bool gone = false; !gone;) {
      const auto unit = begin();
      gone = unit->discard_attempt(attempt, why, rows_a_unit);
      unit->commit();
    }
  }
  for (const DocumentId document : documents) {
    const auto unit = begin();
    unit->note(document, "engine", "found incomplete", why, at);
    unit->discard_document(document, why);
    unit->commit();
  }
  return attempts.size() + documents.size();
}

static void sync_folder(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;  // SQLite syncs it as well, when it makes the log
  ::fsync(file);
  ::close(file);
}

static void make_current(const std::filesystem::path& path, const StoreOptions& options) {
  const bool exists = std::filesystem::exists(path);
  if (!exists && (!options.create || options.read_only)) {
    throw Failure(FailureKind::database, path.string(), "there is no store here",
                  "transom init makes a workspace, transom run its store");
  }
  if (exists) {
    Connection db(path, options.read_only ? Connection::Mode::read : Connection::Mode::write);
    if (schema_is_current(db, path) && db.pragma("PRAGMA journal_mode") == "wal") return;
    if (options.read_only) {
      throw Failure(FailureKind::database, path.string(), "was written by an older transom",
                    "start `transom run` once: it brings the store forward");
    }
  }
  WriteLock lock(lock_path(path));
  if (!lock.acquire(options.lock_wait_ms)) {
    throw Failure(FailureKind::database, path.string(),
                  "another process is writing, the store cannot be brought forward",
                  "stop the other transom and run again");
  }
  Connection db(path, Connection::Mode::create);
  if (!schema_is_current(db, path)) migrate(db, path);
  sync_folder(path);
}

std::unique_ptr<Store> open_store(const std::filesystem::path& path, const StoreOptions& options) {
  make_current(path, options);
  return std::make_unique<SqliteStore>(path, options, std::make_unique<ReadSide>(path));
}

}  // namespace transom
