// Each call is one short read transaction, and content is one a chunk: a reader that sits in the middle of a
// large file must not keep the log from being emptied. Chunks never change, so it still sees one file.
#include "store/read_documents.hpp"

#include <charconv>

#include "store/read_rows.hpp"
#include "store/schema.hpp"

namespace transom {

DocumentReader::DocumentReader(Connection& db)
    : one_(db, std::string("SELECT ") + document_columns +
                   " FROM documents d WHERE d.id = ? AND d.state <> 'receiving'"),
      by_hash_(db,
               "SELECT id FROM documents WHERE hash >= ?1 AND hash < ?1 || 'g' AND state NOT IN "
               "('receiving','discarded')"
               " ORDER BY id DESC LIMIT ?2"),
      chunk_(db, "SELECT bytes FROM content WHERE id = ?"),
      // An attempt's id holds its document's, so the attempts of d are a range of the interchanges' key.
      list_(db,
            std::string("SELECT ") + document_columns +
                " FROM documents d WHERE d.id < ?1 AND d.received >= ?2 AND d.state <> 'receiving'"
                " AND (d.state <> 'discarded' OR ?3 = 'discarded')"
                " AND (?3 = '' OR d.state = ?3)"
                " AND (?4 = '' OR EXISTS (SELECT 1 FROM interchanges i JOIN attempts a ON a.id = i.attempt"
                "  WHERE i.attempt > d.id * 4096 AND i.attempt < (d.id + 1) * 4096 AND i.partner = ?4"
                "  AND a.finished IS NOT NULL)) ORDER BY d.id DESC LIMIT ?5"),
      unfinished_(db, std::string("SELECT ") + document_columns +
                          " FROM documents d WHERE d.state = 'received' ORDER BY d.id"),
      states_(db, "SELECT state, count(*) FROM documents WHERE received >= ? GROUP BY state"),
      items_(
          db,
          "SELECT count(*) FROM work_items w LEFT JOIN attempts a ON a.id = w.attempt WHERE w.closed IS NULL"
          " AND (w.attempt IS NULL OR a.finished IS NOT NULL)"),
      queued_(
          db,
          "SELECT count(*) FROM outbounds o LEFT JOIN attempts a ON a.id = o.attempt WHERE o.state = 'queued'"
          " AND (o.attempt IS NULL OR a.finished IS NOT NULL)"),
      exports_(db,
               "SELECT count(*) FROM business b JOIN attempts a ON a.id = b.attempt WHERE b.pending = 1 AND "
               "a.finished IS NOT NULL") {
  static_assert(attempts_per_document == 4096);
}

std::optional<DocumentRecord> DocumentReader::document(DocumentId id) {
  return first(one_(id), read_document);
}

std::vector<DocumentId> DocumentReader::resolve(std::string_view text, std::size_t limit) {
  DocumentId id;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (error == std::errc() && end == text.data() + text.size() && document(id)) return {id};
  std::vector<DocumentId> all;
  if (text.size() < 6 || text.find_first_not_of("0123456789abcdef") != std::string_view::npos) return all;
  for (auto row = by_hash_(text, limit); row.next();) all.push_back({row.integer(0)});
  return all;
}

void DocumentReader::content(DocumentId id, const std::function<bool(std::string_view)>& sink) {
  for (std::int64_t chunk = 0; chunk < chunks_per_document; ++chunk) {
    auto row = chunk_(id.value * chunks_per_document + chunk);
    if (!row.next() || !sink(row.text(0))) return;
  }
}

std::string DocumentReader::chunk(DocumentId id, std::uint32_t n) {
  if (n >= chunks_per_document) return {};
  auto row = chunk_(id.value * chunks_per_document + n);
  return row.next() ? std::string(row.text(0)) : std::string();
}

std::vector<DocumentRecord> DocumentReader::documents(const DocumentFilter& filter) {
  const std::int64_t before = filter.before ? filter.before.value : INT64_MAX;
  const std::string_view state = filter.state ? name(*filter.state) : std::string_view();
  return collect(
      list_(before, filter.since.value_or(Instant{INT64_MIN}), state, filter.partner, filter.limit),
      read_document);
}

std::vector<DocumentRecord> DocumentReader::unfinished() {
  return collect(unfinished_(), read_document);
}

static std::uint64_t number_of(Statement::Row row) {
  row.next();
  return static_cast<std::uint64_t>(row.integer(0));
}

Counts DocumentReader::counts(std::optional<Instant> since) {
  Counts counts;
  for (auto row = states_(since.value_or(Instant{INT64_MIN})); row.next();) {
    const auto many = static_cast<std::uint64_t>(row.integer(1));
    switch (named<DocumentState>(row.text(0))) {
      case DocumentState::received:
        counts.received = many;
        break;
      case DocumentState::done:
        counts.done = many;
        break;
      case DocumentState::quarantined:
        counts.quarantined = many;
        break;
      case DocumentState::duplicate:
        counts.duplicate = many;
        break;
      case DocumentState::receiving:
      case DocumentState::discarded:
        break;
    }
  }
  counts.open_items = number_of(items_());
  counts.queued_outbounds = number_of(queued_());
  counts.pending_exports = number_of(exports_());
  return counts;
}

}  // namespace transom
