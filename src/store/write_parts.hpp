// Writing what an attempt found in the file: interchanges, groups, sets, findings.
#pragma once

#include "store/statement.hpp"

namespace transom {

class PartWriter {
 public:
  explicit PartWriter(Connection& db);

  void save(const InterchangeRecord& interchange);
  void save(const GroupRecord& group);
  void save(const SetRecord& set);
  void save(AttemptId attempt, const FindingRecord& finding);

 private:
  Statement interchange_, group_, set_, finding_;
};

}  // namespace transom
