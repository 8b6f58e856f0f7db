// What ends the work that a partner's refusal made: the same interchange once more, its documents in another
// one, a corrected document under the same number of its own. Nothing else does, and a new refusal is new
// work.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/order_story.hpp"
#include "small_workspace.hpp"
#include "store/names.hpp"
#include "transom/decimal.hpp"
#include "transom/engine.hpp"
#include "transom/failure.hpp"
#include "transom/sending.hpp"
#include "transom/store.hpp"

namespace transom {
namespace {

// Three orders whose 855s leave in one interchange; then days of 997s, resends and corrections.
struct RefusalWorld {
  explicit RefusalWorld(std::string_view sends = {}) : clock(*Instant::parse_iso("2026-03-06T09:00:00Z")) {
    space.folder.write(
        "mappings/partners/acme/partner.yaml",
        "partner: acme\nname: Acme Stores\nidentity:\n  - {qualifier: \"01\", id: \"123456789\", "
        "group: ACMEEDI}\nreceive:\n  \"850\": {version: \"004010\", expect: {\"856\": 30d}}\nsend:\n"
        "  \"855\": {version: \"004010\", answer: as-ordered}\n"
        "  \"810\": {version: \"004010\"}\n"
        "  \"850\": {version: \"004010\"}\n"
        "  \"860\": {version: \"004010\", batch: {count: 2, every: 1h}}\n" +
            std::string(sends));
    space.receive(1, 3);
    (void)pass();
    responses = sent(OutboundKind::response_855);
  }
  PassSummary pass() {
    clock.advance(60'000);
    if (!engine) engine.emplace(space.folder.path(), clock);
    return engine->run_once();
  }
  // A 997 of the partner's about a group of ours.
  void acknowledge(std::string_view body) {
    const auto count = std::count(body.begin(), body.end(), '~') + 2;
    const int number = ++acks + 500;
    space.folder.write(
        fmt::format("inbox/ack{}.edi", acks),
        fmt::format("ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    "
                    "*260306*0900*U*00401*{0:09}*0*P*>~GS*FA*ACMEEDI*WIDGETWORKS*20260306*0900*{0}*X*004010~"
                    "ST*997*0001~{1}SE*{2}*0001~GE*1*{0}~IEA*1*{0:09}~",
                    number, body, count));
    (void)pass();
  }
  PassSummary leave(const std::string& json) {
    space.folder.write(fmt::format("outgoing/{}.json", ++files), json);
    return pass();
  }
  PassSummary respond(int order, std::string_view contract = "", std::string_view release = "") {
    return leave(fmt::format(
        R"({{"document": "order_response", "schema": 1, "partner": "acme", "order_number": "PO-{}",
            "ordered": "2026-03-02", "kind": "accepted", "purpose": "original", "answered": "2026-03-06"{}{}{}{}{}{},
            "lines": [{{"number": "1", "quantity": "12", "unit": "EA", "price": "3.50",
            "ids": [{{"kind": "vendor_part", "value": "AB1"}}],
            "answers": [{{"status": "accepted", "quantity": "12", "unit": "EA"}}]}}]}})",
        order, contract.empty() ? "" : ", \"contract\": \"", contract, contract.empty() ? "" : "\"",
        release.empty() ? "" : ", \"release_number\": \"", release, release.empty() ? "" : "\""));
  }
  PassSummary ship(std::string_view number, std::string_view purpose) {
    return leave(fmt::format(
        R"({{"document": "shipment", "schema": 1, "partner": "acme", "number": "{}", "purpose": "{}",
            "created": "2026-03-06", "created_time": "10:15",
            "dates": [{{"kind": "shipped", "date": "2026-03-06"}}],
            "orders": [{{"number": "PO-1", "ordered": "2026-03-02", "packs": [{{
            "marks": [{{"kind": "sscc", "value": "008555010000000017"}}], "items": [{{"number": "1",
            "quantity": "12", "unit": "EA", "ids": [{{"kind": "vendor_part", "value": "AB1"}}]}}]}}]}}]}})",
        number, purpose));
  }
  std::string_view notice_owed() {
    const auto rows = store()->expected_for("acme", "PO-1", 'P');
    return rows.size() == 1 ? name(rows[0].state) : "not one row";
  }
  // An order of ours of two lines, and a change of one of them.
  PassSummary buy() {
    return leave(
        R"({"document": "order", "schema": 1, "partner": "acme", "number": "BUY-1", "ordered": "2026-03-02",
            "type": "stand_alone", "purpose": "original", "currency": "USD", "lines": [
            {"number": "1", "assigned_id": "1", "quantity": "12", "unit": "EA", "price": "3.50",
             "ids": [{"kind": "vendor_part", "value": "AB1"}]},
            {"number": "2", "assigned_id": "2", "quantity": "12", "unit": "EA", "price": "3.50",
             "ids": [{"kind": "vendor_part", "value": "AB2"}]}]})");
  }
  PassSummary change(int line, int quantity) {
    return leave(fmt::format(
        R"({{"document": "order_change", "schema": 1, "partner": "acme", "number": "BUY-1",
            "purpose": "change", "sequence": "{0}", "type": "stand_alone", "ordered": "2026-03-02",
            "changed": "2026-03-06", "lines": [{{"number": "{0}", "assigned_id": "{0}",
            "change": "quantity_increase", "quantity": "{1}", "unit": "EA", "price": "3.50",
            "ids": [{{"kind": "vendor_part", "value": "AB{0}"}}]}}]}})",
        line, quantity));
  }
  // The quantities of its lines, as it stands.
  std::string ours() {
    const auto kept = store();
    const auto order = order_story(*kept, "acme", {"BUY-1", ""}, 'P', {}).ours;
    if (!order) return "it does not stand";
    return order->lines.at(0).quantity->to_plain() + " " + order->lines.at(1).quantity->to_plain();
  }
  PassSummary invoice(std::string_view number, std::string_view quantity) {
    const auto amount = multiply(*Decimal::parse(quantity), *Decimal::parse("3.50"));
    return leave(fmt::format(
        R"({{"document": "invoice", "schema": 1, "partner": "acme", "number": "{}", "order_number": "PO-1",
            "invoiced": "2026-03-06", "type": "debit", "purpose": "original", "currency": "USD",
            "lines": [{{"number": "1", "assigned_id": "1", "quantity": "{}", "unit": "EA", "price": "3.50",
            "ids": [{{"kind": "vendor_part", "value": "AB1"}}]}}],
            "totals": {{"amount": "{}", "line_count": 1}}}})",
        number, quantity, amount->to_plain()));
  }
  AgainRequest request(OutboundId of) const { return {.outbound = of, .who = "pat", .why = "mended"}; }
  void send_again(OutboundId of) {
    clock.advance(60'000);
    (void)resend(space.folder.path(), clock, request(of));
  }
  OutboundId send_anew(OutboundId of) {
    clock.advance(60'000);
    return reissue(space.folder.path(), clock, request(of)).outbound;
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
  std::string group_of(OutboundId id) { return store()->outbound(id)->group_number; }
  std::string_view state_of(OutboundId id) { return name(store()->outbound(id)->state); }
  // "PO-2 PO-3": the orders of the refusals that are open.
  std::string open() {
    std::string out;
    for (const auto& item : store()->open_items("", 100))
      out += (out.empty() ? "" : " ") + (item.reason == "refused-by-partner" ? item.number : item.reason);
    return out;
  }
  // How the last refusal that was closed ended: "pat: sent again: mended".
  std::string ended() {
    std::string out;
    for (int document = 1; document < 30; ++document) {
      for (const auto& item : store()->items({document})) {
        if (item.closed && item.reason == "refused-by-partner")
          out = fmt::format("{}: {}", item.closed_by, item.resolution);
      }
    }
    return out;
  }

  SmallWorkspace space;
  FixedClock clock;
  std::optional<Engine> engine;
  OutboundId responses;
  int acks = 0, files = 0;
};

constexpr std::string_view second_refused = "AK1*PR*1~AK2*855*0002~AK5*R*5~AK9*P*3*3*2~";

}  // namespace

TEST_CASE("a refusal ends when its interchange is sent again, and what was said before counts no more") {
  RefusalWorld world;
  world.acknowledge(second_refused);
  CHECK(world.open() == "PO-2");
  const auto item = world.store()->open_items("", 10).at(0);
  CHECK(item.outbound == world.responses);
  CHECK(world.store()->business(item.business)->number == "PO-2");
  const DocumentId old = world.store()->documents({.limit = 1}).front().id;

  world.send_again(world.responses);
  CHECK(world.open() == "");
  CHECK(world.ended() == "pat: sent again: mended");
  CHECK(world.state_of(world.responses) == "dropped");
  // Its first 997 spoke of the first sending, also when it is replayed now.
  (void)replay(world.space.folder.path(), world.clock, {.document = old, .who = "pat", .why = "to see"});
  CHECK(world.open() == "");
  CHECK(world.state_of(world.responses) == "dropped");

  world.acknowledge(second_refused);
  CHECK(world.open() == "PO-2");
  CHECK(world.state_of(world.responses) == "refused");
  world.send_again(world.responses);
  world.acknowledge("AK1*PR*1~AK9*A*3*3*3~");
  CHECK(world.open() == "");
  CHECK(world.state_of(world.responses) == "acknowledged");
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("a refusal ends when its documents go out anew, and a new refusal is new work") {
  RefusalWorld world;
  world.acknowledge("AK1*PR*1~AK9*R*3*3*0*2~");  // one for all three, which fell together
  CHECK(world.open() == "PO-1");
  const auto item = world.store()->open_items("", 10).at(0);
  CHECK_FALSE(item.business);
  CHECK(item.more == std::vector<std::string>{"set 855 0002 for PO-2", "set 855 0003 for PO-3"});
  const OutboundId anew = world.send_anew(world.responses);
  CHECK(world.open() == "");
  CHECK(world.ended().starts_with("engine: sent anew in interchange 000000003 (855-"));
  world.acknowledge(fmt::format("AK1*PR*{}~AK2*855*0003~AK5*R*5~AK9*P*3*3*2~", world.group_of(anew)));
  CHECK(world.open() == "PO-3");
  CHECK(world.store()->open_items("", 10).at(0).outbound == anew);
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("only what was refused is made anew, and then the old one goes no more") {
  RefusalWorld world;
  const auto refused_because = [&](auto&& act) -> std::string {
    try {
      act();
    } catch (const Failure& failure) {
      return failure.what();
    }
    return "it was done";
  };
  for (const std::string_view said : {"", "AK1*PR*1~AK9*A*3*3*3~"}) {
    if (!said.empty()) world.acknowledge(said);
    const std::string state =
        said.empty() ? "is dropped: nothing says" : "is acknowledged: the partner accepted";
    for (const bool dry_run : {true, false}) {
      AgainRequest request = world.request(world.responses);
      request.dry_run = dry_run;
      const auto why =
          refused_because([&] { (void)reissue(world.space.folder.path(), world.clock, request); });
      CHECK_MESSAGE(why.find(state) != std::string::npos, why);
      CHECK_MESSAGE(why.find(fmt::format("`transom resend {}`", world.responses.value)) != std::string::npos,
                    why);
    }
  }
  CHECK(world.sent(OutboundKind::response_855) == world.responses);

  world.send_again(world.responses);
  world.acknowledge(second_refused);  // one set is enough
  const OutboundId anew = world.send_anew(world.responses);
  const auto why = refused_because([&] { world.send_again(world.responses); });
  CHECK_MESSAGE(why.find("its documents went out anew, as 855 ") != std::string::npos, why);
  CHECK_MESSAGE(why.find(fmt::format("`transom resend {}`", anew.value)) != std::string::npos, why);
  world.send_again(anew);
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("a refusal ends when a corrected response for the same order goes out") {
  RefusalWorld world;
  CHECK(world.respond(2).sent == 0);  // answered
  world.acknowledge("AK1*PR*1~AK2*855*0001~AK5*R*5~AK2*855*0002~AK5*R*5~AK9*P*3*3*1~");
  CHECK(world.open() == "answered-before PO-1 PO-2");
  CHECK(world.respond(2, "K-1").sent == 1);
  CHECK(world.open() == "PO-1");  // with the refusal, what the ERP left before and could not be sent
  CHECK(world.ended().starts_with("engine: another 855 went out in interchange 000000003 (855-"));
  CHECK(world.respond(2, "K-2").sent == 0);  // answered again
  CHECK(world.respond(3, "K-1").sent == 0);  // never refused
  CHECK(world.open() == "PO-1 answered-before answered-before");
  world.acknowledge(fmt::format("AK1*PR*{}~AK2*855*0001~AK5*R*5~AK9*R*1*1*0~",
                                world.group_of(world.sent(OutboundKind::response_855))));
  CHECK(world.open() == "PO-1 answered-before answered-before PO-2");
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("of two changes of one order only the one that was refused is made anew, and does not stand") {
  for (const std::size_t refused : {std::size_t{0}, std::size_t{1}}) {
    INFO(refused);
    RefusalWorld world;
    CHECK(world.buy().sent == 1);
    (void)world.change(1, 14);
    CHECK(world.change(2, 15).sent == 2);
    const OutboundId changes = world.sent(OutboundKind::change_860);
    const auto carried = world.store()->carried_by(changes);
    REQUIRE(carried.size() == 2);
    CHECK(world.ours() == "14 15");
    world.acknowledge(fmt::format("AK1*PC*{}~AK2*860*0001~AK5*{}~AK2*860*0002~AK5*{}~AK9*P*2*2*1~",
                                  world.group_of(changes), refused == 0 ? "R*5" : "A",
                                  refused == 1 ? "R*5" : "A"));
    CHECK(world.open() == "BUY-1");
    CHECK(world.store()->open_items("", 10).at(0).business == carried[refused]);
    CHECK(world.ours() == (refused == 0 ? "12 15" : "14 12"));
    const OutboundId anew = world.send_anew(changes);
    CHECK(world.store()->carried_by(anew) == std::vector<BusinessId>{carried[refused]});
    CHECK(world.ours() == "14 15");
    CHECK(world.open() == "");
    CHECK(world.store()->fsck().empty());
  }
}

TEST_CASE("of the answers to two releases of one order only the one that was refused may be given again") {
  RefusalWorld world;
  world.space.folder.write(
      "inbox/releases.edi",
      "ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    *260302*0900*U*00401*000000009*0*"
      "P*>~GS*PO*ACMEEDI*WIDGETWORKS*20260302*0900*9*X*004010~"
      "ST*850*0001~BEG*00*RL*PO-9*R1*20260302~PO1*1*12*EA*3.50**VN*AB1~CTT*1~SE*5*0001~"
      "ST*850*0002~BEG*00*RL*PO-9*R2*20260302~PO1*1*12*EA*3.50**VN*AB1~CTT*1~SE*5*0002~"
      "GE*2*9~IEA*1*000000009~");
  (void)world.pass();
  const OutboundId both = world.sent(OutboundKind::response_855);
  REQUIRE(world.store()->carried_by(both).size() == 2);
  world.acknowledge(
      fmt::format("AK1*PR*{}~AK2*855*0001~AK5*R*5~AK2*855*0002~AK5*A~AK9*P*2*2*1~", world.group_of(both)));
  CHECK(world.open() == "PO-9");
  CHECK(world.respond(9, "K-1", "R2").sent == 0);  // he has that one
  CHECK(world.open() == "PO-9 answered-before");
  CHECK(world.respond(9, "K-1", "R1").sent == 1);
  CHECK(world.open() == "answered-before");
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("a ship notice that was refused has shipped nothing, uses no label and meets nothing") {
  RefusalWorld world("  \"856\": {version: \"004010\"}\n");
  CHECK(world.notice_owed() == "open");
  CHECK(world.ship("SN-1", "original").sent == 1);
  CHECK(world.notice_owed() == "met");
  CHECK(world.ship("SN-2", "original").sent == 0);  // all of it was shipped, and the carton's label is used
  CHECK(world.open() == "match-quantity");
  world.acknowledge(fmt::format("AK1*SH*{}~AK2*856*0001~AK5*R*5~AK9*R*1*1*0~",
                                world.group_of(world.sent(OutboundKind::notice_856))));
  CHECK(world.ship("SN-3", "original").sent == 1);
  CHECK(world.open() == "match-quantity PO-1");
  CHECK(world.ship("SN-3", "cancel").sent == 1);
  CHECK(world.notice_owed() == "open");
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("what fell as a group is not ended by the correction of one of it") {
  RefusalWorld world;
  world.acknowledge("AK1*PR*1~AK9*R*3*3*0*2~");
  CHECK(world.respond(1, "K-1").sent == 1);
  CHECK(world.open() == "PO-1");
}

TEST_CASE("a refused invoice ends with another of its number, not with another of its order") {
  RefusalWorld world;
  CHECK(world.invoice("INV-1", "6").sent == 1);
  const OutboundId first = world.sent(OutboundKind::invoice_810);
  world.acknowledge(fmt::format("AK1*IN*{}~AK2*810*0001~AK5*R*5~AK9*R*1*1*0~", world.group_of(first)));
  CHECK(world.open() == "PO-1");
  CHECK(world.invoice("INV-2", "6").sent == 1);
  CHECK(world.open() == "PO-1");
  CHECK(world.invoice("INV-2", "5").sent == 0);  // that number stands
  CHECK(world.open() == "PO-1 number-used");
  CHECK(world.invoice("INV-1", "5").sent == 1);  // what was refused does not
  CHECK(world.open() == "number-used");
  CHECK(world.ended().starts_with("engine: another 810 went out in interchange "));
  CHECK(world.store()->fsck().empty());
  // Refused as well: the first content is no repetition of it, and the second is.
  const OutboundId second = world.sent(OutboundKind::invoice_810);
  world.acknowledge(fmt::format("AK1*IN*{}~AK2*810*0001~AK5*R*5~AK9*R*1*1*0~", world.group_of(second)));
  CHECK(world.invoice("INV-1", "5").sent == 0);
  CHECK(world.invoice("INV-1", "6").sent == 1);
  CHECK(world.invoice("INV-1", "6").sent == 0);
  CHECK(world.store()->fsck().empty());
}

}  // namespace transom
