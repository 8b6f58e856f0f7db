// The ledger through the engine with a clock that is moved: what opens with an order, what becomes overdue
// and is told once, what comes late, what a person's decision ends. Each test is some passes over a small
// workspace.
#include <doctest/doctest.h>

#include <optional>

#include "engine/ledger.hpp"
#include "small_workspace.hpp"
#include "store/names.hpp"
#include "transom/engine.hpp"
#include "transom/hold.hpp"
#include "transom/ledger.hpp"
#include "transom/store.hpp"
#include "transom/workspace.hpp"

namespace transom {
namespace {

constexpr std::int64_t hour = 3'600'000;

std::string partner(std::string_view receive, std::string_view send) {
  return fmt::format(
      "partner: acme\nname: Acme Stores\ncontact: {{name: EDI desk, phone: 555-0100}}\nidentity:\n"
      "  - {{qualifier: \"01\", id: \"123456789\", group: ACMEEDI}}\nreceive:\n"
      "  \"850\": {{version: \"004010\"{}}}\nsend:\n  \"855\": {{version: \"004010\"{}}}\n",
      receive, send);
}

// 2026-03-06, a Friday, nine in the morning UTC.
struct DueWorld {
  explicit DueWorld(std::string_view receive, std::string_view send = ", answer: as-ordered")
      : clock(*Instant::parse_iso("2026-03-06T09:00:00Z")) {
    space.folder.write("mappings/partners/acme/partner.yaml", partner(receive, send));
  }
  PassSummary pass() {
    if (!engine) engine.emplace(space.folder.path(), clock);
    return engine->run_once();
  }
  std::unique_ptr<Store> store() {
    return open_store(space.folder.at("store/transom.db"), {.read_only = true});
  }
  // "855 open 2026-03-07 09:00Z", a row each, oldest first.
  std::string rows(std::string_view number = "PO-1") {
    std::string out;
    for (const auto& row : store()->expected_for("acme", number, 'P')) {
      out += fmt::format("{} {} {}\n", name(row.what), name(row.state), due_text(row.due));
    }
    return out;
  }
  std::string items() {
    std::string out;
    for (const auto& item : store()->open_items("", 100)) out += item.reason + " " + item.number + "\n";
    return out;
  }

  SmallWorkspace space;
  FixedClock clock;
  std::optional<Engine> engine;
};

Order order_with(std::vector<TradeDate> dates, std::vector<std::vector<TradeDate>> lines = {}) {
  Order order;
  order.dates = std::move(dates);
  for (auto& of_line : lines) order.lines.emplace_back().dates = std::move(of_line);
  return order;
}

}  // namespace

TEST_CASE("due: an order opens what was agreed, its 855 closes the first of it in the same commit") {
  DueWorld world(", expect: {\"855\": 1 working day, \"856\": 2d, \"810\": {within: 1d, from: shipment}}");
  world.space.receive(1, 1);
  const PassSummary first = world.pass();
  CHECK(first.overdue == 0);
  CHECK(world.rows() == "855 met 2026-03-09 17:00Z\n856 open 2026-03-08 09:00Z\n");
  const auto row = world.store()->expected_for("acme", "PO-1", 'P').at(0);
  CHECK(row.closed == row.opened);
  CHECK(row.closed_with);
  CHECK(row.terms == "1 working day from the order");
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("due: what is late is told once, and ends when it comes late") {
  DueWorld world(", answer-within: 24h", ", answer: await");
  world.space.receive(1, 1);
  CHECK(world.pass().work_items == 0);
  CHECK(world.rows() == "855 open 2026-03-07 09:00Z\n");
  world.clock.advance(24 * hour);
  CHECK(world.pass().overdue == 0);  // the very moment is still in time
  world.clock.advance(1);
  const PassSummary late = world.pass();
  CHECK(late.overdue == 1);
  CHECK(late.work_items == 1);
  CHECK(late.exit_code() == 1);
  CHECK(late.text().find("1 new work items, 1 open, 1 overdue") != std::string::npos);
  const auto items = world.store()->open_items("", 10);
  REQUIRE(items.size() == 1);
  CHECK(items[0].document.value == 1);
  CHECK(items[0].number == "PO-1");
  CHECK(items[0].sentence ==
        "the 855 for order PO-1 of acme has not gone out; it was due 2026-03-07 09:00Z (24h from the order)");
  CHECK(items[0].next_step ==
        "let the ERP leave its order response to be sent; `transom due waive 1 --reason TEXT` gives it up");
  for (int i = 0; i < 3; ++i) {
    world.clock.advance(hour);
    const PassSummary again = world.pass();
    CHECK(again.work_items == 0);
    CHECK(again.overdue == 1);
  }
  world.engine.reset();  // and none is told by another engine
  CHECK(world.pass().work_items == 0);

  world.space.folder.write(
      "outgoing/po.json",
      R"({"document": "order_response", "schema": 1, "partner": "acme", "order_number": "PO-1", "ordered": "2026-03-02",
          "kind": "accepted", "purpose": "original", "answered": "2026-03-07", "lines": [{"number": "1",
          "quantity": "12", "unit": "EA", "price": "3.50", "ids": [{"kind": "vendor_part", "value": "AB1"}],
          "answers": [{"status": "accepted", "quantity": "12", "unit": "EA"}]}]})");
  const PassSummary answered = world.pass();
  INFO(answered.text());
  CHECK(answered.overdue == 0);
  CHECK(world.items() == "");
  CHECK(world.store()->items({1}).at(0).resolution == "the 855 came");
  CHECK(world.rows() == "855 met 2026-03-07 09:00Z\n");
  CHECK(world.store()->fsck().empty());
}

TEST_CASE(
    "due: an acknowledgment that does not come makes its interchange overdue, and a late one ends that") {
  DueWorld world("", ", answer: as-ordered, within: 4h");
  world.space.receive(1, 2);
  (void)world.pass();
  world.clock.advance(5 * hour);
  CHECK(world.pass().work_items == 1);
  const auto store = world.store();
  const auto items = store->open_items("", 10);
  REQUIRE(items.size() == 1);
  CHECK(items[0].sentence.starts_with(
      "acme has not acknowledged our 855 for order PO-1 (interchange 000000001, 855-"));
  CHECK(items[0].sentence.ends_with("; it was due 2026-03-06 13:00Z (4h from sending)"));
  CHECK(items[0].next_step.starts_with("ask EDI desk of Acme Stores (555-0100) whether it arrived; "));
  CHECK(items[0].owner == "partner");
  REQUIRE(store->sent({.state = OutboundState::overdue}).size() == 1);
  CHECK(store->fsck().empty());

  world.space.folder.write("inbox/late.edi",
                           "ISA*00*          *00*          *01*123456789      *ZZ*WIDGETWORKS    "
                           "*260302*0900*U*00401*000000500*0*P*>~"
                           "GS*FA*ACMEEDI*WIDGETWORKS*20260302*0900*77*X*004010~ST*997*0001~AK1*PR*1~AK9*A*2*"
                           "2*2~SE*4*0001~GE*1*77~"
                           "IEA*1*000000500~");
  CHECK(world.pass().overdue == 0);
  CHECK(world.items() == "");
  CHECK(world.store()->sent({.state = OutboundState::overdue}).empty());
  CHECK(world.store()->fsck().empty());
}

TEST_CASE("due: a held order owes its answer, goods only when it is released, nothing when it is rejected") {
  for (const bool reject : {false, true}) {
    INFO(reject);
    DueWorld world(", expect: {\"855\": 24h, \"856\": 48h}");
    world.space.receive(1, 1);
    (void)world.pass();
    // The same order number in another interchange is held.
    std::string again = order_850(2);
    again.replace(again.find("PO-2"), 4, "PO-1");
    world.space.folder.write("inbox/again.edi", again);
    (void)world.pass();
    CHECK(world.rows() ==
          "855 met 2026-03-07 09:00Z\n856 open 2026-03-08 09:00Z\n855 open 2026-03-07 09:00Z\n");
    world.clock.advance(2 * hour);
    const auto held = held_orders(*world.store(), "", "", 10);
    REQUIRE(held.size() == 1);
    (void)decide_held(world.space.folder.path(), world.clock,
                      {.order = held[0].order.id, .reject = reject, .who = "pat", .why = "by phone"});
    // The 856 counts from the day on which the order came, not from its release.
    CHECK(world.rows() ==
          fmt::format("855 met 2026-03-07 09:00Z\n856 open 2026-03-08 09:00Z\n855 met 2026-03-07 09:00Z\n{}",
                      reject ? "" : "856 open 2026-03-08 09:00Z\n"));
    CHECK(world.store()->fsck().empty());
  }
}

TEST_CASE("due: nothing is expected of an order that is cancelled in the file that brings it") {
  DueWorld world(", expect: {\"855\": 24h, \"856\": 2d}}\n  \"860\": {version: \"004010\"",
                 ", answer: await");
  std::string file = order_850(1);
  const std::string trailer = "IEA*1*000000001~";
  file.replace(file.find(trailer), trailer.size(),
               "GS*PC*ACMEEDI*WIDGETWORKS*20260302*0900*2*X*004010~ST*860*0001~"
               "BCH*01*SA*PO-1***20260302*****20260302~SE*3*0001~GE*1*2~IEA*2*000000001~");
  world.space.folder.write("inbox/both.edi", file);
  (void)world.pass();
  CHECK(world.rows() == "855 withdrawn 2026-03-07 09:00Z\n856 withdrawn 2026-03-08 09:00Z\n");
  CHECK(world.items() == "");
}

TEST_CASE("due: a person gives a row up, and its work ends with it") {
  DueWorld world(", answer-within: 1h", ", answer: await");
  world.space.receive(1, 1);
  (void)world.pass();
  world.clock.advance(2 * hour);
  (void)world.pass();
  CHECK(world.items() == "overdue PO-1\n");
  CHECK(waive(world.space.folder.path(), world.clock, {1}, "pat", "answered by phone").number == "PO-1");
  CHECK(world.items() == "");
  CHECK(world.rows() == "855 waived 2026-03-06 10:00Z\n");
  CHECK_THROWS_AS(waive(world.space.folder.path(), world.clock, {1}, "pat", "again"), Failure);
  CHECK_THROWS_AS(waive(world.space.folder.path(), world.clock, {7}, "pat", "nothing"), Failure);
  CHECK(world.pass().overdue == 0);
}

TEST_CASE("due: nothing is expected that was not agreed") {
  DueWorld world("");
  world.space.receive(1, 3);
  (void)world.pass();
  CHECK(world.store()->expected({}).empty());
  world.clock.advance(1000 * hour);
  CHECK(world.pass().overdue == 0);
}

TEST_CASE("the ship date of an order") {
  const auto day = [](int d) { return Date{2026, 3, d}; };
  const auto on = [&](std::string kind, int d) { return TradeDate{.kind = std::move(kind), .date = day(d)}; };
  struct Row {
    const char* name;
    Order order;
    std::optional<Date> want;
    bool of_delivery = false;
  };
  const Row rows[] = {
      {"a window: its end", order_with({on("ship_not_before", 2), on("ship_no_later", 6)}), day(6)},
      {"one side of it", order_with({on("ship_not_before", 2)}), day(2)},
      {"requested", order_with({on("requested_delivery", 9), on("requested_ship", 4)}), day(4)},
      {"delivery alone", order_with({on("requested_delivery", 9)}), day(9), true},
      {"the earliest line", order_with({}, {{on("requested_ship", 8)}, {on("requested_ship", 5)}}), day(5)},
      {"the order's own goes first", order_with({on("requested_ship", 9)}, {{on("requested_ship", 5)}}),
       day(9)},
      {"no day", order_with({on("ordered", 1)}), std::nullopt},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const auto found = ship_day(row.order);
    REQUIRE(found.has_value() == row.want.has_value());
    if (!found) continue;
    CHECK(found->day == *row.want);
    CHECK(found->of_delivery == row.of_delivery);
  }
}

}  // namespace transom
