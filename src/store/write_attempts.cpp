// An attempt is open until it is finished, and what stands under an open attempt is read by nobody. So a huge
// interchange is saved in as many commits as it needs, and the one that sets attempts.finished is small.
//
// An attempt given up (a crash, a person's stop) loses its rows a portion at a time, each portion a unit of
// its own; its own row stays, so that numbers are never used twice. Control numbers that its outbounds had
// drawn become recorded gaps.
#include "store/write_attempts.hpp"

#include <fmt/format.h>

#include "store/schema.hpp"

namespace transom {

AttemptWriter::AttemptWriter(Connection& db, Audit& audit)
    : audit_(&audit),
      last_(db, "SELECT max(id) FROM attempts WHERE id > ? AND id < ?"),
      insert_(db,
              "INSERT INTO attempts (id, document, number, maps, started, who, why, state)"
              " VALUES (?,?,?,?,?,?,?,'received')"),
      is_open_(db, "SELECT who FROM attempts WHERE id = ? AND finished IS NULL AND state = 'received'"),
      finish_(db,
              "UPDATE attempts SET finished = ?, state = ?, reason = ?"
              " WHERE id = ? AND finished IS NULL AND state = 'received'"),
      finish_document_(db,
                       "UPDATE documents SET state = ?, reason = ?, attempts = attempts + 1"
                       " WHERE id = ? AND state NOT IN ('receiving','discarded')"),
      add_sums_(db,
                "INSERT INTO promise_sums (of, usage, attempt, at, quantity)"
                " SELECT of, usage, 0, at, quantity FROM promise_sums WHERE attempt = ? AND attempt > 0"
                " ON CONFLICT DO UPDATE SET quantity = exact_add(quantity, excluded.quantity)"),
      drop_sums_(db, "DELETE FROM promise_sums WHERE attempt = ? AND attempt > 0"),
      note_open_(db, "INSERT INTO open_attempts (attempt) VALUES (?)"),
      forget_open_(db, "DELETE FROM open_attempts WHERE attempt = ?"),
      discard_(
          db, "UPDATE attempts SET state = 'discarded', reason = ? WHERE id = ? RETURNING document, started"),
      gaps_(db,
            "INSERT OR IGNORE INTO number_gaps (scope, cycle, first, last, cause, at)"
            " SELECT o.scope, o.cycle, CAST(o.control_number AS INTEGER), CAST(o.control_number AS INTEGER),"
            " ?2, a.started FROM outbounds o JOIN attempts a ON a.id = o.attempt"
            " WHERE o.state = 'queued' AND o.attempt = ?1 AND o.scope <> ''") {
  static constexpr const char* portions[] = {
      "DELETE FROM answers WHERE (attempt, interchange, grp, st, outbound) IN"
      " (SELECT n.attempt, n.interchange, n.grp, n.st, n.outbound FROM outbounds o"
      "  JOIN answers n ON n.attempt BETWEEN o.answers_from AND o.answers_to AND n.outbound = o.id WHERE "
      "o.state = 'queued' AND o.attempt = ?1 LIMIT ?2)",
      "DELETE FROM carried WHERE (outbound, position) IN"
      " (SELECT c.outbound, c.position FROM outbounds o JOIN carried c ON c.outbound = o.id"
      "  WHERE o.state = 'queued' AND o.attempt = ?1 LIMIT ?2)",
      "DELETE FROM outbound_content WHERE id IN"
      " (SELECT c.id FROM outbounds o"
      "  JOIN outbound_content c ON c.id >= o.id * 1048576 AND c.id < (o.id + 1) * 1048576"
      "  WHERE o.state = 'queued' AND o.attempt = ?1 LIMIT ?2)",
      "DELETE FROM answers WHERE attempt = ?1 AND (interchange, grp, st, outbound) IN"
      " (SELECT interchange, grp, st, outbound FROM answers WHERE attempt = ?1 LIMIT ?2)",
      "DELETE FROM outbounds WHERE id IN"
      " (SELECT id FROM outbounds WHERE state = 'queued' AND attempt = ?1 LIMIT ?2)",
      // What it says of what we sent nobody said; one that was overdue is told once more.
      "UPDATE outbounds SET state = replace(json_extract(was, '$.state'), 'overdue', 'dropped'),"
      " changed = json_extract(was, '$.changed'), answered_under = NULL, was = NULL WHERE id IN"
      " (SELECT id FROM outbounds WHERE answered_under = ?1 LIMIT ?2)",
      "DELETE FROM acknowledgments WHERE document = ?1 / 4096 AND attempt = ?1 AND"
      " (outbound, interchange, grp, st, group_number, set_number) IN (SELECT outbound, interchange, grp, st,"
      "  group_number, set_number FROM acknowledgments WHERE document = ?1 / 4096 AND attempt = ?1 LIMIT ?2)",
      "DELETE FROM item_orders WHERE (item, number, release) IN (SELECT n.item, n.number, n.release"
      " FROM work_items w JOIN item_orders n ON n.item = w.id WHERE w.attempt = ?1 LIMIT ?2)",
      "DELETE FROM work_items WHERE id IN (SELECT id FROM work_items WHERE attempt = ?1 LIMIT ?2)",
      // What it opened again is what it was; a row of its own goes, one that it closed is open.
      "UPDATE expectations SET (attempt, terms, opened, due, state, item, closed, closed_under, closed_with,"
      " closed_by, resolution) = (SELECT json_extract(was, '$.attempt'), json_extract(was, '$.terms'),"
      " json_extract(was, '$.opened'), json_extract(was, '$.due'), json_extract(was, '$.state'),"
      " json_extract(was, '$.item'), json_extract(was, '$.closed'), json_extract(was, '$.closed_under'),"
      " json_extract(was, '$.closed_with'), json_extract(was, '$.closed_by'),"
      " json_extract(was, '$.resolution')), reopened_under = NULL, was = NULL WHERE id IN"
      " (SELECT id FROM expectations WHERE reopened_under = ?1 LIMIT ?2)",
      "DELETE FROM expectations WHERE id IN (SELECT id FROM expectations WHERE attempt = ?1 LIMIT ?2)",
      "UPDATE expectations SET state = 'open', item = NULL, closed = NULL, closed_under = NULL, closed_with "
      "= NULL,"
      " closed_by = '', resolution = '' WHERE id IN"
      " (SELECT id FROM expectations WHERE closed_under = ?1 LIMIT ?2)",
      "DELETE FROM promise_sums WHERE (of, usage, attempt, at) IN"
      " (SELECT of, usage, attempt, at FROM promise_sums WHERE attempt = ?1 AND attempt > 0 LIMIT ?2)",
      "DELETE FROM promises WHERE id IN (SELECT id FROM promises WHERE attempt = ?1 LIMIT ?2)",
      "DELETE FROM decisions WHERE (business, number) IN"
      " (SELECT x.business, x.number FROM business b JOIN decisions x ON x.business = b.id"
      "  WHERE b.attempt = ?1 LIMIT ?2)",
      "DELETE FROM waiting WHERE business IN"
      " (SELECT w.business FROM business b JOIN waiting w ON w.business = b.id WHERE b.attempt = ?1 LIMIT "
      "?2)",
      "DELETE FROM business_orders WHERE (partner, number, release, business) IN"
      " (SELECT n.partner, n.number, n.release, n.business FROM business b JOIN business_orders n ON "
      "n.business = b.id"
      "  WHERE b.attempt = ?1 LIMIT ?2)",
      "DELETE FROM received_ssccs WHERE (sscc, business) IN (SELECT s.sscc, s.business FROM business b"
      " JOIN received_ssccs s ON s.business = b.id WHERE b.attempt = ?1 LIMIT ?2)",
      "DELETE FROM business_changed WHERE id IN"
      " (SELECT c.id FROM business b JOIN business_changed c ON c.id = b.id WHERE b.attempt = ?1 LIMIT ?2)",
      "DELETE FROM business_json WHERE id IN"
      " (SELECT j.id FROM business b JOIN business_json j ON j.id = b.id WHERE b.attempt = ?1 LIMIT ?2)",
      "DELETE FROM business WHERE id IN (SELECT id FROM business WHERE attempt = ?1 LIMIT ?2)",
      "DELETE FROM findings WHERE attempt = ?1 AND seq IN (SELECT seq FROM findings WHERE attempt = ?1 LIMIT "
      "?2)",
      "DELETE FROM sets WHERE attempt = ?1 AND (interchange, grp, st) IN"
      " (SELECT interchange, grp, st FROM sets WHERE attempt = ?1 LIMIT ?2)",
      "DELETE FROM groups WHERE attempt = ?1 AND (interchange, grp) IN"
      " (SELECT interchange, grp FROM groups WHERE attempt = ?1 LIMIT ?2)",
      "DELETE FROM interchanges WHERE attempt = ?1 AND interchange IN"
      " (SELECT interchange FROM interchanges WHERE attempt = ?1 LIMIT ?2)",
  };
  for (const char* sql : portions) removals_.push_back(std::make_unique<Statement>(db, sql));
}

AttemptId AttemptWriter::begin(const AttemptRecord& attempt) {
  const std::int64_t base = attempt.document.value * attempts_per_document;
  std::int64_t id = base + 1;
  if (auto last = last_(base, base + attempts_per_document); last.next() && !last.null(0))
    id = last.integer(0) + 1;
  if (id >= base + attempts_per_document) {
    throw Failure(FailureKind::usage, fmt::format("document {}", attempt.document.value),
                  "has been tried 4095 times", "put the file into the mailbox again under another name");
  }
  insert_(id, attempt.document, id - base, attempt.maps, attempt.started, attempt.who, attempt.why).run();
  begun_.emplace(id, attempt.who);
  open_ = {id};
  return open_;
}

void AttemptWriter::require_open(AttemptId attempt) {
  if (attempt == open_ || begun_.contains(attempt.value)) return;
  bug_check(is_open_(attempt).next(), "something is saved under an attempt that is not open");
  open_ = attempt;
}

void AttemptWriter::finish(AttemptId attempt, DocumentState outcome, std::string_view reason, Instant at) {
  bug_check(outcome == DocumentState::done || outcome == DocumentState::quarantined ||
                outcome == DocumentState::duplicate,
            "an attempt ends as done, quarantined or duplicate");
  std::string who;
  if (const auto begun = begun_.find(attempt.value); begun != begun_.end()) {
    who = std::move(begun->second);
    begun_.erase(begun);
  } else {
    if (auto row = is_open_(attempt); row.next()) who = row.text(0);
    forget_open_(attempt).run();
  }
  bug_check(finish_(at, outcome, reason, attempt).run() == 1, "an attempt is finished that is not open");
  if (add_sums_(attempt).run() > 0) drop_sums_(attempt).run();
  const DocumentId document{attempt.value / attempts_per_document};
  bug_check(finish_document_(outcome, reason, document).run() == 1,
            "an attempt finishes on an incomplete document");
  open_ = {};
  const std::int64_t number = attempt.value % attempts_per_document;
  if (who == "engine") {
    audit_->gather(
        at, "finished",
        fmt::format("document {} attempt {} {} {}", document.value, number, name(outcome), reason));
  } else {
    audit_->add(at, who, "finished", document,
                fmt::format("attempt {} {} {}", number, name(outcome), reason));
  }
}

void AttemptWriter::end_unit() {
  for (const auto& [attempt, who] : begun_) note_open_(attempt).run();
}

bool AttemptWriter::discard(AttemptId attempt, std::string_view why, std::size_t rows) {
  bug_check(rows > 0 && is_open_(attempt).next(), "an attempt is discarded that is not open");
  open_ = {};
  begun_.erase(attempt.value);
  gaps_(attempt, fmt::format("attempt given up: {}", why)).run();
  auto left = static_cast<std::int64_t>(rows);
  for (const auto& removal : removals_) {
    while (left > 0) {
      const std::int64_t removed = (*removal)(attempt, left).run();
      if (removed == 0) break;
      left -= removed;
    }
    if (left <= 0) return false;
  }
  forget_open_(attempt).run();
  auto row = discard_(why, attempt);
  row.next();
  const DocumentId document{row.integer(0)};
  const Instant started{row.integer(1)};
  row.run();
  audit_->add(started, "engine", "attempt given up", document,
              fmt::format("attempt {} {}", attempt.value % attempts_per_document, why));
  return true;
}

}  // namespace transom
