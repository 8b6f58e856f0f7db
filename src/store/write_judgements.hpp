// Decisions about business documents, the versions of reference data they were made by, and what orders use
// up of its figures.
#pragma once

#include "store/audit.hpp"
#include "store/statement.hpp"

namespace transom {

class JudgementWriter {
 public:
  JudgementWriter(Connection& db, Audit& audit);

  void save(const DecisionRecord& decision);
  void save(const ReferenceRecord& reference);
  void save(const PromiseRecord& promise);

 private:
  Audit* audit_;
  Statement insert_, last_, document_, version_, table_, bytes_, promise_, promise_sum_;
};

}  // namespace transom
