// What the strictest receiver says of a file, as lines that a person can sign, and the checked-in files that
// hold such lines with a reason behind each finding (tests/golden/verdicts, tests/golden/pairs.txt).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace transom::testing {

struct Verdict {
  std::vector<std::string>
      outcomes;  // "interchange 1: TA1 A 000", "group 1.1: AK9 R", "set 1.1.1: 850 rejected"
  std::vector<std::string> findings;  // "element-code, error, AK403 7 | 1.1.1 BEG02 (segment 2)"
};

// Default severities, no map, a sender whom nobody knows.
Verdict judge(const std::filesystem::path& file);

// A block of a checked-in file: an unindented path, then indented lines.
struct SignedVerdict {
  Verdict verdict;
  std::vector<std::string> reasons;  // of each finding, why the standard demands it
  std::vector<std::string> notes;    // "# ...": what a reader should know of the file as a whole
};

struct VerdictFile {
  std::string head;  // the comment on top
  std::map<std::string, SignedVerdict> blocks;
};

// Fails (through doctest) on a line that fits nowhere.
VerdictFile read_verdicts(const std::filesystem::path& file);
std::string to_text(const VerdictFile& file);
// The same block with the findings that came: reasons stay with their rule and place; a finding that is new
// gets the reason "?", which no test accepts.
SignedVerdict refreshed(const SignedVerdict& block, Verdict came);

}  // namespace transom::testing
