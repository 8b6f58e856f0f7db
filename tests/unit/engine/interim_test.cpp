// 855s that say "we have it, the answer follows": from the ERP, from a person, from a supplier. None of them
// ends the waiting; what follows them does. Each test is some passes over a small workspace.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "small_workspace.hpp"
#include "store/names.hpp"
#include "transom/engine.hpp"
#include "transom/failure.hpp"
#include "transom/hold.hpp"
#include "transom/ledger.hpp"
#include "transom/sending.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

struct InterimWorld {
  explicit InterimWorld(std::string_view send = ", answer: await", std::string_view more = "")
      : clock(*Instant::parse_iso("2026-03-06T09:00:00Z")) {
    space.folder.write("mappings/partners/acme/partner.yaml",
                       fmt::format("partner: acme\nname: Acme Stores\nidentity:\n"
                                   "  - {{qualifier: \"01\", id: \"123456789\", group: ACMEEDI}}\nreceive:\n"
                                   "  \"850\": {{version: \"004010\", answer-within: 24h}}\n{}"
                                   "send:\n  \"855\": {{version: \"004010\"{}}}\n",
                                   more, send));
  }
  PassSummary pass() {
    if (!engine) engine.emplace(space.folder.path(), clock);
    return engine->run_once();
  }
  // The ERP leaves a response; the day makes it another one.
  PassSummary respond(std::string_view kind, int day, std::string_view lines = "", int order = 1) {
    space.folder.write(fmt::format("outgoing/r{}.json", ++files),
                       fmt::format(R"({{"document": "order_response", "schema": 1, "partner": "acme",
                       "order_number": "PO-{}", "ordered": "2026-03-02", "kind": "{}", "purpose": "original",
                       "answered": "2026-03-{:02}"{}{}{}}})",
                                   order, kind, day, lines.empty() ? "" : ", \"lines\": [", lines,
                                   lines.empty() ? "" : "]"));
    return pass();
  }
  // A 997 of the partner's that refuses the whole group.
  void refuse(OutboundId id) {
    space.folder.write(
        "inbox/refusal.edi",
        fmt::format(
            "ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    "
            "*260306*0900*U*00401*000000901*0*P*>~GS*FA*ACMEEDI*WIDGETWORKS*20260306*0900*901*X*004010~"
            "ST*997*0001~AK1*PR*{}~AK9*R*1*1*0~SE*4*0001~GE*1*901~IEA*1*000000901~",
            store()->outbound(id)->group_number));
    (void)pass();
  }
  std::unique_ptr<Store> store() {
    return open_store(space.folder.at("store/transom.db"), {.read_only = true});
  }
  // "855 open 855 met": of an order, oldest first.
  std::string rows(std::string_view number = "PO-1") {
    std::string out;
    for (const auto& row : store()->expected_for("acme", number, 'P'))
      out += fmt::format("{}{} {}", out.empty() ? "" : " ", name(row.what), name(row.state));
    return out;
  }
  // BAK02 of each 855 that went out, in order: "AH AH AD".
  std::string sent() {
    std::string out;
    const auto now = store();
    auto all = now->sent({});
    std::reverse(all.begin(), all.end());
    for (const auto& one : all) {
      if (one.kind != OutboundKind::response_855) continue;
      const std::string bytes = now->outbound_chunk(one.id, 0);
      for (std::size_t at = bytes.find("BAK*00*"); at != std::string::npos;
           at = bytes.find("BAK*00*", at + 1))
        out += (out.empty() ? "" : " ") + bytes.substr(at + 7, 2);
    }
    return out;
  }
  std::string items() {
    std::string out;
    for (const auto& item : store()->open_items("", 100)) out += (out.empty() ? "" : " ") + item.reason;
    return out;
  }
  BusinessId held() {
    const auto all = held_orders(*store(), "", "", 10);
    REQUIRE(all.size() == 1);
    return all[0].order.id;
  }
  // PO-1 once more in another interchange: it is held as a duplicate.
  void receive_again() {
    std::string again = order_850(2);
    again.replace(again.find("PO-2"), 4, "PO-1");
    space.folder.write("inbox/again.edi", again);
    (void)pass();
  }

  SmallWorkspace space;
  FixedClock clock;
  std::optional<Engine> engine;
  int files = 0;
};

constexpr std::string_view line = R"({"number": "1", "quantity": "12", "unit": "EA", "price": "3.50",
  "ids": [{"kind": "vendor_part", "value": "AB1"}], "answers": [{"status": "accepted", "quantity": "12", "unit": "EA"}]})";
constexpr std::string_view line_on_hold = R"({"number": "1", "quantity": "12", "unit": "EA", "price": "3.50",
  "ids": [{"kind": "vendor_part", "value": "AB1"}], "answers": [{"status": "on_hold", "quantity": "12", "unit": "EA"}]})";
constexpr std::string_view other_line = R"({"number": "7", "quantity": "12", "unit": "EA",
  "answers": [{"status": "on_hold", "quantity": "12", "unit": "EA"}]})";

}  // namespace

TEST_CASE("interim: the ERP's word that the answer follows ends no waiting, and the answer follows") {
  InterimWorld world;
  world.space.receive(1, 1);
  (void)world.pass();
  CHECK(world.respond("acknowledged_held", 6).sent == 1);
  CHECK(world.sent() == "AH");
  CHECK(world.rows() == "855 open");
  CHECK(world.respond("acknowledged_held", 6).sent == 0);  // the same once more
  CHECK(world.respond("acknowledged_held", 7, line_on_hold).sent == 1);
  CHECK(world.respond("accepted_with_changes", 8, line_on_hold).sent == 1);  // its line says so
  CHECK(world.sent() == "AH AH AH");
  CHECK(world.rows() == "855 open");
  CHECK(world.items() == "");

  CHECK(world.respond("acknowledged_held", 9, other_line).work_items == 1);
  CHECK(world.store()->open_items("", 10).at(0).sentence ==
        "the response to order PO-1 does not answer it: line 1 of the order is answered 0 times; expected "
        "once (and 1 more; `transom show 6` lists them)");

  world.clock.advance(25 * 3'600'000);
  CHECK(world.pass().overdue == 1);
  CHECK(world.respond("accepted", 9, line).sent == 1);
  CHECK(world.sent() == "AH AH AH AD");
  CHECK(world.rows() == "855 met");

  const PassSummary late = world.respond("acknowledged_held", 10);
  CHECK(late.sent == 0);
  CHECK(world.items() == "answers-wrong answered-before");
  CHECK(world.store()->open_items("", 10).at(1).next_step ==
        "that an answer follows is not said behind it; a change of mind is an 865");
  CHECK(world.respond("accepted", 11, line).sent == 0);  // and it is answered once
  CHECK(world.store()->fsck().empty());

  std::string story;
  const std::vector<Chain> chains = chains_of(*world.store(), "PO-1", "acme", 10);
  for (const auto& event : chains.at(0).events) {
    if (event.what == "855" && event.way == ChainEvent::Way::out) story += event.note + ";";
  }
  CHECK(story == "interim: the answer follows;interim: the answer follows;interim: the answer follows;;");
}

TEST_CASE("interim: a held order is acknowledged by the ERP or a person, and answered when it is released") {
  for (const bool person : {false, true}) {
    INFO(person);
    InterimWorld world;
    world.space.receive(1, 1);
    (void)world.pass();
    CHECK(world.respond("accepted", 6, line).sent == 1);
    world.receive_again();
    CHECK(world.rows() == "855 met 855 open");
    const BusinessId id = world.held();
    if (person) {
      HoldRequest request{.order = id, .who = "pat", .why = "credit needs two days", .dry_run = true};
      CHECK(acknowledge_held(world.space.folder.path(), world.clock, request).answers.size() == 1);
      CHECK(world.sent() == "AD");
      request.dry_run = false;
      for (int i = 0; i < 2; ++i) {
        const HoldReport report = acknowledge_held(world.space.folder.path(), world.clock, request);
        CHECK(report.outcome == "acknowledged");
        CHECK(report.sentence ==
              "order PO-1 of acme stays held for orders; acme is told that its answer follows");
        REQUIRE(report.answers.size() == 1);
        CHECK(report.answers[0].find("BAK*00*AH*PO-1*20260302") != std::string::npos);
        CHECK(report.answers[0].find("PO1*") == std::string::npos);
        CHECK(report.answers[0].find("credit") == std::string::npos);
      }
      CHECK(world.store()->decisions_on(id).back().action == "acknowledge");
      CHECK(world.store()->decisions_on(id).back().why == "credit needs two days");
    } else {
      CHECK(world.respond("acknowledged_held", 7).sent == 1);
      CHECK(world.respond("acknowledged_held", 8).sent == 1);
    }
    CHECK(world.sent() == "AD AH AH");
    CHECK(world.rows() == "855 met 855 open");
    CHECK(world.held() == id);
    (void)decide_held(world.space.folder.path(), world.clock,
                      {.order = id, .who = "pat", .why = "credit is given"});
    CHECK(world.respond("accepted", 9, line).sent == 1);
    CHECK(world.sent() == "AD AH AH AD");
    CHECK(world.rows() == "855 met 855 met");
    CHECK_THROWS_AS((void)acknowledge_held(world.space.folder.path(), world.clock,
                                           {.order = id, .who = "pat", .why = "too late"}),
                    Failure);
    CHECK(world.store()->fsck().empty());
  }
}

TEST_CASE("interim: none for a partner who takes no AH") {
  InterimWorld world(", answer: await, kinds: [AC, AD, RD]");
  world.space.receive(1, 1);
  (void)world.pass();
  CHECK(world.respond("acknowledged_held", 6).work_items == 1);
  CHECK(world.store()->open_items("", 10).at(0).sentence ==
        "the response to order PO-1 does not answer it: the partner takes no header code that says "
        "'acknowledged_held'; add one to `kinds` in partner.yaml");
  CHECK(world.respond("accepted", 6, line).sent == 1);
  world.receive_again();
  CHECK_THROWS_WITH_AS((void)acknowledge_held(world.space.folder.path(), world.clock,
                                              {.order = world.held(), .who = "pat", .why = "they asked"}),
                       doctest::Contains("no interim 855 can be made: the partner takes no header code"),
                       Failure);
}

TEST_CASE(
    "interim: a release that leaves a line on hold is no answer, the ERP's word about it is the first") {
  InterimWorld world(", answer: as-ordered");
  world.space.receive(1, 1);
  (void)world.pass();
  world.receive_again();
  CHECK(world.rows() == "855 met 855 open");
  (void)decide_held(world.space.folder.path(), world.clock,
                    {.order = world.held(), .who = "pat", .why = "the line needs a look", .lines = {"1=IH"}});
  CHECK(world.sent() == "AD AH");
  CHECK(world.rows() == "855 met 855 open");
  CHECK(world.respond("accepted", 9, line).sent == 1);
  CHECK(world.sent() == "AD AH AD");
  CHECK(world.rows() == "855 met 855 met");
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("interim: in a batch with answers, and made anew, it answers nothing") {
  InterimWorld world(", answer: await, batch: {count: 2, every: 1d}");
  world.space.receive(1, 2);
  (void)world.pass();
  CHECK(world.respond("acknowledged_held", 6).sent == 0);
  CHECK(world.respond("accepted", 6, line, 2).sent == 2);
  CHECK(world.sent() == "AH AD");
  CHECK(world.rows("PO-1") == "855 open");
  CHECK(world.rows("PO-2") == "855 met");
  OutboundId interim;  // the oldest, for the list begins with the newest
  for (const auto& one : world.store()->sent({})) {
    if (one.kind == OutboundKind::response_855) interim = one.id;
  }
  world.refuse(interim);
  (void)reissue(world.space.folder.path(), world.clock,
                {.outbound = interim, .who = "pat", .why = "map mended", .dry_run = false});
  CHECK(world.sent() == "AH AD AH");
  CHECK(world.rows("PO-1") == "855 open");
  CHECK(world.respond("accepted", 7, line).sent == 0);
  world.space.receive(3, 3);
  (void)world.pass();
  CHECK(world.respond("accepted", 7, line, 3).sent == 2);
  CHECK(world.rows("PO-1") == "855 met");
  CHECK(world.store()->fsck().empty());
}

}  // namespace transom
