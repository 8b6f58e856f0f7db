// Orders and their like. The JSON lies beside its row, in a table of its own, and is never changed: a
// person's decision changes the verdict, a correction is another document with its own attempt.
#include "store/write_business.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "store/schema.hpp"

namespace transom {

BusinessWriter::BusinessWriter(Connection& db, Audit& audit, LedgerWriter& ledger)
    : db_(&db),
      audit_(&audit),
      ledger_(&ledger),
      insert_(db,
              "INSERT INTO business (attempt, interchange, grp, st, kind, partner, number, release, purpose, "
              "usage,"
              " hash, verdict, reason, file_name, pending, again, reference, outgoing, interim)"
              " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      insert_json_(db, "INSERT INTO business_json (id, json) VALUES (?,?)"),
      insert_changed_(db, "INSERT OR REPLACE INTO business_changed (id, json) VALUES (?,?)"),
      insert_order_(
          db, "INSERT OR IGNORE INTO business_orders (partner, number, release, business) VALUES (?,?,?,?)"),
      insert_sscc_(db,
                   "INSERT OR IGNORE INTO sscc_uses (sscc, usage, at, partner, shipment) VALUES (?,?,?,?,?)"),
      insert_received_(db, "INSERT OR IGNORE INTO received_ssccs (sscc, business) VALUES (?,?)"),
      wait_(db,
            "INSERT OR REPLACE INTO waiting (business, prepared, size, held, kind, attempt, interchange, "
            "grp, st)"
            " VALUES (?,?,?,?,?,?,?,?,?)"),
      give_up_(db, "DELETE FROM waiting WHERE business = ?"),
      reject_(db, "UPDATE business SET verdict = 'rejected', reason = ?, pending = 0 WHERE id = ?"),
      prepare_(db, "UPDATE business SET file_name = ? WHERE id = ? AND verdict = 'held'"),
      export_(db, "UPDATE business SET pending = 0, exported = ? WHERE id = ? AND pending = 1"),
      decide_(db,
              "UPDATE business SET verdict = ?, reason = ?, pending = (? AND file_name <> '')"
              " WHERE id = ? AND verdict = 'held' RETURNING attempt"),
      verdict_(db, "SELECT verdict FROM business WHERE id = ?"),
      started_(db, "SELECT started FROM attempts WHERE id = ?") {}

BusinessId BusinessWriter::save(const BusinessRecord& b) {
  sha_.update(b.json);
  const std::string hash = sha_.hex();
  const Part& at = b.part;
  insert_(at.attempt, at.interchange, at.group, at.set, b.kind, b.partner, b.number, b.release, b.purpose,
          b.usage, hash, b.verdict, b.reason, b.file_name, is_taken(b.verdict) && !b.file_name.empty(),
          b.again, b.reference, b.outgoing, b.interim)
      .run();
  const BusinessId id{db_->last_row()};
  insert_json_(id, b.json).run();
  if (!b.changed.empty()) insert_changed_(id, b.changed).run();
  for (const OrderName& order : b.orders) {
    if (!order.number.empty()) insert_order_(b.partner, order.number, order.release, id).run();
  }
  for (const std::string& sscc : b.ssccs) insert_received_(sscc, id).run();
  if (!b.outgoing && !b.interim) tell_ledger(b);
  const std::string line =
      fmt::format("document {} {} {} {} {} {} sha256 {} {}", at.attempt.value / attempts_per_document,
                  name(b.kind), id.value, b.partner, b.number, name(b.verdict), hash, b.again);
  audit_->gather(b.again.empty() ? "saved" : "saved again", line);
  return id;
}

void BusinessWriter::tell_ledger(const BusinessRecord& b) {
  const auto what = answer_of(b.kind);
  if (!what || b.verdict == Verdict::duplicate || ends_nothing(b.kind, b.purpose) || b.answers_change) return;
  auto attempt = started_(b.part.attempt);
  attempt.next();
  const Answered answered{.what = *what,
                          .owed_by = OwedBy::partner,
                          .partner = b.partner,
                          .usage = b.usage,
                          .under = b.part.attempt,
                          .with = {},
                          .at = {attempt.integer(0)}};
  if (b.kind == BusinessKind::order_response) ledger_->meet(answered, {b.number, b.release});
  for (const OrderName& order : b.orders) ledger_->meet(answered, order);
}

void BusinessWriter::save(const SsccRecord& use) {
  insert_sscc_(use.sscc, use.usage, use.at, use.partner, use.shipment).run();
}

void BusinessWriter::wait(const WaitingRecord& w) {
  const Part& at = w.answers;
  wait_(w.business, w.prepared, w.size, w.held, w.as, at.attempt, at.interchange, at.group, at.set).run();
  audit_->gather(w.prepared, "prepared", fmt::format("business document {}", w.business.value));
}

void BusinessWriter::give_up_waiting(BusinessId business, std::string_view who, std::string_view why,
                                     Instant at) {
  if (give_up_(business).run() == 0) return;
  reject_(why, business).run();
  audit_->add(at, who, "given up", {}, fmt::format("business document {} {}", business.value, why));
}

void BusinessWriter::mark_exported(std::span<const BusinessId> documents, Instant at) {
  std::vector<std::int64_t> changed;
  for (const BusinessId id : documents) {
    if (export_(at, id).run() == 1) changed.push_back(id.value);
  }
  if (!changed.empty()) audit_->add(at, "engine", "exported", {}, id_ranges(changed));
}

void BusinessWriter::prepare(BusinessId document, std::string_view file_name, std::string_view changed) {
  if (prepare_(file_name, document).run() == 0) not_held(document);
  if (!changed.empty()) insert_changed_(document, changed).run();
}

void BusinessWriter::not_held(BusinessId document) {
  auto now = verdict_(document);
  const std::string state = now.next() ? fmt::format("is not held, it is {}", now.text(0)) : "does not exist";
  throw Failure(FailureKind::usage, fmt::format("business document {}", document.value), state,
                "look at it with transom show");
}

void BusinessWriter::decide(BusinessId document, Verdict verdict, std::string_view who, std::string_view why,
                            Instant at) {
  bug_check(verdict != Verdict::held, "a decision is not another hold");
  auto row = decide_(verdict, why, is_taken(verdict), document);
  if (!row.next()) not_held(document);
  const DocumentId of{row.integer(0) / attempts_per_document};
  row.run();
  audit_->add(at, who, "decided", of, fmt::format("{} {} {}", document.value, name(verdict), why));
}

std::string id_ranges(std::span<const std::int64_t> ids) {
  std::vector<std::int64_t> sorted(ids.begin(), ids.end());
  std::sort(sorted.begin(), sorted.end());
  std::string out;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t last = i;
    while (last + 1 < sorted.size() && sorted[last + 1] == sorted[last] + 1) ++last;
    fmt::format_to(std::back_inserter(out), "{}{}", out.empty() ? "" : ", ", sorted[i]);
    if (last > i) fmt::format_to(std::back_inserter(out), "-{}", sorted[last]);
    i = last + 1;
  }
  return out;
}

}  // namespace transom
