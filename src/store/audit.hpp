// The audit trail: one row for each thing that changed, each bound to the one before by its hash.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "store/statement.hpp"

namespace transom {

// The hash of a row that follows `before`.
std::string audit_hash(Sha256& sha, std::string_view before, std::int64_t at, std::string_view who,
                       std::string_view action, std::int64_t document, std::string_view detail);

class Audit {
 public:
  explicit Audit(Connection& db);

  void begin();  // a unit starts: where the chain ends now
  void add(Instant at, std::string_view who, std::string_view action, DocumentId document,
           std::string_view detail);
  // For verbs that are not told the time: the latest one that this unit was told.
  void add(std::string_view who, std::string_view action, DocumentId document, std::string_view detail);
  // What the engine does by the hundred: lines of one row for each action in a unit.
  void gather(Instant at, std::string_view action, std::string_view line);
  void gather(std::string_view action, std::string_view line) { gather(now_, action, line); }
  void finish();  // a unit is about to commit

 private:
  Sha256 sha_;
  Statement insert_, read_head_, write_head_;
  std::string head_;
  std::int64_t rows_ = 0, rows_before_ = 0;
  Instant now_;

  struct Gathered {
    std::string action, lines;
    Instant at;
  };
  std::vector<Gathered> gathered_;
};

}  // namespace transom
