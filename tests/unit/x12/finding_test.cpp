#include "transom/finding.hpp"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <vector>

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

// Line by line what large receivers do where nothing else was agreed.
TEST_CASE("default severities") {
  struct Row {
    std::string_view line;
    std::vector<Rule> rules;
    Severity severity;
  };
  using R = Rule;
  const Row rows[] = {
      {"unknown segment",
       {R::segment_unknown, R::segment_not_in_set, R::segment_id_invalid},
       Severity::error},
      {"unexpected segment", {R::segment_unexpected}, Severity::error},
      {"misplaced segment", {R::segment_out_of_order}, Severity::error},
      {"missing segment", {R::segment_missing, R::loop_missing}, Severity::error},
      {"loop over its limit", {R::loop_over_limit}, Severity::error},
      {"use over its limit", {R::segment_over_limit}, Severity::error},
      {"mandatory element missing", {R::element_missing}, Severity::error},
      {"conditional element missing", {R::element_condition}, Severity::error},
      {"excluded element", {R::element_excluded, R::element_not_used}, Severity::error},
      {"too many elements", {R::too_many_elements}, Severity::error},
      {"too many components", {R::too_many_components}, Severity::error},
      {"too many repetitions", {R::too_many_repetitions}, Severity::error},
      {"length", {R::element_too_short, R::element_too_long, R::binary_length_invalid}, Severity::error},
      {"character", {R::element_character, R::element_number}, Severity::error},
      {"code", {R::element_code}, Severity::error},
      {"date", {R::element_date}, Severity::error},
      {"time", {R::element_time}, Severity::error},
      {"SE01", {R::se_count}, Severity::error},
      {"SE02 against ST02", {R::se_control_number}, Severity::error},
      {"ST02 twice in a group", {R::st_control_number_repeated}, Severity::error},
      {"HL parent unknown", {R::hl_parent}, Severity::error},
      {"trailing empty elements", {R::trailing_empty_elements}, Severity::warn},
      {"blanks or breaks around segments",
       {R::blanks_around_segment, R::line_break_in_segment},
       Severity::warn},
      {"leading zeros", {R::leading_zeros}, Severity::warn},
      {"CTT", {R::ctt_count, R::ctt_hash}, Severity::warn},
      {"HL numbering gaps", {R::hl_number}, Severity::warn},
      {"GS01 that does not fit ST01", {R::gs_set_mismatch}, Severity::warn},
      {"GS04 of six digits", {R::gs_date_short}, Severity::warn},
      {"old ISA12", {R::isa_version_old}, Severity::warn},
      {"ISA of another length", {R::isa_length}, Severity::warn},
      {"GE01, GE02: the group", {R::ge_count, R::ge_control_number}, Severity::error},
      {"IEA01", {R::iea_count}, Severity::warn},
      {"IEA02 against ISA13", {R::iea_control_number}, Severity::error},
      {"no SE, GE or IEA", {R::se_missing, R::ge_missing, R::interchange_truncated}, Severity::error},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    for (const Rule rule : row.rules) {
      INFO(info(rule).name);
      CHECK(info(rule).severity == row.severity);
      CHECK(Severities()[rule] == row.severity);
    }
  }
  const auto codes = [](Rule rule) {
    const RuleInfo& row = info(rule);
    return std::array{row.ak502, row.ak905, row.ta105};
  };
  CHECK(codes(R::se_missing) == std::array<std::string_view, 3>{"2", "", ""});
  CHECK(codes(R::ge_missing) == std::array<std::string_view, 3>{"", "3", ""});
  CHECK(codes(R::interchange_truncated) == std::array<std::string_view, 3>{"", "", "023"});
  CHECK(codes(R::iea_control_number) == std::array<std::string_view, 3>{"", "", "001"});
  CHECK(codes(R::iea_count) == std::array<std::string_view, 3>{"", "", "021"});
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
