// Writing business documents and what people decide about them.
#pragma once

#include <span>

#include "store/write_ledger.hpp"

namespace transom {

class BusinessWriter {
 public:
  BusinessWriter(Connection& db, Audit& audit, LedgerWriter& ledger);

  BusinessId save(const BusinessRecord& business);
  void wait(const WaitingRecord& waiting);
  void give_up_waiting(BusinessId business, std::string_view who, std::string_view why, Instant at);
  void save(const SsccRecord& use);
  void mark_exported(std::span<const BusinessId> documents, Instant at);
  void prepare(BusinessId document, std::string_view file_name, std::string_view changed);
  void decide(BusinessId document, Verdict verdict, std::string_view who, std::string_view why, Instant at);

 private:
  // What came from a partner, who owed it.
  void tell_ledger(const BusinessRecord& business);
  [[noreturn]] void not_held(BusinessId document);

  Connection* db_;
  Audit* audit_;
  LedgerWriter* ledger_;
  Sha256 sha_;
  Statement insert_, insert_json_, insert_changed_, insert_order_, insert_sscc_, insert_received_, wait_,
      give_up_, reject_, prepare_, export_, decide_, verdict_, started_;
};

// "3, 5-9, 12": ids as audit rows list them.
std::string id_ranges(std::span<const std::int64_t> ids);

}  // namespace transom
