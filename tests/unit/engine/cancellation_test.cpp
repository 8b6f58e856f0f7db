// A cancellation that falls away, in both directions: what was expected for the order is expected again, with
// the time that it had, and the order stands for everything that is asked of it.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/order_story.hpp"
#include "small_workspace.hpp"
#include "store/names.hpp"
#include "transom/engine.hpp"
#include "transom/ledger.hpp"
#include "transom/sending.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

// A partner of whom we buy, and who buys of us.
struct CancellingWorld {
  CancellingWorld() : clock(*Instant::parse_iso("2026-03-06T09:00:00Z")) {
    space.folder.write(
        "mappings/partners/acme/partner.yaml",
        "partner: acme\nname: Acme Stores\nidentity:\n  - {qualifier: \"01\", id: \"123456789\", "
        "group: ACMEEDI}\nreceive:\n"
        "  \"850\": {version: \"004010\", expect: {\"855\": 20d, \"856\": 30d}}\n"
        "  \"860\": {version: \"004010\"}\n  \"855\": {version: \"004010\"}\nsend:\n"
        "  \"850\": {version: \"004010\", expect: {\"855\": 20d, \"856\": 30d, \"810\": 40d}}\n"
        "  \"860\": {version: \"004010\"}\n  \"855\": {version: \"004010\"}\n"
        "  \"856\": {version: \"004010\", hierarchy: no-packs}\n"
        "  \"865\": {version: \"004010\", answer: await}\n");
  }
  PassSummary pass() {
    clock.advance(60'000);
    if (!engine) engine.emplace(space.folder.path(), clock);
    return engine->run_once();
  }
  PassSummary leave(const std::string& json) {
    space.folder.write(fmt::format("outgoing/{}.json", ++files), json);
    return pass();
  }
  // Our order, or what it is cancelled by: an 860, or the 850 once more.
  PassSummary order(std::string_view purpose = "original") {
    return leave(fmt::format(
        R"({{"document": "order", "schema": 1, "partner": "acme", "number": "BUY-1", "ordered": "2026-03-02",
            "type": "stand_alone", "purpose": "{}", "currency": "USD", "lines": [
            {{"number": "1", "assigned_id": "1", "quantity": "12", "unit": "EA", "price": "3.50",
             "ids": [{{"kind": "vendor_part", "value": "AB1"}}]}}]}})",
        purpose));
  }
  PassSummary cancel(OutboundKind as, std::string_view purpose = "cancel") {
    if (as == OutboundKind::order_850) return order(purpose);
    return leave(fmt::format(
        R"({{"document": "order_change", "schema": 1, "partner": "acme", "number": "BUY-1",
            "purpose": "{}", "sequence": "1", "type": "stand_alone", "ordered": "2026-03-02",
            "changed": "2026-03-06"}})",
        purpose));
  }
  void come(std::string_view group, std::string_view set, std::string_view body, std::string_view ta1 = {}) {
    const int number = 400 + ++came;
    const auto count = std::count(body.begin(), body.end(), '~') + 2;
    std::string inside(ta1);
    if (!set.empty()) {
      inside += fmt::format(
          "GS*{0}*ACMEEDI*WIDGETWORKS*20260306*0900*{1}*X*{5}~ST*{2}*0001~{3}SE*{4}*0001~GE*1*{1}~", group,
          number, set, body, count, set == "999" ? "005010" : "004010");
    }
    space.folder.write(fmt::format("inbox/{}.edi", came),
                       fmt::format("ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    "
                                   "*260306*0900*U*00401*{:09}*0*P*>~{}IEA*{}*{:09}~",
                                   number, inside, set.empty() ? 0 : 1, number));
    (void)pass();
  }
  // What the partner says of the newest interchange of the kind, by that set.
  void say(OutboundKind of, std::string_view set, bool accepts) {
    const auto row = *store()->outbound(sent(of));
    if (set == "TA1") {
      return come({}, {}, {},
                  fmt::format("TA1*{}*260306*0900*{}~", row.control_number, accepts ? "A*000" : "R*017"));
    }
    const std::string_view id = of == OutboundKind::order_850    ? "PO"
                                : of == OutboundKind::change_860 ? "PC"
                                                                 : "CA";
    const std::string_view end = set == "999" ? "IK5" : "AK5";
    come("FA", set,
         fmt::format("AK1*{}*{}~AK2*{}*0001~{}*{}~AK9*{}~", id, row.group_number, name(of), end,
                     accepts ? "A" : "R*5", accepts ? "A*1*1*1" : "R*1*1*0"));
  }
  std::unique_ptr<Store> store() {
    return open_store(space.folder.at("store/transom.db"), {.read_only = true});
  }
  OutboundId sent(OutboundKind kind) {
    for (const auto& one : store()->sent({})) {
      if (one.kind == kind) return one.id;
    }
    return {};
  }
  // "855 open, 856 open": for which the order stands, or not.
  std::string owed(std::string_view number) {
    std::string out;
    const auto kept = store();
    for (const auto& row : kept->expected_for("acme", number, 'P')) {
      if (row.order) out += fmt::format("{} {}, ", name(row.what), name(row.state));
    }
    const OrderStory story = order_story(*kept, "acme", {std::string(number), ""}, 'P', {});
    return out + (story.ours || story.theirs ? "it stands" : "none stands");
  }

  SmallWorkspace space;
  FixedClock clock;
  std::optional<Engine> engine;
  int came = 0, files = 0;
};

constexpr std::string_view expected = "855 open, 856 open, 810 open, it stands",
                           withdrawn = "855 withdrawn, 856 withdrawn, 810 withdrawn, none stands";

}  // namespace

TEST_CASE("our cancellation that the partner refused cancels nothing, until it goes out again") {
  for (const OutboundKind as : {OutboundKind::change_860, OutboundKind::order_850}) {
    for (const std::string_view set : {"997", "999", "TA1"}) {
      INFO(std::string(set), " ", std::string(name(as)));
      CancellingWorld world;
      CHECK(world.order().sent == 1);
      CHECK(world.owed("BUY-1") == expected);
      const Instant due = world.store()->expected({}).at(0).due;
      CHECK(world.cancel(as, set == "999" ? "cancel_to_reissue" : "cancel").sent == 1);
      CHECK(world.owed("BUY-1") == withdrawn);
      const OutboundId cancellation = world.sent(as);
      world.say(as, set, false);
      CHECK(world.owed("BUY-1") == expected);
      CHECK(world.store()->expected({}).at(0).due == due);

      const AgainRequest again{.outbound = cancellation, .who = "pat", .why = "mended"};
      world.clock.advance(60'000);
      (void)resend(world.space.folder.path(), world.clock, again);
      CHECK(world.owed("BUY-1") == withdrawn);
      world.say(as, set, false);
      CHECK(world.owed("BUY-1") == expected);
      (void)reissue(world.space.folder.path(), world.clock, again);
      CHECK(world.owed("BUY-1") == withdrawn);
      world.say(as, set, true);
      CHECK(world.owed("BUY-1") == withdrawn);
      CHECK(world.store()->fsck().empty());
    }
  }
}

TEST_CASE(
    "a buyer's cancellation that our ERP does not take cancels nothing, as long as he has that answer") {
  CancellingWorld world;
  world.come("PO", "850", "BEG*00*SA*PO-1**20260302~PO1*1*12*EA*3.50**VN*AB1~CTT*1~");
  CHECK(world.owed("PO-1") == "855 open, 856 open, it stands");
  world.come("PC", "860", "BCH*01*SA*PO-1***20260302*****20260305~");
  CHECK(world.owed("PO-1") == "855 withdrawn, 856 withdrawn, none stands");
  const auto reply = [&](std::string_view kind, std::string_view more) {
    return world
        .leave(fmt::format(
            R"({{"document": "order_response", "schema": 1, "partner": "acme", "order_number": "PO-1",
            "answer_to": "order_change", "ordered": "2026-03-02", "answered": "2026-03-06",
            "purpose": "original", "kind": "{}"{}}})",
            kind, more))
        .sent;
  };
  CHECK(reply("acknowledged_held", "") == 1);
  CHECK(world.owed("PO-1") == "855 withdrawn, 856 withdrawn, none stands");
  CHECK(reply("rejected_without_detail", "") == 1);
  CHECK(world.owed("PO-1") == "855 open, 856 open, it stands");
  const auto chain = chains_of(*world.store(), "PO-1", "acme", 1).at(0);
  CHECK(std::any_of(chain.events.begin(), chain.events.end(), [](const ChainEvent& event) {
    return event.what == "860" && event.note == "cancel; not taken, as document 4 says";
  }));
  CHECK(std::any_of(chain.events.begin(), chain.events.end(), [](const ChainEvent& event) {
    return event.what == "865" && event.state == "left by the ERP";
  }));
  CHECK(chain.open.size() == 2);

  // The goods may go, and be no more than were ordered.
  const auto ship = [&](int quantity) {
    return world
        .leave(fmt::format(
            R"({{"document": "shipment", "schema": 1, "partner": "acme", "number": "SN-1", "purpose": "original",
            "created": "2026-03-06", "created_time": "10:15", "dates": [{{"kind": "shipped",
            "date": "2026-03-06"}}], "orders": [{{"number": "PO-1", "ordered": "2026-03-02", "items": [
            {{"number": "1", "quantity": "{}", "unit": "EA", "ids": [{{"kind": "vendor_part", "value": "AB1"}}]}}]}}]}})",
            quantity))
        .sent;
  };
  CHECK(ship(13) == 0);
  // He does not have our answer: for him the order is cancelled, until he gets another.
  world.say(OutboundKind::change_response_865, "997", false);
  CHECK(world.owed("PO-1") == "855 withdrawn, 856 withdrawn, none stands");
  CHECK(ship(12) == 0);
  const AgainRequest again{
      .outbound = world.sent(OutboundKind::change_response_865), .who = "pat", .why = "mended"};
  world.clock.advance(60'000);
  (void)reissue(world.space.folder.path(), world.clock, again);
  CHECK(world.owed("PO-1") == "855 open, 856 open, it stands");
  world.say(OutboundKind::change_response_865, "997", false);
  CHECK(world.owed("PO-1") == "855 withdrawn, 856 withdrawn, none stands");
  CHECK(reply("rejected_without_detail", R"(, "contract": "K-1")") == 1);
  CHECK(world.owed("PO-1") == "855 open, 856 open, it stands");
  CHECK(ship(12) == 1);
  CHECK(world.owed("PO-1") == "855 open, 856 met, it stands");
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("what came while our cancellation was with the partner is not expected again") {
  CancellingWorld world;
  (void)world.order();
  (void)world.cancel(OutboundKind::change_860);
  world.come("PR", "855", "BAK*00*AD*BUY-1*20260302~PO1*1*12*EA*3.5**VN*AB1~ACK*IA*12*EA~CTT*1~");
  world.say(OutboundKind::change_860, "997", false);
  CHECK(world.owed("BUY-1").starts_with("855 withdrawn, 856 open, 810 open, "));
}

}  // namespace transom
