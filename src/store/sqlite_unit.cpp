// One transaction: begun under the write lock, ended by commit() or by going away.
//
// The statements live longer than the unit (WriteSide), since preparing them costs more than a small unit
// does. Moving the log into the file happens right after a commit, while the lock is still held; the commit
// is already durable then, so a failure there must not reach who asked for the commit. It comes back from the
// next one that writes, if the disk still refuses.
#include "store/sqlite_unit.hpp"

#include "base/failpoint.hpp"

namespace transom {

WriteSide::WriteSide(const std::filesystem::path& path, const std::filesystem::path& lock_path,
                     Connection::Mode mode)
    : lock(lock_path),
      db(path, mode),
      audit(db),
      documents(db, audit),
      attempts(db, audit),
      parts(db),
      items(db, audit),
      ledger(db, audit, items),
      business(db, audit, ledger),
      numbers(db),
      outbounds(db, audit, numbers, ledger, items),
      judgements(db, audit),
      decisions(db) {}

void WriteSide::tend_log(std::int64_t log_bytes) {
  // A log that begins anew is shorter than it was. A reader in the way may keep it growing: then every other
  // commit would try in vain, therefore it has to grow by the whole measure again.
  if (db.log_bytes() < tended_at) tended_at = 0;
  if (db.log_bytes() - tended_at < log_bytes) return;
  tended_at = db.log_bytes();
  db.checkpoint(Connection::Checkpoint::passive);
}

SqliteUnit::SqliteUnit(WriteSide& side, std::int64_t log_bytes)
    : WithDecisions(side.decisions), side_(&side), log_bytes_(log_bytes) {
  side.db.execute("BEGIN IMMEDIATE");
  try {
    side.audit.begin();
  } catch (...) {
    side.db.execute("ROLLBACK");
    throw;
  }
}

SqliteUnit::~SqliteUnit() {
  if (state_ == State::ended) return;
  try {
    // A failure of the database may have ended the transaction already.
    if (side_->db.in_transaction()) side_->db.execute("ROLLBACK");
  } catch (...) {  // the connection gives it up when it closes; nothing of it is committed
  }
  end();
}

void SqliteUnit::end() {
  state_ = State::ended;
  side_->attempts.forget();
  side_->numbers.forget();
  side_->lock.release();
}

void SqliteUnit::commit() {
  bug_check(state_ == State::open, "a unit is committed that failed or has ended");
  state_ = State::broken;
  side_->numbers.finish();
  side_->attempts.end_unit();
  side_->audit.finish();
  failpoint("before_store_commit");
  side_->db.execute("COMMIT");
  failpoint("after_store_commit");
  try {
    side_->tend_log(log_bytes_);
  } catch (const Failure&) {
  }
  end();
}

template <class Verb>
auto SqliteUnit::keep(Verb verb) -> decltype(verb(std::declval<WriteSide&>())) {
  bug_check(state_ == State::open, "a unit is used that failed or has ended");
  state_ = State::broken;
  if constexpr (std::is_void_v<decltype(verb(*side_))>) {
    verb(*side_);
    state_ = State::open;
  } else {
    auto result = verb(*side_);
    state_ = State::open;
    return result;
  }
}

DocumentId SqliteUnit::receive(const DocumentRecord& document, std::string_view bytes) {
  return keep([&](WriteSide& w) { return w.documents.receive(document, bytes); });
}
DocumentId SqliteUnit::begin_receiving(const DocumentRecord& document) {
  return keep([&](WriteSide& w) { return w.documents.begin_receiving(document); });
}
void SqliteUnit::append_content(DocumentId document, std::string_view chunk) {
  keep([&](WriteSide& w) { w.documents.append_content(document, chunk); });
}
void SqliteUnit::end_receiving(DocumentId document, const ContentHash& hash) {
  keep([&](WriteSide& w) { w.documents.end_receiving(document, hash); });
}
void SqliteUnit::discard_document(DocumentId document, std::string_view why) {
  keep([&](WriteSide& w) { w.documents.discard(document, why); });
}
AttemptId SqliteUnit::begin_attempt(const AttemptRecord& attempt) {
  return keep([&](WriteSide& w) { return w.attempts.begin(attempt); });
}
void SqliteUnit::save(const InterchangeRecord& interchange) {
  keep([&](WriteSide& w) {
    w.attempts.require_open(interchange.part.attempt);
    w.parts.save(interchange);
  });
}
void SqliteUnit::save(const GroupRecord& group) {
  keep([&](WriteSide& w) {
    w.attempts.require_open(group.part.attempt);
    w.parts.save(group);
  });
}
void SqliteUnit::save(const SetRecord& set) {
  keep([&](WriteSide& w) {
    w.attempts.require_open(set.part.attempt);
    w.parts.save(set);
  });
}
void SqliteUnit::save(AttemptId attempt, const FindingRecord& finding) {
  keep([&](WriteSide& w) {
    w.attempts.require_open(attempt);
    w.parts.save(attempt, finding);
  });
}
// No verb in here: while a long answer is queued, its pieces are made from these rows.
void SqliteUnit::each_set(const Part& group, const std::function<void(const SetRecord&)>& see) {
  bug_check(state_ != State::ended, "a unit is used that has ended");
  side_->parts.each_set(group, see);
}
BusinessId SqliteUnit::save(const BusinessRecord& business) {
  return keep([&](WriteSide& w) {
    // An answer that a person's decision makes later belongs to the attempt of what it answers.
    if (!business.outgoing) w.attempts.require_open(business.part.attempt);
    return w.business.save(business);
  });
}
void SqliteUnit::save(const DecisionRecord& decision) {
  keep([&](WriteSide& w) { w.judgements.save(decision); });
}
void SqliteUnit::save(const ReferenceRecord& reference) {
  keep([&](WriteSide& w) { w.judgements.save(reference); });
}
void SqliteUnit::save(const SsccRecord& use) {
  keep([&](WriteSide& w) { w.business.save(use); });
}
void SqliteUnit::save(const PromiseRecord& promise) {
  keep([&](WriteSide& w) { w.judgements.save(promise); });
}
void SqliteUnit::prepare(BusinessId document, std::string_view file_name, std::string_view changed) {
  keep([&](WriteSide& w) { w.business.prepare(document, file_name, changed); });
}
WorkItemId SqliteUnit::open(const WorkItemRecord& item) {
  return keep([&](WriteSide& w) { return w.items.open(item); });
}
ControlNumber SqliteUnit::take_control_number(const CounterRange& range) {
  return keep([&](WriteSide& w) { return w.numbers.take(range); });
}
void SqliteUnit::record_gap(std::string_view scope, ControlNumber number, std::string_view cause,
                            Instant at) {
  keep([&](WriteSide& w) { w.numbers.record_gap(scope, number, cause, at); });
}
OutboundId SqliteUnit::queue(const OutboundRecord& outbound, const GiveBytes& give) {
  return keep([&](WriteSide& w) {
    if (outbound.attempt) w.attempts.require_open(outbound.attempt);
    return w.outbounds.queue(outbound, give);
  });
}
void SqliteUnit::wait(const WaitingRecord& waiting) {
  keep([&](WriteSide& w) { w.business.wait(waiting); });
}
void SqliteUnit::give_up_waiting(BusinessId business, std::string_view who, std::string_view why,
                                 Instant at) {
  keep([&](WriteSide& w) { w.business.give_up_waiting(business, who, why, at); });
}
void SqliteUnit::save(const AckRecord& acknowledgment) {
  keep([&](WriteSide& w) {
    w.attempts.require_open(acknowledgment.part.attempt);
    w.outbounds.save(acknowledgment);
  });
}
void SqliteUnit::finish_attempt(AttemptId attempt, DocumentState outcome, std::string_view reason,
                                Instant at) {
  keep([&](WriteSide& w) { w.attempts.finish(attempt, outcome, reason, at); });
}
bool SqliteUnit::discard_attempt(AttemptId attempt, std::string_view why, std::size_t rows) {
  return keep([&](WriteSide& w) { return w.attempts.discard(attempt, why, rows); });
}
void SqliteUnit::mark_dropped(std::span<const OutboundId> outbounds, Instant at) {
  keep([&](WriteSide& w) { w.outbounds.mark_dropped(outbounds, at); });
}
void SqliteUnit::mark_exported(std::span<const BusinessId> documents, Instant at) {
  keep([&](WriteSide& w) { w.business.mark_exported(documents, at); });
}
void SqliteUnit::mark_answered(OutboundId outbound, bool accepted, AttemptId under, Instant at) {
  keep([&](WriteSide& w) { w.outbounds.mark_answered(outbound, accepted, under, at); });
}
void SqliteUnit::mark_arrived(OutboundId outbound, bool accepted, AttemptId under, Instant at) {
  keep([&](WriteSide& w) { w.outbounds.mark_arrived(outbound, accepted, under, at); });
}
void SqliteUnit::cancel(OutboundId outbound, std::string_view who, std::string_view why, Instant at) {
  keep([&](WriteSide& w) { w.outbounds.cancel(outbound, who, why, at); });
}
void SqliteUnit::queue_again(OutboundId outbound, std::optional<Instant> due, std::string_view who,
                             std::string_view why, Instant at) {
  keep([&](WriteSide& w) { w.outbounds.queue_again(outbound, due, who, why, at); });
}
void SqliteUnit::decide(BusinessId document, Verdict verdict, std::string_view who, std::string_view why,
                        Instant at) {
  keep([&](WriteSide& w) { w.business.decide(document, verdict, who, why, at); });
}
void SqliteUnit::close(WorkItemId item, std::string_view who, std::string_view resolution, Instant at) {
  keep([&](WriteSide& w) { w.items.close(item, who, resolution, at); });
}
std::size_t SqliteUnit::close_items_of(DocumentId document, std::string_view who, std::string_view resolution,
                                       Instant at) {
  return keep([&](WriteSide& w) { return w.items.close_of(document, who, resolution, at); });
}
void SqliteUnit::mark_told(std::span<const WorkItemId> items, Instant at) {
  keep([&](WriteSide& w) { w.items.mark_told(items, at); });
}
void SqliteUnit::expect(const ExpectationRecord& expectation) {
  keep([&](WriteSide& w) { w.ledger.open(expectation); });
}
void SqliteUnit::withdraw(BusinessId order, bool but_answer, std::string_view why, AttemptId under,
                          Instant at) {
  keep([&](WriteSide& w) { w.ledger.withdraw(order, but_answer, why, under, at); });
}
void SqliteUnit::withdraw(BusinessId order, Expected what, std::string_view why, AttemptId under,
                          Instant at) {
  keep([&](WriteSide& w) { w.ledger.withdraw(order, what, why, under, at); });
}
void SqliteUnit::reopen(BusinessId order, Expected what, std::string_view why, AttemptId under, Instant at) {
  keep([&](WriteSide& w) { w.ledger.reopen(order, what, why, under, at); });
}
void SqliteUnit::restore(BusinessId order, Expected what, std::string_view withdrawn_for,
                         std::string_view why, AttemptId under, Instant at) {
  keep([&](WriteSide& w) { w.ledger.restore(order, what, withdrawn_for, why, under, at); });
}
void SqliteUnit::waive(ExpectationId expectation, std::string_view who, std::string_view why, Instant at) {
  keep([&](WriteSide& w) { w.ledger.waive(expectation, who, why, at); });
}
std::optional<WorkItemId> SqliteUnit::mark_overdue(ExpectationId expectation, const WorkItemRecord& item,
                                                   Instant at) {
  return keep([&](WriteSide& w) { return w.ledger.mark_overdue(expectation, item, at); });
}
void SqliteUnit::note(DocumentId document, std::string_view who, std::string_view action,
                      std::string_view why, Instant at) {
  keep([&](WriteSide& w) { w.audit.add(at, who, action, document, why); });
}

}  // namespace transom
