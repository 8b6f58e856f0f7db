// A work item is opened with its reason and next step and closed once, with the name of who did it and how.
//
// A refusal ends by itself when what was refused goes out again: the interchange as it was or made anew, or a
// document of the same set under the same number of its own. The order's number is no sign: an order has many
// ship notices and invoices. One that fell with others as a group ends only with its interchange. What could
// not go ends when a document of the same set and number goes that the ERP left behind it.
#include "store/write_items.hpp"

#include <fmt/format.h>

#include <vector>

#include "store/names.hpp"
#include "store/schema.hpp"
#include "store/unsent.hpp"

namespace transom {

namespace {

// One column for both: the sentence, then what more there is, a line each. read_item takes them apart.
std::string with_more(const WorkItemRecord& item) {
  std::string text = item.sentence;
  for (const auto& line : item.more) text += "\n" + line;
  return text;
}

}  // namespace

ItemWriter::ItemWriter(Connection& db, Audit& audit)
    : db_(&db),
      audit_(&audit),
      insert_(db,
              "INSERT INTO work_items (document, attempt, interchange, grp, st, business, reason, sentence, "
              "owner,"
              " next_step, partner, number, opened, outbound, unsent)"
              " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,nullif(?,''))"),
      of_order_(db, "INSERT OR IGNORE INTO item_orders (item, partner, number, release) VALUES (?,?,?,?)"),
      close_(db,
             "UPDATE work_items SET closed = ?, closed_by = ?, resolution = ? WHERE id = ? AND closed IS NULL"
             " RETURNING document"),
      refused_(db,
               "SELECT id FROM work_items WHERE closed IS NULL AND outbound IS NOT NULL AND outbound = ?"),
      // From the few refusals that are open to what they are about, never the other way round. An interim 855
      // corrects no answer.
      corrected_(db,
                 "SELECT w.id FROM work_items w CROSS JOIN outbounds x ON x.id = w.outbound"
                 " CROSS JOIN business o ON o.id = w.business CROSS JOIN business n ON n.id = ?1"
                 " WHERE w.closed IS NULL AND w.outbound IS NOT NULL AND x.kind = ?2 AND o.kind = n.kind"
                 " AND o.partner = n.partner AND o.usage = n.usage AND o.release = n.release"
                 " AND ltrim(o.number, '0') = ltrim(n.number, '0') AND o.interim >= n.interim"),
      // What was refused behind the one that goes now is no earlier form of it.
      unsent_(db,
              "SELECT w.id, w.unsent, n.usage, n.purpose = 'cancel', n.interim, n.release,"
              " CASE n.kind WHEN 'order-change' THEN json_extract(j.json, '$.sequence')"
              " WHEN 'order-response' THEN iif(n.purpose IN ('', 'original', 'response'),"
              " json_extract(j.json, '$.change_sequence'), NULL) END"
              " FROM business n CROSS JOIN work_items w ON w.partner = n.partner"
              " JOIN business_json j ON j.id = n.id"
              " WHERE n.id = ?1 AND w.closed IS NULL AND w.unsent IS NOT NULL"
              " AND ltrim(w.number, '0') = ltrim(n.number, '0') AND (w.attempt, w.st) < (n.attempt, n.st)"),
      close_of_(db,
                "UPDATE work_items SET closed = ?, closed_by = ?, resolution = ?"
                " WHERE document = ? AND closed IS NULL AND (attempt IS NULL OR attempt IN"
                " (SELECT id FROM attempts WHERE finished IS NOT NULL))"),
      told_(db, "UPDATE work_items SET told = ? WHERE id = ?") {}

WorkItemId ItemWriter::open(const WorkItemRecord& i) {
  const DocumentId document =
      i.document ? i.document : DocumentId{i.part.attempt.value / attempts_per_document};
  insert_(document, i.part.attempt, i.part.interchange, i.part.group, i.part.set, i.business, i.reason,
          with_more(i), i.owner, i.next_step, i.partner, i.number, i.opened, i.outbound, i.unsent)
      .run();
  const WorkItemId id{db_->last_row()};
  for (const OrderName& order : i.orders) of_order_(id, i.partner, order.number, order.release).run();
  audit_->add(i.opened, "engine", "work item opened", document, fmt::format("{} {}", id.value, i.reason));
  return id;
}

void ItemWriter::close(WorkItemId item, std::string_view who, std::string_view resolution, Instant at) {
  if (close_if_open(item, who, resolution, at)) return;
  throw Failure(FailureKind::usage, fmt::format("work item {}", item.value), "is not open",
                "transom failed lists the open ones");
}

bool ItemWriter::close_if_open(WorkItemId item, std::string_view who, std::string_view resolution,
                               Instant at) {
  auto row = close_(at, who, resolution, item);
  if (!row.next()) return false;
  const DocumentId document{row.integer(0)};
  row.run();
  audit_->add(at, who, "work item closed", document, fmt::format("{} {}", item.value, resolution));
  return true;
}

void ItemWriter::close_found(Statement::Row rows, std::string_view who, std::string_view resolution,
                             Instant at) {
  std::vector<WorkItemId> found;
  while (rows.next()) found.push_back({rows.integer(0)});
  for (const WorkItemId id : found) close_if_open(id, who, resolution, at);
}

void ItemWriter::close_refusals(OutboundId outbound, std::string_view who, std::string_view resolution,
                                Instant at) {
  close_found(refused_(outbound), who, resolution, at);
}

void ItemWriter::close_refusals(BusinessId corrected, OutboundKind as, std::string_view resolution,
                                Instant at) {
  close_found(corrected_(corrected, as), "engine", resolution, at);
}

void ItemWriter::close_unsent(BusinessId goes, OutboundKind as, std::string_view resolution, Instant at) {
  std::vector<WorkItemId> found;
  auto rows = unsent_(goes);
  while (rows.next()) {
    const std::string key = unsent_key({.set = name(as),
                                        .usage = rows.text(2).front(),
                                        .cancels = rows.integer(3) != 0,
                                        .interim = rows.integer(4) != 0,
                                        .release = rows.text(5),
                                        .change = rows.text(6)});
    if (rows.text(1) == key) found.push_back({rows.integer(0)});
  }
  for (const WorkItemId id : found) close_if_open(id, "engine", resolution, at);
}

std::size_t ItemWriter::close_of(DocumentId document, std::string_view who, std::string_view resolution,
                                 Instant at) {
  const auto closed = static_cast<std::size_t>(close_of_(at, who, resolution, document).run());
  if (closed > 0) {
    audit_->add(at, who, "work items closed", document, fmt::format("{}: {}", closed, resolution));
  }
  return closed;
}

// No audit row: nothing became true by it but that somebody may know.
void ItemWriter::mark_told(std::span<const WorkItemId> items, Instant at) {
  for (const WorkItemId id : items) told_(at, id).run();
}

}  // namespace transom
