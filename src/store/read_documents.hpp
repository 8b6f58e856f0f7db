// Reading documents, their bytes and what their attempts found in them.
#pragma once

#include <functional>

#include "store/statement.hpp"
#include "transom/store.hpp"

namespace transom {

class DocumentReader {
 public:
  explicit DocumentReader(Connection& db);

  std::optional<DocumentRecord> document(DocumentId id);
  std::vector<DocumentId> resolve(std::string_view text, std::size_t limit);
  void content(DocumentId id, const std::function<bool(std::string_view)>& sink);
  std::string chunk(DocumentId id, std::uint32_t n);
  std::vector<DocumentRecord> documents(const DocumentFilter& filter);
  std::vector<DocumentRecord> unfinished();
  Counts counts(std::optional<Instant> since);

 private:
  Statement one_, by_hash_, chunk_, list_, unfinished_, states_, items_, queued_, exports_;
};

class PartReader {
 public:
  explicit PartReader(Connection& db);

  std::vector<AttemptRecord> attempts(DocumentId document);
  std::vector<InterchangeRecord> interchanges(AttemptId attempt, std::size_t limit, Part after);
  std::vector<GroupRecord> groups(AttemptId attempt, std::size_t limit, Part after);
  std::vector<SetRecord> sets(AttemptId attempt, std::size_t limit, Part after);
  std::vector<FindingRecord> findings(AttemptId attempt, std::size_t limit);

 private:
  Statement attempts_, interchanges_, groups_, sets_, findings_;
};

}  // namespace transom
