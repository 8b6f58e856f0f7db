// See verdict.hpp. One Processor serves all files, as in a run of the engine. The code behind a finding is
// the one of the innermost place that has one (AK403, AK304, AK502, AK905, TA105), taken from the table of
// rules.
#include "support/verdict.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "engine/finding_order.hpp"
#include "engine/map_shelf.hpp"
#include "engine/process.hpp"
#include "support/corpus.hpp"
#include "transom/acknowledgment.hpp"
#include "transom/workspace.hpp"

namespace transom::testing {
namespace fs = std::filesystem;
namespace {

std::string_view word_of(Severity severity) {
  switch (severity) {
    case Severity::off:
      return "off";
    case Severity::note:
      return "note";
    case Severity::warn:
      return "warn";
    case Severity::error:
      return "error";
  }
  return "";
}

std::string code_of(const RuleInfo& rule) {
  const std::pair<const char*, std::string_view> columns[] = {{"AK403", rule.ak403},
                                                              {"AK304", rule.ak304},
                                                              {"AK502", rule.ak502},
                                                              {"AK905", rule.ak905},
                                                              {"TA105", rule.ta105}};
  for (const auto& [column, code] : columns) {
    if (!code.empty()) return fmt::format(", {} {}", column, code);
  }
  return "";
}

std::string line_of(const Finding& finding) {
  const Place& at = finding.place;
  const RuleInfo& rule = info(finding.rule);
  std::string address = fmt::format("{}", at.interchange);
  if (at.group != 0) address += fmt::format(".{}", at.group);
  if (at.set != 0) address += fmt::format(".{}", at.set);
  return fmt::format("{}, {}{} | {} {}", rule.name, word_of(finding.severity), code_of(rule), address,
                     describe(at));
}

void add_group(const GroupResult& group, const std::string& address, Verdict& verdict) {
  for (std::size_t s = 0; s < group.sets.size(); ++s) {
    const SetResult& set = group.sets[s];
    const bool guided = set.fate != SetFate::not_supported && group.supported;
    verdict.outcomes.push_back(fmt::format("set {}.{}: {} {}", address, s + 1, set.header.id,
                                           guided ? to_string(set.outcome) : "no guide"));
  }
  verdict.outcomes.push_back(to_be_acknowledged(group.report)
                                 ? fmt::format("group {}: AK9 {}", address, group.report.code(AckPolicy{}))
                                 : fmt::format("group {}: of acknowledgments, gets none", address));
}

// A rule and its place, whatever severity and code stand between.
std::string key_of(const std::string& finding) {
  return finding.substr(0, finding.find_first_of(", ")) + finding.substr(finding.find(" | "));
}

}  // namespace

Verdict judge(const fs::path& file) {
  static const ConfigurationPtr defaults = Configuration::defaults();
  static const MapShelf maps(*defaults);
  static Processor processor(*defaults, maps);
  ProcessOptions options;
  options.map = false;
  options.anyone = true;
  options.now = *Instant::parse_iso("2026-03-02T09:05:00Z");
  const DocumentResult result = processor.run(read_from(file_content(file)), options);
  Verdict verdict;
  const auto add = [&](const Finding& finding) { verdict.findings.push_back(line_of(finding)); };
  for (const FindingOrder::One& one : FindingOrder().next(result)) {
    if (one.finding != nullptr) {
      add(*one.finding);
    } else {
      std::for_each(one.set->findings.items().begin(), one.set->findings.items().end(), add);
    }
  }
  for (std::size_t i = 0; i < result.interchanges.size(); ++i) {
    const InterchangeResult& in = result.interchanges[i];
    verdict.outcomes.push_back(
        fmt::format("interchange {}: TA1 {} {}", i + 1, in.verdict.code, in.verdict.note));
    for (std::size_t g = 0; g < in.groups.size(); ++g) {
      add_group(in.groups[g], fmt::format("{}.{}", i + 1, g + 1), verdict);
    }
  }
  if (result.interchanges.empty()) verdict.outcomes.emplace_back("no interchange");
  return verdict;
}

VerdictFile read_verdicts(const fs::path& file) {
  VerdictFile out;
  std::istringstream lines(file_content(file));
  SignedVerdict* now = nullptr;
  for (std::string line; std::getline(lines, line);) {
    INFO(file.filename().string() << ": " << line);
    if (line.empty()) continue;
    if (line.front() == '#' && now == nullptr) {
      out.head += line + "\n";
    } else if (line.front() != ' ') {
      CHECK(out.blocks.count(line) == 0);
      now = &out.blocks[line];
    } else {
      REQUIRE(now != nullptr);
      line.erase(0, line.find_first_not_of(' '));
      const auto bar = line.find(" | ");
      const auto reason = bar == std::string::npos ? bar : line.find(" | ", bar + 3);
      if (line.front() == '#') {
        now->notes.push_back(line);
      } else if (bar == std::string::npos) {
        now->verdict.outcomes.push_back(line);
      } else {
        REQUIRE(reason != std::string::npos);
        now->verdict.findings.push_back(line.substr(0, reason));
        now->reasons.push_back(line.substr(reason + 3));
      }
    }
  }
  return out;
}

std::string to_text(const VerdictFile& file) {
  std::string text = file.head;
  for (const auto& [path, block] : file.blocks) {
    text += "\n" + path + "\n";
    for (const std::string& note : block.notes) text += "  " + note + "\n";
    for (const std::string& outcome : block.verdict.outcomes) text += "  " + outcome + "\n";
    for (std::size_t i = 0; i < block.verdict.findings.size(); ++i) {
      text += fmt::format("  {} | {}\n", block.verdict.findings[i], block.reasons[i]);
    }
  }
  return text;
}

SignedVerdict refreshed(const SignedVerdict& block, Verdict came) {
  SignedVerdict fresh{std::move(came), {}, block.notes};
  std::vector<bool> taken(block.reasons.size());
  for (const std::string& finding : fresh.verdict.findings) {
    std::string reason = "?";
    for (std::size_t i = 0; i < taken.size(); ++i) {
      if (taken[i] || key_of(block.verdict.findings[i]) != key_of(finding)) continue;
      taken[i] = true;
      reason = block.reasons[i];
      break;
    }
    fresh.reasons.push_back(std::move(reason));
  }
  return fresh;
}

}  // namespace transom::testing
