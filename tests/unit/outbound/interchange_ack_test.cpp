// TA1: one code of many, and when it is sent.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "support/ack_builder.hpp"

using namespace transom;

namespace {

Interchange interchange_in() {
  Interchange interchange;
  interchange.sender_qualifier = "01";
  interchange.sender_id = "123456789";
  interchange.receiver_qualifier = "ZZ";
  interchange.receiver_id = "US";
  interchange.date = "260302";
  interchange.time = "0905";
  interchange.version = "00401";
  interchange.control_number = "000000042";
  return interchange;
}

std::string verdict_of(const std::vector<Finding>& findings) {
  const InterchangeVerdict verdict = judge_interchange(findings);
  return std::string(1, verdict.code) + std::string(verdict.note);
}

Finding made(Rule rule) {
  return FindingAt{rule, "ISA", 1}.finding();
}

}  // namespace

TEST_CASE("TA1: every rule's own code, by its severity") {
  for (const RuleInfo& rule : all_rules()) {
    INFO(std::string(rule.name));
    const std::string got = verdict_of({made(rule.rule)});
    if (rule.level != Level::interchange || (rule.ta105.empty() && rule.severity != Severity::error)) {
      CHECK((got == "A000" || !rule.ta105.empty()));
    } else {
      CHECK(got == (rule.severity == Severity::error ? "R" : "E") + std::string(rule.ta105));
    }
  }
}

TEST_CASE("TA1: one code by precedence") {
  struct Row {
    std::string name;
    std::vector<Rule> rules;
    std::string want;
  };
  const std::vector<Row> rows{
      {"nothing", {}, "A000"},
      {"a count only", {Rule::iea_count}, "E021"},
      {"numbers differ", {Rule::iea_control_number}, "R001"},
      {"an error goes before a warning", {Rule::iea_count, Rule::iea_control_number}, "R001"},
      {"whatever came first", {Rule::iea_control_number, Rule::isa_security_qualifier}, "R001"},
      {"not ours goes before all of the content",
       {Rule::isa_date, Rule::receiver_unknown, Rule::interchange_truncated},
       "R009"},
      {"known before goes before its end",
       {Rule::interchange_truncated, Rule::interchange_duplicate},
       "R025"},
      {"its end goes before its content", {Rule::segment_outside, Rule::interchange_truncated}, "R023"},
      {"what cannot be separated goes first", {Rule::receiver_unknown, Rule::delimiters_invalid}, "R027"},
      {"faults of groups and sets are not the interchange's",
       {Rule::ge_count, Rule::se_count, Rule::element_code},
       "A000"},
      {"skipped bytes do not matter", {Rule::filler_skipped, Rule::isa_length}, "A000"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    std::vector<Finding> findings;
    for (const Rule rule : row.rules) findings.push_back(made(rule));
    CHECK(verdict_of(findings) == row.want);
    const std::vector<Finding> backwards(findings.rbegin(), findings.rend());
    CHECK(verdict_of(backwards) == row.want);
  }
  Finding relaxed = made(Rule::isa_date);
  relaxed.severity = Severity::warn;
  CHECK(verdict_of({relaxed}) == "E014");
  relaxed.severity = Severity::note;
  CHECK(verdict_of({relaxed}) == "A000");
  Finding stricter = made(Rule::isa_version_old);
  stricter.severity = Severity::error;
  CHECK(verdict_of({stricter}) == "R024");
}

TEST_CASE("TA1: written with what the ISA said, made valid") {
  struct Row {
    std::string name, number, date, time, want;
  };
  const std::vector<Row> rows{
      {"as read", "000000042", "260302", "0905", "TA1*000000042*260302*0905*R*023~"},
      {"too short", "42", "2603", "9", "TA1*000000042*002603*0009*R*023~"},
      {"hostile", "4*~2", "", "ab", "TA1*000000042*000000*0000*R*023~"},
      {"too long", "1234567890", "20260302", "090512", "TA1*234567890*260302*0512*R*023~"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Interchange interchange = interchange_in();
    interchange.control_number = row.number;
    interchange.date = row.date;
    interchange.time = row.time;
    SegmentWriter out(Delimiters{});
    write_ta1(interchange, {'R', "023"}, out);
    CHECK(out.text() == row.want);
  }
}

TEST_CASE("TA1: sent by policy") {
  struct Row {
    std::string name;
    TechnicalAck policy;
    bool requested, only_acknowledgments;
    bool want;
  };
  const std::vector<Row> rows{
      {"never", TechnicalAck::never, true, false, false},
      {"asked for", TechnicalAck::on_request, true, false, true},
      {"not asked for", TechnicalAck::on_request, false, false, false},
      {"always", TechnicalAck::always, false, false, true},
      {"always, but not for acknowledgments", TechnicalAck::always, false, true, false},
      {"acknowledgments that ask", TechnicalAck::always, true, true, true},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    AckPolicy policy;
    policy.technical = row.policy;
    Interchange interchange = interchange_in();
    interchange.ack_requested = row.requested;
    CHECK(wants_ta1(interchange, policy, row.only_acknowledgments) == row.want);
    Interchange answers = interchange;
    answers.ta1s = 1;
    CHECK_FALSE(wants_ta1(answers, policy, row.only_acknowledgments));  // TA1s alone are never answered
    answers.groups = 1;
    CHECK(wants_ta1(answers, policy, row.only_acknowledgments) == row.want);
    interchange.sender_id.clear();
    CHECK_FALSE(wants_ta1(interchange, policy, row.only_acknowledgments));
  }
}

TEST_CASE("TA1: reads to a person") {
  CHECK(describe(interchange_in(), {'R', "023"}) ==
        "interchange 000000042 from 01/123456789 to ZZ/US: rejected (note 023)");
  CHECK(describe(interchange_in(), {}) == "interchange 000000042 from 01/123456789 to ZZ/US: accepted");
}
