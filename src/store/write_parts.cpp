// Plain rows, keyed by their place in the file. A part saved twice under one attempt is refused by its key.
#include "store/write_parts.hpp"

#include "store/read_rows.hpp"

namespace transom {

PartWriter::PartWriter(Connection& db)
    : interchange_(
          db,
          "INSERT INTO interchanges (attempt, interchange, partner, sender_qualifier, sender,"
          " receiver_qualifier, receiver, control_number, usage, version, date, time, begins, ends, hash,"
          " outcome, effective, reason, answer) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      group_(
          db,
          "INSERT INTO groups (attempt, interchange, grp, functional_id, sender, receiver, control_number,"
          " version, included, received, accepted, acknowledged, answer) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      set_(
          db,
          "INSERT INTO sets (attempt, interchange, grp, st, id, control_number, begins, ends, segments, hash,"
          " outcome, acknowledged, errors, warnings, implementation) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      sets_(db,
            "SELECT st, id, control_number, implementation, acknowledged FROM sets"
            " WHERE attempt = ? AND interchange = ? AND grp = ? ORDER BY st"),
      finding_(db,
               "INSERT INTO findings (attempt, seq, rule, severity, offset, interchange, grp, st, segment,"
               " segment_id, loop, element, repetition, component, value, expected, sentence, element_number)"
               " VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM findings WHERE attempt = ?1),"
               " ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)") {}

void PartWriter::save(const InterchangeRecord& i) {
  interchange_(i.part.attempt, i.part.interchange, i.partner, i.sender_qualifier, i.sender,
               i.receiver_qualifier, i.receiver, i.control_number, i.usage, i.version, i.date, i.time,
               i.offset, i.end, i.hash, i.outcome, i.effective, i.reason, i.answer)
      .run();
}

void PartWriter::save(const GroupRecord& g) {
  group_(g.part.attempt, g.part.interchange, g.part.group, g.functional_id, g.sender, g.receiver,
         g.control_number, g.version, g.included, g.received, g.accepted, g.acknowledged, g.answer)
      .run();
}

void PartWriter::save(const SetRecord& s) {
  set_(s.part.attempt, s.part.interchange, s.part.group, s.part.set, s.id, s.control_number, s.offset, s.end,
       s.segments, s.hash, s.outcome, s.acknowledged, s.errors, s.warnings, s.implementation)
      .run();
}

void PartWriter::each_set(const Part& group, const std::function<void(const SetRecord&)>& see) {
  SetRecord set{.part = group};
  for (auto row = sets_(group.attempt, group.interchange, group.group); row.next();) {
    set.part.set = static_cast<std::uint32_t>(row.integer(0));
    set.id = row.text(1);
    set.control_number = row.text(2);
    set.implementation = row.text(3);
    set.acknowledged = read_code(row, 4);
    see(set);
  }
}

void PartWriter::save(AttemptId attempt, const FindingRecord& f) {
  const Place& at = f.place;
  finding_(attempt, f.rule, f.severity, at.offset, at.interchange, at.group, at.set, at.segment,
           at.segment_id, at.loop, at.element, at.repetition, at.component, f.value, f.expected, f.sentence,
           f.element_number)
      .run();
}

}  // namespace transom
