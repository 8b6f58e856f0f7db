#include "transom/finding.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace transom;

TEST_CASE("every rule has a row of its own with a name, a sentence and a clause") {
  CHECK(all_rules().size() == static_cast<std::size_t>(Rule::count_));
  std::set<std::string_view> names;
  for (const RuleInfo& row : all_rules()) {
    INFO(row.name);
    CHECK(&info(row.rule) == &row);
    CHECK(find_rule(row.name) == &row);
    CHECK(names.insert(row.name).second);
    CHECK(!row.sentence.empty());
    CHECK(!row.clause.empty());
    CHECK(row.severity != Severity::off);
    // An element's fault is always reported under a segment's: AK4 needs its AK3, and the set falls with it.
    if (!row.ak403.empty()) CHECK(row.ak304 == "8");
    if (row.level == Level::segment && !row.ak304.empty()) CHECK(row.ak502 == "5");
  }
  CHECK(find_rule("element_code") == nullptr);
  CHECK(find_rule("") == nullptr);
}

TEST_CASE("codes and default severities are those that receivers use") {
  struct Row {
    Rule rule;
    Severity severity;
    std::string_view ak304, ak403, ak502, ak905, ta105;
  };
  const Row rows[] = {
      {Rule::segment_unknown, Severity::error, "1", "", "5", "", ""},
      {Rule::segment_missing, Severity::error, "3", "", "5", "", ""},
      {Rule::element_missing, Severity::error, "8", "1", "5", "", ""},
      {Rule::element_code, Severity::error, "8", "7", "5", "", ""},
      {Rule::element_excluded, Severity::error, "8", "10", "5", "", ""},
      {Rule::se_count, Severity::error, "", "", "4", "", ""},
      {Rule::se_control_number, Severity::error, "", "", "3", "", ""},
      {Rule::ge_count, Severity::error, "", "", "", "5", ""},
      {Rule::iea_count, Severity::warn, "", "", "", "", "021"},
      {Rule::iea_control_number, Severity::error, "", "", "", "", "001"},
      {Rule::interchange_truncated, Severity::error, "", "", "", "", "023"},
      {Rule::trailing_empty_elements, Severity::warn, "", "", "", "", ""},
      {Rule::gs_set_mismatch, Severity::warn, "", "", "6", "", ""},
  };
  for (const Row& row : rows) {
    const RuleInfo& got = info(row.rule);
    INFO(got.name);
    CHECK(got.severity == row.severity);
    CHECK(Severities()[row.rule] == row.severity);
    CHECK(got.ak304 == row.ak304);
    CHECK(got.ak403 == row.ak403);
    CHECK(got.ak502 == row.ak502);
    CHECK(got.ak905 == row.ak905);
    CHECK(got.ta105 == row.ta105);
  }
}

TEST_CASE("a place reads as the trade says it") {
  struct Row {
    Place place;
    std::string_view want;
  };
  Place beg{.set = 1, .segment = 2, .segment_id = "BEG", .element = 3};
  Place part = beg;
  part.component = 2;
  Place repeated = part;
  repeated.repetition = 4;
  Place bare = beg;
  bare.segment = 0;
  const Row rows[] = {
      {beg, "BEG03 (segment 2)"},
      {part, "BEG03-2 (segment 2)"},
      {repeated, "BEG03-2 repetition 4 (segment 2)"},
      {bare, "BEG03"},
      {{.set = 1, .segment = 7, .segment_id = "N1", .loop = "PO1/N1"}, "N1 (segment 7, loop PO1/N1)"},
      {{.interchange = 1, .segment = 1, .segment_id = "ISA"}, "ISA"},
      {{.interchange = 1, .segment = 1, .segment_id = "ISA", .element = 13}, "ISA13"},
      {{.interchange = 1, .segment = 4, .segment_id = "N1"}, "N1 (segment 4 of the interchange)"},
      {{.offset = 5120}, "byte 5120"},
  };
  for (const Row& row : rows) CHECK(describe(row.place) == row.want);
}

TEST_CASE("a finding reads: place, what is wrong, what was expected") {
  Finding finding{
      Rule::element_code, Severity::error, {.set = 1, .segment = 2, .segment_id = "BEG", .element = 2},
      "X\n{number}",      "one of NE, SA", "92"};
  CHECK(describe(finding) ==
        "BEG02 (segment 2): code 'X\\x0A{number}' is not in the list of element 92; expected one of NE, SA");
  finding.expected.clear();
  finding.element_number.clear();
  CHECK(describe(finding) == "BEG02 (segment 2): code 'X\\x0A{number}' is not in the list of element");
  finding.rule = Rule::segment_missing;
  finding.place = {.set = 1, .segment = 3, .segment_id = "REF"};
  finding.expected = "BEG";
  CHECK(describe(finding) == "REF (segment 3): a mandatory segment is missing; expected BEG");
}

TEST_CASE("findings keep their order, drop what is off and count past the cap") {
  Findings findings(3);
  CHECK(findings.empty());
  const auto add = [&](Findings& to, Severity severity, std::string value) {
    to.add({Rule::element_code, severity, {}, std::move(value), {}, {}});
  };
  add(findings, Severity::off, "off");
  CHECK(findings.empty());
  add(findings, Severity::warn, "1");
  add(findings, Severity::error, std::string(200, 'x'));
  Findings more(3);
  add(more, Severity::error, "3");
  add(more, Severity::error, "4");
  findings.take(std::move(more));
  REQUIRE(findings.items().size() == 3);
  CHECK(findings.items()[1].value.size() == 99);
  CHECK(findings.items()[2].value == "3");
  CHECK(findings.dropped() == 1);
  CHECK(findings.errors() == 3);
  CHECK(findings.warnings() == 1);
  add(findings, Severity::error, "5");
  CHECK(findings.dropped() == 2);
  CHECK(findings.errors() == 4);
  findings.clear();
  CHECK(findings.empty());
  CHECK(findings.errors() == 0);
}
