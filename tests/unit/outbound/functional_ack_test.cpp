// The 997 and the 999, segment by segment: every code that can be produced, and what bad data may not break.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "support/ack_builder.hpp"
#include "transom/failure.hpp"

using namespace transom;

namespace {

std::string body(const std::vector<SetIn>& sets, const AckPolicy& policy = {}, std::string included = "1",
                 std::string version = "004010") {
  return ack_of(report_of(group_of(std::move(included), std::move(version)), sets, policy), policy);
}

struct CodeRow {
  const char* name;
  FindingAt finding;
  const char* want;  // between AK2 and AK9
};

// One row at least for each code of AK304, AK403 and AK502 that the rules have.
const std::vector<CodeRow>& code_rows() {
  static const std::vector<CodeRow> rows{
      {"AK304 1", {Rule::segment_unknown, "ZZY", 4}, "AK3*ZZY*4**1~AK5*R*5~"},
      {"AK304 2", {Rule::segment_unexpected, "ISA", 4}, "AK3*ISA*4**2~AK5*R*5~"},
      {"AK304 3, position of the segment in its stead",
       {Rule::segment_missing, "BEG", 2},
       "AK3*BEG*2**3~AK5*R*5~"},
      {"AK304 3, a loop", {Rule::loop_missing, "PO1", 9, "PO1"}, "AK3*PO1*9*PO1*3~AK5*R*5~"},
      {"AK304 4", {Rule::loop_over_limit, "N1", 9, "N1"}, "AK3*N1*9*N1*4~AK5*R*5~"},
      {"AK304 5, innermost loop",
       {Rule::segment_over_limit, "DTM", 12, "PO1/SCH"},
       "AK3*DTM*12*SCH*5~AK5*R*5~"},
      {"AK304 6", {Rule::segment_not_in_set, "BIG", 5}, "AK3*BIG*5**6~AK5*R*5~"},
      {"AK304 7", {Rule::segment_out_of_order, "REF", 7}, "AK3*REF*7**7~AK5*R*5~"},
      {"AK403 1", {Rule::element_missing, "BEG", 2, "", 3, 0, 0, "324"}, "AK3*BEG*2**8~AK4*3*324*1~AK5*R*5~"},
      {"AK403 2",
       {Rule::element_condition, "N1", 5, "N1", 4, 0, 0, "67"},
       "AK3*N1*5*N1*8~AK4*4*67*2~AK5*R*5~"},
      {"AK403 3",
       {Rule::too_many_elements, "REF", 3, "", 5, 0, 0, "", "X"},
       "AK3*REF*3**8~AK4*5**3*X~AK5*R*5~"},
      {"AK403 3 stands for 12 before 005010",
       {Rule::too_many_repetitions, "REF", 3, "", 2, 0, 2, "127", "X"},
       "AK3*REF*3**8~AK4*2*127*3*X~AK5*R*5~"},
      {"AK403 3 stands for 13 before 005010, a composite's number is none",
       {Rule::too_many_components, "REF", 3, "", 4, 0, 0, "C040", "X"},
       "AK3*REF*3**8~AK4*4**3*X~AK5*R*5~"},
      {"AK403 4",
       {Rule::element_too_short, "BEG", 2, "", 3, 0, 0, "324", "A"},
       "AK3*BEG*2**8~AK4*3*324*4*A~AK5*R*5~"},
      {"AK403 5",
       {Rule::element_too_long, "BEG", 2, "", 1, 0, 0, "353", "000"},
       "AK3*BEG*2**8~AK4*1*353*5*000~AK5*R*5~"},
      {"AK403 6",
       {Rule::element_number, "PO1", 6, "PO1", 2, 0, 0, "330", "1O"},
       "AK3*PO1*6*PO1*8~AK4*2*330*6*1O~AK5*R*5~"},
      {"AK403 7, a component",
       {Rule::element_code, "REF", 3, "", 4, 1, 0, "128", "??"},
       "AK3*REF*3**8~AK4*4:1*128*7*??~AK5*R*5~"},
      {"AK403 8",
       {Rule::element_date, "BEG", 2, "", 5, 0, 0, "373", "20260230"},
       "AK3*BEG*2**8~AK4*5*373*8*20260230~AK5*R*5~"},
      {"AK403 9",
       {Rule::element_time, "DTM", 4, "", 3, 0, 0, "337", "2560"},
       "AK3*DTM*4**8~AK4*3*337*9*2560~AK5*R*5~"},
      {"AK403 10",
       {Rule::element_excluded, "PO1", 4, "PO1", 5, 0, 0, "639", "PE"},
       "AK3*PO1*4*PO1*8~AK4*5*639*10*PE~AK5*R*5~"},
      {"AK502 1", {Rule::set_not_supported}, "AK5*R*1~"},
      {"AK502 2", {Rule::se_missing}, "AK5*R*2~"},
      {"AK502 3", {Rule::se_control_number}, "AK5*R*3~"},
      {"AK502 4", {Rule::se_count}, "AK5*R*4~"},
      {"AK502 5", {Rule::set_empty}, "AK5*R*5~"},
      {"AK502 6, a warning", {Rule::gs_set_mismatch}, "AK5*E*6~"},
      {"AK502 7", {Rule::st_control_number_invalid}, "AK5*R*7~"},
      {"AK502 23", {Rule::st_control_number_repeated}, "AK5*R*23~"},
  };
  return rows;
}

}  // namespace

TEST_CASE("997: every code of a set") {
  for (const CodeRow& row : code_rows()) {
    INFO(std::string(row.name));
    const std::string text = body({{"0001", {row.finding}}});
    const std::string head = "AK1*PO*17~AK2*850*0001~";
    REQUIRE(text.starts_with(head));
    CHECK(text.substr(head.size(), text.find("AK9") - head.size()) == std::string(row.want));
  }
}

TEST_CASE("999: what only the partner's guide forbids has codes of its own, which a 997 has not") {
  const FindingAt code{Rule::element_code, "BEG", 2, "", 1, 0, 0, "353", "01", "acme/guide-850.yaml:8"};
  FindingAt unknown = code;
  unknown.source.clear();
  const CodeRow rows[] = {
      {"I4",
       {Rule::segment_not_used, "CSH", 7, "", 0, 0, 0, "", "CSH", "acme/guide-850.yaml:7"},
       "IK3*CSH*7**I4~IK5*R*I5~"},
      {"I6", code, "IK3*BEG*2**8~IK4*1*353*I6*01~IK5*R*I5~"},
      {"the standard's own list", unknown, "IK3*BEG*2**8~IK4*1*353*7*01~IK5*R*5~"},
      {"I10",
       {Rule::element_not_used, "REF", 3, "", 3, 0, 0, "352", "x", "acme/guide-850.yaml:9"},
       "IK3*REF*3**8~IK4*3*352*I10*x~IK5*R*I5~"},
  };
  AckPolicy policy;
  policy.functional = FunctionalAck::ack_999;
  for (const CodeRow& row : rows) {
    INFO(std::string(row.name));
    const std::string text = body({{"0001", {row.finding}}}, policy);
    const std::size_t from = text.find("IK3");
    REQUIRE(from != std::string::npos);
    CHECK(text.substr(from, text.find("AK9") - from) == std::string(row.want));
  }
  CHECK(body({{"0001", {{Rule::segment_not_used, "CSH", 7}, code}}}) ==
        "AK1*PO*17~AK2*850*0001~AK3*BEG*2**8~AK4*1*353*7*01~AK3*CSH*7**2~AK5*R*5~AK9*R*1*1*0~");
}

TEST_CASE("997: no code of the rules is without a row above") {
  std::set<std::string_view> ak304, ak403, ak502;
  for (const CodeRow& row : code_rows()) {
    ak304.insert(info(row.finding.rule).ak304);
    ak403.insert(info(row.finding.rule).ak403);
    ak502.insert(info(row.finding.rule).ak502);
  }
  for (const RuleInfo& rule : all_rules()) {
    INFO(std::string(rule.name));
    CHECK((rule.ak304.empty() || ak304.contains(rule.ak304)));
    CHECK((rule.ak403.empty() || ak403.contains(rule.ak403)));
    CHECK((rule.ak502.empty() || ak502.contains(rule.ak502)));
  }
}

TEST_CASE("997: faults of one segment stand together, in the order of the set") {
  CHECK(body({{"0001",
               {{Rule::element_code, "PO1", 9, "PO1", 3, 0, 0, "355", "QQ"},
                {Rule::element_missing, "BEG", 2, "", 3, 0, 0, "324"},
                {Rule::segment_over_limit, "PO1", 9, "PO1"},
                {Rule::element_number, "PO1", 9, "PO1", 4, 0, 0, "212", "x"},
                {Rule::se_count}}}}) ==
        "AK1*PO*17~AK2*850*0001~"
        "AK3*BEG*2**8~AK4*3*324*1~"
        "AK3*PO1*9*PO1*8~AK4*3*355*7*QQ~AK4*4*212*6*x~"
        "AK3*PO1*9*PO1*5~"
        "AK5*R*4*5~AK9*R*1*1*0~");
  // A missing segment and the faults of the one in its stead share a position, not an AK3.
  CHECK(body({{"0001",
               {{Rule::segment_missing, "BEG", 2}, {Rule::element_missing, "CUR", 2, "", 1, 0, 0, "98"}}}}) ==
        "AK1*PO*17~AK2*850*0001~AK3*BEG*2**3~AK3*CUR*2**8~AK4*1*98*1~AK5*R*5~AK9*R*1*1*0~");
}

TEST_CASE("997: a bad value is repeated without what could break the answer") {
  struct Row {
    std::string name, value, want;
  };
  const std::vector<Row> rows{
      {"plain", "X1", "X1"},
      {"our delimiters", "a*b:c~d", "abcd"},
      {"control characters", std::string("a\0b\x1c\r\nc", 7), "abc"},
      {"bytes beyond ASCII", "caf\xe9 \xc3\xa9t", "caf t"},
      {"blanks at the end", "ab  ", "ab"},
      {"nothing left", "**\x01", ""},
      {"99 characters", std::string(99, 'y'), std::string(99, 'y')},
      {"more", std::string(95, 'y') + "*zzzzzz", std::string(95, 'y') + "zzzz"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    // Findings cut values to 99 bytes; what is given here is what they hold.
    Findings findings;
    FindingAt at{Rule::element_code, "BEG", 2, "", 1, 0, 0, "353", ""};
    Finding finding = at.finding();
    finding.value = row.value;
    findings.add(finding);
    GroupReport report;
    report.begin(group_of("1"));
    SetHeader header;
    header.id = "850";
    header.control_number = "0001";
    report.add(header, Outcome::rejected, findings);
    report.finish(group_of("1"), {});
    const std::string want = row.value.size() > 99 ? std::string(95, 'y') + "zzz" : row.want;
    const std::string copy = want.empty() ? "" : "*" + want;
    CHECK(ack_of(report, {}) ==
          "AK1*PO*17~AK2*850*0001~AK3*BEG*2**8~AK4*1*353*7" + copy + "~AK5*R*5~AK9*R*1*1*0~");
  }
  const AckPolicy policy;
  const GroupReport report = report_of(
      group_of("1"), {{"0001", {{Rule::element_code, "BEG", 2, "", 1, 2, 0, "353", "a|b^c>d!e"}}}}, policy);
  CHECK(ack_of(report, policy, {'|', '>', '!', '^', "\n"}) ==
        "AK1|PO|17!\nAK2|850|0001!\nAK3|BEG|2||8!\nAK4|1>2|353|7|abcde!\nAK5|R|5!\nAK9|R|1|1|0!\n");
}

TEST_CASE("997: what is repeated from headers is made valid") {
  struct Row {
    std::string name, functional_id, group_number, set_id, set_number, want;
  };
  const std::vector<Row> rows{
      {"as written", "PO", "000017", "850", "ABC-1", "AK1*PO*000017~AK2*850*ABC1"},
      {"short", "P", "", "85", "7", "AK1*PO*0~AK2*850*0007"},
      {"long", "POX", "1234567890", "8500", "1234567890", "AK1*PO*123456789~AK2*850*123456789"},
      {"hostile", "*~", "1~GE", "~~~", "*", "AK1*PO*1~AK2*850*0000"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Group group = group_of("1");
    group.functional_id = row.functional_id;
    group.control_number = row.group_number;
    const AckPolicy policy;
    CHECK(ack_of(report_of(group, {{row.set_number, {}, row.set_id}}, policy), policy) ==
          row.want + "~AK5*A~AK9*A*1*1*1~");
  }
  CHECK(body({{"0001", {{Rule::segment_id_invalid, "n~*", 3}}}}) ==
        "AK1*PO*17~AK2*850*0001~AK3*n *3**1~AK5*R*5~AK9*R*1*1*0~");
}

TEST_CASE("997: a fault without an element's place has no AK4, a name that is none is marked") {
  CHECK(body({{"0001", {{Rule::binary_length_invalid, "BIN", 3}, {Rule::segment_id_invalid, "*", 4}}}}) ==
        "AK1*PO*17~AK2*850*0001~AK3*BIN*3**8~AK3*??*4**1~AK5*R*5~AK9*R*1*1*0~");
}

TEST_CASE("997: policies") {
  const std::vector<SetIn> mixed{{"0001", {}}, {"0002", {{Rule::se_count}}}, {"0003", {}}};
  struct Row {
    std::string name;
    AckPolicy policy;
    std::vector<SetIn> sets;
    std::string want;
  };
  std::vector<Row> rows{
      {"all good", {}, {{"0001", {}}, {"0002", {}}}, "AK2*850*0001~AK5*A~AK2*850*0002~AK5*A~AK9*A*2*2*2~"},
      {"some rejected", {}, mixed, "AK2*850*0001~AK5*A~AK2*850*0002~AK5*R*4~AK2*850*0003~AK5*A~AK9*P*3*3*2~"},
      {"partial is E", {}, mixed, "AK2*850*0001~AK5*A~AK2*850*0002~AK5*R*4~AK2*850*0003~AK5*A~AK9*E*3*3*2~"},
      {"accepted sets not listed", {}, mixed, "AK2*850*0002~AK5*R*4~AK9*P*3*3*2~"},
      {"a warning is noted",
       {},
       {{"0001", {{Rule::hl_number, "HL", 4, "HL", 1, 0, 0, "628", "3"}}}},
       "AK2*850*0001~AK3*HL*4*HL*8~AK4*1*628*7*3~AK5*E*5~AK9*E*1*1*1~"},
      {"a warning is not noted",
       {},
       {{"0001", {{Rule::hl_number, "HL", 4, "HL", 1, 0, 0, "628", "3"}}}},
       "AK2*850*0001~AK5*A~AK9*A*1*1*1~"},
      {"a total never enters",
       {},
       {{"0001", {{Rule::ctt_count, "CTT", 9, "", 1, 0, 0, "354", "3"}}}},
       "AK2*850*0001~AK5*A~AK9*A*1*1*1~"},
      {"detail is limited",
       {},
       {{"0001", {{Rule::segment_missing, "BEG", 2}, {Rule::segment_missing, "PO1", 3}}}},
       "AK2*850*0001~AK3*BEG*2**3~AK5*R*5~AK9*R*1*1*0~"},
  };
  rows[2].policy.partial = 'E';
  rows[3].policy.list_accepted = false;
  rows[5].policy.note_warnings = false;
  rows[7].policy.detail = 1;
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(body(row.sets, row.policy, std::to_string(row.sets.size())) == "AK1*PO*17~" + row.want);
  }
}

TEST_CASE("997: limits of the standard hold") {
  SetIn set{"0001", {}};
  for (std::uint16_t i = 1; i <= 120; ++i) {
    set.findings.push_back({Rule::element_missing, "PO1", 3, "PO1", i, 0, 0, "234"});
  }
  const std::string text = body({set});
  std::size_t faults = 0;
  for (std::size_t at = 0; (at = text.find("AK4", at)) != std::string::npos; ++at) ++faults;
  CHECK(faults == 99);
  // Five codes of a set at most, the smallest first.
  CHECK(body({{"0001",
               {{Rule::st_control_number_repeated},
                {Rule::st_control_number_invalid},
                {Rule::se_count},
                {Rule::se_control_number},
                {Rule::se_missing},
                {Rule::set_not_supported}}}}) == "AK1*PO*17~AK2*850*0001~AK5*R*2*3*4*7*23~AK9*R*1*1*0~");
}

TEST_CASE("997: what a partner made stricter still says why") {
  FindingAt at{Rule::ctt_count, "CTT", 9};
  Finding finding = at.finding();
  finding.severity = Severity::error;
  Findings findings;
  findings.add(finding);
  CHECK(judge_set(findings, {}) == Outcome::rejected);
  GroupReport report;
  report.begin(group_of("1"));
  SetHeader header;
  header.id = "850";
  header.control_number = "0001";
  report.add(header, Outcome::rejected, findings);
  report.finish(group_of("1"), {});
  CHECK(ack_of(report, {}) == "AK1*PO*17~AK2*850*0001~AK5*R*5~AK9*R*1*1*0~");
}

TEST_CASE("997: group verdicts and AK905") {
  struct Row {
    std::string name;
    std::string included;
    std::vector<SetIn> sets;
    std::vector<FindingAt> findings;
    std::string want;
  };
  const SetIn good{"0001", {}};
  const SetIn bad{"0002", {{Rule::se_count}}};
  const std::vector<Row> rows{
      {"1: group not supported", "1", {good}, {{Rule::gs_functional_id, "GS", 2}}, "AK9*R*1*1*0*1"},
      {"2: version not supported", "1", {good}, {{Rule::gs_version, "GS", 2}}, "AK9*R*1*1*0*2"},
      {"a substitute is our affair", "1", {good}, {{Rule::gs_version_substitute, "GS", 2}}, "AK9*A*1*1*1"},
      {"3: no trailer", "", {good}, {{Rule::ge_missing, "GE", 9}}, "AK9*R*1*1*0*3"},
      {"4: numbers differ, good sets stand",
       "1",
       {good},
       {{Rule::ge_control_number, "GE", 9}},
       "AK9*E*1*1*1*4"},
      {"5: count differs, good sets stand", "3", {good}, {{Rule::ge_count, "GE", 9}}, "AK9*E*3*1*1*5"},
      {"6: number invalid", "1", {good}, {{Rule::gs_control_number_invalid, "GS", 2}}, "AK9*R*1*1*0*6"},
      {"4 and 5, some rejected",
       "5",
       {good, bad},
       {{Rule::ge_count}, {Rule::ge_control_number}},
       "AK9*P*5*2*1*4*5"},
      {"no code", "1", {good}, {{Rule::gs_date_short, "GS", 2}}, "AK9*A*1*1*1"},
      {"all rejected", "1", {bad}, {}, "AK9*R*1*1*0"},
      {"nothing in it", "0", {}, {}, "AK9*A*0*0*0"},
      {"no code for a segment between sets, good sets stand",
       "1",
       {good},
       {{Rule::segment_between_sets, "REF", 7}},
       "AK9*E*1*1*1"},
      {"announced, but nothing came", "2", {}, {{Rule::ge_count}}, "AK9*R*2*0*0*5"},
      {"a count that is none", "x", {good}, {{Rule::ge_count}}, "AK9*E*1*1*1*5"},
      {"a count with leading zeros", "0001", {good}, {}, "AK9*A*1*1*1"},
      {"a count too long", "9999999", {good}, {{Rule::ge_count}}, "AK9*E*1*1*1*5"},
  };
  const AckPolicy policy;
  std::set<std::string_view> codes;
  for (const Row& row : rows) {
    INFO(row.name);
    const GroupReport report = report_of(group_of(row.included), row.sets, policy, row.findings);
    const std::string text = ack_of(report, policy);
    CHECK(text.substr(text.find("AK9")) == row.want + "~");
    CHECK(report.accepted() + report.rejected() == report.received());
    if (report.rejected_whole()) CHECK(text == "AK1*PO*17~" + row.want + "~");
    for (const FindingAt& finding : row.findings) codes.insert(info(finding.rule).ak905);
  }
  for (const RuleInfo& rule : all_rules()) {
    INFO(std::string(rule.name));
    CHECK((rule.ak905.empty() || codes.contains(rule.ak905)));
  }
}

TEST_CASE("997: form by policy and version") {
  struct Row {
    std::string name, version, policy_version;
    FunctionalAck functional;
    std::string set_id, want;
  };
  const std::vector<Row> rows{
      {"as received", "004010", "", FunctionalAck::ack_997, "997", "004010"},
      {"industry suffix kept", "004010VICS", "", FunctionalAck::ack_997, "997", "004010VICS"},
      {"guide suffix dropped", "005010X222A1", "", FunctionalAck::ack_997, "997", "005010"},
      {"by policy", "004030", "004010", FunctionalAck::ack_997, "997", "004010"},
      {"no version at all", "X12", "", FunctionalAck::ack_997, "997", "004010"},
      {"999 begins with 005010", "004010", "", FunctionalAck::ack_999, "999", "005010"},
      {"999", "005010", "", FunctionalAck::ack_999, "999", "005010"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    AckPolicy policy;
    policy.functional = row.functional;
    policy.version = row.policy_version;
    const AckForm form = ack_form(group_of("1", row.version), policy);
    CHECK(form.set_id == row.set_id);
    CHECK(form.version == row.want);
  }
}

TEST_CASE("997 and 999 from 005010 on: version, repetition, codes of their own") {
  AckPolicy policy;
  const std::vector<SetIn> sets{{"0001",
                                 {{Rule::too_many_repetitions, "REF", 3, "", 2, 0, 2, "127", "X"},
                                  {Rule::too_many_components, "REF", 3, "", 4, 3, 0, "C040", "Y"},
                                  {Rule::element_not_used, "REF", 3, "", 5, 0, 0, "352", "Z"},
                                  {Rule::segment_over_limit, "DTM", 4, "PO1/LOOPX"}}}};
  CHECK(body(sets, policy, "1", "005010") ==
        "AK1*PO*17*005010~AK2*850*0001~AK3*REF*3**8~AK4*2::2*127*12*X~AK4*4:3**13*Y~AK4*5*352*10*Z~"
        "AK3*DTM*4*LOOP*5~AK5*R*5~AK9*R*1*1*0~");
  policy.functional = FunctionalAck::ack_999;
  CHECK(body(sets, policy, "1", "005010") ==
        "AK1*PO*17*005010~AK2*850*0001~IK3*REF*3**8~IK4*2::2*127*12*X~IK4*4:3**13*Y~IK4*5*352*I10*Z~"
        "IK3*DTM*4*LOOP*5~IK5*R*5~AK9*R*1*1*0~");
}

TEST_CASE("group report: memory is capped, counts stay exact") {
  const AckPolicy policy;
  std::vector<SetIn> sets;
  for (int i = 1; i <= 50; ++i) {
    sets.push_back(
        {std::to_string(1000 + i), {{Rule::segment_missing, "BEG", 2}, {Rule::segment_missing, "PO1", 2}}});
  }
  const GroupReport report = report_of(group_of("50"), sets, policy, {}, 7);
  CHECK(report.rejected() == 50);
  std::size_t kept = 0, dropped = 0;
  report.each_set([&](const GroupReport::Set& set) {
    CHECK(set.outcome == Outcome::rejected);
    kept += set.findings.size();
    dropped += set.dropped;
  });
  CHECK(kept == 7);
  CHECK(dropped == 93);
  const std::string text = ack_of(report, policy);
  CHECK(text.find("AK2*850*1050~AK5*R*5~AK9*R*50*50*0~") != std::string::npos);
}

TEST_CASE("group report: begins anew, and reads to a person") {
  const AckPolicy policy;
  GroupReport report = report_of(
      group_of("3"),
      {{"0001", {}}, {"0002", {{Rule::element_code, "BEG", 2, "", 1, 0, 0, "353", "77"}}}, {"0003", {}}},
      policy, {{Rule::ge_count, "GE", 9, "", 1, 0, 0, "97", "4"}});
  CHECK(describe(report, policy) ==
        std::vector<std::string>{
            "group PO 17 (004010): accepted in part; 3 sets announced, 3 received, 2 accepted, 1 rejected",
            "  " + describe(report.findings().front()),
            "  set 850 0002: rejected",
            "    BEG01 (segment 2): code '77' is not in the list of element 353",
        });
  report.begin(group_of("0"));
  report.finish(group_of("0"), {});
  CHECK(describe(report, policy) ==
        std::vector<std::string>{
            "group PO 17 (004010): accepted; 0 sets announced, 0 received, 0 accepted, 0 rejected"});
  const GroupReport whole = report_of(group_of("1"), {{"0001", {}}}, policy, {{Rule::gs_version, "GS", 2}});
  CHECK(describe(whole, policy).back() == "  a fault of the group itself rejects all of its sets");
}

TEST_CASE("acknowledgments are not acknowledged") {
  struct Row {
    std::string name, functional_id;
    std::vector<SetIn> sets;
    bool want;
    std::string ack;
  };
  const std::vector<Row> rows{
      {"orders", "PO", {{"0001", {}}}, true, "AK2*850*0001~AK5*A~AK9*A*1*1*1~"},
      {"a group FA", "FA", {{"0001", {}, "997"}}, false, "AK9*A*1*1*1~"},
      {"a group FA with something else in it", "FA", {{"0001", {}}}, true, "AK2*850*0001~AK5*A~AK9*A*1*1*1~"},
      {"a group FA, mixed",
       "FA",
       {{"0001", {}, "997"}, {"0002", {}}},
       true,
       "AK2*850*0002~AK5*A~AK9*A*2*2*2~"},
      {"a group FA whose ST01 is missing",
       "FA",
       {{"0001", {{Rule::set_not_supported}}, ""}},
       false,
       "AK9*R*1*1*0~"},
      {"the same beside an order",
       "FA",
       {{"0001", {{Rule::set_not_supported}}, "99"}, {"0002", {}}},
       true,
       "AK2*850*0002~AK5*A~AK9*P*2*2*1~"},
      {"an empty group FA", "FA", {}, false, "AK9*A*0*0*0~"},
      {"a 997 under another name", "PO", {{"0001", {}, "997"}}, false, "AK9*A*1*1*1~"},
      {"a 999 with faults", "PO", {{"0001", {{Rule::se_count}}, "999"}}, false, "AK9*R*1*1*0~"},
      {"mixed: what is no acknowledgment is listed",
       "PO",
       {{"0001", {}, "997"}, {"0002", {}}},
       true,
       "AK2*850*0002~AK5*A~AK9*A*2*2*2~"},
      {"an empty group", "PO", {}, true, "AK9*A*0*0*0~"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Group group = group_of(std::to_string(row.sets.size()));
    group.functional_id = row.functional_id;
    const AckPolicy policy;
    const GroupReport report = report_of(group, row.sets, policy);
    CHECK(to_be_acknowledged(report) == row.want);
    CHECK(ack_of(report, policy) == "AK1*" + row.functional_id + "*17~" + row.ack);
  }
}

TEST_CASE("a limit that leaves faults out is counted, and told to people") {
  struct Row {
    std::string name;
    std::uint32_t detail;
    std::size_t cap;
    std::uint64_t want;
  };
  const std::vector<Row> rows{{"all fit", 100, 20000, 0},
                              {"two segments of three", 2, 20000, 1},
                              {"the report's own cap", 100, 1, 3},
                              {"none", 0, 20000, 4}};
  const std::vector<SetIn> sets{{"0001",
                                 {{Rule::element_missing, "BEG", 2, "", 3, 0, 0, "324"},
                                  {Rule::element_missing, "BEG", 2, "", 5, 0, 0, "373"},
                                  {Rule::segment_missing, "PO1", 3},
                                  {Rule::segment_over_limit, "CTT", 9}}}};
  for (const Row& row : rows) {
    INFO(row.name);
    AckPolicy policy;
    policy.detail = row.detail;
    const GroupReport report = report_of(group_of("1"), sets, policy, {}, row.cap);
    SegmentWriter out(Delimiters{});
    CHECK(write_functional_ack(report, policy, out) == row.want);
    const bool told = describe(report, policy).back().find("do not fit into the answer") != std::string::npos;
    CHECK(told == (row.want > 0));
  }
  // AK4 repeats 99 times at most.
  SetIn set{"0001", {}};
  for (std::uint16_t i = 1; i <= 120; ++i) {
    set.findings.push_back({Rule::element_missing, "PO1", 3, "PO1", i, 0, 0, "234"});
  }
  SegmentWriter out(Delimiters{});
  CHECK(write_functional_ack(report_of(group_of("1"), {set}, {}), {}, out) == 21);
}

TEST_CASE("999: CTX names the element that asks for another") {
  struct Row {
    std::string name;
    FindingAt at;
    std::uint16_t trigger;
    std::string trigger_number, want;
  };
  const std::vector<Row> rows{
      {"in a segment",
       {Rule::element_condition, "N1", 5, "N1", 4, 0, 0, "67"},
       3,
       "66",
       "IK3*N1*5*N1*8~IK4*4*67*2~CTX*SITUATIONAL TRIGGER*N1*5*N1*3*66~"},
      {"in a composite",
       {Rule::element_condition, "REF", 3, "", 4, 4, 0, "127"},
       3,
       "128",
       "IK3*REF*3**8~IK4*4:4*127*2~CTX*SITUATIONAL TRIGGER*REF*3**4:3*128~"},
      {"nothing asks (an R note)",
       {Rule::element_condition, "N1", 5, "N1", 2, 0, 0, "93"},
       0,
       "",
       "IK3*N1*5*N1*8~IK4*2*93*2~"},
      {"a composite asks, which has no number for element 725",
       {Rule::element_excluded, "REF", 3, "", 3, 0, 0, "352", "x"},
       4,
       "C040",
       "IK3*REF*3**8~IK4*3*352*10*x~CTX*SITUATIONAL TRIGGER*REF*3**4~"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    AckPolicy policy;
    policy.functional = FunctionalAck::ack_999;
    Finding finding = row.at.finding();
    finding.trigger = row.trigger;
    finding.trigger_number = row.trigger_number;
    Findings findings;
    findings.add(finding);
    GroupReport report;
    report.begin(group_of("1", "005010"));
    SetHeader header;
    header.id = "850";
    header.control_number = "0001";
    report.add(header, Outcome::rejected, findings);
    report.finish(group_of("1", "005010"), {});
    CHECK(ack_of(report, policy) == "AK1*PO*17*005010~AK2*850*0001~" + row.want + "IK5*R*5~AK9*R*1*1*0~");
    // A 997 has no CTX.
    policy.functional = FunctionalAck::ack_997;
    CHECK(ack_of(report, policy).find("CTX") == std::string::npos);
  }
}

TEST_CASE("group report: a list that is somebody else's makes the same acknowledgment") {
  const AckPolicy policy;
  const std::vector<SetIn> sets{
      {"0001", {}},
      {"0002", {{Rule::segment_missing, "BEG", 2}}},
      {"0003", {}},
      {"0004", {{Rule::segment_missing, "PO1", 3}, {Rule::segment_missing, "BEG", 2}}}};
  const GroupReport listed = report_of(group_of("4"), sets, policy);
  GroupReport noted = report_of(group_of("4"), sets, policy, {}, 20000, GroupReport::Keeps::noted);
  CHECK(noted.received() == 4);
  CHECK(noted.rejected() == 2);
  CHECK_THROWS_AS((void)ack_of(noted, policy), Failure);
  noted.sets_from([&](const std::function<void(const GroupReport::Set&)>& visit) {
    listed.each_set([&](const GroupReport::Set& set) {
      visit({set.id, set.control_number, set.implementation, set.outcome, {}, 0});
    });
  });
  CHECK(ack_of(noted, policy) == ack_of(listed, policy));
  CHECK(describe(noted, policy) == describe(listed, policy));
  const GroupReport counted = report_of(group_of("4"), sets, policy, {}, 20000, GroupReport::Keeps::counts);
  CHECK(counted.rejected() == 2);
  CHECK(counted.code(policy) == listed.code(policy));
}
