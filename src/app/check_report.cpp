// One line a finding, made so that an editor can jump by it: file, severity, set, place, what is wrong, what
// was expected, and in brackets the setting that relaxes it; how to write that setting is said once a rule.
//
// The sum is what the acknowledgments would say: a GE that counts wrongly is an error, and its group is
// accepted.
//
// Findings stand in the order of their places; of a large file each part does, and what is found out at the
// end of a group or interchange comes there.
#include "app/check_report.hpp"

#include <fmt/format.h>

#include "app/finding_text.hpp"
#include "app/output.hpp"
#include "base/text.hpp"

namespace transom {

CheckReport::CheckReport(std::string file, bool json) : file_(std::move(file)), json_(json) {
  if (json_) writer_.object().key("file").value(file_).key("findings").array();
}

void CheckReport::print_finding(const Finding& finding, const SetResult* set, const Partner* partner) {
  errors_ += finding.severity == Severity::error;
  warnings_ += finding.severity == Severity::warn;
  if (json_) {
    append_finding(writer_, finding);
    if (out_.size() > (32U << 10)) {
      print(out_);
      out_.clear();
    }
    return;
  }
  std::string where;
  if (set != nullptr) {
    where = fmt::format("{} {}: ", visible(set->header.id, 6), visible(set->header.control_number, 12));
  }
  const std::string setting = relaxing_setting(finding.rule, partner);
  print_line(fmt::format("{}: {}: {}{}{}", file_, severity_word(finding.severity), where, describe(finding),
                         setting.empty() ? "" : fmt::format(" [{}]", info(finding.rule).name)));
  if (finding.severity == Severity::error && !setting.empty() && explained_.insert(finding.rule).second) {
    print_line(fmt::format("    to let it pass: {}", setting));
  }
}

void CheckReport::print_dropped(std::uint64_t dropped, const SetResult& set) {
  if (dropped == 0) return;
  errors_ += set.findings.errors();
  for (const auto& kept : set.findings.items()) errors_ -= kept.severity == Severity::error;
  if (json_) return;
  print_line(fmt::format("{}: error: {} {}: {} more, not listed; `--all` lists every one", file_,
                         visible(set.header.id, 6), visible(set.header.control_number, 12),
                         count_of(dropped, "finding")));
}

void CheckReport::take_set(const SetResult& set, const Partner* partner) {
  ++sets_;
  for (const auto& finding : set.findings.items()) print_finding(finding, &set, partner);
  print_dropped(set.findings.dropped(), set);
}

void CheckReport::take(DocumentResult& result) {
  for (const FindingOrder::One& one : order_.next(result)) {
    if (one.finding != nullptr) {
      print_finding(*one.finding, nullptr, one.partner);
    } else {
      take_set(*one.set, one.partner);
    }
  }
  for (std::size_t i = interchanges_before_; i < result.interchanges.size(); ++i) {
    result.interchanges[i].drop_sets();
    if (result.interchanges[i].finished && i == interchanges_before_) ++interchanges_before_;
  }
}

void CheckReport::sum_up(const DocumentResult& result) {
  file_errors_ = result.findings.errors();
  for (const auto& in : result.interchanges) {
    const AckPolicy policy = in.partner != nullptr ? in.partner->policy.acknowledge : AckPolicy();
    rejected_interchanges_ += in.verdict.code == 'R';
    groups_ += in.groups.size();
    for (const auto& group : in.groups) {
      rejected_groups_ += group.report.code(policy) == 'R';
      rejected_sets_ += group.report.rejected();
    }
  }
}

void CheckReport::finish(DocumentResult& result, bool account) {
  take(result);
  sum_up(result);
  if (json_) {
    finish_json(result);
  } else {
    finish_text(result, account);
  }
}

std::string CheckReport::verdict() const {
  if (sets_ > 0 && rejected_sets_ > 0 && rejected_sets_ < sets_ && rejected_interchanges_ == 0) {
    return "partly accepted";
  }
  if (!clean()) return "rejected";
  if (errors_ > 0) return "accepted with errors";
  return warnings_ > 0 ? "accepted with warnings" : "accepted";
}

void CheckReport::finish_text(const DocumentResult& result, bool account) const {
  std::string line =
      fmt::format("{}: {}: {} in {}, {}", file_, verdict(), count_of(sets_, "set"),
                  count_of(result.interchanges.size(), "interchange"), count_of(result.bytes, "byte"));
  if (rejected_sets_ > 0) line += fmt::format("; {} rejected", count_of(rejected_sets_, "set"));
  line += errors_ + warnings_ == 0
              ? std::string("; nothing to complain about")
              : fmt::format("; {}, {}", count_of(errors_, "error"), count_of(warnings_, "warning"));
  print_line(line);
  if (!account) return;
  const auto& sums = result.account;
  print_line(
      fmt::format("{}: {} bytes = {} in segments + {} skipped between interchanges + {} reported as damaged",
                  file_, with_commas(sums.total()), with_commas(sums.segments), with_commas(sums.filler),
                  with_commas(sums.reported)));
}

void CheckReport::finish_json(const DocumentResult& result) {
  const auto number = [this](std::string_view name, std::uint64_t value) {
    writer_.key(name).number(static_cast<std::int64_t>(value));
  };
  writer_.end();
  writer_.key("verdict").value(verdict());
  number("errors", errors_);
  number("warnings", warnings_);
  number("interchanges", result.interchanges.size());
  number("groups", groups_);
  number("sets", sets_);
  number("sets_rejected", rejected_sets_);
  writer_.key("bytes").object();
  number("total", result.account.total());
  number("segments", result.account.segments);
  number("filler", result.account.filler);
  number("reported", result.account.reported);
  writer_.end().end();
  print_line(out_);
  out_.clear();
}

}  // namespace transom
