// Where the processor puts what is found: with the document, the interchange, the group or the set, so that
// TA1 and 997 are made from what is theirs, and nothing that was found gets lost on the way.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/map_shelf.hpp"
#include "engine/process.hpp"
#include "support/envelopes.hpp"
#include "support/temp_folder.hpp"
#include "transom/failure.hpp"
#include "transom/workspace.hpp"

namespace transom::testing {
namespace {

const std::string gs = "GS*PO*SENDER*RECEIVER*20260302*0900*1*X*004010~";
const std::string order = "ST*850*0001~BEG*00*SA*1**20260302~PO1~SE*4*0001~";

std::string interchange(const std::string& groups, std::string_view number = "000000001") {
  return isa({.number = number}) + groups + "IEA*1*" + std::string(number) + "~";
}

std::string with(std::string text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

ProcessOptions only_checked() {
  ProcessOptions options;
  options.map = false;
  options.anyone = true;
  return options;
}

// "file: ...; 1 R 005: ...; 1.1: ...; 1.1.1: ..."; what has no finding only shows its verdict.
std::string dealt(const DocumentResult& result) {
  std::string text;
  const auto tell = [&](const std::string& where, const auto& findings) {
    text += (text.empty() ? "" : "; ") + where;
    for (const Finding& finding : findings) text += fmt::format(" {}", info(finding.rule).name);
  };
  if (!result.findings.empty()) tell("file", result.findings.items());
  for (std::size_t i = 0; i < result.interchanges.size(); ++i) {
    const InterchangeResult& in = result.interchanges[i];
    tell(fmt::format("{} {} {}", i + 1, in.verdict.code, in.verdict.note), in.findings);
    for (const GroupResult& group : in.groups) {
      if (!group.report.findings().empty()) tell("group", group.report.findings());
      for (const SetResult& set : group.sets) {
        if (!set.findings.empty()) tell("set", set.findings.items());
      }
    }
  }
  return text;
}

std::string dealt(const std::string& bytes) {
  static const ConfigurationPtr defaults = Configuration::defaults();
  static const MapShelf maps(*defaults);
  Processor processor(*defaults, maps);
  return dealt(processor.run(read_from(bytes), only_checked()));
}

}  // namespace

TEST_CASE("each finding goes to what it is about") {
  struct Row {
    std::string_view name;
    std::string bytes, want;
  };
  const std::string good = interchange(gs + order + "GE*1*1~");
  const std::string second = interchange(gs + order + "GE*1*1~", "000000002");
  const Row rows[] = {
      {"clean", good, "1 A 000"},
      {"the header of the first interchange", with(good, "*ZZ*SENDER", "*Z9*SENDER"),
       "1 R 005 isa-sender-qualifier"},
      {"the header of the second", good + with(second, "*ZZ*SENDER", "*Z9*SENDER"),
       "1 A 000; 2 R 005 isa-sender-qualifier"},
      {"bytes between interchanges", good + "\nmore of it\n" + second,
       "file filler-skipped; 1 A 000; 2 A 000"},
      {"a segment of no set", isa() + gs + order + "GE*1*1~IEA*1*000000001", "1 A 000 segment-unterminated"},
      {"GS08 that is no version, with sets and without",
       interchange(with(gs, "004010", "4010") + order + order + "GE*2*1~"),
       "1 A 000; group gs-version; set st-control-number-repeated"},
      {"GS08 without a guide", interchange(with(gs, "004010", "003020") + order + "GE*1*1~"),
       "1 A 000; group gs-version"},
      {"a set that breaks off lacks its end alone",
       interchange(gs + "ST*850*0001~BEG*00*SA*1**20260302~GE*1*1~"), "1 A 000; set se-missing"},
      {"a version that another stands in for", interchange(with(gs, "004010", "004011") + order + "GE*1*1~"),
       "1 A 000; group gs-version-substitute"},
      {"a set without a guide, told before what is wrong with its end",
       interchange(gs + "ST*840*0001~BQT*1~SE*9*0001~GE*1*1~"), "1 A 000; set set-not-supported se-count"},
      {"an empty set is one finding", interchange(gs + "ST*850*0001~SE*2*0001~GE*1*1~"),
       "1 A 000; set set-empty"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(dealt(row.bytes) == row.want);
  }
}

TEST_CASE("a header is judged by its own sender's severities, whoever came before") {
  TempFolder folder;
  folder.write("transom.yaml",
               "name: Widget Works\nidentity:\n  - {qualifier: ZZ, id: RECEIVER, group: RECEIVER}\n"
               "mailboxes:\n  van: {folder: inbox, delivery: atomic}\n"
               "defaults:\n  severity: {isa-usage: warn}\n");
  for (const auto& [name, severity] : {std::pair("strict", "error"), std::pair("lax", "off")}) {
    folder.write(
        fmt::format("mappings/partners/{}/partner.yaml", name),
        fmt::format("partner: {0}\nname: {0}\nidentity:\n  - {{qualifier: ZZ, id: {0}, group: {0}}}\n"
                    "defaults:\n  severity: {{isa-usage: {1}}}\n"
                    "receive:\n  \"850\": {{version: \"004010\"}}\n",
                    name, severity));
  }
  const ConfigurationPtr configuration = Configuration::load(folder.path());
  const MapShelf maps(*configuration);
  const std::map<std::string, std::string> alone{
      {"strict", "R 020 isa-usage"}, {"lax", "A 000"}, {"nobody", "E 020 isa-usage"}};
  Processor processor(*configuration, maps);
  const auto from = [](std::string sender) {
    sender.resize(15, ' ');
    return with(with(interchange(gs + order + "GE*1*1~"), "SENDER         ", sender), "*0*P*", "*0*Q*");
  };
  for (const auto& before : alone) {
    for (const auto& behind : alone) {
      const std::string &first = before.first, &second = behind.first;
      INFO(std::string(first + ", then " + second));
      CHECK(dealt(processor.run(read_from(from(first) + from(second)), only_checked())) ==
            "1 " + before.second + "; 2 " + behind.second);
      CHECK(dealt(processor.run(read_from(from(second)), only_checked())) == "1 " + behind.second);
    }
  }
}

TEST_CASE("nothing of a document that ended half way is left for the next") {
  const ConfigurationPtr configuration = Configuration::defaults();
  const MapShelf maps(*configuration);
  Processor processor(*configuration, maps);
  const std::string broken = isa() + with(gs, "20260302*0900", "tomorrow*0900") + "REF*1~" + order;
  bool given = false;
  const auto fails_then = [&](std::span<char> space) -> std::size_t {
    if (std::exchange(given, true)) throw Failure(FailureKind::disk, "here", "cannot be read", "mend it");
    return broken.copy(space.data(), space.size());
  };
  CHECK_THROWS((void)processor.run(fails_then, only_checked()));
  CHECK(dealt(processor.run(read_from(interchange(gs + order + "GE*1*1~")), only_checked())) == "1 A 000");
}

TEST_CASE("a file is bounded by its limits, and by no other size of it") {
  Configuration configuration;
  configuration.workspace = Workspace::none();
  configuration.workspace.limits.groups = 2;
  configuration.workspace.limits.findings = 3;
  configuration.workspace.limits.set = 200;
  configuration.directory = Directory::load(configuration.workspace);
  const MapShelf maps(configuration);
  Processor processor(configuration, maps);
  const auto dealt_of = [&](const std::string& bytes) {
    return dealt(processor.run(read_from(bytes), only_checked()));
  };
  const auto many = [](int n, std::string_view text) {
    std::string all;
    for (int i = 0; i < n; ++i) all += text;
    return all;
  };
  const std::string group = gs + order + "GE*1*1~";
  const auto of_groups = [&](int n) {
    return with(interchange(many(n, group)), "IEA*1*", fmt::format("IEA*{}*", n));
  };
  CHECK(dealt_of(of_groups(3)) == "1 A 000");
  CHECK(dealt_of(of_groups(5)) == "1 R 024 too-many-groups");
  CHECK(dealt_of(of_groups(1) + of_groups(1)) == "1 A 000; 2 A 000");
  CHECK(dealt_of(of_groups(3) + of_groups(1)) == "1 A 000; 2 A 000");
  CHECK(dealt_of(of_groups(3) + of_groups(2)) == "1 A 000; 2 R 024 too-many-groups");
  const DocumentResult kept = processor.run(read_from(of_groups(5)), only_checked());
  CHECK(kept.interchanges.front().groups.size() == 3);
  CHECK(kept.interchanges.front().header.groups == 5);

  const std::string astray = many(5, order + "REF*1~");
  CHECK(dealt_of(interchange(gs + astray + "GE*5*2~"))
            .starts_with("1 A 000; group segment-between-sets segment-between-sets segment-between-sets "
                         "ge-control-number findings-capped; set"));

  const std::string answer = "AK1*PO*1~" + many(20, "AK2*850*0001~AK5*A~") + "AK9*A*20*20*20~";
  const auto said = [&](const std::string& body, int segments) {
    return dealt_of(interchange("GS*FA*SENDER*RECEIVER*20260302*0900*1*X*004010~ST*997*0001~" + body +
                                fmt::format("SE*{}*0001~GE*1*1~", segments)));
  };
  CHECK(said("AK1*PO*1~AK9*A*1*1*1~", 4) == "1 A 000");
  CHECK(said(answer, 44) == "1 A 000; set set-too-large");
}

}  // namespace transom::testing
