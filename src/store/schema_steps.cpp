// One row a step: step n turns user_version n-1 into n. A step is never edited once it is released; what
// changes is a new step.
//
// Layout. STRICT tables; small rows whose key is their place (attempt, interchange, group, set) are WITHOUT
// ROWID, so that they lie together and need no index. Bytes (content, JSON, outbound files) stand in tables
// of their own: marking a row dropped then rewrites a page of forty rows and not of three. Partial indices
// hold only what is still to do, and are empty on a good day. Everything saved under an attempt refers to it
// and counts only once attempts.finished is set; that is what makes the last commit of a huge file small.
// Foreign keys stand where a row is written once in a while; what is saved by the hundred thousand refers to
// its attempt by its key, which the unit checks once (require_open) and fsck always. Refused: foreign keys
// between sets, groups and interchanges (a group is known after its sets, in a later unit); unique
// interchange numbers (they come round again: the look-back is the partner's policy).
#include "store/schema_steps.hpp"

#include "store/schema_first_steps.hpp"

namespace transom {

// Until then what the ERP had answered stood among the business documents, its interchange was found through
// the order that it answered. The folder `responses` became `outgoing`, and the mailbox with it.
static constexpr const char* outgoing = R"sql(
UPDATE documents SET mailbox = 'outgoing' WHERE mailbox = 'responses';
ALTER TABLE business ADD COLUMN outgoing INTEGER NOT NULL DEFAULT 0;
UPDATE business SET outgoing = 1 WHERE kind = 'order-response' AND interchange = 0;
ALTER TABLE outbounds ADD COLUMN reissue_of INTEGER;
ALTER TABLE outbounds ADD COLUMN resent INTEGER;  -- what was said of it before then counts no more

CREATE TABLE waiting (
  business INTEGER PRIMARY KEY REFERENCES business(id),
  prepared INTEGER NOT NULL, size INTEGER NOT NULL,
  held INTEGER NOT NULL DEFAULT 0,   -- what it became was refused by our own check: a person tries it again
  attempt INTEGER, interchange INTEGER NOT NULL, grp INTEGER NOT NULL, st INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_answers ON waiting(attempt);
CREATE TABLE carried (
  outbound INTEGER NOT NULL, position INTEGER NOT NULL, business INTEGER NOT NULL,
  PRIMARY KEY (outbound, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX carried_business ON carried(business);
CREATE TABLE business_orders (
  partner TEXT NOT NULL, number TEXT NOT NULL, business INTEGER NOT NULL,
  PRIMARY KEY (partner, number, business)
) STRICT, WITHOUT ROWID;
CREATE INDEX business_orders_of ON business_orders(business);

INSERT INTO carried
  SELECT outbound, row_number() OVER (PARTITION BY outbound ORDER BY business), business FROM
  (SELECT r.id AS business, max(n.outbound) AS outbound FROM business r
   JOIN business o ON o.partner = r.partner AND o.number = r.number AND o.release = r.release
    AND o.usage = r.usage AND o.kind = 'order'
   JOIN answers n ON n.attempt = o.attempt AND n.interchange = o.interchange AND n.grp = o.grp AND n.st = o.st
   JOIN outbounds x ON x.id = n.outbound AND x.kind = '855'
   WHERE r.outgoing = 1 GROUP BY r.id);
INSERT OR IGNORE INTO business_orders
  SELECT b.partner, json_extract(j.json, '$.order_number'), b.id FROM business b
  JOIN business_json j ON j.id = b.id WHERE b.kind = 'invoice' AND json_extract(j.json, '$.order_number') <> '';
INSERT OR IGNORE INTO business_orders
  SELECT b.partner, json_extract(e.value, '$.number'), b.id FROM business b
  JOIN business_json j ON j.id = b.id JOIN json_each(j.json, '$.orders') e
  WHERE b.kind = 'shipment' AND json_extract(e.value, '$.number') <> '';
)sql";

// Interchanges whose acknowledgment was awaited already get their rows; for orders of before nothing is
// expected afterwards, since what was agreed then is not known.
static constexpr const char* ledger = R"sql(
CREATE TABLE expectations (
  id INTEGER PRIMARY KEY,
  attempt INTEGER,
  what TEXT NOT NULL,                -- 997 (any acknowledgment), 855, 856, 810
  owed_by TEXT NOT NULL,             -- us, partner
  business INTEGER,                  -- the order
  outbound INTEGER,                  -- the interchange to be acknowledged
  partner TEXT NOT NULL, number TEXT NOT NULL, release TEXT NOT NULL, usage TEXT NOT NULL,
  terms TEXT NOT NULL,
  opened INTEGER NOT NULL, due INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open',
  item INTEGER,                      -- the work item that told it is overdue
  closed INTEGER, closed_under INTEGER, closed_with INTEGER,
  closed_by TEXT NOT NULL DEFAULT '', resolution TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX expectations_order ON expectations(business, what) WHERE business IS NOT NULL;
CREATE UNIQUE INDEX expectations_outbound ON expectations(outbound)
  WHERE outbound IS NOT NULL AND state = 'open';
CREATE INDEX expectations_number ON expectations(partner, ltrim(number, '0'));
CREATE INDEX expectations_due ON expectations(due) WHERE state = 'open';
DROP INDEX outbounds_awaiting;

INSERT INTO expectations (attempt, what, owed_by, outbound, partner, number, release, usage, terms, opened, due)
  SELECT o.attempt, '997', 'partner', o.id, o.partner, coalesce(max(b.number), ''), coalesce(max(b.release), ''),
   o.usage, '', o.queued, o.answer_due FROM outbounds o
  LEFT JOIN answers n ON n.attempt BETWEEN o.answers_from AND o.answers_to AND n.outbound = o.id
  LEFT JOIN business b ON b.attempt = n.attempt AND b.interchange = n.interchange AND b.grp = n.grp
   AND b.st = n.st AND b.kind = 'order' AND b.outgoing = 0
  WHERE o.awaits = 1 AND o.answer_due IS NOT NULL GROUP BY o.id;
ALTER TABLE outbounds DROP COLUMN awaits;

-- Shipments speak of orders at every level; step 6 knew those at the top.
INSERT OR IGNORE INTO business_orders
  SELECT b.partner, json_extract(t.value, '$.number'), b.id FROM business b JOIN business_json j ON j.id = b.id
  JOIN json_tree(j.json) t WHERE b.kind = 'shipment' AND t.type = 'object'
  AND (t.key = 'order' OR t.path LIKE '%.orders') AND json_extract(t.value, '$.number') <> '';
)sql";

static constexpr const char* waiting_as = R"sql(
ALTER TABLE waiting ADD COLUMN kind TEXT NOT NULL DEFAULT '855';  -- that it goes out as
)sql";

// Until then nobody remembered which labels went out.
static constexpr const char* sscc_ledger = R"sql(
CREATE TABLE sscc_uses (
  sscc TEXT NOT NULL, usage TEXT NOT NULL, at INTEGER NOT NULL,
  partner TEXT NOT NULL, shipment TEXT NOT NULL,
  PRIMARY KEY (sscc, usage, at, partner, shipment)
) STRICT, WITHOUT ROWID;
)sql";

// Until then an outbound's bytes were one row, however long; and ST03 was not kept, which a 999 repeats.
static constexpr const char* long_answers = R"sql(
ALTER TABLE sets ADD COLUMN implementation TEXT NOT NULL DEFAULT '';
CREATE TABLE outbound_content (
  id INTEGER PRIMARY KEY,            -- outbound * 2^20 + position
  bytes BLOB NOT NULL
) STRICT;
INSERT INTO outbound_content SELECT id * 1048576, bytes FROM outbound_bytes ORDER BY id;
DROP TABLE outbound_bytes;
)sql";

// Until then any 855 counted as the answer; what it closed stays closed.
static constexpr const char* interim_answers = R"sql(
ALTER TABLE business ADD COLUMN interim INTEGER NOT NULL DEFAULT 0;  -- 1: an 855 that the answer follows
)sql";

// Until then a refusal did not know what it is about; of those that wait, where only one interchange can be
// meant, that one.
static constexpr const char* refusals = R"sql(
ALTER TABLE work_items ADD COLUMN outbound INTEGER;  -- that the partner refused
UPDATE work_items SET outbound = (SELECT min(k.outbound) FROM acknowledgments k
   WHERE k.attempt = work_items.attempt GROUP BY k.attempt HAVING count(DISTINCT k.outbound) = 1)
  WHERE closed IS NULL AND reason = 'refused-by-partner';
CREATE INDEX work_items_refused ON work_items(outbound) WHERE closed IS NULL AND outbound IS NOT NULL;
)sql";

// Until then ISA15 = I (information) stood in rows as a third usage, which is none: it is production.
static constexpr const char* usages = R"sql(
UPDATE interchanges SET usage = 'P' WHERE usage NOT IN ('P', 'T');
UPDATE business SET usage = 'P' WHERE usage NOT IN ('P', 'T');
UPDATE expectations SET usage = 'P' WHERE usage NOT IN ('P', 'T');
)sql";

// An interchange may ask for a TA1 beside the acknowledgment of its groups.
static constexpr const char* ta1_expected = R"sql(
DROP INDEX expectations_outbound;
CREATE UNIQUE INDEX expectations_outbound ON expectations(outbound, what)
  WHERE outbound IS NOT NULL AND state = 'open';
)sql";

// Until then only a person could close what a corrected document of the ERP had ended.
static constexpr const char* unsent_documents = R"sql(
ALTER TABLE work_items ADD COLUMN unsent TEXT;  -- what did not go: "set usage cancels,interim release"
CREATE INDEX work_items_unsent ON work_items(partner) WHERE closed IS NULL AND unsent IS NOT NULL;
)sql";

// Until then nobody remembered what orders had used up of stock and credit: they count from here on.
static constexpr const char* promises = R"sql(
CREATE TABLE promises (
  id INTEGER PRIMARY KEY,
  attempt INTEGER NOT NULL,
  business INTEGER NOT NULL,         -- the order
  of TEXT NOT NULL, usage TEXT NOT NULL,
  at INTEGER NOT NULL,
  quantity TEXT NOT NULL
) STRICT;
CREATE INDEX promises_of ON promises(of, usage, at, attempt, quantity);  -- all that is asked for
CREATE INDEX promises_order ON promises(business);
CREATE INDEX promises_attempt ON promises(attempt);
)sql";

// A large document that is given up leaves no trace in rows that it had opened again.
static constexpr const char* opened_again = R"sql(
ALTER TABLE expectations ADD COLUMN reopened_under INTEGER;  -- the attempt that opened it again
ALTER TABLE expectations ADD COLUMN was TEXT;                -- before that: JSON of its columns
CREATE INDEX expectations_reopened ON expectations(reopened_under) WHERE reopened_under IS NOT NULL;
)sql";

// Until then the ledger knew orders by their numbers. What ship notices and invoices of before are for is
// what they name; where they name no release, and the 855s that came, the one that is there, if it is only
// one.
static constexpr const char* releases = R"sql(
DROP INDEX business_orders_of;
ALTER TABLE business_orders RENAME TO business_orders_before;
CREATE TABLE business_orders (
  partner TEXT NOT NULL, number TEXT NOT NULL, release TEXT NOT NULL, business INTEGER NOT NULL,
  PRIMARY KEY (partner, number, release, business)
) STRICT, WITHOUT ROWID;
CREATE INDEX business_orders_of ON business_orders(business);

CREATE TEMP VIEW named AS
  SELECT b.id AS business, coalesce(json_extract(t.value, '$.order_number'), json_extract(t.value, '$.number'))
   AS number, coalesce(json_extract(t.value, '$.release_number'), '') AS release FROM main.business b
  JOIN main.business_json j ON j.id = b.id LEFT JOIN main.business_changed c ON c.id = b.id
  JOIN json_tree(coalesce(c.json, j.json)) t WHERE t.type = 'object' AND CASE b.kind
   WHEN 'invoice' THEN t.fullkey = '$' ELSE t.key = 'order' OR t.path LIKE '%.orders' END
   AND b.kind IN ('shipment','invoice');
INSERT OR IGNORE INTO business_orders SELECT n.partner, n.number, d.release, n.business
  FROM business_orders_before n JOIN named d ON d.business = n.business AND d.number = n.number;
INSERT INTO business_orders SELECT n.partner, n.number, '', n.business FROM business_orders_before n
  WHERE NOT EXISTS (SELECT 1 FROM business_orders o WHERE o.business = n.business AND o.number = n.number);
DROP VIEW named;
DROP TABLE business_orders_before;

CREATE TEMP VIEW only_release AS
  SELECT o.partner, o.number, o.usage, o.outgoing, min(o.release) AS release FROM main.business o
  JOIN main.business_json j ON j.id = o.id WHERE o.kind = 'order' AND o.verdict IN ('accepted','changed','held')
   AND (o.release <> '' OR coalesce(json_extract(j.json, '$.type'), '') NOT LIKE 'blanket%')
  GROUP BY o.partner, o.number, o.usage, o.outgoing HAVING count(DISTINCT o.release) = 1;
UPDATE OR IGNORE business_orders AS n SET release = r.release FROM business b, only_release r
  WHERE b.id = n.business AND n.release = '' AND r.partner = n.partner AND r.number = n.number
   AND r.usage = b.usage AND r.outgoing <> b.outgoing;
UPDATE business AS b SET release = r.release FROM only_release r WHERE b.kind = 'order-response'
  AND b.outgoing = 0 AND b.release = '' AND r.partner = b.partner AND r.number = b.number
  AND r.usage = b.usage AND r.outgoing = 1;
DROP VIEW only_release;
)sql";

// A large document that is given up has answered nothing.
static constexpr const char* answered_under = R"sql(
ALTER TABLE outbounds ADD COLUMN answered_under INTEGER;  -- the attempt over the document that answered it
ALTER TABLE outbounds ADD COLUMN was TEXT;                -- before that: JSON of its state
)sql";

// Until then a release asked no rule again.
static constexpr const char* judged_again = R"sql(
ALTER TABLE decisions ADD COLUMN figure TEXT;  -- how bad it is: the higher the worse
ALTER TABLE decisions ADD COLUMN reference TEXT NOT NULL DEFAULT '';  -- of a release: the version it was judged by
)sql";

// Until then each question read every row since the figures were written.
static constexpr const char* promise_sums = R"sql(
CREATE TABLE promise_sums (
  of TEXT NOT NULL, usage TEXT NOT NULL,
  attempt INTEGER NOT NULL,  -- the open one under which they are staged; 0: of all that are finished
  at INTEGER NOT NULL,       -- of a commit
  quantity TEXT NOT NULL,
  PRIMARY KEY (of, usage, attempt, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX promise_sums_open ON promise_sums(attempt) WHERE attempt > 0;
INSERT INTO promise_sums SELECT p.of, p.usage, 0, p.at, exact_sum(p.quantity) FROM promises p
  JOIN attempts a ON a.id = p.attempt WHERE a.finished IS NOT NULL GROUP BY p.of, p.usage, p.at;
DROP INDEX promises_of;
)sql";

// Until then what the ERP left and could not go was known by its own number alone.
static constexpr const char* orders_unsent = R"sql(
CREATE TABLE item_orders (  -- that a ship notice or an invoice which could not go speaks of
  item INTEGER NOT NULL, number TEXT NOT NULL, release TEXT NOT NULL,
  partner TEXT NOT NULL,
  PRIMARY KEY (item, number, release)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_orders_number ON item_orders(partner, ltrim(number, '0'));
CREATE INDEX work_items_number ON work_items(partner, ltrim(number, '0'));
)sql";

// Until then nobody looked whether a supplier's labels come twice. Those of ship notices of before count, for
// a label is used for a year. Only what is on cartons and pallets: items have marks, too.
static constexpr const char* labels_received = R"sql(
CREATE TABLE received_ssccs (  -- on cartons and pallets of ship notices that came
  sscc TEXT NOT NULL, business INTEGER NOT NULL,
  PRIMARY KEY (sscc, business)
) STRICT, WITHOUT ROWID;
CREATE INDEX received_ssccs_of ON received_ssccs(business);

CREATE TEMP VIEW labels AS
  SELECT b.id AS business, json_extract(t.value, '$.value') AS label FROM main.business b
  JOIN main.business_json j ON j.id = b.id JOIN json_tree(j.json) t WHERE b.kind = 'shipment'
   AND b.outgoing = 0 AND t.path LIKE '%.marks' AND t.type = 'object'
   AND substr(rtrim(substr(t.path, 1, length(t.path) - 6), '0123456789[]'), -6) IN ('.packs', '.tares')
   AND json_extract(t.value, '$.kind') = 'sscc';
INSERT OR IGNORE INTO received_ssccs
  SELECT CASE WHEN length(label) = 20 AND label LIKE '00%' THEN substr(label, 3) ELSE label END, business
  FROM labels WHERE label <> '';
DROP VIEW labels;
)sql";

std::span<const SchemaStep> schema_steps() {
  static const SchemaStep steps[] = {
      {"the base tables", schema::base_tables},
      {"orders made once more on a person's word", schema::made_again},
      {"work items and who was told of them", schema::told_items},
      {"decisions about orders, and the reference data they were made by", schema::decisions},
      {"what partners say of what was sent to them", schema::acknowledgments},
      {"business documents that go out, and those that wait", outgoing},
      {"what is expected by when", ledger},
      {"what documents that wait go out as", waiting_as},
      {"labels that went out", sscc_ledger},
      {"answers to documents of any length", long_answers},
      {"855s that only say that the answer follows", interim_answers},
      {"what was refused by partners", refusals},
      {"production and test, and no third", usages},
      {"TA1s that were asked for", ta1_expected},
      {"documents of the ERP that could not go", unsent_documents},
      {"what orders use up of stock and credit", promises},
      {"what was expected before it was expected again", opened_again},
      {"what ship notices and invoices are for, by release", releases},
      {"what was sent before it was answered", answered_under},
      {"orders that are judged again when they are released", judged_again},
      {"sums of what orders use up", promise_sums},
      {"the orders of documents that could not go", orders_unsent},
      {"labels that came", labels_received},
  };
  return steps;
}

}  // namespace transom
