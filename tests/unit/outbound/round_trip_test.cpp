// What goes out comes in again: our own reader and the guides of the 997 and the 999 find nothing to say.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/ack_builder.hpp"
#include "transom/guide.hpp"
#include "transom/outbound.hpp"
#include "transom/reader.hpp"
#include "transom/transaction_set.hpp"

using namespace transom;

namespace {

struct Read {
  std::string findings;
  int sets = 0, ta1s = 0;
};

// Reads an interchange and checks each set by its guide.
Read read_all(std::string_view text) {
  Findings findings;
  SegmentReader reader(findings);
  EnvelopeReader envelope(reader, findings);
  SetValidator validator;
  const Severities severities;
  TransactionSet held;
  Read read;
  bool in_set = false;
  GuidePtr guide;
  for (;;) {
    const Event event = envelope.next();
    if (event == Event::end) break;
    if (event == Event::need_bytes) {
      text.remove_prefix(reader.feed(text));
      if (text.empty()) reader.finish();
      continue;
    }
    if (event == Event::ta1) ++read.ta1s;
    if (event == Event::set_begin) {
      guide = GuideLibrary::built_in().find(envelope.group().version, envelope.set().id).guide;
      REQUIRE(guide != nullptr);
      held.clear(guide.get(), reader.delimiters());
      validator.begin(*guide, severities, reader.delimiters(), findings, &held);
      validator.start_at(envelope.place());
      in_set = true;
      ++read.sets;
    }
    if (in_set) validator.take(envelope.segment());
    if (event == Event::set_end) {
      validator.finish();
      in_set = false;
    }
  }
  CHECK(reader.account().filler + reader.account().reported == 0);
  for (const Finding& finding : findings.items()) read.findings += describe(finding) + "\n";
  return read;
}

Interchange interchange_in(const std::string& version) {
  Interchange interchange;
  interchange.sender_qualifier = "01";
  interchange.sender_id = "005550101";
  interchange.receiver_qualifier = "ZZ";
  interchange.receiver_id = "EXAMPLESUPPLY";
  interchange.version = version;
  interchange.control_number = "000000042";
  interchange.date = "260302";
  interchange.time = "0905";
  return interchange;
}

// Every rule once, with a value that would break an answer, in sets of twenty.
std::vector<SetIn> every_fault() {
  std::vector<SetIn> sets;
  for (const RuleInfo& rule : all_rules()) {
    if (rule.ak304.empty() && rule.ak502.empty()) continue;
    if (sets.empty() || sets.back().findings.size() == 20)
      sets.push_back({std::to_string(1001 + sets.size()), {}});
    const bool element = rule.level == Level::element;
    const auto position = static_cast<std::uint16_t>(sets.back().findings.size() + 2);
    sets.back().findings.push_back(
        {rule.rule, "REF", position, "PO1/N1", static_cast<std::uint16_t>(element ? 4 : 0),
         static_cast<std::uint16_t>(element ? 2 : 0), 0, element ? "128" : "", "x*y:z~ \x1c\xff end "});
  }
  sets.push_back({"ab~1", {{Rule::segment_id_invalid, "*", 9999999}}});
  return sets;
}

}  // namespace

TEST_CASE("round trip: 997 and 999 with every fault read clean") {
  struct Row {
    std::string name, interchange_version, version;
    FunctionalAck functional;
    Delimiters delimiters;
  };
  const std::vector<Row> rows{
      {"997 in 004010", "00401", "004010", FunctionalAck::ack_997, {'*', ':', '~', '\0', ""}},
      {"other separators, lines", "00401", "004010", FunctionalAck::ack_997, {'|', '<', '!', '\0', "\r\n"}},
      {"the terminator is a line feed",
       "00401",
       "004010",
       FunctionalAck::ack_997,
       {'\x1d', '\x1f', '\n', '\0', ""}},
      {"997 in 005010", "00501", "005010", FunctionalAck::ack_997, {'*', ':', '~', '^', ""}},
      {"999 in 005010", "00501", "005010", FunctionalAck::ack_999, {'*', ':', '~', '^', "\n"}},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    AckPolicy policy;
    policy.functional = row.functional;
    Group group = group_of("0009", row.version);
    group.control_number = "17";
    const GroupReport report = report_of(group, every_fault(), policy, {{Rule::ge_count, "GE", 9}});
    const AckForm form = ack_form(group, policy);
    OutboundInterchange out;
    out.fields = reply_fields(interchange_in(row.interchange_version), &group,
                              *Instant::parse_iso("2026-03-02T09:05:00Z"));
    out.delimiters.own = row.delimiters;
    out.ta1s = {[&](SegmentWriter& w) { write_ta1(interchange_in("00401"), {'E', "021"}, w); }};
    out.sets = {{form.set_id, "FA", form.version,
                 [&](SegmentWriter& w) { write_functional_ack(report, policy, w); }}};
    const std::uint32_t groups[] = {3};
    const Assembled done = assemble(out, 42, groups);
    INFO(done.text);
    CHECK(done.replacements == 0);
    const Read read = read_all(done.text);
    CHECK(read.sets == 1);
    CHECK(read.ta1s == 1);
    CHECK(read.findings == "");
  }
}
