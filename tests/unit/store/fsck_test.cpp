// Each rule of fsck finds the break that is planted for it, and nothing in a sound store.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "contract/store_sample.hpp"
#include "store/statement.hpp"

using namespace transom;
using namespace transom::test;

// Two files: one accepted and exported, one with a held order and its work item; one file received only.
static void fill(Store& store) {
  const Processed good = receive_and_process(store, {});
  auto unit = store.begin();
  const BusinessId orders[] = {good.order};
  unit->mark_exported(orders, noon);
  const OutboundId sent[] = {good.acknowledgment};
  unit->mark_dropped(sent, noon);
  const Sample held{
      .claim = "claim-2", .number = "000000906", .order = "4502", .usage = 'T', .verdict = Verdict::held};
  const DocumentId id = unit->receive(document(held.claim, held.bytes), held.bytes);
  process(*unit, held, id);
  WorkItemRecord item;
  item.document = id;
  item.reason = "PRICE_LOW";
  item.opened = noon;
  unit->open(item);
  unit->receive(document("claim-3", "third"), "third");
  unit->note(id, "pat", "looked", "", noon);
  unit->commit();
}

TEST_CASE("fsck finds what is planted") {
  struct Row {
    const char* rule;
    const char* sql;
  };
  const Row rows[] = {
      {"word", "UPDATE outbounds SET state = 'flown' WHERE id = 1"},
      {"document-state", "UPDATE documents SET state = 'quarantined', reason = 'x' WHERE id = 1"},
      {"document-attempts", "UPDATE documents SET attempts = 2 WHERE id = 1"},
      {"document-attempts", "UPDATE documents SET state = 'done' WHERE id = 3"},
      {"quarantine-reason",
       "UPDATE documents SET state = 'quarantined' WHERE id = 1;"
       "UPDATE attempts SET state = 'quarantined' WHERE id = 4097"},
      {"content-place", "INSERT INTO content VALUES (99 * 1048576, CAST('x' AS BLOB))"},
      {"content-hash", "UPDATE content SET bytes = CAST('ISA*00!~' AS BLOB) WHERE id = 1048576"},
      {"content-hash", "DELETE FROM content WHERE id = 3 * 1048576"},
      {"content-hash", "UPDATE content SET id = id + 1 WHERE id = 3 * 1048576"},
      {"attempt-of-document", "UPDATE attempts SET number = 2 WHERE id = 4097"},
      {"part-attempt",
       "INSERT INTO sets SELECT 77, interchange, grp, st, id, control_number, begins, ends, segments,"
       " hash, outcome, acknowledged, errors, warnings, implementation FROM sets WHERE attempt = 4097"},
      {"promise-sums", "INSERT INTO promise_sums VALUES ('stock//A1', 'P', 0, 7, '1')"},
      {"promise-sums",
       "INSERT INTO promises (attempt, business, of, usage, at, quantity) VALUES (4097, 1, 'stock//A1', 'P', "
       "7,"
       " '1')"},
      {"reference-version",
       "INSERT INTO decisions (business, number, at, who, action, rule, line, code, change, owner, sentence,"
       " next, why, reference) VALUES (1, 9, 7, 'engine', 'judge_again', '', '', '', '', '', '', '', '', "
       "'x')"},
      {"group-sets", "DELETE FROM sets WHERE attempt = 4097"},
      {"accepted-sets", "UPDATE sets SET acknowledged = 'R' WHERE attempt = 4097"},
      {"part-parents", "DELETE FROM groups WHERE attempt = 4097"},
      {"part-parents", "DELETE FROM interchanges WHERE attempt = 4097"},
      {"set-key-once",
       "INSERT INTO business SELECT 9, attempt, interchange, grp, st, kind, partner, number, release, "
       "purpose, usage,"
       " hash, verdict, reason, '', 0, NULL, '', '', 0, 0 FROM business WHERE id = 1;"
       "INSERT INTO business_json SELECT 9, json FROM business_json WHERE id = 1"},
      {"refused-interchange",
       "UPDATE interchanges SET effective = 0, outcome = 'conflict' WHERE attempt = 4097"},
      {"refused-interchange",
       "UPDATE interchanges SET effective = 0, outcome = 'duplicate' WHERE attempt = 8193"},
      {"group-answer", "DELETE FROM answers WHERE attempt = 4097 AND st = 0"},
      {"group-answer", "UPDATE groups SET answer = '999' WHERE attempt = 4097"},
      {"group-answer", "UPDATE groups SET answer = 'none' WHERE attempt = 4097"},
      {"group-answered-once",
       "UPDATE outbounds SET kind = '999' WHERE id = 2; UPDATE answers SET st = 0 WHERE attempt = 4097"},
      {"interchange-answer", "UPDATE interchanges SET answer = 'ta1' WHERE attempt = 4097"},
      {"interchange-answer",
       "UPDATE outbounds SET kind = 'ta1' WHERE id = 2;"
       "UPDATE answers SET grp = 0, st = 0 WHERE attempt = 4097 AND st = 1"},
      {"acknowledgment-answered", "UPDATE sets SET id = '997' WHERE attempt = 4097"},
      {"answers-something", "UPDATE answers SET st = 5 WHERE st = 1 AND attempt = 4097"},
      {"held-has-item", "DELETE FROM work_items"},
      {"held-has-item", "UPDATE sets SET outcome = 'held' WHERE attempt = 4097"},
      {"word", "UPDATE expectations SET state = 'forgotten'"},
      {"expectation-cause", "UPDATE expectations SET outbound = NULL WHERE id = 1"},
      {"expectation-cause", "UPDATE expectations SET outbound = 77 WHERE id = 1"},
      {"expectation-cause", "UPDATE expectations SET what = '855' WHERE id = 1"},
      {"expectation-closed", "UPDATE expectations SET closed = 7 WHERE id = 1"},
      {"expectation-closed",
       "UPDATE expectations SET state = 'met', closed = 7, closed_by = 'x' WHERE id = 1"},
      {"expectation-closed",
       "UPDATE expectations SET state = 'waived', closed = 7, closed_by = 'x' WHERE id = 1"},
      {"expectation-order",
       "INSERT INTO expectations (what, owed_by, business, partner, number, release, usage, terms, opened, "
       "due)"
       " VALUES ('856', 'us', 1, 'acme', '4501', '2', 'P', '', 1, 2)"},
      {"expectation-of-rejected",
       "UPDATE business SET verdict = 'rejected', pending = 0, exported = NULL WHERE id = 1;"
       "INSERT INTO expectations (what, owed_by, business, partner, number, release, usage, terms, opened, "
       "due)"
       " VALUES ('856', 'us', 1, 'acme', '4501', '', 'P', '', 1, 2)"},
      {"answered-under", "UPDATE outbounds SET answered_under = 4097 WHERE id = 2"},
      {"expectation-of-answered", "UPDATE outbounds SET state = 'acknowledged' WHERE id = 2"},
      {"overdue-told", "UPDATE outbounds SET state = 'overdue' WHERE id = 2"},
      {"control-number-once", "UPDATE outbounds SET control_number = '1' WHERE id = 2"},
      {"control-number-drawn", "UPDATE control_numbers SET last = 2"},
      {"control-number-drawn", "DELETE FROM control_numbers"},
      {"export", "UPDATE business SET exported = 5 WHERE id = 2"},
      {"export", "UPDATE business SET exported = NULL WHERE id = 1"},
      {"export", "UPDATE business SET pending = 1 WHERE id = 1"},
      {"usage", "UPDATE business SET usage = 'P' WHERE id = 2"},
      {"usage", "UPDATE outbounds SET usage = 'P' WHERE id = 4"},
      {"usage", "UPDATE interchanges SET usage = 'I'"},
      {"bytes-missing", "DELETE FROM outbound_content WHERE id = 1048576"},
      {"bytes-missing", "DELETE FROM business_json WHERE id = 1"},
      {"outbound-hash", "UPDATE outbound_content SET bytes = CAST('other' AS BLOB) WHERE id = 1048576"},
      {"business-hash", "UPDATE business_json SET json = '{}' WHERE id = 1"},
      {"references", "PRAGMA foreign_keys=OFF; UPDATE work_items SET document = 77"},
      {"audit-chain", "UPDATE audit SET who = 'nobody' WHERE id = 2"},
      {"audit-chain", "UPDATE audit SET detail = detail || ' ' WHERE id = 1"},
      {"audit-chain", "DELETE FROM audit WHERE id = 2"},
      {"audit-chain", "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)"},
      {"audit-chain",
       "INSERT INTO audit SELECT id + 1, at, who, action, document, detail, hash FROM audit"
       " ORDER BY id DESC LIMIT 1"},
      {"audit-chain", "UPDATE audit_head SET rows = rows + 1"},
  };
  for (const Row& row : rows) {
    const std::string name = std::string(row.rule) + ": " + row.sql;
    INFO(name);
    Folder folder;
    auto store = open_store(folder.file());
    fill(*store);
    REQUIRE(told(store->fsck()) == "");
    {
      Connection db(folder.file(), Connection::Mode::write);
      db.execute(row.sql);
    }
    const auto violations = store->fsck();
    INFO(told(violations));
    CHECK(std::any_of(violations.begin(), violations.end(),
                      [&](const Violation& v) { return v.rule == row.rule; }));
  }
}

TEST_CASE("fsck speaks so that a person can look") {
  Folder folder;
  auto store = open_store(folder.file());
  fill(*store);
  Connection db(folder.file(), Connection::Mode::write);
  db.execute("UPDATE answers SET st = 0 WHERE attempt = 4097 AND st = 1; UPDATE outbounds SET kind = '997'");
  CHECK(told(store->fsck()) ==
        "group-answer: document 1, interchange 1, group 1 was to be answered by 997, and is 2 times\n"
        "group-answered-once: document 1, interchange 1, group 1 is answered 2 times\n");
}

TEST_CASE("an order made once more on a person's word is no break") {
  Folder folder;
  auto store = open_store(folder.file());
  const Processed made = receive_and_process(*store, {});
  auto unit = store->begin();
  const AttemptId second = begin_attempt(*unit, made.document);
  GroupRecord group = group_record(second);
  group.answer = AnswerDecision::answered_before;
  unit->save(set_record({}, second));
  unit->save(group);
  unit->save(interchange({}, second));
  BusinessRecord order = order_record({}, second);
  order.again = "the first was lost in the ERP";
  unit->save(order);
  unit->finish_attempt(second, DocumentState::done, "", minutes_later(5));
  unit->commit();
  CHECK(told(store->fsck()) == "");
  CHECK(store->business(second, 5)[0].again == "the first was lost in the ERP");
}
