// What an attempt found, page by page in the order of the file. An attempt that is not finished has nothing.
#include "store/read_documents.hpp"
#include "store/read_rows.hpp"
#include "store/schema.hpp"

namespace transom {

static constexpr const char* of_finished =
    " AND EXISTS (SELECT 1 FROM attempts WHERE id = ?1 AND finished IS NOT NULL)";

PartReader::PartReader(Connection& db)
    : attempts_(db,
                "SELECT id, document, number, maps, started, finished, who, why, state, reason FROM attempts"
                " WHERE id > ?1 AND id < ?2 AND finished IS NOT NULL ORDER BY id"),
      interchanges_(db,
                    std::string("SELECT attempt, interchange, 0, 0, partner, sender_qualifier, sender,"
                                " receiver_qualifier, receiver, control_number, usage, version, date, time,"
                                " begins, ends, hash, outcome, effective, reason, answer FROM interchanges"
                                " WHERE attempt = ?1 AND interchange > ?2") +
                        of_finished + " ORDER BY interchange LIMIT ?3"),
      groups_(db, std::string(
                      "SELECT attempt, interchange, grp, 0, functional_id, sender, receiver, control_number,"
                      " version, included, received, accepted, acknowledged, answer FROM groups"
                      " WHERE attempt = ?1 AND (interchange, grp) > (?2, ?3)") +
                      of_finished + " ORDER BY interchange, grp LIMIT ?4"),
      sets_(db, std::string(
                    "SELECT attempt, interchange, grp, st, id, control_number, begins, ends, segments, hash,"
                    " outcome, acknowledged, errors, warnings, implementation FROM sets"
                    " WHERE attempt = ?1 AND (interchange, grp, st) > (?2, ?3, ?4)") +
                    of_finished + " ORDER BY interchange, grp, st LIMIT ?5"),
      findings_(db,
                std::string("SELECT rule, severity, offset, interchange, grp, st, segment, segment_id, loop,"
                            " element, repetition, component, value, expected, sentence, element_number"
                            " FROM findings WHERE attempt = ?1") +
                    of_finished + " ORDER BY seq LIMIT ?2") {}

static AttemptRecord read_attempt(const Statement::Row& row) {
  AttemptRecord a;
  a.id = {row.integer(0)};
  a.document = {row.integer(1)};
  a.number = static_cast<std::uint32_t>(row.integer(2));
  a.maps = row.text(3);
  a.started = {row.integer(4)};
  a.finished = {row.integer(5)};
  a.who = row.text(6);
  a.why = row.text(7);
  a.outcome = named<DocumentState>(row.text(8));
  a.reason = row.text(9);
  return a;
}

static InterchangeRecord read_interchange(const Statement::Row& row) {
  InterchangeRecord i;
  i.part = read_part(row, 0);
  i.partner = row.text(4);
  i.sender_qualifier = row.text(5);
  i.sender = row.text(6);
  i.receiver_qualifier = row.text(7);
  i.receiver = row.text(8);
  i.control_number = row.text(9);
  i.usage = read_code(row, 10);
  i.version = row.text(11);
  i.date = row.text(12);
  i.time = row.text(13);
  i.offset = static_cast<std::uint64_t>(row.integer(14));
  i.end = static_cast<std::uint64_t>(row.integer(15));
  i.hash = row.text(16);
  i.outcome = named<InterchangeOutcome>(row.text(17));
  i.effective = row.integer(18) != 0;
  i.reason = row.text(19);
  i.answer = named<AnswerDecision>(row.text(20));
  return i;
}

static GroupRecord read_group(const Statement::Row& row) {
  GroupRecord g;
  g.part = read_part(row, 0);
  g.functional_id = row.text(4);
  g.sender = row.text(5);
  g.receiver = row.text(6);
  g.control_number = row.text(7);
  g.version = row.text(8);
  g.included = row.text(9);
  g.received = static_cast<std::uint32_t>(row.integer(10));
  g.accepted = static_cast<std::uint32_t>(row.integer(11));
  g.acknowledged = read_code(row, 12);
  g.answer = named<AnswerDecision>(row.text(13));
  return g;
}

static SetRecord read_set(const Statement::Row& row) {
  SetRecord s;
  s.part = read_part(row, 0);
  s.id = row.text(4);
  s.control_number = row.text(5);
  s.offset = static_cast<std::uint64_t>(row.integer(6));
  s.end = static_cast<std::uint64_t>(row.integer(7));
  s.segments = static_cast<std::uint32_t>(row.integer(8));
  s.hash = row.text(9);
  s.outcome = named<SetOutcome>(row.text(10));
  s.acknowledged = read_code(row, 11);
  s.errors = static_cast<std::uint32_t>(row.integer(12));
  s.warnings = static_cast<std::uint32_t>(row.integer(13));
  s.implementation = row.text(14);
  return s;
}

static FindingRecord read_finding(const Statement::Row& row) {
  const auto small = [&row](int column) { return static_cast<std::uint16_t>(row.integer(column)); };
  const auto number = [&row](int column) { return static_cast<std::uint32_t>(row.integer(column)); };
  FindingRecord f;
  f.rule = row.text(0);
  f.severity = named<Severity>(row.text(1));
  f.place.offset = static_cast<std::uint64_t>(row.integer(2));
  f.place.interchange = number(3);
  f.place.group = number(4);
  f.place.set = number(5);
  f.place.segment = number(6);
  f.place.segment_id = row.text(7);
  f.place.loop = row.text(8);
  f.place.element = small(9);
  f.place.repetition = small(10);
  f.place.component = small(11);
  f.value = row.text(12);
  f.expected = row.text(13);
  f.sentence = row.text(14);
  f.element_number = row.text(15);
  return f;
}

std::vector<AttemptRecord> PartReader::attempts(DocumentId document) {
  const std::int64_t first = document.value * attempts_per_document;
  return collect(attempts_(first, first + attempts_per_document), read_attempt);
}

std::vector<InterchangeRecord> PartReader::interchanges(AttemptId attempt, std::size_t limit, Part after) {
  return collect(interchanges_(attempt, after.interchange, limit), read_interchange);
}

std::vector<GroupRecord> PartReader::groups(AttemptId attempt, std::size_t limit, Part after) {
  return collect(groups_(attempt, after.interchange, after.group, limit), read_group);
}

std::vector<SetRecord> PartReader::sets(AttemptId attempt, std::size_t limit, Part after) {
  return collect(sets_(attempt, after.interchange, after.group, after.set, limit), read_set);
}

std::vector<FindingRecord> PartReader::findings(AttemptId attempt, std::size_t limit) {
  return collect(findings_(attempt, limit), read_finding);
}

}  // namespace transom
