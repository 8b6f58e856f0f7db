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
  // The open refusals of that interchange: it went out once more.
  void close_refusals(OutboundId outbound, std::string_view who, std::string_view resolution, Instant at);
  // Those of a document of the same set, partner, usage and own number that this one corrects.
  void close_refusals(BusinessId corrected, OutboundKind as, std::string_view resolution, Instant at);
  // What the ERP left before this document, under its number, and could not go.
  void close_unsent(BusinessId goes, OutboundKind as, std::string_view resolution, Instant at);
  std::size_t close_of(DocumentId document, std::string_view who, std::string_view resolution, Instant at);
  void mark_told(std::span<const WorkItemId> items, Instant at);

 private:
  void close_found(Statement::Row rows, std::string_view who, std::string_view resolution, Instant at);

  Connection* db_;
  Audit* audit_;
  Statement insert_, of_order_, close_, refused_, corrected_, unsent_, close_of_, told_;
};

}  // namespace transom
