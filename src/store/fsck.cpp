// The store's invariants, one row each: a rule's name and a query that gives a sentence for each break.
//
// The queries state what may not be, in the terms of the tables, and only of finished attempts: what is
// staged is nobody's truth yet. Three rules need more than SQL: SQLite's own check, the hash of the stored
// bytes, and the audit chain. fsck reads the whole store on one read-only connection and is no part of an
// ordinary start.
#include "store/fsck.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "store/audit.hpp"
#include "store/schema.hpp"
#include "store/statement.hpp"

namespace transom {

struct Check {
  const char* rule;
  const char* query;  // one column: the sentence
};

static constexpr Check checks[] = {
    {"word",
     "SELECT format('%s %s is %s, a word nobody knows', kind, id, word) FROM"
     " (SELECT 'document' AS kind, id, state AS word FROM documents WHERE state NOT IN"
     "   ('receiving','received','done','quarantined','duplicate','discarded')"
     "  UNION ALL SELECT 'attempt', id, state FROM attempts WHERE state NOT IN"
     "   ('received','done','quarantined','duplicate','discarded')"
     "  UNION ALL SELECT 'business document', id, verdict FROM business WHERE verdict NOT IN"
     "   ('accepted','changed','held','rejected','duplicate','replaced')"
     "  UNION ALL SELECT 'outbound', id, state FROM outbounds WHERE state NOT IN"
     "   ('queued','dropped','acknowledged','refused','overdue','cancelled')"
     "  UNION ALL SELECT 'answer to group of attempt', attempt, answer FROM groups WHERE answer NOT IN"
     "   ('none','997','999','answered-before')"
     "  UNION ALL SELECT 'answer to interchange of attempt', attempt, answer FROM interchanges WHERE answer "
     "NOT IN"
     "   ('none','ta1','answered-before')"
     "  UNION ALL SELECT 'expectation', id, state FROM expectations WHERE state NOT IN"
     "   ('open','met','waived','withdrawn') OR what NOT IN ('997','855','856','810','TA1')"
     "   OR owed_by NOT IN ('us','partner'))"},
    {"document-state",
     "SELECT format('document %d is %s, but its last finished attempt says %s', d.id, d.state, a.state)"
     " FROM attempts a JOIN documents d ON d.id = a.document WHERE a.finished IS NOT NULL AND a.state <> "
     "d.state"
     " AND NOT EXISTS (SELECT 1 FROM attempts b WHERE b.document = a.document AND b.id > a.id"
     " AND b.id < (a.document + 1) * 4096 AND b.finished IS NOT NULL)"},
    {"document-attempts",
     "SELECT format('document %d is %s with %d attempts, %d are finished', d.id, d.state, d.attempts, t.n) "
     "FROM"
     " (SELECT d.id, count(a.id) AS n FROM documents d LEFT JOIN attempts a ON a.id > d.id * 4096"
     "  AND a.id < (d.id + 1) * 4096 AND a.finished IS NOT NULL GROUP BY d.id) t JOIN documents d ON d.id = "
     "t.id"
     " WHERE d.attempts <> t.n OR (d.state IN ('done','quarantined','duplicate')) <> (t.n > 0)"},
    {"quarantine-reason",
     "SELECT format('document %d is %s without a reason', id, state) FROM documents"
     " WHERE state IN ('quarantined','discarded') AND reason = ''"},
    {"content-place",
     "SELECT format('chunk %d belongs to no document that has bytes', c.id) FROM content c"
     " LEFT JOIN documents d ON d.id = c.id / 1048576 WHERE d.id IS NULL OR d.state = 'discarded'"},
    {"attempt-of-document",
     "SELECT format('attempt %d is not number %d of document %d', id, number, document) FROM attempts"
     " WHERE id <> document * 4096 + number"},
    {"part-attempt",
     "SELECT format('attempt %d is not there, but something was saved under it', attempt) FROM"
     " (SELECT attempt FROM interchanges UNION SELECT attempt FROM groups UNION SELECT attempt FROM sets"
     "  UNION SELECT attempt FROM findings UNION SELECT attempt FROM business UNION SELECT attempt FROM "
     "answers"
     "  UNION SELECT attempt FROM outbounds UNION SELECT attempt FROM work_items"
     "  UNION SELECT attempt FROM promises)"
     " WHERE attempt IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.id = attempt)"},
    // I-2: each set of a group has its row and its outcome.
    {"group-sets",
     "SELECT format('document %d, interchange %d, group %d received %d sets, %d are recorded', a.document,"
     " g.interchange, g.grp, g.received, (SELECT count(*) FROM sets s WHERE s.attempt = g.attempt"
     "  AND s.interchange = g.interchange AND s.grp = g.grp)) FROM groups g JOIN attempts a ON a.id = "
     "g.attempt"
     " WHERE a.finished IS NOT NULL AND g.received <> (SELECT count(*) FROM sets s WHERE s.attempt = "
     "g.attempt"
     "  AND s.interchange = g.interchange AND s.grp = g.grp)"},
    {"part-parents",
     "SELECT format('document %d: set %d.%d.%d stands in no recorded group or interchange', a.document,"
     " s.interchange, s.grp, s.st) FROM sets s JOIN attempts a ON a.id = s.attempt WHERE a.finished IS NOT "
     "NULL AND"
     " (NOT EXISTS (SELECT 1 FROM groups g WHERE g.attempt = s.attempt AND g.interchange = s.interchange"
     "  AND g.grp = s.grp) OR NOT EXISTS (SELECT 1 FROM interchanges i WHERE i.attempt = s.attempt"
     "  AND i.interchange = s.interchange))"},
    // I-3.
    {"set-key-once",
     "SELECT format('purchase order %s of %s was made %d times from one set (interchange %s, group %s, set "
     "%s):"
     " documents %s', min(b.number), i.partner, count(*), i.control_number, g.control_number, "
     "s.control_number,"
     " group_concat(a.document, ', ')) FROM business b JOIN attempts a ON a.id = b.attempt"
     " JOIN sets s ON s.attempt = b.attempt AND s.interchange = b.interchange AND s.grp = b.grp AND s.st = "
     "b.st"
     " JOIN groups g ON g.attempt = b.attempt AND g.interchange = b.interchange AND g.grp = b.grp"
     " JOIN interchanges i ON i.attempt = b.attempt AND i.interchange = b.interchange"
     " WHERE a.finished IS NOT NULL AND b.kind = 'order' AND b.verdict NOT IN "
     "('rejected','duplicate','replaced')"
     " AND b.again = '' GROUP BY i.partner, i.usage, ltrim(i.control_number, '0'), ltrim(g.control_number, "
     "'0'),"
     " s.control_number, s.hash HAVING count(*) > 1"},
    // I-6: what the partner was told is refused has left nothing.
    {"refused-interchange",
     "SELECT format('document %d, interchange %d is refused (%s), and %s %s from it is %s', a.document,"
     " b.interchange, i.outcome, b.kind, b.number, b.verdict) FROM business b"
     " JOIN attempts a ON a.id = b.attempt"
     " JOIN interchanges i ON i.attempt = b.attempt AND i.interchange = b.interchange"
     " WHERE a.finished IS NOT NULL AND b.outgoing = 0 AND NOT i.effective"
     " AND b.verdict IN ('accepted','changed','held')"},
    // I-4.
    {"group-answer",
     "SELECT format('document %d, interchange %d, group %d was to be answered by %s, and is %d times', "
     "document,"
     " interchange, grp, answer, n) FROM (SELECT a.document, g.interchange, g.grp, g.answer,"
     "  (SELECT count(*) FROM answers n JOIN outbounds o ON o.id = n.outbound WHERE n.attempt = g.attempt"
     "   AND n.interchange = g.interchange AND n.grp = g.grp AND n.st = 0 AND o.kind IN ('997','999')"
     "   AND (g.answer NOT IN ('997','999') OR o.kind = g.answer)) AS n"
     "  FROM groups g JOIN attempts a ON a.id = g.attempt WHERE a.finished IS NOT NULL)"
     " WHERE n <> (answer IN ('997','999'))"},
    {"order-answered-once",
     "SELECT format('document %d, interchange %d, group %d, set %d: its order is answered %d times', "
     "a.document,"
     " n.interchange, n.grp, n.st, count(*)) FROM answers n JOIN attempts a ON a.id = n.attempt"
     " JOIN outbounds o ON o.id = n.outbound WHERE a.finished IS NOT NULL AND n.st > 0 AND o.kind IN "
     "('855','865')"
     " AND o.state NOT IN ('cancelled','refused') AND o.reissue_of IS NULL"
     " GROUP BY n.attempt, n.interchange, n.grp, n.st HAVING count(*) > 1"},
    {"decision-order",
     "SELECT format('decision %d is about business document %d, which is not there', number, business)"
     " FROM decisions WHERE NOT EXISTS (SELECT 1 FROM business b WHERE b.id = business)"},
    {"reference-version",
     "SELECT format('business document %d was judged by reference data that is not kept', id) FROM business"
     " WHERE reference <> '' AND NOT EXISTS (SELECT 1 FROM reference_versions v WHERE v.hash = reference)"
     " UNION ALL SELECT format('business document %d was released by reference data that is not kept', "
     "business)"
     " FROM decisions WHERE reference <> ''"
     " AND NOT EXISTS (SELECT 1 FROM reference_versions v WHERE v.hash = reference)"},
    {"promise-sums",
     "SELECT format('the sums of %s (%s) since %d do not come to what its orders were promised', of, usage, "
     "at)"
     " FROM (SELECT of, usage, at, quantity AS q FROM promise_sums WHERE attempt = 0 UNION ALL"
     "  SELECT p.of, p.usage, p.at, exact_sum(p.quantity) FROM promises p JOIN attempts a ON a.id = p.attempt"
     "   WHERE a.finished IS NOT NULL GROUP BY p.of, p.usage, p.at)"
     " GROUP BY of, usage, at HAVING count(*) <> 2 OR min(q) <> max(q)"},
    {"group-answered-once",
     "SELECT format('document %d, interchange %d, group %d is answered %d times', a.document, n.interchange, "
     "n.grp,"
     " count(*)) FROM answers n JOIN attempts a ON a.id = n.attempt JOIN outbounds o ON o.id = n.outbound"
     " WHERE a.finished IS NOT NULL AND n.grp > 0 AND n.st = 0 AND o.kind IN ('997','999')"
     " AND o.state <> 'cancelled' GROUP BY a.document, n.interchange, n.grp HAVING count(*) > 1"},
    {"interchange-answer",
     "SELECT format('document %d, interchange %d was to be answered by %s, and has %d TA1', document, "
     "interchange,"
     " answer, n) FROM (SELECT a.document, i.interchange, i.answer, (SELECT count(*) FROM answers n"
     "   JOIN outbounds o ON o.id = n.outbound WHERE n.attempt = i.attempt AND n.interchange = i.interchange"
     "   AND n.grp = 0 AND o.kind = 'ta1') AS n FROM interchanges i JOIN attempts a ON a.id = i.attempt"
     "  WHERE a.finished IS NOT NULL) WHERE n <> (answer = 'ta1')"},
    {"acknowledgment-answered",
     "SELECT format('document %d, interchange %d, group %d holds acknowledgments and is answered by %s', "
     "a.document,"
     " g.interchange, g.grp, g.answer) FROM groups g JOIN attempts a ON a.id = g.attempt"
     " WHERE a.finished IS NOT NULL AND g.answer IN ('997','999') AND NOT EXISTS (SELECT 1 FROM sets s"
     "  WHERE s.attempt = g.attempt AND s.interchange = g.interchange AND s.grp = g.grp"
     "  AND s.id NOT IN ('997','999')) AND (g.functional_id = 'FA' OR EXISTS (SELECT 1 FROM sets s"
     "  WHERE s.attempt = g.attempt AND s.interchange = g.interchange AND s.grp = g.grp))"},
    // I-5: what an answer accepts is there; its counts are those of the store.
    {"accepted-sets",
     "SELECT format('document %d, interchange %d, group %d is acknowledged %s with %d sets accepted, %d "
     "are', document,"
     " interchange, grp, acknowledged, accepted, n) FROM (SELECT a.document, g.*, (SELECT count(*) FROM sets "
     "s"
     "   WHERE s.attempt = g.attempt AND s.interchange = g.interchange AND s.grp = g.grp"
     "   AND s.acknowledged IN ('A','E')) AS n FROM groups g JOIN attempts a ON a.id = g.attempt"
     "  WHERE a.finished IS NOT NULL AND g.acknowledged <> '') WHERE n <> accepted"},
    {"answers-something",
     "SELECT format('outbound %d answers a part of document %d that is not recorded', n.outbound, n.attempt "
     "/ 4096)"
     " FROM answers n JOIN outbounds o ON o.id = n.outbound LEFT JOIN attempts p ON p.id = o.attempt"
     " JOIN attempts a ON a.id = n.attempt WHERE (o.attempt IS NULL OR p.finished IS NOT NULL) AND"
     " (a.finished IS NULL"
     " OR (n.st > 0 AND NOT EXISTS (SELECT 1 FROM sets s WHERE s.attempt = n.attempt"
     "  AND s.interchange = n.interchange AND s.grp = n.grp AND s.st = n.st))"
     " OR (n.grp > 0 AND NOT EXISTS (SELECT 1 FROM groups g WHERE g.attempt = n.attempt"
     "  AND g.interchange = n.interchange AND g.grp = n.grp))"
     " OR (n.interchange > 0 AND NOT EXISTS (SELECT 1 FROM interchanges i WHERE i.attempt = n.attempt"
     "  AND i.interchange = n.interchange)))"},
    {"held-has-item",
     "SELECT format('document %d holds %s and no work item tells of it', held_in, what) FROM"
     " (SELECT b.attempt / 4096 AS held_in, format('%s %s', b.kind, b.number) AS what FROM business b"
     "  JOIN attempts a ON a.id = b.attempt WHERE a.finished IS NOT NULL AND b.verdict = 'held' UNION ALL"
     "  SELECT s.attempt / 4096, format('set %d.%d.%d', s.interchange, s.grp, s.st) FROM sets s"
     "  JOIN attempts a ON a.id = s.attempt WHERE a.finished IS NOT NULL AND s.outcome = 'held')"
     " WHERE NOT EXISTS (SELECT 1 FROM work_items w WHERE w.document = held_in)"},
    // I-26.
    {"expectation-cause",
     "SELECT format('expectation %d of %s %s comes from nothing that is there', e.id, e.what, e.number)"
     " FROM expectations e LEFT JOIN attempts a ON a.id = e.attempt"
     " WHERE (e.attempt IS NULL OR a.finished IS NOT NULL) AND ((e.business IS NULL) = (e.outbound IS NULL)"
     " OR (e.what IN ('997','TA1')) = (e.outbound IS NULL)"
     " OR (e.business IS NOT NULL AND NOT EXISTS (SELECT 1 FROM business b WHERE b.id = e.business))"
     " OR (e.outbound IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbounds o WHERE o.id = e.outbound)))"},
    {"expectation-order",
     "SELECT format('expectation %d of %s is for order %s, release %s, and its order is %s, release %s', "
     "e.id, e.what, e.number, e.release, b.number, b.release) FROM expectations e"
     " JOIN business b ON b.id = e.business WHERE e.number <> b.number OR e.release <> b.release"},
    {"expectation-closed",
     "SELECT format('expectation %d is %s, and what ended it %s', id, state,"
     " CASE WHEN closed IS NULL THEN 'is not known' ELSE 'is' END) FROM expectations"
     " WHERE (state = 'open') <> (closed IS NULL) OR (state <> 'open' AND closed_by = '')"
     " OR (state IN ('waived','withdrawn') AND resolution = '')"
     " OR (state = 'met' AND closed_under IS NULL AND closed_with IS NULL)"},
    {"expectation-of-rejected",
     "SELECT format('order %s of %s is %s, and a %s is still expected for it', b.number, b.partner, "
     "b.verdict,"
     " e.what) FROM expectations e JOIN business b ON b.id = e.business WHERE e.state = 'open'"
     " AND e.what <> '855' AND b.verdict IN ('rejected','replaced')"},
    {"expectation-of-answered",
     "SELECT format('outbound %d is %s, and its acknowledgment is still expected', o.id, o.state)"
     " FROM expectations e JOIN outbounds o ON o.id = e.outbound WHERE e.state = 'open'"
     " AND (o.state = 'cancelled' OR (o.state IN ('acknowledged','refused') AND e.what = '997'))"},
    {"answered-under",
     "SELECT format('outbound %d is %s, and was answered in document %d', id, state, answered_under / 4096)"
     " FROM outbounds WHERE answered_under IS NOT NULL AND state NOT IN ('acknowledged','refused')"},
    {"overdue-told",
     "SELECT format('outbound %d is overdue, and no work item tells of it', o.id) FROM outbounds o"
     " WHERE o.state = 'overdue' AND NOT EXISTS (SELECT 1 FROM expectations e JOIN work_items w"
     " ON w.id = e.item WHERE e.outbound = o.id AND e.state = 'open')"},
    // I-11.
    {"control-number-once",
     "SELECT format('control number %s of %s is borne by outbounds %s', min(control_number), scope,"
     " group_concat(id, ', ')) FROM outbounds WHERE scope <> ''"
     " GROUP BY scope, cycle, ltrim(control_number, '0') HAVING count(*) > 1"},
    {"control-number-drawn",
     "SELECT format('outbound %d bears control number %s of %s, which was not drawn yet', o.id, "
     "o.control_number,"
     " o.scope) FROM outbounds o LEFT JOIN control_numbers c ON c.scope = o.scope WHERE o.scope <> '' AND"
     " (c.scope IS NULL OR o.cycle > c.cycle"
     "  OR (o.cycle = c.cycle AND CAST(o.control_number AS INTEGER) > c.last))"},
    {"waiting",
     "SELECT format('business document %d waits to be sent, and outbound %d carries it', w.business, "
     "c.outbound)"
     " FROM waiting w JOIN carried c ON c.business = w.business UNION ALL"
     " SELECT format('business document %d waits to be sent, and does not go out', w.business) FROM waiting w"
     " JOIN business b ON b.id = w.business WHERE b.outgoing = 0 UNION ALL"
     " SELECT format('outbound %d carries business document %d, which is not there or is for %s', c.outbound,"
     " c.business, coalesce(b.usage, 'nobody')) FROM carried c JOIN outbounds o ON o.id = c.outbound"
     " LEFT JOIN business b ON b.id = c.business WHERE b.id IS NULL OR b.usage <> o.usage"
     " OR b.partner <> o.partner"},
    {"export",
     "SELECT format('business document %d is %s, and %s', id, verdict, CASE WHEN exported IS NULL THEN"
     " CASE pending WHEN 1 THEN 'waits to be exported' ELSE 'is never exported' END ELSE 'is exported' END)"
     " FROM business WHERE (verdict IN ('accepted','changed') AND file_name <> '')"
     " <> (pending = 1 OR exported IS NOT NULL) OR (pending = 1 AND exported IS NOT NULL)"},
    // I-23.
    {"usage",
     "SELECT format('business document %d is for %s, its interchange for %s', b.id, b.usage, i.usage) FROM "
     "business b"
     " JOIN interchanges i ON i.attempt = b.attempt AND i.interchange = b.interchange WHERE b.usage = 'P'"
     " AND i.usage <> 'P' UNION ALL"
     " SELECT format('outbound %d is for %s and answers document %d, which is for %s', o.id, o.usage,"
     " n.attempt / 4096, i.usage) FROM answers n JOIN outbounds o ON o.id = n.outbound"
     " JOIN interchanges i ON i.attempt = n.attempt AND i.interchange = n.interchange"
     " WHERE o.usage = 'P' AND i.usage <> 'P' UNION ALL"
     " SELECT format('interchange %d of attempt %d is for %s: neither production nor test', interchange,"
     " attempt, usage) FROM interchanges WHERE usage NOT IN ('P','T')"},
    {"bytes-missing",
     "SELECT format('outbound %d has no bytes', o.id) FROM outbounds o"
     " LEFT JOIN outbound_content x ON x.id = o.id * 1048576"
     " LEFT JOIN attempts a ON a.id = o.attempt WHERE x.id IS NULL"
     " AND (o.attempt IS NULL OR a.finished IS NOT NULL) UNION ALL"
     " SELECT format('business document %d has no JSON', b.id) FROM business b JOIN attempts a ON a.id = "
     "b.attempt"
     " LEFT JOIN business_json j ON j.id = b.id WHERE j.id IS NULL AND a.finished IS NOT NULL"},
};

using Violations = std::vector<Violation>;

static void check_queries(Connection& db, Violations& out) {
  for (const Check& check : checks) {
    Statement query(db, check.query);
    for (auto row = query(); row.next();) out.push_back({check.rule, std::string(row.text(0))});
  }
}

static void check_file(Connection& db, Violations& out) {
  Statement integrity(db, "PRAGMA integrity_check");
  for (auto row = integrity(); row.next();) {
    if (row.text(0) != "ok") out.push_back({"database-file", std::string(row.text(0))});
  }
  Statement references(db, "PRAGMA foreign_key_check");
  for (auto row = references(); row.next();) {
    out.push_back({"references", fmt::format("row {} of {} refers to a row of {} that is not there",
                                             row.integer(1), row.text(0), row.text(2))});
  }
}

// I-1: what is stored is what was claimed.
static void check_content(Connection& db, Violations& out) {
  Sha256 sha;
  Statement documents(db,
                      "SELECT id, size, hash FROM documents WHERE state NOT IN ('receiving','discarded')");
  Statement chunks(db, "SELECT id, bytes FROM content WHERE id >= ? AND id < ? ORDER BY id");
  for (auto document = documents(); document.next();) {
    const std::int64_t first = document.integer(0) * chunks_per_document;
    std::int64_t size = 0, next = first;
    for (auto chunk = chunks(first, first + chunks_per_document); chunk.next(); ++next) {
      if (chunk.integer(0) != next) break;
      size += static_cast<std::int64_t>(chunk.text(1).size());
      sha.update(chunk.text(1));
    }
    if (sha.hex() == document.text(2) && size == document.integer(1)) continue;
    out.push_back(
        {"content-hash", fmt::format("document {} has {} bytes that are not the {} that were received",
                                     document.integer(0), size, document.integer(1))});
  }
}

static void check_outbounds(Connection& db, Violations& out) {
  Sha256 sha;
  Statement outbounds(db, "SELECT id, hash FROM outbounds");
  Statement chunks(db, "SELECT id, bytes FROM outbound_content WHERE id >= ? AND id < ? ORDER BY id");
  for (auto outbound = outbounds(); outbound.next();) {
    const std::int64_t first = outbound.integer(0) * chunks_per_outbound;
    std::int64_t next = first;
    for (auto chunk = chunks(first, first + chunks_per_outbound); chunk.next(); ++next) {
      if (chunk.integer(0) != next) break;
      sha.update(chunk.text(1));
    }
    // One without any bytes is told by its own rule, and one that is being given up has none.
    if (sha.hex() == outbound.text(1) || next == first) continue;
    out.push_back(
        {"outbound-hash", fmt::format("outbound {} was changed after it was written", outbound.integer(0))});
  }
}

static void check_hashes(Connection& db, Violations& out, const char* rule, const char* what,
                         const char* sql) {
  Sha256 sha;
  Statement rows(db, sql);
  for (auto row = rows(); row.next();) {
    sha.update(row.text(2));
    if (sha.hex() == row.text(1)) continue;
    out.push_back({rule, fmt::format("{} {} was changed after it was written", what, row.integer(0))});
  }
}

// I-22.
static void check_audit(Connection& db, Violations& out) {
  Sha256 sha;
  std::string head;
  std::int64_t count = 0;
  Statement rows(db, "SELECT id, at, who, action, document, detail, hash FROM audit ORDER BY id");
  for (auto row = rows(); row.next();) {
    ++count;
    head = audit_hash(sha, head, row.integer(1), row.text(2), row.text(3), row.integer(4), row.text(5));
    if (row.integer(0) == count && row.text(6) == head) continue;
    out.push_back(
        {"audit-chain", fmt::format("audit row {} does not follow the one before it", row.integer(0))});
    return;
  }
  Statement end(db, "SELECT rows, hash FROM audit_head");
  auto row = end();
  if (!row.next() || row.integer(0) != count || row.text(1) != head) {
    out.push_back(
        {"audit-chain", fmt::format("the audit trail ends at row {}, its head says otherwise", count)});
  }
}

std::vector<Violation> check_store(Connection& db) {
  Violations out;
  // One state of the store for all checks, even beside a running engine.
  db.execute("BEGIN");
  try {
    check_file(db, out);
    check_queries(db, out);
    check_content(db, out);
    check_outbounds(db, out);
    check_hashes(db, out, "business-hash", "business document",
                 "SELECT b.id, b.hash, j.json FROM business b JOIN business_json j ON j.id = b.id");
    check_audit(db, out);
  } catch (...) {
    db.execute("COMMIT");
    throw;
  }
  db.execute("COMMIT");
  return out;
}

}  // namespace transom
