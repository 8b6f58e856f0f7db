// Every natural file of the corpus, the faulty ones too, with the verdict that the standard demands of the
// strictest receiver: tests/golden/verdicts/FOLDER.txt, judged by hand, a reason for every finding.
//
// A block is a file's path, its outcomes, and its findings as "rule, severity, code | place | reason". Both
// sides are compared whole: a finding that is not listed is as wrong as a listed one that does not come. The
// folder pairs/ holds no X12 (see pairs_test.cpp). TRANSOM_REGOLD=1 rewrites the files (tools/regold).
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

#include "support/corpus.hpp"
#include "support/verdict.hpp"

namespace transom::testing {
namespace {

namespace fs = std::filesystem;

std::string joined(const Verdict& verdict) {
  std::string text;
  for (const std::string& line : verdict.outcomes) text += "  " + line + "\n";
  for (const std::string& line : verdict.findings) text += "  " + line + "\n";
  return text;
}

fs::path golden_folder() {
  return source_folder() / "tests/golden/verdicts";
}

// Of each folder of the corpus, by path below it.
std::map<std::string, std::map<std::string, Verdict>> judge_corpus() {
  std::map<std::string, std::map<std::string, Verdict>> verdicts;
  const fs::path corpus = corpus_folder();
  for (const fs::path& file : corpus_files()) {
    const fs::path name = fs::relative(file, corpus);
    verdicts[name.begin()->string()][name.string()] = judge(file);
  }
  return verdicts;
}

void rewrite(const std::string& folder, const std::map<std::string, Verdict>& came) {
  const fs::path path = golden_folder() / (folder + ".txt");
  VerdictFile known = read_verdicts(path);
  VerdictFile fresh{known.head, {}};
  for (const auto& [name, verdict] : came) fresh.blocks[name] = refreshed(known.blocks[name], verdict);
  std::ofstream(path, std::ios::binary) << to_text(fresh);
}

void compare(const std::map<std::string, SignedVerdict>& known, const std::map<std::string, Verdict>& came) {
  for (const auto& entry : known) {
    const std::string& name = entry.first;
    const SignedVerdict& block = entry.second;
    INFO(name);
    CHECK_MESSAGE(came.count(name) == 1, "the corpus has no such file");
    for (std::size_t i = 0; i < block.reasons.size(); ++i) {
      INFO(block.verdict.findings[i] << " | " << block.reasons[i]);
      CHECK(block.reasons[i].size() > 20);  // a sentence, not a word
    }
  }
  for (const auto& entry : came) {
    const std::string& name = entry.first;
    const Verdict& verdict = entry.second;
    const auto block = known.find(name);
    INFO(name << " came to\n" << joined(verdict));
    CHECK_MESSAGE(block != known.end(), "no verdict is checked in");
    if (block != known.end()) CHECK(joined(verdict) == joined(block->second.verdict));
  }
}

TEST_CASE("each natural file of the corpus gets the verdict that the standard demands") {
  const auto came = judge_corpus();
  std::size_t files = 0;
  for (const auto& [folder, verdicts] : came) {
    if (std::getenv("TRANSOM_REGOLD") != nullptr) rewrite(folder, verdicts);
    compare(read_verdicts(golden_folder() / (folder + ".txt")).blocks, verdicts);
    files += verdicts.size();
  }
  if (!came.empty()) CHECK(files >= 207);
  MESSAGE(files << " files judged");
}

TEST_CASE("a refreshed verdict keeps the reasons that still hold and asks for those that lack") {
  SignedVerdict known;
  known.verdict.findings = {"element-code, error, AK403 7 | 1.1.1 REF01 (segment 4)",
                            "se-count, error, AK502 4 | 1.1.1 SE01 (segment 9)"};
  known.reasons = {"ZZZ is no code", "SE01 says ten"};
  known.notes = {"# a note"};
  const SignedVerdict fresh = refreshed(known, {{"set 1.1.1: 850 rejected"},
                                                {"element-date, error, AK403 8 | 1.1.1 DTM02 (segment 3)",
                                                 "element-code, warn, AK403 7 | 1.1.1 REF01 (segment 4)"}});
  CHECK(fresh.reasons == std::vector<std::string>{"?", "ZZZ is no code"});
  CHECK(fresh.notes == known.notes);
  CHECK(to_text({"# head\n", {{"850/x.edi", fresh}}}) ==
        "# head\n\n850/x.edi\n  # a note\n  set 1.1.1: 850 rejected\n"
        "  element-date, error, AK403 8 | 1.1.1 DTM02 (segment 3) | ?\n"
        "  element-code, warn, AK403 7 | 1.1.1 REF01 (segment 4) | ZZZ is no code\n");
}

}  // namespace
}  // namespace transom::testing
