// The first five steps: documents that come, what becomes of them, and what partners say of our answers.
#include "store/schema_first_steps.hpp"

namespace transom::schema {

const char* const base_tables = R"sql(
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  mailbox TEXT NOT NULL,
  original_name TEXT NOT NULL,
  claim_name TEXT UNIQUE,            -- NULL once discarded: the claim may come again
  size INTEGER NOT NULL,
  hash TEXT NOT NULL,
  received INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX documents_unfinished ON documents(state, id) WHERE state = 'receiving' OR state = 'received';

CREATE TABLE content (
  id INTEGER PRIMARY KEY,            -- document * 2^20 + position
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,            -- document * 2^12 + number
  document INTEGER NOT NULL REFERENCES documents(id),
  number INTEGER NOT NULL,
  maps TEXT NOT NULL,
  started INTEGER NOT NULL,
  finished INTEGER,                  -- NULL: nothing saved under it is true yet
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE open_attempts (attempt INTEGER PRIMARY KEY) STRICT;  -- those that a commit left open

CREATE TABLE interchanges (
  attempt INTEGER NOT NULL,
  interchange INTEGER NOT NULL,
  partner TEXT NOT NULL,
  sender_qualifier TEXT NOT NULL, sender TEXT NOT NULL,
  receiver_qualifier TEXT NOT NULL, receiver TEXT NOT NULL,
  control_number TEXT NOT NULL,
  usage TEXT NOT NULL,
  version TEXT NOT NULL, date TEXT NOT NULL, time TEXT NOT NULL,
  begins INTEGER NOT NULL, ends INTEGER NOT NULL,
  hash TEXT NOT NULL,
  outcome TEXT NOT NULL,
  effective INTEGER NOT NULL,
  reason TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (attempt, interchange)
) STRICT, WITHOUT ROWID;
CREATE INDEX interchanges_number ON interchanges(partner, ltrim(control_number, '0'));

CREATE TABLE groups (
  attempt INTEGER NOT NULL,
  interchange INTEGER NOT NULL, grp INTEGER NOT NULL,
  functional_id TEXT NOT NULL,
  sender TEXT NOT NULL, receiver TEXT NOT NULL,
  control_number TEXT NOT NULL, version TEXT NOT NULL,
  included TEXT NOT NULL,
  received INTEGER NOT NULL, accepted INTEGER NOT NULL,
  acknowledged TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (attempt, interchange, grp)
) STRICT, WITHOUT ROWID;

CREATE TABLE sets (
  attempt INTEGER NOT NULL,
  interchange INTEGER NOT NULL, grp INTEGER NOT NULL, st INTEGER NOT NULL,
  id TEXT NOT NULL, control_number TEXT NOT NULL,
  begins INTEGER NOT NULL, ends INTEGER NOT NULL, segments INTEGER NOT NULL,
  hash TEXT NOT NULL,
  outcome TEXT NOT NULL,
  acknowledged TEXT NOT NULL,
  errors INTEGER NOT NULL, warnings INTEGER NOT NULL,
  PRIMARY KEY (attempt, interchange, grp, st)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  attempt INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  rule TEXT NOT NULL, severity TEXT NOT NULL,
  offset INTEGER NOT NULL,
  interchange INTEGER NOT NULL, grp INTEGER NOT NULL, st INTEGER NOT NULL, segment INTEGER NOT NULL,
  segment_id TEXT NOT NULL, loop TEXT NOT NULL,
  element INTEGER NOT NULL, repetition INTEGER NOT NULL, component INTEGER NOT NULL,
  value TEXT NOT NULL, expected TEXT NOT NULL, sentence TEXT NOT NULL, element_number TEXT NOT NULL,
  PRIMARY KEY (attempt, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE business (
  id INTEGER PRIMARY KEY,
  attempt INTEGER NOT NULL,
  interchange INTEGER NOT NULL, grp INTEGER NOT NULL, st INTEGER NOT NULL,
  kind TEXT NOT NULL,
  partner TEXT NOT NULL, number TEXT NOT NULL, release TEXT NOT NULL, purpose TEXT NOT NULL,
  usage TEXT NOT NULL,
  hash TEXT NOT NULL,                -- of the JSON
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  file_name TEXT NOT NULL,
  pending INTEGER NOT NULL,          -- 1: to be exported
  exported INTEGER
) STRICT;
CREATE INDEX business_part ON business(attempt, interchange, grp, st);
CREATE INDEX business_number ON business(partner, number);
CREATE INDEX business_pending ON business(id) WHERE pending = 1;
CREATE TABLE business_json (id INTEGER PRIMARY KEY REFERENCES business(id), json TEXT NOT NULL) STRICT;

CREATE TABLE outbounds (
  id INTEGER PRIMARY KEY,
  attempt INTEGER,
  kind TEXT NOT NULL,
  partner TEXT NOT NULL, folder TEXT NOT NULL, file_name TEXT NOT NULL,
  scope TEXT NOT NULL, cycle INTEGER NOT NULL, control_number TEXT NOT NULL, group_number TEXT NOT NULL,
  usage TEXT NOT NULL,
  hash TEXT NOT NULL,                -- of the bytes
  queued INTEGER NOT NULL, answer_due INTEGER,
  awaits INTEGER NOT NULL,           -- 1: its answer has not come
  answers_from INTEGER, answers_to INTEGER,  -- the first and last attempt in its answers
  state TEXT NOT NULL,
  changed INTEGER,
  UNIQUE (folder, file_name)         -- a name means one content, for ever
) STRICT;
CREATE INDEX outbounds_queued ON outbounds(id) WHERE state = 'queued';
CREATE INDEX outbounds_awaiting ON outbounds(partner, group_number) WHERE awaits = 1;
CREATE TABLE outbound_bytes (id INTEGER PRIMARY KEY REFERENCES outbounds(id), bytes BLOB NOT NULL) STRICT;

CREATE TABLE answers (
  attempt INTEGER NOT NULL,
  interchange INTEGER NOT NULL, grp INTEGER NOT NULL, st INTEGER NOT NULL,
  outbound INTEGER NOT NULL,
  PRIMARY KEY (attempt, interchange, grp, st, outbound)
) STRICT, WITHOUT ROWID;

CREATE TABLE work_items (
  id INTEGER PRIMARY KEY,
  document INTEGER REFERENCES documents(id),
  attempt INTEGER,
  interchange INTEGER NOT NULL, grp INTEGER NOT NULL, st INTEGER NOT NULL,
  business INTEGER,
  reason TEXT NOT NULL, sentence TEXT NOT NULL, owner TEXT NOT NULL, next_step TEXT NOT NULL,
  partner TEXT NOT NULL, number TEXT NOT NULL,
  opened INTEGER NOT NULL, closed INTEGER,
  closed_by TEXT NOT NULL DEFAULT '', resolution TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX work_items_open ON work_items(id) WHERE closed IS NULL;
CREATE INDEX work_items_document ON work_items(document);

CREATE TABLE control_numbers (
  scope TEXT PRIMARY KEY,
  cycle INTEGER NOT NULL, last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE number_gaps (
  scope TEXT NOT NULL, cycle INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  cause TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (scope, cycle, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
  document INTEGER,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL                 -- of the hash before and this row
) STRICT;
CREATE TABLE audit_head (one INTEGER PRIMARY KEY CHECK (one = 1), rows INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
INSERT INTO audit_head VALUES (1, 0, '');
)sql";

const char* const made_again = R"sql(
ALTER TABLE business ADD COLUMN again TEXT NOT NULL DEFAULT '';
)sql";

const char* const told_items = R"sql(
ALTER TABLE work_items ADD COLUMN told INTEGER;  -- when the notify command was run for it
UPDATE work_items SET told = opened;
CREATE INDEX work_items_untold ON work_items(id) WHERE told IS NULL;
)sql";

// Until then a held order that a replay made anew counted as rejected, like one that somebody rejected.
const char* const decisions = R"sql(
ALTER TABLE business ADD COLUMN reference TEXT NOT NULL DEFAULT '';
UPDATE business SET verdict = 'replaced' WHERE verdict = 'rejected' AND reason = 'replaced by a replay';
CREATE INDEX business_held ON business(id) WHERE verdict = 'held';
CREATE TABLE business_changed (id INTEGER PRIMARY KEY REFERENCES business(id), json TEXT NOT NULL) STRICT;

CREATE TABLE decisions (
  business INTEGER NOT NULL, number INTEGER NOT NULL,
  at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
  rule TEXT NOT NULL, line TEXT NOT NULL, code TEXT NOT NULL, change TEXT NOT NULL,
  owner TEXT NOT NULL, sentence TEXT NOT NULL, next TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (business, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
  BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;

CREATE TABLE reference_versions (
  hash TEXT PRIMARY KEY,
  partner TEXT NOT NULL,
  imported INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reference_tables (
  version TEXT NOT NULL, name TEXT NOT NULL, own INTEGER NOT NULL,
  rows INTEGER NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (version, name, own)
) STRICT, WITHOUT ROWID;
CREATE TABLE reference_bytes (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
)sql";

const char* const acknowledgments = R"sql(
CREATE TABLE acknowledgments (
  outbound INTEGER NOT NULL REFERENCES outbounds(id),
  document INTEGER NOT NULL,         -- who says it
  attempt INTEGER NOT NULL,          -- its first attempt that said so
  interchange INTEGER NOT NULL, grp INTEGER NOT NULL, st INTEGER NOT NULL,
  kind TEXT NOT NULL,
  group_number TEXT NOT NULL, set_number TEXT NOT NULL,
  code TEXT NOT NULL, notes TEXT NOT NULL,
  PRIMARY KEY (outbound, document, interchange, grp, st, group_number, set_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX acknowledgments_document ON acknowledgments(document, attempt);
DROP INDEX outbounds_awaiting;
CREATE INDEX outbounds_awaiting ON outbounds(answer_due) WHERE awaits = 1;
CREATE INDEX outbounds_group ON outbounds(partner, CAST(group_number AS INTEGER));
CREATE INDEX outbounds_interchange ON outbounds(partner, CAST(control_number AS INTEGER));
)sql";

}  // namespace transom::schema
