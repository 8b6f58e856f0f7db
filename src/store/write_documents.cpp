// A document is its row and its chunks. The bytes go in as they came and are never touched again; only a
// document that was never completely received, or whose claim went back, loses them, and keeps its row as a
// tombstone.
#include "store/write_documents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "store/chunks.hpp"
#include "store/schema.hpp"

namespace transom {

DocumentWriter::DocumentWriter(Connection& db, Audit& audit)
    : db_(&db),
      audit_(&audit),
      insert_(db,
              "INSERT INTO documents (mailbox, original_name, claim_name, size, hash, received, state)"
              " VALUES (?,?,?,?,?,?,?)"),
      insert_chunk_(db, "INSERT INTO content (id, bytes) VALUES (?,?)"),
      last_chunk_(db, "SELECT max(id) FROM content WHERE id >= ? AND id < ?"),
      total_(db, "SELECT coalesce(sum(length(bytes)), 0) FROM content WHERE id >= ? AND id < ?"),
      complete_(
          db,
          "UPDATE documents SET state = 'received', size = ?, hash = ? WHERE id = ? AND state = 'receiving'"
          " RETURNING claim_name, received"),
      discard_(db,
               "UPDATE documents SET state = 'discarded', claim_name = NULL, reason = ? WHERE id = ?"
               " AND (state = 'receiving' OR state = 'received') AND NOT EXISTS"
               " (SELECT 1 FROM attempts a WHERE a.document = documents.id AND a.finished IS NOT NULL"
               "  AND a.id > documents.id * 4096 AND a.id < (documents.id + 1) * 4096)"),
      drop_content_(db, "DELETE FROM content WHERE id >= ? AND id < ?") {}

DocumentId DocumentWriter::insert(const DocumentRecord& document, DocumentState state) {
  insert_(document.mailbox, document.original_name, document.claim_name, document.size, document.hash,
          document.received, state)
      .run();
  return {db_->last_row()};
}

static std::string received_line(DocumentId id, std::string_view claim, std::uint64_t size,
                                 std::string_view hash) {
  return fmt::format("document {} {} {} bytes sha256 {}", id.value, claim, size, hash);
}

DocumentId DocumentWriter::receive(const DocumentRecord& document, std::string_view bytes) {
  bug_check(document.size == bytes.size(), "a document's size is not that of its bytes");
  const DocumentId id = insert(document, DocumentState::received);
  const std::int64_t first = id.value * chunks_per_document;
  for (std::size_t at = 0, chunk = 0; at < bytes.size(); at += chunk_bytes, ++chunk) {
    insert_chunk_(first + static_cast<std::int64_t>(chunk), Blob{bytes.substr(at, chunk_bytes)}).run();
  }
  audit_->gather(document.received, "received",
                 received_line(id, document.claim_name, document.size, document.hash));
  return id;
}

DocumentId DocumentWriter::begin_receiving(const DocumentRecord& document) {
  return insert(document, DocumentState::receiving);
}

void DocumentWriter::append_content(DocumentId document, std::string_view chunk) {
  const std::int64_t first = document.value * chunks_per_document, end = first + chunks_per_document;
  std::int64_t next = first;
  if (auto last = last_chunk_(first, end); last.next() && !last.null(0)) next = last.integer(0) + 1;
  bug_check(next < end, "a document has too many chunks");
  insert_chunk_(next, Blob{chunk}).run();
}

void DocumentWriter::end_receiving(DocumentId document, std::string_view hash) {
  const std::int64_t first = document.value * chunks_per_document;
  auto sum = total_(first, first + chunks_per_document);
  sum.next();
  const std::int64_t size = sum.integer(0);
  auto row = complete_(size, hash, document);
  bug_check(row.next(), "a document is completed that was not being received");
  const std::string claim(row.text(0));
  const Instant received{row.integer(1)};
  row.run();
  audit_->gather(received, "received",
                 received_line(document, claim, static_cast<std::uint64_t>(size), hash));
}

void DocumentWriter::discard(DocumentId document, std::string_view why) {
  bug_check(discard_(why, document).run() == 1, "a document is discarded that took effect");
  const std::int64_t first = document.value * chunks_per_document;
  drop_content_(first, first + chunks_per_document).run();
  audit_->add("engine", "discarded", document, why);
}

}  // namespace transom
