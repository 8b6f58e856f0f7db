// What `check` says about one file while its parts pass: findings at once, then one line that sums it up.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "engine/finding_order.hpp"
#include "engine/result.hpp"
#include "transom/json_writer.hpp"

namespace transom {

class CheckReport {
 public:
  CheckReport(std::string file, bool json);

  // Prints what is new in `result` and takes its sets out, so that a file of any size needs no more memory.
  void take(DocumentResult& result);
  // The closing line (or the end of the file's JSON object).
  void finish(DocumentResult& result, bool account);
  // Nothing in the file would be rejected; known once it is finished. Errors that an acknowledgment notes and
  // accepts (a GE that counts wrongly) do not count.
  [[nodiscard]] bool clean() const {
    return rejected_sets_ == 0 && rejected_groups_ == 0 && rejected_interchanges_ == 0 && file_errors_ == 0;
  }

 private:
  void print_finding(const Finding& finding, const SetResult* set, const Partner* partner);
  void print_dropped(std::uint64_t dropped, const SetResult& set);
  void sum_up(const DocumentResult& result);
  void take_set(const SetResult& set, const Partner* partner);
  [[nodiscard]] std::string verdict() const;
  void finish_text(const DocumentResult& result, bool account) const;
  void finish_json(const DocumentResult& result);

  std::string file_;
  bool json_;
  std::string out_;  // JSON not yet printed
  JsonWriter writer_{out_};
  FindingOrder order_;
  std::size_t interchanges_before_ = 0;  // that are finished
  std::set<Rule> explained_;
  std::uint64_t sets_ = 0, groups_ = 0, rejected_sets_ = 0, rejected_groups_ = 0, rejected_interchanges_ = 0;
  std::uint64_t errors_ = 0, warnings_ = 0, file_errors_ = 0;
};

}  // namespace transom
