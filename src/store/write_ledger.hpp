// Writing what is expected by when, and what ends it.
#pragma once

#include "store/write_items.hpp"

namespace transom {

// What ends rows that a business document fulfils.
struct Answered {
  Expected what = Expected::response_855;
  OwedBy owed_by = OwedBy::us;
  std::string_view partner;
  char usage = 'P';
  AttemptId under;  // of the document that did it
  OutboundId with;  // the interchange that bears it, where we sent it
  Instant at;
};

// Which row a document of the kind ends; nothing for orders.
[[nodiscard]] std::optional<Expected> answer_of(BusinessKind kind);

// A ship notice or an invoice that cancels one: nothing came.
[[nodiscard]] bool ends_nothing(BusinessKind kind, std::string_view purpose);

class LedgerWriter {
 public:
  LedgerWriter(Connection& db, Audit& audit, ItemWriter& items);

  void open(const ExpectationRecord& expectation);
  // By the order's own set, or by the name under which the partner knows it.
  void meet(const Answered& answered, const Part& order);
  void meet(const Answered& answered, const OrderName& order);
  void meet_acknowledgment(OutboundId outbound, bool accepted, AttemptId under, Instant at);
  void meet_ta1(OutboundId outbound, bool accepted, AttemptId under, Instant at);
  void withdraw(BusinessId order, bool but_answer, std::string_view why, AttemptId under, Instant at);
  void withdraw(BusinessId order, Expected what, std::string_view why, AttemptId under, Instant at);
  void reopen(BusinessId order, Expected what, std::string_view why, AttemptId under, Instant at);
  void restore(BusinessId order, Expected what, std::string_view withdrawn_for, std::string_view why,
               AttemptId under, Instant at);
  void withdraw(OutboundId outbound, std::string_view why, Instant at);
  // It goes out once more: what was expected of it is expected anew, when a time is given.
  void expect_again(OutboundId outbound, std::optional<Instant> due, Instant at);
  void waive(ExpectationId id, std::string_view who, std::string_view why, Instant at);
  std::optional<WorkItemId> mark_overdue(ExpectationId id, const WorkItemRecord& item, Instant at);

 private:
  // Each row that was closed loses the work item that called it overdue.
  void told(Statement::Row rows, std::string_view who, std::string_view resolution, Instant at);
  void told_again(Statement::Row rows, Expected what, std::string_view why, Instant at);

  Audit* audit_;
  ItemWriter* items_;
  Statement open_, meet_part_, meet_named_, meet_outbound_, withdraw_order_, withdraw_one_, reopen_, restore_,
      withdraw_outbound_, again_, ta1_again_, waive_, relieve_, untold_, overdue_, overdue_outbound_, state_;
};

}  // namespace transom
