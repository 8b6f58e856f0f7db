// What another validator's own tests expect of an input, held against what we say of it:
// tests/golden/pairs.txt.
//
// A block is the file of expected events, then "# agree", "# differs" or "# out of scope" with its reason,
// the input, and every finding of ours as "rule, severity, code | place | ...". What stands last is "theirs:
// EVENT" (they say the same of the same place) or "only ours: why"; a note "# only theirs: EVENT: why" tells
// what they say and we do not. So the comparison is complete by test: all of ours is listed, and each kind of
// error that their test names is found in the block.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "support/corpus.hpp"
#include "support/verdict.hpp"

namespace transom::testing {
namespace {

namespace fs = std::filesystem;

// Input by file of expected events, from the corpus' own table.
std::map<std::string, std::string> pairs_of(const fs::path& corpus) {
  std::map<std::string, std::string> pairs;
  std::istringstream lines(file_content(corpus / "pairs/PAIRS.tsv"));
  std::string line;
  std::getline(lines, line);  // the header
  while (std::getline(lines, line)) {
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    REQUIRE(second != std::string::npos);
    pairs[line.substr(first + 1, second - first - 1)] = line.substr(0, first);
  }
  return pairs;
}

// The kinds of error that the other test names: what follows "EDIStreamValidationError.".
std::set<std::string> errors_named(const std::string& text) {
  constexpr std::string_view prefix = "EDIStreamValidationError.";
  std::set<std::string> names;
  for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at + 1)) {
    const auto from = at + prefix.size();
    const auto to = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", from);
    names.insert(text.substr(from, to - from));
  }
  return names;
}

bool has_note(const SignedVerdict& block, std::string_view start) {
  return std::any_of(block.notes.begin(), block.notes.end(),
                     [&](const std::string& note) { return note.starts_with(start); });
}

void check_block(const SignedVerdict& block, const std::string& expected_events) {
  const bool out_of_scope = has_note(block, "# out of scope: ");
  const bool agree = has_note(block, "# agree: ");
  const bool differs = has_note(block, "# differs: ");
  CHECK(out_of_scope + agree + differs == 1);
  if (out_of_scope) {
    CHECK(block.verdict.findings.empty());
    return;
  }
  bool only = has_note(block, "# only theirs: ");
  std::string all;
  for (const std::string& note : block.notes) all += note + "\n";
  for (const std::string& reason : block.reasons) {
    INFO(reason);
    CHECK((reason.starts_with("theirs: ") || reason.starts_with("only ours: ")));
    CHECK(reason.size() > 15);
    only = only || reason.starts_with("only ours: ");
    all += reason + "\n";
  }
  CHECK_MESSAGE(only == differs, "differs, but nothing stands on one side only, or the other way round");
  for (const std::string& error : errors_named(expected_events)) {
    CHECK_MESSAGE(all.find(error) != std::string::npos, error << " is not compared");
  }
}

}  // namespace

TEST_CASE("each pair of the corpus is compared, and each difference explained") {
  const fs::path corpus = corpus_folder();
  if (corpus.empty()) {
    MESSAGE("SKIPPED: no corpus beside the sources and none named by TRANSOM_CORPUS");
    return;
  }
  const fs::path path = source_folder() / "tests/golden/pairs.txt";
  VerdictFile golden = read_verdicts(path);
  const auto pairs = pairs_of(corpus);
  CHECK(pairs.size() >= 42);
  CHECK(golden.blocks.size() == pairs.size());
  std::size_t compared = 0;
  for (const auto& pair : pairs) {
    const auto& expected = pair.first;
    const auto& input = pair.second;
    INFO(expected);
    SignedVerdict& block = golden.blocks[expected];
    Verdict came{{input}, {}};
    if (!has_note(block, "# out of scope: ")) {
      came.findings = judge(corpus / input).findings;
      ++compared;
    }
    if (std::getenv("TRANSOM_REGOLD") != nullptr) block = refreshed(block, came);
    CHECK(block.verdict.outcomes == came.outcomes);
    CHECK(fmt::format("{}", fmt::join(block.verdict.findings, "\n")) ==
          fmt::format("{}", fmt::join(came.findings, "\n")));
    check_block(block, file_content(corpus / expected));
  }
  if (std::getenv("TRANSOM_REGOLD") != nullptr) std::ofstream(path, std::ios::binary) << to_text(golden);
  CHECK(compared >= 22);
  MESSAGE(compared << " pairs compared, " << pairs.size() - compared << " out of scope");
}

}  // namespace transom::testing
