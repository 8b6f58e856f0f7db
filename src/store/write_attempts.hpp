// Writing attempts: what makes all that was saved under them true, or takes it away again.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/audit.hpp"

namespace transom {

class AttemptWriter {
 public:
  AttemptWriter(Connection& db, Audit& audit);

  AttemptId begin(const AttemptRecord& attempt);
  // A bug when the attempt is not open. Cheap for the attempt that was asked for last.
  void require_open(AttemptId attempt);
  void finish(AttemptId attempt, DocumentState outcome, std::string_view reason, Instant at);
  // See Unit::discard_attempt.
  bool discard(AttemptId attempt, std::string_view why, std::size_t rows);
  void end_unit();  // a unit is about to commit: what it leaves open is written down
  void forget() { begun_.clear(), open_ = {}; }  // a unit ends

 private:
  Audit* audit_;
  Statement last_, insert_, is_open_, finish_, finish_document_, add_sums_, drop_sums_, note_open_,
      forget_open_, discard_, gaps_;
  std::vector<std::unique_ptr<Statement>> removals_;
  std::unordered_map<std::int64_t, std::string> begun_;  // in this unit and not finished: by whom
  AttemptId open_;                                       // known to be so
};

}  // namespace transom
