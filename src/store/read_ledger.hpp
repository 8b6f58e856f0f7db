// Reading the ledger: what is expected, what is overdue, and all that was ever expected for an order.
#pragma once

#include "store/statement.hpp"
#include "transom/store.hpp"

namespace transom {

class LedgerReader {
 public:
  explicit LedgerReader(Connection& db);

  std::vector<ExpectationRecord> expected(const DueFilter& filter);
  std::vector<ExpectationRecord> untold_overdue(Instant now, std::size_t limit);
  std::vector<ExpectationRecord> expected_for(std::string_view partner, std::string_view number, char usage);
  std::vector<ExpectationRecord> expected_for(OutboundId sent);
  std::optional<ExpectationRecord> expectation(ExpectationId id);
  std::uint64_t count_overdue(Instant now);
  std::vector<OrderNumber> orders_named(std::string_view text, std::string_view partner, std::size_t limit);

 private:
  Statement expected_, untold_, of_order_, of_sent_, one_, count_, named_, named_in_part_;
};

}  // namespace transom
