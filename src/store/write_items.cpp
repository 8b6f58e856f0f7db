// A work item is opened with its reason and next step and closed once, with the name of who did it and how.
#include "store/write_items.hpp"

#include <fmt/format.h>

#include "store/schema.hpp"

namespace transom {

ItemWriter::ItemWriter(Connection& db, Audit& audit)
    : db_(&db),
      audit_(&audit),
      insert_(db,
              "INSERT INTO work_items (document, attempt, interchange, grp, st, business, reason, sentence, "
              "owner,"
              " next_step, partner, number, opened) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      close_(db,
             "UPDATE work_items SET closed = ?, closed_by = ?, resolution = ? WHERE id = ? AND closed IS NULL"
             " RETURNING document"),
      close_of_(db,
                "UPDATE work_items SET closed = ?, closed_by = ?, resolution = ?"
                " WHERE document = ? AND closed IS NULL AND (attempt IS NULL OR attempt IN"
                " (SELECT id FROM attempts WHERE finished IS NOT NULL))"),
      told_(db, "UPDATE work_items SET told = ? WHERE id = ?") {}

WorkItemId ItemWriter::open(const WorkItemRecord& i) {
  const DocumentId document =
      i.document ? i.document : DocumentId{i.part.attempt.value / attempts_per_document};
  insert_(document, i.part.attempt, i.part.interchange, i.part.group, i.part.set, i.business, i.reason,
          i.sentence, i.owner, i.next_step, i.partner, i.number, i.opened)
      .run();
  const WorkItemId id{db_->last_row()};
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
