// Writing work items: what a person has to look at.
#pragma once

#include "store/audit.hpp"

namespace transom {

class ItemWriter {
 public:
  ItemWriter(Connection& db, Audit& audit);

  WorkItemId open(const WorkItemRecord& item);
  void close(WorkItemId item, std::string_view who, std::string_view resolution, Instant at);
  std::size_t close_of(DocumentId document, std::string_view who, std::string_view resolution, Instant at);

 private:
  Connection* db_;
  Audit* audit_;
  Statement insert_, close_, close_of_;
};

}  // namespace transom
