// Interchanges to send: groups, numbers, addresses, and delimiters that the data does not contain.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/ack_builder.hpp"
#include "transom/outbound.hpp"
#include "transom/workspace.hpp"

using namespace transom;

namespace {

const Instant at = *Instant::parse_iso("2026-03-02T09:05:00Z");

Interchange received() {
  Interchange interchange;
  interchange.sender_qualifier = "01";
  interchange.sender_id = "123456789";
  interchange.receiver_qualifier = "ZZ";
  interchange.receiver_id = "US";
  interchange.version = "00401";
  return interchange;
}

OutboundSet set_of(std::string id, std::string functional, std::string value,
                   std::string version = "004010") {
  return {std::move(id), std::move(functional), std::move(version),
          [value](SegmentWriter& out) { out.begin("MSG").add(value).end(); }};
}

// The text without the ISA, whose padding is the writer's business.
std::string after_isa(const std::string& text) {
  return text.substr(text.find("GS"));
}

}  // namespace

TEST_CASE("outbound: sets of one kind in a row share a group, in the order given; numbers are the caller's") {
  OutboundInterchange out;
  out.fields = reply_fields(received(), nullptr, at);
  out.sets = {set_of("997", "FA", "a"), set_of("997", "FA", "b"), set_of("997", "FA", "c", "005010"),
              set_of("997", "FA", "d"), set_of("855", "PR", "e")};
  REQUIRE(groups_needed(out) == 4);
  const std::uint32_t groups[] = {7, 8, 9, 10};
  const Assembled done = assemble(out, 42, groups);
  CHECK(done.replacements == 0);
  CHECK(after_isa(done.text) ==
        "GS*FA*US*123456789*20260302*0905*7*X*004010~"
        "ST*997*0001~MSG*a~SE*3*0001~ST*997*0002~MSG*b~SE*3*0002~GE*2*7~"
        "GS*FA*US*123456789*20260302*0905*8*X*005010~ST*997*0001~MSG*c~SE*3*0001~GE*1*8~"
        "GS*FA*US*123456789*20260302*0905*9*X*004010~ST*997*0001~MSG*d~SE*3*0001~GE*1*9~"
        "GS*PR*US*123456789*20260302*0905*10*X*004010~ST*855*0001~MSG*e~SE*3*0001~GE*1*10~"
        "IEA*4*000000042~");
  CHECK(done.text.substr(0, 106) ==
        "ISA*00*          *00*          *ZZ*US             *01*123456789      "
        "*260302*0905*U*00401*000000042*0*P*:~");
}

TEST_CASE("outbound: a TA1 alone, and before the groups") {
  OutboundInterchange out;
  out.fields = reply_fields(received(), nullptr, at);
  out.ta1s = {[](SegmentWriter& writer) { write_ta1(received(), {'R', "023"}, writer); }};
  CHECK(groups_needed(out) == 0);
  const Assembled alone = assemble(out, 1, {});
  CHECK(alone.text.substr(106) == "TA1*000000000*000000*0000*R*023~IEA*0*000000001~");
  out.sets = {set_of("997", "FA", "a")};
  const std::uint32_t groups[] = {7};
  const Assembled both = assemble(out, 1, groups);
  CHECK(both.text.substr(106, 35) == "TA1*000000000*000000*0000*R*023~GS*");
}

TEST_CASE("outbound: separators that the data contains") {
  struct Row {
    std::string name;
    DelimiterConflict conflict;
    std::string value, want, separators;
    std::uint32_t replaced;
    bool hold;
  };
  const std::vector<Row> rows{
      {"none in the data", DelimiterConflict::pick, "plain", "MSG*plain~", "*:~", 0, false},
      {"element", DelimiterConflict::pick, "a*b", "MSG|a*b~", "|:~", 0, false},
      {"component", DelimiterConflict::pick, "12:30", "MSG*12:30~", "*>~", 0, false},
      {"all three", DelimiterConflict::pick, "a*b:c~d", "MSG|a*b:c~d'", "|>'", 0, false},
      {"the alternatives as well", DelimiterConflict::pick, "a*|^b",
       "MSG\x1d"
       "a*|^b~",
       "\x1d:~", 0, false},
      {"everything, and a control character gives way", DelimiterConflict::pick, "*|^\x1d",
       "MSG\x1d"
       "*|^ ~",
       "\x1d:~", 1, false},
      {"replaced by policy", DelimiterConflict::replace, "a*b", "MSG*a b~", "*:~", 1, false},
      {"held by policy", DelimiterConflict::hold, "a*b", "", "*:~", 1, true},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    OutboundInterchange out;
    out.fields = reply_fields(received(), nullptr, at);
    out.delimiters.conflict = row.conflict;
    out.sets = {set_of("997", "FA", row.value)};
    const std::uint32_t groups[] = {7};
    const Assembled done = assemble(out, 42, groups);
    CHECK(done.hold == row.hold);
    CHECK(done.text.empty() == row.hold);
    CHECK(done.delimiters.element == row.separators[0]);
    CHECK(done.delimiters.component == row.separators[1]);
    CHECK(done.delimiters.terminator == row.separators[2]);
    CHECK(done.text.find(row.want) != std::string::npos);
    CHECK(done.replacements == row.replaced);
  }
}

TEST_CASE("outbound: from 00402 on ISA11 is a separator, unless an answer repeats that there is none") {
  struct Row {
    std::string name, version, value, want;
    bool mirrors = false;
    char own = '\0';
    DelimiterConflict conflict = DelimiterConflict::pick;
    std::string text = {};
  };
  const std::vector<Row> rows{
      {"before", "00401", "a", "U"},
      {"since", "00402", "a", "^"},
      {"agreed", "00501", "a", "!", false, '!'},
      {"he sent none", "00501", "a", "U", true},
      {"it is in the data", "00501", "a^b", "!", false, '\0', DelimiterConflict::pick, "MSG*a^b~"},
      {"nobody asked for it, and it changes no data", "00501", "a^b", "\x1e", false, '\0',
       DelimiterConflict::replace, "MSG*a^b~"},
      {"nor holds any", "00501", "a^b", "\x1e", false, '\0', DelimiterConflict::hold, "MSG*a^b~"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    OutboundInterchange out;
    out.fields = reply_fields(received(), nullptr, at);
    out.fields.interchange_version = row.version;
    out.delimiters.conflict = row.conflict;
    out.mirrors = row.mirrors;
    out.delimiters.own.repetition = row.own;
    out.sets = {set_of("997", "FA", row.value)};
    const std::uint32_t groups[] = {7};
    const Assembled done = assemble(out, 42, groups);
    CHECK(done.text.substr(82, 1) == row.want);
    CHECK(done.text.find(row.text) != std::string::npos);
    CHECK(done.replacements == 0);
  }
}

TEST_CASE("outbound: ids that a partner sent never make it fail") {
  struct Row {
    std::string name, qualifier, id, want;
    std::uint32_t replaced;
  };
  const std::vector<Row> rows{
      {"as it should be", "01", "123456789", "*01*123456789      *", 0},
      {"too long", "0123", "12345678901234567890", "*ZZ*123456789012345*", 0},
      {"bytes that may not stand there", "0\x01", "a\xff\x1c", "*ZZ*a              *", 4},
      {"empty", "", "", "*ZZ*               *", 0},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Interchange in = received();
    in.sender_qualifier = row.qualifier;
    in.sender_id = row.id;
    OutboundInterchange out;
    out.fields = reply_fields(in, nullptr, at);
    out.delimiters.conflict = DelimiterConflict::replace;
    out.sets = {set_of("997", "FA", "a")};
    const std::uint32_t groups[] = {7};
    const Assembled done = assemble(out, 42, groups);
    CHECK(done.text.substr(50, 20) == row.want);
    CHECK(done.text[105] == '~');
    CHECK(done.replacements == row.replaced);
  }
  // An id that holds one of the partner's own separators: another one is taken.
  Interchange in = received();
  in.sender_id = "A|B";
  OutboundInterchange out;
  out.fields = reply_fields(in, nullptr, at);
  out.delimiters.own = {'|', ':', '~', '\0', ""};
  const Assembled done = assemble(out, 42, {});
  CHECK(done.delimiters.element == '*');
  CHECK(done.text.find("*A|B            *") != std::string::npos);
}

TEST_CASE("outbound: line codes that the partner takes") {
  struct Row {
    std::string name;
    std::vector<std::string> lines;
    std::map<std::string, std::string> fallback;
    std::string want;
    std::vector<std::string> refused;
  };
  const std::vector<Row> rows{
      {"all are taken", {}, {}, "ACK*IA~ACK*IP*5*EA~ACK~", {}},
      {"a fallback", {"IA", "IC"}, {{"IP", "IC"}}, "ACK*IA~ACK*IC*5*EA~ACK~", {}},
      {"none", {"IA"}, {}, "ACK*IA~ACK*IP*5*EA~ACK~", {"IP"}},
      {"a fallback where all are taken", {}, {{"IP", "IC"}}, "ACK*IA~ACK*IC*5*EA~ACK~", {}},
      {"a fallback for one that is taken", {"IA", "IP", "IC"}, {{"IP", "IC"}}, "ACK*IA~ACK*IP*5*EA~ACK~", {}},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Send agreed;
    agreed.lines = row.lines;
    agreed.fallback = row.fallback;
    OutboundInterchange out;
    out.fields = reply_fields(received(), nullptr, at);
    out.delimiters.own.suffix = "\n";
    out.agreed = &agreed;
    out.sets = {{"855", "PR", "004010", [](SegmentWriter& w) {
                   w.begin("ACK").add("IA").end();
                   w.begin("ACK").add("IP").add("5").add("EA").end();
                   w.begin("ACK").end();
                   w.begin("MSG").add("ACK").end();
                 }}};
    const std::uint32_t groups[] = {7};
    Assembled done = assemble(out, 42, groups);
    std::erase(done.text, '\n');
    CHECK(done.text.find(row.want + "MSG*ACK~SE*6*0001~") != std::string::npos);
    CHECK(done.refused == row.refused);
  }
}

TEST_CASE("outbound: addresses of answers and of what is sent unasked") {
  Group group;
  group.sender = "THEIRGRP";
  group.receiver = "OURGRP";
  group.version = "004010VICS";
  Interchange in = received();
  in.isa15 = in.usage = 'T';
  const EnvelopeFields reply = reply_fields(in, &group, at);
  CHECK(reply.sender_id == "US");
  CHECK(reply.receiver_qualifier == "01");
  CHECK(reply.receiver_id == "123456789");
  CHECK(reply.group_sender == "OURGRP");
  CHECK(reply.group_receiver == "THEIRGRP");
  CHECK(reply.isa15 == 'T');
  CHECK_FALSE(reply.ack_requested);
  in.isa15 = 'I';
  in.usage = 'P';
  in.version = "4O1";
  CHECK(reply_fields(in, nullptr, at).isa15 == 'I');
  CHECK(interchange_counter(reply_fields(in, nullptr, at), {}) == "isa:ZZ/US:01/123456789:P");
  CHECK(reply_fields(in, nullptr, at).interchange_version == "00401");
  CHECK(reply_fields(in, nullptr, at).group_receiver == "123456789");

  Workspace us;
  us.identity = {{"ZZ", "US", "USGRP", '\0', ""}};
  Partner partner;
  partner.identity = {{"01", "123456789", "ACME", 'P', ""}, {"ZZ", "ACMETEST", "", 'T', ""}};
  Agreement agreement;
  agreement.partner = &partner;
  agreement.send.emplace();
  agreement.send->version = "005010";
  const EnvelopeFields sent = send_fields(us, agreement, 'T', at);
  CHECK(sent.sender_id == "US");
  CHECK(sent.group_sender == "USGRP");
  CHECK(sent.receiver_id == "ACMETEST");
  CHECK(sent.group_receiver == "ACMETEST");
  CHECK(sent.group_version == "005010");
  CHECK(sent.interchange_version == "00501");
  partner.us = TradingId{"12", "5550100", "", '\0', ""};
  CHECK(send_fields(us, agreement, 'P', at).sender_id == "5550100");
  CHECK(send_fields(us, agreement, 'P', at).receiver_id == "123456789");
}

TEST_CASE("outbound: counters are apart for each pair, usage and functional id") {
  EnvelopeFields fields = reply_fields(received(), nullptr, at);
  CHECK(interchange_counter(fields, {}) == "isa:ZZ/US:01/123456789:P");
  CHECK(group_counter(fields, "FA", {}) == "gs:US:123456789:FA:P");
  fields.isa15 = 'T';
  CHECK(interchange_counter(fields, {}) == "isa:ZZ/US:01/123456789:T");
  NumberRange shared;
  shared.counter = "retail";
  CHECK(interchange_counter(fields, shared) == "isa:@retail:T");
  CHECK(group_counter(fields, "PR", shared) == "gs:@retail:PR:T");
  fields.receiver_id = "A:P/..";
  fields.group_receiver = "@x:FA";
  CHECK(interchange_counter(fields, {}) == "isa:ZZ/US:01/A%3AP%2F%2E%2E:T");
  CHECK(group_counter(fields, "FA", {}) == "gs:US:%40x%3AFA:FA:T");
}

TEST_CASE("outbound: delimiters of an answer by policy") {
  const Delimiters theirs{'|', '<', '!', '^', "\r\n"};
  OutputDelimiters policy;
  policy.conflict = DelimiterConflict::hold;
  CHECK(reply_delimiters(policy, theirs).own == theirs);
  CHECK(reply_delimiters(policy, theirs).conflict == DelimiterConflict::hold);
  policy.as_received = false;
  CHECK(reply_delimiters(policy, theirs).own == Delimiters{});
}

TEST_CASE("outbound: interchange version of a group version") {
  for (const auto& row : std::vector<std::pair<std::string, std::string>>{{"004010", "00401"},
                                                                          {"004010VICS", "00401"},
                                                                          {"005010X222A1", "00501"},
                                                                          {"00401", "00401"},
                                                                          {"", "00401"}}) {
    INFO(row.first);
    CHECK(interchange_version(row.first) == row.second);
  }
}

TEST_CASE("outbound: what is too long to be held is given again, in pieces of whole segments") {
  for (const DelimiterConflict conflict : {DelimiterConflict::pick, DelimiterConflict::replace}) {
    OutboundInterchange out;
    out.fields = reply_fields(received(), nullptr, at);
    out.delimiters.conflict = conflict;
    for (int i = 0; i < 20000; ++i) out.sets.push_back(set_of("997", "FA", i == 9000 ? "a*b" : "c"));
    const std::uint32_t groups[] = {7};
    const Assembled whole = assemble(out, 42, groups);
    CHECK(whole.text.size() > 500'000);
    CHECK_FALSE(whole.too_long);
    const Assembled done = assemble(out, 42, groups, 100'000);
    CHECK(done.too_long);
    CHECK(done.text.capacity() < 1000);
    CHECK(done.replacements == whole.replacements);
    CHECK(done.delimiters == whole.delimiters);
    std::string text;
    std::size_t longest = 0, cut = 0;
    assemble_again(out, 42, groups, done.delimiters, [&](std::string_view piece) {
      text += piece;
      longest = std::max(longest, piece.size());
      cut += piece.back() != done.delimiters.terminator;
    });
    CHECK(text == whole.text);
    CHECK(longest < 100'000);
    CHECK(cut == 0);
    CHECK(assemble(out, 42, groups, whole.text.size()).text == whole.text);
  }
}
