// A partner's answers to what we sent: in every legal form, twice, too late, contradicting, or to nothing.
//
// Each row is a run of the engine over three orders, whose 855s leave in one interchange, and then over the
// partner's files, one pass each.
#include "engine/reconcile.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "base/bare_number.hpp"
#include "engine/sent_interchange.hpp"
#include "store/names.hpp"
#include "support/temp_folder.hpp"
#include "transom/engine.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

std::string interchange(int number, std::string_view groups, char usage = 'P', int count = 1) {
  return fmt::format(
      "ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    "
      "*260302*0900*U*00401*{0:09}*0*{1}*>~{2}IEA*{3}*{0:09}~",
      number, usage, groups, count);
}

std::string order_850(int number) {
  return interchange(
      number, fmt::format("GS*PO*ACMEEDI*WIDGETWORKS*20260302*0900*{0}*X*004010~ST*850*0001~"
                          "BEG*00*SA*PO-{0}**20260302~PO1*1*12*EA*3.50**VN*AB1~CTT*1~SE*5*0001~GE*1*{0}~",
                          number));
}

// One set 997 or 999 around the segments.
std::string ack_set(std::string_view body, int number = 1, std::string_view id = "997") {
  return fmt::format("ST*{0}*{1:04}~{2}SE*{3}*{1:04}~", id, number, body,
                     std::count(body.begin(), body.end(), '~') + 2);
}

std::string ack_group(std::string_view sets, int count = 1, std::string_view version = "004010") {
  return fmt::format("GS*FA*ACMEEDI*WIDGETWORKS*20260302*0900*77*X*{}~{}GE*{}*77~", version, sets, count);
}

std::string ack(std::string_view body, int number = 500) {
  return interchange(number, ack_group(ack_set(body)));
}

struct World {
  World() {
    for (const char* name : {"inbox", "work/claim", "work/tmp", "work/lock", "store", "quarantine", "orders",
                             "outbox", "outgoing"}) {
      folder.folder(name);
    }
    folder.write("transom.yaml",
                 "name: Widget Works\nidentity:\n  - {qualifier: ZZ, id: WIDGETWORKS, group: WIDGETWORKS}\n"
                 "mailboxes:\n  van: {folder: inbox, delivery: atomic}\n");
    folder.write("mappings/partners/acme/partner.yaml",
                 "partner: acme\nname: Acme Stores\nidentity:\n  - {qualifier: \"01\", id: \"123456789\", "
                 "group: ACMEEDI}\nreceive:\n  \"850\": {version: \"004010\"}\nsend:\n  \"855\": {version: "
                 "\"004010\", answer: as-ordered}\n");
    for (int n = 1; n <= 3; ++n) folder.write(fmt::format("inbox/po{}.edi", n), order_850(n));
    engine.emplace(folder.path(), clock);
    (void)engine->run_once();
  }
  void receive(const std::string& file) {
    folder.write(fmt::format("inbox/ack{}.edi", ++files), file);
    (void)engine->run_once();
  }
  std::unique_ptr<Store> store() { return open_store(folder.at("store/transom.db"), {.read_only = true}); }

  TempFolder folder;
  SystemClock clock;
  std::optional<Engine> engine;
  int files = 0;
};

OutboundRecord sent_855(Store& store) {
  for (const auto& one : store.sent({})) {
    if (one.kind == OutboundKind::response_855) return one;
  }
  return {};
}

std::string reasons_of(Store& store) {
  std::string reasons;
  for (const auto& item : store.open_items("", 100)) reasons += (reasons.empty() ? "" : " ") + item.reason;
  return reasons;
}

constexpr std::string_view ak1 = "AK1*PR*1~";
constexpr std::string_view all_good = "AK2*855*0001~AK5*A~AK2*855*0002~AK5*A~AK2*855*0003~AK5*A~";

struct Row {
  const char* name;
  std::vector<std::string> files;
  OutboundState state;
  const char* items;     // reasons of the open ones
  const char* sentence;  // within the last of them
};

std::vector<Row> rows() {
  using enum OutboundState;
  const std::string one(ak1), good(all_good);
  const std::string bad = "AK2*855*0002~AK3*ACK*7*ACK*8~AK4*1*668*7*ZZ~AK4*3*355*5*EACH~AK5*R*5~";
  return {
      {"AK1 and AK9 alone", {ack(one + "AK9*A*3*3*3~")}, acknowledged, "", ""},
      {"leading zeros", {ack("AK1*PR*000000001~AK9*A*3*3*3~")}, acknowledged, "", ""},
      {"errors are noted", {ack(one + "AK9*E*3*3*3*5~")}, acknowledged, "", ""},
      {"all rejected",
       {ack(one + "AK9*R*3*3*0*2~")},
       refused,
       "refused-by-partner",
       "acme rejected set 855 0001 for PO-1 of our interchange 000000001"},
      {"all rejected: it is one item",
       {ack(one + "AK9*R*3*3*0*2~")},
       refused,
       "refused-by-partner",
       ": they do not take the group's version (code 2) (and 2 more; "},
      {"a set each", {ack(one + good + "AK9*A*3*3*3~")}, acknowledged, "", ""},
      {"set numbers without their zeros",
       {ack(one + "AK2*855*0001~AK5*A~AK2*855*00002~AK5*E*5~AK2*855*000000003~AK5*A~AK9*E*3*3*3~")},
       acknowledged,
       "",
       ""},
      {"one rejected, with its faults",
       {ack(one + "AK2*855*0001~AK5*A~" + bad + "AK2*855*0003~AK5*A~AK9*P*3*3*2~")},
       refused,
       "refused-by-partner",
       "set 855 0002 for PO-2 of our interchange 000000001"},
      {"the first fault in words",
       {ack(one + bad + "AK9*P*3*3*2~")},
       refused,
       "refused-by-partner",
       ".edi): ACK01 (segment 7): 'ZZ' is no code they know there (code 7) (and 1 more; `transom show 2` "
       "lists "
       "them)"},
      {"what we sent is shown where the place is right",
       {ack(one + "AK2*855*0002~AK3*ACK*4*ACK*8~AK4*1*668*7*ZZ~AK5*R*5~AK9*P*3*3*2~")},
       refused,
       "refused-by-partner",
       "ACK01 (segment 4): 'ZZ' is no code they know there (code 7); we sent ACK*IA*12*EA"},
      {"a segment at fault",
       {ack(one + "AK2*855*0002~AK3*CTT*5**7~AK5*R*5~AK9*P*3*3*2~")},
       refused,
       "refused-by-partner",
       "CTT (segment 5): stands out of order (code 7); we sent CTT*1"},
      {"each set that is named is work of its own",
       {ack(one + "AK2*855*0001~AK5*R*3~" + bad + "AK2*855*0003~AK5*A~AK9*P*3*3*1~")},
       refused,
       "refused-by-partner refused-by-partner",
       "set 855 0002 for PO-2"},
      {"a set at fault, without a segment",
       {ack(one + "AK2*855*0001~AK5*R*3~AK9*P*3*3*2~")},
       refused,
       "refused-by-partner",
       ".edi): the control numbers of header and trailer differ (code 3)"},
      {"only what is rejected is listed, the counts agree",
       {ack(one + bad + "AK9*P*3*3*2~")},
       refused,
       "refused-by-partner",
       "PO-2"},
      {"accepted in part, and no word which",
       {ack(one + "AK9*P*3*3*2~")},
       dropped,
       "ack-unclear",
       "acme accepted 2 of the 3 sets in our interchange 000000001"},
      {"fewer received than were sent",
       {ack(one + "AK9*A*2*2*2~")},
       dropped,
       "ack-unclear",
       "acme received 2 of the 3 sets"},
      {"more received than were sent",
       {ack(one + "AK9*A*4*4*4~")},
       dropped,
       "ack-unclear",
       "acme received 4 of the 3 sets"},
      {"accepted, but not all of them",
       {ack(one + "AK9*E*3*3*1~")},
       dropped,
       "ack-unclear",
       "acme accepted 1 of the 3 sets"},
      {"in part, and nothing was refused",
       {ack(one + "AK9*P*3*3*3~")},
       dropped,
       "ack-unclear",
       "in part and names no set that it refused"},
      {"in part, counts that are not ours",
       {ack(one + "AK9*P*4*4*3~")},
       dropped,
       "ack-unclear",
       "acme received 4 of the 3 sets"},
      {"in part, each set accepted by name", {ack(one + good + "AK9*P*3*3*2~")}, dropped, "ack-unclear", ""},
      {"in part, and the set refused is none of ours",
       {ack(one + "AK2*855*0009~AK5*R*5~AK9*P*4*4*3~")},
       dropped,
       "ack-unclear ack-unmatched",
       "there is none in group PR 1"},
      {"in part, one accepted by name, the others by nothing",
       {ack(one + "AK2*855*0001~AK5*A~AK9*P*3*3*2~")},
       dropped,
       "ack-unclear",
       "does not say which"},
      {"one refused by name, and more that are not",
       {ack(one + bad + "AK9*P*3*3*1~")},
       refused,
       "ack-unclear refused-by-partner",
       ""},
      {"refused by name, AK904 counts what came",
       {ack(one + bad + "AK9*P*3*3*2~")},
       refused,
       "refused-by-partner",
       "PO-2"},
      {"what could not be believed is said again, rightly",
       {ack(one + "AK9*P*3*3*3~"), ack(one + "AK9*A*3*3*3~", 501)},
       acknowledged,
       "ack-unclear",
       "in part"},
      {"a rejected group takes its sets with it",
       {ack(one + good + "AK9*R*3*3*0~")},
       refused,
       "refused-by-partner",
       "set 855 0001"},
      {"security codes reject", {ack(one + "AK9*M*3*3*0~")}, refused, "refused-by-partner", "PO-1"},
      {"a group that was never sent",
       {ack("AK1*PR*99~AK9*A*1*1*1~")},
       dropped,
       "ack-unmatched",
       "the 997 answers group PR 99, and no such group was sent to acme"},
      {"another functional id",
       {ack("AK1*PR*1~AK9*A*3*3*3~", 501), ack("AK1*PO*1~AK9*A*3*3*3~", 502)},
       acknowledged,
       "ack-unmatched",
       "answers group PO 1"},
      {"a set that was never sent",
       {ack(one + good + "AK2*855*0009~AK5*A~AK9*A*4*4*4~")},
       acknowledged,
       "ack-unmatched",
       "the 997 answers set 855 0009, and there is none in group PR 1"},
      {"several 997s in a group, one of them lost",
       {interchange(500,
                    ack_group(ack_set("AK1*PR*7~AK9*A*1*1*1~", 1) + ack_set(one + "AK9*A*3*3*3~", 2), 2))},
       acknowledged,
       "ack-unmatched",
       "group PR 7"},
      {"a 999",
       {interchange(500, ack_group(ack_set("AK1*PR*1*004010~AK2*855*0002~IK3*ACK*7**8~IK4*3*355*7*X~"
                                           "CTX*SITUATIONAL TRIGGER*ACK*7**2*380~IK5*R*5~AK9*P*3*3*2~",
                                           1, "999"),
                                   1, "005010"))},
       refused,
       "refused-by-partner",
       ".edi): ACK03 (segment 7): 'X' is no code they know there (code 7)"},
      {"test data answers nothing of production",
       {interchange(500, ack_group(ack_set(one + "AK9*A*3*3*3~")), 'T')},
       dropped,
       "ack-unmatched",
       "group PR 1"},
      {"an acknowledgment with faults closes nothing",
       {interchange(500, ack_group("ST*997*0001~AK1*PR*1~AK9*A*3*3*3~SE*9*0001~"))},
       dropped,
       "ack-unreadable",
       "acknowledgment 997 0001 has 1 error and closes nothing"},
      {"a TA1 that accepts says nothing of sets",
       {interchange(500, "TA1*000000001*260302*0900*A*000~", 'P', 0)},
       dropped,
       "",
       ""},
      {"a TA1 that rejects",
       {interchange(500, "TA1*000000001*260302*0900*R*025~", 'P', 0)},
       refused,
       "refused-by-partner",
       "acme rejected our interchange 000000001 ("},
      {"a second TA1 that says the opposite",
       {interchange(500, "TA1*000000001*260302*0900*A*000~TA1*000000001*260302*0900*R*025~", 'P', 0)},
       dropped,
       "ack-unclear",
       "two TA1s of one interchange say different things of"},
      {"a TA1 to nothing",
       {interchange(500, "TA1*000000099*260302*0900*A*000~", 'P', 0)},
       dropped,
       "ack-unmatched",
       "the TA1 answers interchange 000000099, and none of that number was sent to acme"},
      {"a TA1 in front of the 997",
       {interchange(500, "TA1*000000001*260302*0900*A*000~" + ack_group(ack_set(one + "AK9*A*3*3*3~")))},
       acknowledged,
       "",
       ""},
      {"the same file again",
       {ack(one + bad + "AK9*P*3*3*2~"), ack(one + bad + "AK9*P*3*3*2~")},
       refused,
       "refused-by-partner",
       "PO-2"},
      {"the same again in another interchange",
       {ack(one + bad + "AK9*P*3*3*2~"), ack(one + bad + "AK9*P*3*3*2~", 501)},
       refused,
       "refused-by-partner",
       "PO-2"},
      {"rejected after it was accepted: the first word stands",
       {ack(one + "AK9*A*3*3*3~"), ack(one + bad + "AK9*P*3*3*2~", 501)},
       acknowledged,
       "ack-contradicts",
       "set 855 0002 for PO-2 of our interchange 000000001"},
      {"accepted after it was rejected",
       {ack(one + "AK9*R*3*3*0~"), ack(one + "AK9*A*3*3*3~", 501)},
       refused,
       "refused-by-partner ack-contradicts",
       "was rejected by an earlier acknowledgment"},
      {"what was unclear is told later",
       {ack(one + "AK9*P*3*3*2~"), ack(one + good + "AK9*A*3*3*3~", 501)},
       acknowledged,
       "ack-unclear",
       "does not say which"},
  };
}

TEST_CASE("acknowledgments of what we sent: state and work") {
  for (const Row& row : rows()) {
    INFO(std::string(row.name));
    World world;
    for (const std::string& file : row.files) world.receive(file);
    const auto store = world.store();
    const OutboundRecord sent = sent_855(*store);
    CHECK(name(sent.state) == name(row.state));
    CHECK(reasons_of(*store) == std::string(row.items));
    const auto items = store->open_items("", 100);
    if (!items.empty()) {
      INFO(items.back().sentence);
      CHECK(items.back().sentence.find(row.sentence) != std::string::npos);
      CHECK_FALSE(items.back().next_step.empty());
      CHECK(items.back().partner == "acme");
    }
    for (const Violation& violation : store->fsck()) FAIL_CHECK(violation.sentence);
  }
}

TEST_CASE("a refusal is work on the order that is refused") {
  World world;
  world.receive(ack("AK1*PR*1~AK2*855*0003~AK5*R*5~AK9*P*3*3*2~"));
  const auto store = world.store();
  const auto items = store->open_items("acme", 10);
  REQUIRE(items.size() == 1);
  CHECK(items[0].number == "PO-3");
  CHECK(store->document(items[0].document)->original_name == "po3.edi");
  CHECK(store->items(items[0].document).size() == 1);
}

TEST_CASE("all that the partner objects to lies in the work item, with what we sent") {
  std::string many;
  for (int fault = 0; fault < 25; ++fault) many += fmt::format("AK3*CTT*{}**7~", fault + 50);
  struct Case {
    std::string faults;
    std::vector<std::string> more;
  };
  const Case cases[] = {
      {"AK3*ACK*4*ACK*8~AK4*1*668*7*ZZ~", {}},
      {"AK3*ACK*4*ACK*8~AK4*1*668*7*ZZ~AK4*3*355*5*EACH~AK3*CTT*5**7~",
       {"ACK03 (segment 4): 'EACH' is too long (code 5); we sent ACK*IA*12*EA",
        "CTT (segment 5): stands out of order (code 7); we sent CTT*1*12"}},
  };
  for (const Case& one : cases) {
    World world;
    world.receive(ack("AK1*PR*1~AK2*855*0003~" + one.faults + "AK5*R*5~AK9*P*3*3*2~"));
    const auto items = world.store()->open_items("acme", 10);
    REQUIRE(items.size() == 1);
    CHECK(fmt::format("{}", fmt::join(items[0].more, "\n")) == fmt::format("{}", fmt::join(one.more, "\n")));
  }
  World world;
  world.receive(ack("AK1*PR*1~AK2*855*0003~" + many + "AK5*R*5~AK9*P*3*3*2~"));
  const auto items = world.store()->open_items("acme", 10);
  REQUIRE(items.size() == 1);
  REQUIRE(items[0].more.size() == 20);  // the first stands in the sentence
  CHECK(items[0].more.back() == "5 more, which the 997 itself lists");
}

TEST_CASE("a replay of an acknowledgment says nothing twice") {
  World world;
  world.receive(ack("AK1*PR*1~AK2*855*0002~AK5*R*5~AK9*P*3*3*2~"));
  const DocumentId document = world.store()->documents({.limit = 1}).front().id;
  const auto before = world.store()->acknowledged_by(document);
  REQUIRE(before.size() == 4);  // the group, the rejected set, and two that the counts accept
  for (int i = 0; i < 2; ++i) {
    (void)replay(world.folder.path(), world.clock, {.document = document, .who = "pat", .why = "to see"});
    const auto store = world.store();
    CHECK(store->acknowledged_by(document) == before);
    CHECK(sent_855(*store).state == OutboundState::refused);
    CHECK(reasons_of(*store) == "refused-by-partner");
    CHECK(store->fsck().empty());
  }
}

TEST_CASE("a 997 of ours that a partner rejects is work, one that he accepts is not") {
  struct OurRow {
    const char* name;
    std::string file;
    OutboundState state;
    const char* items;
  };
  const OurRow ours[] = {
      {"accepted", ack("AK1*FA*1~AK9*A*3*3*3~"), OutboundState::acknowledged, ""},
      {"rejected", ack("AK1*FA*1~AK9*R*3*3*0~"), OutboundState::refused, "refused-by-partner"},
      {"by TA1", interchange(500, "TA1*000000002*260302*0900*A*000~", 'P', 0), OutboundState::acknowledged,
       ""},
      {"rejected by TA1", interchange(500, "TA1*000000002*260302*0900*R*017~", 'P', 0),
       OutboundState::refused, "refused-by-partner"},
  };
  for (const OurRow& row : ours) {
    INFO(std::string(row.name));
    World world;
    world.receive(row.file);
    const auto store = world.store();
    for (const auto& one : store->sent({})) {
      if (one.kind == OutboundKind::ack_997) CHECK(name(one.state) == name(row.state));
    }
    CHECK(reasons_of(*store) == std::string(row.items));
    // Nobody answers it.
    CHECK(store->sent({}).size() == 2);
  }
}

TEST_CASE("what was sent is read back from its bytes") {
  World world;
  const auto store = world.store();
  const OutboundId id = sent_855(*store).id;
  const SentInterchange sent =
      read_sent(read_chunks([&](std::uint32_t n) { return store->outbound_chunk(id, n); }));
  CHECK(sent.header.control_number == "000000001");
  REQUIRE(sent.groups.size() == 1);
  CHECK(sent.groups[0].functional_id == "PR");
  CHECK(sent.groups[0].control_number == "1");
  REQUIRE(sent.groups[0].sets.size() == 3);
  CHECK(sent.groups[0].sets[2].id == "855");
  CHECK(sent.groups[0].sets[2].control_number == "0003");
  CHECK(sent.groups[0].sets[2].number == "PO-3");
  CHECK(read_sent(read_from("")).groups.empty());
  CHECK(read_sent(read_from("no X12")).groups.empty());
  CHECK(same_number("007", "7"));
  CHECK(same_number("000", "0"));
  CHECK_FALSE(same_number("70", "7"));
  CHECK_FALSE(same_number("", "0"));
}

}  // namespace
}  // namespace transom
