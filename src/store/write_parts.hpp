// Writing what an attempt found in the file: interchanges, groups, sets, findings.
#pragma once

#include <functional>

#include "store/statement.hpp"

namespace transom {

class PartWriter {
 public:
  explicit PartWriter(Connection& db);

  void save(const InterchangeRecord& interchange);
  void save(const GroupRecord& group);
  void save(const SetRecord& set);
  void each_set(const Part& group, const std::function<void(const SetRecord&)>& see);
  void save(AttemptId attempt, const FindingRecord& finding);

 private:
  Statement interchange_, group_, set_, sets_, finding_;
};

}  // namespace transom
