// A decision is inserted and never touched again (a trigger says so as well); a change of mind is a further
// row. Its words go into the audit trail too, so that the chain of hashes covers who decided what, and why.
//
// Reference data is kept once for each content: a price list that changes daily costs its own size a day, and
// a version whose files all are known costs a row.
//
// What is asked of promises is their sum since a moment, for every line of every order. So the sums stand
// beside the rows, one for each figure and commit; those of an open attempt by themselves until it is
// finished (write_attempts.cpp), for until then they are true for it alone.
#include "store/write_judgements.hpp"

#include <fmt/format.h>

#include "store/schema.hpp"

namespace transom {

JudgementWriter::JudgementWriter(Connection& db, Audit& audit)
    : audit_(&audit),
      insert_(db,
              "INSERT INTO decisions (business, number, at, who, action, rule, line, code, change, owner,"
              " sentence, next, why, figure, reference) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      last_(db, "SELECT coalesce(max(number), 0) FROM decisions WHERE business = ?"),
      document_(db, "SELECT attempt FROM business WHERE id = ?"),
      version_(db, "INSERT OR IGNORE INTO reference_versions (hash, partner, imported) VALUES (?,?,?)"),
      table_(db,
             "INSERT OR IGNORE INTO reference_tables (version, name, own, rows, hash) VALUES (?,?,?,?,?)"),
      bytes_(db, "INSERT OR IGNORE INTO reference_bytes (hash, bytes) VALUES (?,?)"),
      promise_(db, "INSERT INTO promises (attempt, business, of, usage, at, quantity) VALUES (?,?,?,?,?,?)"),
      promise_sum_(
          db,
          "INSERT INTO promise_sums (of, usage, attempt, at, quantity)"
          " SELECT ?1, ?2, CASE WHEN finished IS NULL THEN id ELSE 0 END, ?3, ?4 FROM attempts"
          " WHERE id = ?5 ON CONFLICT DO UPDATE SET quantity = exact_add(quantity, excluded.quantity)") {}

void JudgementWriter::save(const DecisionRecord& d) {
  std::int64_t number = 1;
  if (auto row = last_(d.business); row.next()) number = row.integer(0) + 1;
  const auto figure = d.figure ? std::optional(d.figure->to_plain()) : std::nullopt;
  insert_(d.business, number, d.at, d.who, d.action, d.rule, d.line, d.code, d.change, d.owner, d.sentence,
          d.next, d.why, figure, d.reference)
      .run();
  const std::string line =
      fmt::format("business document {} {} {} line {} {} {} {}", d.business.value, d.action, d.rule,
                  d.line.empty() ? "-" : d.line, d.code, d.change, d.why);
  if (d.who == "engine") {
    audit_->gather(d.at, "judged", line);
    return;
  }
  DocumentId document;
  if (auto row = document_(d.business); row.next())
    document = DocumentId{row.integer(0) / attempts_per_document};
  audit_->add(d.at, d.who, d.action, document, line);
}

void JudgementWriter::save(const ReferenceRecord& r) {
  if (version_(r.hash, r.partner, r.imported).run() == 0) return;
  for (const auto& table : r.tables) {
    table_(r.hash, table.name, table.own ? 1 : 0, table.rows, table.hash).run();
    bytes_(table.hash, Blob{table.bytes}).run();
  }
  audit_->gather(r.imported, "reference data imported", fmt::format("{} version {}", r.partner, r.hash));
}

void JudgementWriter::save(const PromiseRecord& p) {
  const std::string quantity = p.quantity.to_plain();
  promise_(p.attempt, p.order, p.of, p.usage, p.at, quantity).run();
  promise_sum_(p.of, p.usage, p.at, quantity, p.attempt).run();
}

}  // namespace transom
