// Decisions about business documents, and the versions of reference data they were made by.
#pragma once

#include "store/audit.hpp"
#include "store/statement.hpp"

namespace transom {

class JudgementWriter {
 public:
  JudgementWriter(Connection& db, Audit& audit);

  void save(const DecisionRecord& decision);
  void save(const ReferenceRecord& reference);

 private:
  Audit* audit_;
  Statement insert_, last_, document_, version_, table_, bytes_;
};

}  // namespace transom
