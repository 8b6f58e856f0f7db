#include "transom/envelope.hpp"

#include <doctest/doctest.h>

#include "support/envelopes.hpp"
#include "support/read_all.hpp"

using namespace transom;
using namespace transom::testing;

namespace {

const std::string gs = "GS*PO*SENDER*RECEIVER*20260302*0900*1*X*004010~";

// The kinds of events, and the findings as "severity rule place 'value'", in their order.
std::string events_of(std::string_view input) {
  const std::string all = read_events(input);
  std::string out;
  std::string_view rest = all;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    if (line.starts_with("note ") || line.starts_with("warn ") || line.starts_with("error ")) continue;
    const std::string_view name =
        line.substr(0, line.starts_with("end ") ? line.find(' ', 4) : line.find(' '));
    (out += out.empty() ? "" : ", ") += name;
  }
  return out;
}

std::string findings_of(std::string_view input) {
  const std::string all = read_events(input);
  std::string out;
  std::string_view rest = all;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    if (!line.starts_with("note ") && !line.starts_with("warn ") && !line.starts_with("error ")) continue;
    const std::size_t at = line.find(" @");
    const std::size_t place = line.find(' ', at + 1);
    ((out += out.empty() ? "" : "; ") += line.substr(0, at)) +=
        line.substr(place, line.rfind('\'') + 1 - place);
  }
  return out;
}

std::string with(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

// "error se-count, warn se-missing"
std::string severities_told(const Findings& findings) {
  std::string told;
  for (const Finding& finding : findings.items()) {
    const std::string severity = finding.severity == Severity::warn ? "warn" : "error";
    told += (told.empty() ? "" : ", ") + severity + " " + std::string(info(finding.rule).name);
  }
  return told;
}

}  // namespace

TEST_CASE("events come in pairs, whatever is missing") {
  struct Row {
    std::string_view name;
    std::string body;  // behind the ISA
    std::string_view events, findings;
  };
  const Row rows[] = {
      {"all there", gs + "ST*850*0001~BEG*1~SE*3*0001~GE*1*1~IEA*1*000000001~",
       "interchange, group, set, segment, end set, end group, end interchange", ""},
      {"two sets, two groups",
       gs + "ST*850*1~BEG~SE*3*1~ST*850*2~BEG~SE*3*2~GE*2*1~" + gs +
           "ST*850*1~BEG~SE*3*1~GE*1*1~IEA*2*000000001~",
       "interchange, group, set, segment, end set, set, segment, end set, end group, group, set, segment, "
       "end set, end "
       "group, end interchange",
       ""},
      {"TA1 in front",
       "TA1*000000007*260302*0900*A*000~" + gs + "ST*850*1~BEG~SE*3*1~GE*1*1~IEA*1*000000001~",
       "interchange, ta1, group, set, segment, end set, end group, end interchange", ""},
      {"TA1 alone, counted", "TA1*000000007*260302*0900*A*000~IEA*1*000000001~",
       "interchange, ta1, end interchange", ""},
      {"TA1 alone, not counted", "TA1*000000007*260302*0900*A*000~IEA*0*000000001~",
       "interchange, ta1, end interchange", ""},
      {"TA1 behind a group", gs + "GE*0*1~TA1*1~IEA*1*000000001~",
       "interchange, group, end group, ta1, end interchange", "warn segment-outside 1.0.0.4 TA1 'TA1'"},
      {"SE missing", gs + "ST*850*1~BEG~GE*1*1~IEA*1*000000001~",
       "interchange, group, set, segment, end set, end group, end interchange",
       "error se-missing 1.1.1.3 SE '1'"},
      {"SE missing, another set", gs + "ST*850*1~BEG~ST*850*2~BEG~SE*3*2~GE*2*1~IEA*1*000000001~",
       "interchange, group, set, segment, end set, set, segment, end set, end group, end interchange",
       "error se-missing 1.1.1.3 SE '1'"},
      {"SE and GE missing", gs + "ST*850*1~BEG~IEA*1*000000001~",
       "interchange, group, set, segment, end set, end group, end interchange",
       "error se-missing 1.1.1.3 SE '1'; error ge-missing 1.1.0.5 GE '1'"},
      {"GE missing, another group", gs + gs + "GE*0*1~IEA*2*000000001~",
       "interchange, group, end group, group, end group, end interchange", "error ge-missing 1.1.0.3 GE '1'"},
      {"broken off in a set", gs + "ST*850*1~BEG~",
       "interchange, group, set, segment, end set, end group, end interchange",
       "error se-missing 1.1.1.3 SE '1'; error ge-missing 1.1.0.5 GE '1'; error interchange-truncated "
       "1.0.0.5 IEA "
       "'000000001'"},
      {"broken off behind the ISA", "", "interchange, end interchange",
       "error interchange-truncated 1.0.0.2 IEA '000000001'"},
      {"another interchange in a set", gs + "ST*850*1~BEG~" + interchange(),
       "interchange, group, set, segment, end set, end group, end interchange, interchange, group, set, "
       "segment, end set, "
       "end group, end interchange",
       "error se-missing 1.1.1.3 SE '1'; error ge-missing 1.1.0.5 GE '1'; error interchange-truncated "
       "1.0.0.5 IEA "
       "'000000001'"},
      {"segments outside", "N1~ST*850*1~SE*2*1~" + gs + "N1~SE*1*1~GE*0*1~GE*0*1~IEA*1*000000001~",
       "interchange, stray, stray, stray, group, stray, stray, end group, stray, end interchange",
       "error segment-outside 1.0.0.2 N1 'N1'; error segment-between-sets 1.1.0.6 N1 'N1'; error "
       "segment-outside "
       "1.0.0.9 GE 'GE'"},
      {"a run of segments outside is told once, a second run again",
       gs + "N1~N3~ST*850*1~BEG~SE*3*1~N1~N3~GE*1*1~IEA*1*000000001~",
       "interchange, group, stray, stray, set, segment, end set, stray, stray, end group, end interchange",
       "error segment-between-sets 1.1.0.3 N1 'N1'; error segment-between-sets 1.1.0.8 N1 'N1'"},
      {"a TA1 and an ISA in a set are segments of it",
       gs + "ST*850*1~TA1*1~ISA*1~SE*4*1~GE*1*1~IEA*1*000000001~",
       "interchange, group, set, segment, segment, end set, end group, end interchange", ""},
      {"deferred delivery", "ISB*1~ISE*260302*0900*04~" + gs + "GE*0*1~IEA*1*000000001~",
       "interchange, stray, stray, group, end group, end interchange",
       "note segment-outside 1.0.0.2 ISB 'ISB'; note segment-outside 1.0.0.3 ISE 'ISE'"},
      {"nothing in a set", gs + "ST*850*1~SE*2*1~GE*1*1~IEA*1*000000001~",
       "interchange, group, set, end set, end group, end interchange", "error set-empty 1.1.1.2 SE ''"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(events_of(isa() + row.body) == row.events);
    CHECK(findings_of(isa() + row.body) == row.findings);
  }
}

TEST_CASE("counts and control numbers are held against what was read") {
  struct Row {
    std::string_view name, what, by, findings;
  };
  const Row rows[] = {
      {"as it is", "SE*3", "SE*3", ""},
      {"leading zeros count", "SE*3*", "SE*0000000003*", ""},
      {"SE01 wrong", "SE*3", "SE*4", "error se-count 1.1.1.3 SE01 '4'"},
      {"SE01 no number", "SE*3", "SE*three", "error se-count 1.1.1.3 SE01 'three'"},
      {"SE01 absent", "SE*3*", "SE**", "error se-count 1.1.1.3 SE01 ''"},
      {"SE02 differs", "SE*3*0001", "SE*3*0002", "error se-control-number 1.1.1.3 SE02 '0002'"},
      {"SE02 is text, its zeros count", "SE*3*0001", "SE*3*1", "error se-control-number 1.1.1.3 SE02 '1'"},
      {"GE01 wrong", "GE*1", "GE*2", "error ge-count 1.1.0.6 GE01 '2'"},
      {"GE02 differs", "GE*1*1", "GE*1*2", "error ge-control-number 1.1.0.6 GE02 '2'"},
      {"GE02 differs in zeros", "GE*1*1", "GE*1*001", "warn ge-control-number 1.1.0.6 GE02 '001'"},
      {"IEA01 wrong", "IEA*1", "IEA*7", "warn iea-count 1.0.0.7 IEA01 '7'"},
      {"IEA02 differs", "IEA*1*000000001", "IEA*1*000000002",
       "error iea-control-number 1.0.0.7 IEA02 '000000002'"},
      {"IEA02 differs in zeros", "IEA*1*000000001", "IEA*1*1", "warn iea-control-number 1.0.0.7 IEA02 '1'"},
      {"ST02 absent", "ST*850*0001", "ST*850", "error st-control-number-invalid 1.1.1.1 ST02 ''"},
      {"ST02 too long", "ST*850*0001", "ST*850*0123456789",
       "error st-control-number-invalid 1.1.1.1 ST02 '0123456789'"},
      {"ST with a fourth element", "ST*850*0001", "ST*850*0001**X",
       "error too-many-elements 1.1.1.1 ST04 'X'"},
      {"ST03 is let pass", "ST*850*0001", "ST*850*0001*X", ""},
      {"SE with a third element", "SE*3*0001", "SE*3*0001*X", "error too-many-elements 1.1.1.3 SE03 'X'"},
      {"GS06 no number", "0900*1*X", "0900*A*X", "error gs-control-number-invalid 1.1.0.2 GS06 'A'"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(findings_of(with(interchange(), row.what, row.by)) == row.findings);
  }
  const std::string twice = isa() + gs + "ST*850*0001~BEG~SE*3*0001~ST*850*0001~BEG~SE*3*0001~GE*2*1~" + gs +
                            "ST*850*0001~BEG~SE*3*0001~GE*1*1~IEA*2*000000001~";
  CHECK(findings_of(twice) == "error st-control-number-repeated 1.1.2.1 ST02 '0001'");
}

TEST_CASE("the elements of ISA and GS are judged one by one") {
  struct Row {
    std::string_view name, what, by, findings;
  };
  const Row rows[] = {
      {"ISA01", "ISA*00", "ISA*99", "warn isa-authorization-qualifier 1.0.0.1 ISA01 '99'"},
      {"ISA03", "*00*          *ZZ", "*02*          *ZZ", "warn isa-security-qualifier 1.0.0.1 ISA03 '02'"},
      {"ISA05", "*ZZ*SENDER", "*Z9*SENDER", "error isa-sender-qualifier 1.0.0.1 ISA05 'Z9'"},
      {"ISA06", "SENDER ", "       ", "error isa-sender-id 1.0.0.1 ISA06 '               '"},
      {"ISA07", "*ZZ*RECEIVER", "*05*RECEIVER", "error isa-receiver-qualifier 1.0.0.1 ISA07 '05'"},
      {"ISA08", "RECEIVER  ", "          ", "error isa-receiver-id 1.0.0.1 ISA08 '               '"},
      {"ISA09", "*260302*", "*261302*", "error isa-date 1.0.0.1 ISA09 '261302'"},
      {"ISA10", "*0900*U", "*2460*U", "error isa-time 1.0.0.1 ISA10 '2460'"},
      {"ISA12 unknown", "00401", "12345", "error isa-version 1.0.0.1 ISA12 '12345'"},
      {"ISA12 old", "00401", "00400", "warn isa-version-old 1.1.0.2 GS08 '00400'"},
      {"ISA12 newer than the content", "00401", "00405", ""},
      {"ISA13", "*000000001*0", "*00000000A*0",
       "error interchange-control-number-invalid 1.0.0.1 ISA13 '00000000A'"},
      {"ISA14", "*0*P*", "*2*P*", "warn isa-ack-requested 1.0.0.1 ISA14 '2'"},
      {"ISA15", "*0*P*", "*0*X*", "error isa-usage 1.0.0.1 ISA15 'X'"},
      {"GS01 none", "GS*PO", "GS*P", "error gs-functional-id 1.1.0.2 GS01 'P'"},
      {"GS01 not one of ours", "GS*PO", "GS*QX",
       "note gs-functional-id 1.1.0.2 GS01 'QX'; warn gs-set-mismatch 1.1.1.1 ST01 '850'"},
      {"GS01 of another set", "GS*PO", "GS*IN", "warn gs-set-mismatch 1.1.1.1 ST01 '850'"},
      {"GS02", "PO*SENDER", "PO*", "warn gs-element 1.1.0.2 GS02 ''"},
      {"GS03", "SENDER*RECEIVER*2", "SENDER**2", "warn gs-element 1.1.0.2 GS03 ''"},
      {"GS04 no date", "20260302*0900*1", "20260230*0900*1", "warn gs-date 1.1.0.2 GS04 '20260230'"},
      {"GS04 short", "20260302*0900*1", "260302*0900*1", "warn gs-date-short 1.1.0.2 GS04 '260302'"},
      {"GS05", "0900*1*X", "900*1*X", "warn gs-time 1.1.0.2 GS05 '900'"},
      {"GS05 with seconds", "0900*1*X", "09001599*1*X", ""},
      {"GS07", "*1*X*", "*1*Q*", "warn gs-element 1.1.0.2 GS07 'Q'"},
      {"GS08 with a suffix", "004010~", "004010VICS~", ""},
      {"GS08", "004010~", "4010~", "error gs-version 1.1.0.2 GS08 '4010'"},
      {"GS with a ninth element", "004010~", "004010*X~", "warn gs-element 1.1.0.2 GS09 'X'"},
      {"a short date where the version is unknown", "20260302*0900*1*X*004010", "260302*0900*1*X*",
       "error gs-version 1.1.0.2 GS08 ''"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(findings_of(with(interchange(), row.what, row.by)) == row.findings);
  }
  // Before 004010 a group's date has six digits.
  const std::string old = with(with(interchange(), "20260302*0900*1", "260302*0900*1"), "004010~", "003060~");
  CHECK(findings_of(old) == "");
  CHECK(findings_of(with(interchange(), "004010~", "003060~")) == "warn gs-date 1.1.0.2 GS04 '20260302'");
}

TEST_CASE("headers are kept as they were written, without padding") {
  Findings findings;
  SegmentReader segments(findings);
  EnvelopeReader reader(segments, findings);
  const std::string input = "\n" + with(interchange(), "004010~", "004010VICS~");
  segments.feed(input);
  segments.finish();
  REQUIRE(reader.next() == Event::interchange_begin);
  const Interchange& in = reader.interchange();
  CHECK(in.sender_qualifier == "ZZ");
  CHECK(in.sender_id == "SENDER");
  CHECK(in.receiver_id == "RECEIVER");
  CHECK(in.authorization.empty());
  CHECK(in.date == "260302");
  CHECK(in.time == "0900");
  CHECK(in.standard == "U");
  CHECK(in.version == "00401");
  CHECK(in.control_number == "000000001");
  CHECK(!in.ack_requested);
  CHECK(in.usage == 'P');
  CHECK(in.delimiters == Delimiters{'*', ':', '~', '\0', ""});
  CHECK(in.offset == 1);
  CHECK(in.number == 1);
  REQUIRE(reader.next() == Event::group_begin);
  CHECK(reader.group().functional_id == "PO");
  CHECK(reader.group().sender == "SENDER");
  CHECK(reader.group().control_number == "1");
  CHECK(reader.group().version == "004010VICS");
  CHECK(reader.group().number == 1);
  REQUIRE(reader.next() == Event::set_begin);
  CHECK(reader.set().id == "850");
  CHECK(reader.set().control_number == "0001");
  CHECK(reader.set().implementation.empty());
  CHECK(reader.position() == 1);
  REQUIRE(reader.next() == Event::segment);
  CHECK(reader.position() == 2);
  CHECK(describe(reader.place()) == "BEG (segment 2)");
  REQUIRE(reader.next() == Event::set_end);
  CHECK(reader.set().segments == 3);
  CHECK(reader.set().complete);
  CHECK(input.substr(reader.set().end - 10, 10) == "SE*3*0001~");
  CHECK(describe(reader.place()) == "SE (segment 3)");
  REQUIRE(reader.next() == Event::group_end);
  CHECK(reader.group().sets == 1);
  CHECK(reader.group().included == "1");
  CHECK(reader.group().complete);
  CHECK(reader.place().group == 1);
  REQUIRE(reader.next() == Event::interchange_end);
  CHECK(in.groups == 1);
  CHECK(in.complete);
  CHECK(in.end == input.size());
  CHECK(reader.next() == Event::end);
  CHECK(reader.next() == Event::end);
  CHECK(findings.items().size() == 1);  // the blank line in front
}

TEST_CASE("who sent it is known even when the ISA breaks off") {
  Findings findings;
  SegmentReader segments(findings);
  EnvelopeReader reader(segments, findings);
  segments.feed(isa().substr(0, 60));
  segments.finish();
  REQUIRE(reader.next() == Event::interchange_begin);
  CHECK(reader.interchange().sender_id == "SENDER");
  CHECK(findings_text(findings).starts_with("error isa-unreadable @0"));
  CHECK(reader.next() == Event::interchange_end);
  CHECK(reader.next() == Event::end);
}

TEST_CASE("framing findings come with their segment, and know their set") {
  const std::string input = isa() + gs + "ST*850*1~ BEG~" +
                            "ISA*00* *00* *ZZ*S *ZZ*R *260302*0900*U*00401*000000002*0*P*:~" +
                            "IEA*0*000000002~";
  Findings findings;
  SegmentReader segments(findings);
  EnvelopeReader reader(segments, findings);
  segments.feed(input);
  segments.finish();
  std::string seen;
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    for (const Finding& f : findings.items()) {
      seen += std::to_string(static_cast<int>(event)) + " " + std::string(info(f.rule).name) + " " +
              describe(f.place) + "\n";
    }
    findings.clear();
  }
  CHECK(seen ==
        "4 blanks-around-segment BEG (segment 2)\n"
        "5 se-missing SE (segment 3)\n"
        "6 ge-missing GE\n"
        "7 interchange-truncated IEA\n"
        "0 isa-length byte 167\n");
}

TEST_CASE("a set's own severities hold from its ST to its SE, and no longer") {
  struct Row {
    const char *name, *find, *put, *want;
  };
  const Row rows[] = {
      {"SE01 is forgiven in this set", "SE*3", "SE*9", "warn se-count"},
      {"ST02 as well", "ST*850*0001", "ST*850*1234567890", "warn st-control-number-invalid"},
      {"and a missing SE", "SE*3*0001~", "", "warn se-missing"},
      {"not the count of the group", "GE*1", "GE*2", "error ge-count"},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    Findings findings;
    SegmentReader segments(findings);
    EnvelopeReader reader(segments, findings);
    Severities lenient;
    for (const RuleInfo& rule : all_rules()) lenient.set(rule.rule, Severity::warn);
    reader.ask_at_st([&](const SetHeader& set) -> const Severities& {
      CHECK(set.id == "850");
      return lenient;
    });
    segments.feed(with(interchange(), row.find, row.put));
    segments.finish();
    while (reader.next() != Event::end) {
    }
    CHECK(severities_told(findings).starts_with(row.want));
  }
}

TEST_CASE("severities are the sender's from his ISA to his IEA, and a reader is used again") {
  const std::string lenient_one = with(with(interchange(), "SE*3", "SE*9"), "*0*P*", "*0*Q*");
  const std::string other = with(lenient_one, "SENDER ", "STRICT ");
  Severities lenient;
  lenient.set(Rule::se_count, Severity::warn);
  lenient.set(Rule::isa_usage, Severity::off);
  lenient.set(Rule::isa_length, Severity::off);
  struct Row {
    const char* name;
    std::string bytes;
    const char* want;
  };
  const std::string open = lenient_one.substr(0, lenient_one.find("GE*"));
  const Row rows[] = {
      {"alone", lenient_one, "warn se-count"},
      {"behind a strict one", other + lenient_one, "error isa-usage, error se-count, warn se-count"},
      {"a strict one behind", lenient_one + other, "warn se-count, error isa-usage, error se-count"},
      {"behind one that stays open", open + other,
       "warn se-count, error ge-missing, error interchange-truncated, error isa-usage, error se-count"},
  };
  Findings findings;
  SegmentReader segments(findings);
  EnvelopeReader reader(segments, findings);
  const Severities strict;
  reader.ask_at_isa([&](const Interchange& header) -> const Severities& {
    return header.sender_id == "STRICT" ? strict : lenient;
  });
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    reader.reset();
    findings.clear();
    segments.feed(row.bytes);
    segments.finish();
    while (reader.next() != Event::end) {
    }
    CHECK(severities_told(findings) == row.want);
  }
}
