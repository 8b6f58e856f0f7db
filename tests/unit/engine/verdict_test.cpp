// The natural 004010 files of the corpus, each with the verdict that the standard demands of the strictest
// receiver: tests/golden/verdicts/SET.txt, judged by hand, a reason for every finding.
//
// A block is a file's path, its outcomes, and its findings as "rule | place | reason". Both sides are
// compared whole: a finding that is not listed is as wrong as a listed one that does not come.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "engine/map_shelf.hpp"
#include "engine/process.hpp"
#include "support/corpus.hpp"
#include "transom/workspace.hpp"

namespace transom {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

struct Verdict {
  Lines outcomes, findings;  // findings as "rule | place"
};

constexpr std::string_view judged_sets[] = {"850", "855", "856", "810", "997"};

bool is_judged(const GroupResult& group) {
  return group.header.version.starts_with("004010") &&
         std::any_of(group.sets.begin(), group.sets.end(), [](const SetResult& set) {
           return std::find(std::begin(judged_sets), std::end(judged_sets), set.header.id) !=
                  std::end(judged_sets);
         });
}

std::string line_of(const Finding& finding) {
  const Place& at = finding.place;
  std::string address = fmt::format("{}", at.interchange);
  if (at.group != 0) address += fmt::format(".{}", at.group);
  if (at.set != 0) address += fmt::format(".{}", at.set);
  return fmt::format("{} | {} {}", info(finding.rule).name, address, describe(at));
}

Verdict verdict_of(const DocumentResult& result) {
  Verdict verdict;
  const auto add = [&](const auto& findings) {
    for (const Finding& finding : findings) verdict.findings.push_back(line_of(finding));
  };
  add(result.findings.items());
  for (std::size_t i = 0; i < result.interchanges.size(); ++i) {
    const InterchangeResult& in = result.interchanges[i];
    verdict.outcomes.push_back(
        fmt::format("interchange {}: TA1 {} {}", i + 1, in.verdict.code, in.verdict.note));
    add(in.findings);
    for (std::size_t g = 0; g < in.groups.size(); ++g) {
      const GroupResult& group = in.groups[g];
      for (std::size_t s = 0; s < group.sets.size(); ++s) {
        const SetResult& set = group.sets[s];
        const std::string outcome = set.fate == SetFate::not_supported || !group.supported
                                        ? "no guide"
                                        : std::string(to_string(set.outcome));
        verdict.outcomes.push_back(
            fmt::format("set {}.{}.{}: {} {}", i + 1, g + 1, s + 1, set.header.id, outcome));
        add(set.findings.items());
      }
      add(group.report.findings());
    }
  }
  return verdict;
}

// Of the files in which such a set stands; nullopt for others.
std::optional<Verdict> judge_file(const fs::path& file) {
  static const ConfigurationPtr defaults = Configuration::defaults();
  static const MapShelf maps(*defaults);
  static Processor processor(*defaults, maps);
  ProcessOptions options;
  options.map = false;
  options.anyone = true;
  options.now = *Instant::parse_iso("2026-03-02T09:05:00Z");
  const DocumentResult result = processor.run(read_from(testing::file_content(file)), options);
  for (const InterchangeResult& in : result.interchanges) {
    if (std::any_of(in.groups.begin(), in.groups.end(), is_judged)) return verdict_of(result);
  }
  return std::nullopt;
}

// The checked-in verdicts by path below the corpus.
std::map<std::string, Verdict> checked_in() {
  std::map<std::string, Verdict> verdicts;
  for (const fs::path& file :
       testing::files_below(testing::source_folder() / "tests/golden/verdicts", ".txt")) {
    std::istringstream lines(testing::file_content(file));
    Verdict* now = nullptr;
    for (std::string line; std::getline(lines, line);) {
      INFO(file.filename().string() << ": " << line);
      if (line.empty() || line.front() == '#') continue;
      if (line.front() != ' ') {
        now = &verdicts[line];
        continue;
      }
      REQUIRE(now != nullptr);
      line.erase(0, line.find_first_not_of(' '));
      const auto bar = line.find(" | ");
      if (bar == std::string::npos) {
        now->outcomes.push_back(line);
        continue;
      }
      const auto reason = line.find(" | ", bar + 3);
      REQUIRE(reason != std::string::npos);
      CHECK(line.size() - reason > 20);  // a sentence, not a word
      now->findings.push_back(line.substr(0, reason));
    }
  }
  return verdicts;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

TEST_CASE("each natural 004010 file of the corpus gets the verdict that the standard demands") {
  const std::map<std::string, Verdict> verdicts = checked_in();
  CHECK(verdicts.size() >= 45);
  const fs::path corpus = testing::corpus_folder();
  std::size_t seen = 0;
  for (const fs::path& file : testing::corpus_files()) {
    const std::string name = fs::relative(file, corpus).string();
    if (name.starts_with("odd/") || name.starts_with("pairs/")) continue;
    const std::optional<Verdict> came = judge_file(file);
    const auto known = verdicts.find(name);
    INFO(name << " came to\n" << (came ? joined(came->outcomes) + joined(came->findings) : ""));
    CHECK(came.has_value() == (known != verdicts.end()));
    if (!came || known == verdicts.end()) continue;
    ++seen;
    CHECK(joined(came->outcomes) == joined(known->second.outcomes));
    CHECK(joined(came->findings) == joined(known->second.findings));
  }
  MESSAGE(seen << " files judged");
}

}  // namespace
}  // namespace transom
