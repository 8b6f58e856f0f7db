// Writing work items: what a person has to look at.
#pragma once

#include <span>

#include "store/audit.hpp"

namespace transom {

class ItemWriter {
 public:
  ItemWriter(Connection& db, Audit& audit);

  WorkItemId open(const WorkItemRecord& item);
  void close(WorkItemId item, std::string_view who, std::string_view resolution, Instant at);
  // False when it is closed already.
  bool close_if_open(WorkItemId item, std::string_view who, std::string_view resolution, Instant at);
  std::size_t close_of(DocumentId document, std::string_view who, std::string_view resolution, Instant at);
  void mark_told(std::span<const WorkItemId> items, Instant at);

 private:
  Connection* db_;
  Audit* audit_;
  Statement insert_, close_, close_of_, told_;
};

}  // namespace transom
