// Findings of a document in the order of their places, as a person reads the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/result.hpp"

namespace transom {

class FindingOrder {
 public:
  // A set with all of its findings, which have their own order; or a finding outside of sets.
  struct One {
    std::uint64_t offset;
    const Finding* finding;  // nullptr: the set's
    const SetResult* set;    // nullptr: outside of sets
    const Partner* partner;  // nullptr: nobody known
  };
  // What was not given before, valid as long as `result` is left alone. Sets that were given have to be taken
  // out of it before the next call; a part of a document is in order by itself.
  [[nodiscard]] std::vector<One> next(const DocumentResult& result);

 private:
  struct Given {  // findings of an interchange and of each of its groups
    std::size_t findings = 0;
    std::vector<std::size_t> of_groups;
  };
  std::size_t file_findings_ = 0;
  std::vector<Given> given_;
  std::size_t finished_ = 0;  // interchanges that have no more to give
};

}  // namespace transom
