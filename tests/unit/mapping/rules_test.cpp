// Each house rule holding and letting pass; parameters, layers, and the exact complaint where a file is
// wrong.
#include "transom/rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "mapping/facts.hpp"
#include "partner/reference_rows.hpp"
#include "support/corpus.hpp"
#include "support/temp_folder.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

Decimal number(std::string_view text) {
  return *Decimal::parse(text);
}

// An order that every rule lets pass: 24 each of A1 at its contract price to a known store.
Order good_order() {
  Order order;
  order.number = "4711";
  order.purpose = "original";
  order.currency = "USD";
  order.ordered = Date{2026, 3, 2};
  order.parties.push_back({.role = "ship_to", .name = "Store 42", .id = {"assigned_by_buyer", "0042"}});
  order.freight.push_back({.payment = "collect"});
  order.terms.push_back({.kind = "basic", .discount_percent = number("2"), .net_days = 30});
  order.dates.push_back({.kind = "ship_not_before", .date = Date{2026, 3, 10}});
  order.dates.push_back({.kind = "ship_no_later", .date = Date{2026, 3, 20}});
  OrderLine& line = order.lines.emplace_back();
  line.number = "1";
  line.quantity = number("24");
  line.unit = "EA";
  line.price = number("10.00");
  line.ids.push_back({"vendor_part", "A1"});
  return order;
}

struct Bench {
  Bench() {
    folder.write("reference/contract_prices.csv",
                 "item,unit,price,basis,currency,from,until,from_quantity,promotion\n"
                 "A1,DZ,110.00,,USD,2026-01-01,2026-12-31,,\n"
                 "A1,EA,10.00,,USD,2026-01-01,2026-12-31,,\n"
                 "A1,EA,9.00,,USD,2026-01-01,2026-12-31,100,\n"
                 "A1,EA,8.00,,USD,2026-03-15,2026-03-31,,Spring\n"
                 "H1,EA,1,per_pound,,,,,\nD1,EA,5,,,,,,\nX1,EA,5,,,,,,\n");
    folder.write("reference/items.csv",
                 "item,unit,pack,minimum,status,substitute,hazardous,un_number,shipping_name,hazard_class,"
                 "packing_group,export_controlled,eccn\n"
                 "A1,EA,6,12,active,,,,,,,,\nD1,EA,,,discontinued,A1,,,,,,,\nD2,EA,,,discontinued,,,,,,,,\n"
                 "H1,EA,,,active,,yes,UN1263,Paint,,II,,\nH2,EA,,,active,,yes,UN1263,Paint,3,II,,\n"
                 "X1,EA,,,active,,,,,,,yes,5A002\n");
    folder.write("reference/item_units.csv", "item,unit,factor\nA1,CA,24\nA1,BX,1/5\n,DZ,12\n");
    folder.write("reference/ship_tos.csv",
                 "id,kind,country,status,transit_days\n0042,assigned_by_buyer,US,open,3\n"
                 "0043,assigned_by_buyer,US,closed,3\n0044,assigned_by_buyer,DE,open,30\n");
    folder.write("reference/customers.csv",
                 "currency,freight,net_days,discount_percent,credit_limit,open_balance,overdue_days,blocked\n"
                 "USD,collect,30,2,1000,500,10,no\n");
    folder.write("reference/stock.csv", "item,available,next\nA1,20,2026-03-09\nH1,1000,\n");
    context.partner = {"acme", "Acme Stores", "USD", "01", "123456789"};
    context.now = *Instant::parse_iso("2026-03-05T09:30:00Z");
  }
  [[nodiscard]] OrderRulesPtr compile(const std::string& yaml) const {
    const std::string file = folder.write("rules.yaml", yaml);
    const RuleLibrary library = RuleLibrary::load(folder.at("mappings"));
    return library.compile(file, ReferenceData::load("acme", csv_files_in(folder.at("reference")), {}));
  }
  [[nodiscard]] std::string judge(const std::string& yaml, const Order& order,
                                  const Earlier* earlier = nullptr) const {
    const OrderRulesPtr rules = compile(yaml);
    if (rules == nullptr) return "no rules";
    std::string out;
    for (const Ruling& ruling : rules->judge(order, context, earlier)) {
      CHECK_FALSE(ruling.owner.empty());
      CHECK(ruling.if_repeated == (ruling.rule == "duplicate-order"));
      if (ruling.if_repeated && yaml.find(ruling.rule) == std::string::npos) continue;  // on by itself
      out += std::string(out.empty() ? "" : "\n") + std::string(to_string(ruling.action));
      if (!ruling.code.empty()) out += " " + ruling.code;
      if (!ruling.change.empty()) out += " {" + to_text(ruling.change) + "}";
      out += ": " + ruling.sentence;
    }
    return out;
  }
  TempFolder folder;
  MapContext context;
};

struct Row {
  const char *name, *rule;  // as written below `rules:`
  std::function<void(Order&, OrderLine&)> change;
  const char* want;
};

const Row rows[] = {
    {"over", "price-over-contract: on", [](Order&, OrderLine& l) { l.price = number("10.01"); },
     "hold IP {price=10.00}: line 1: A1 is ordered at 10.01, the contract says 10.00"},
    {"over within percent", "price-over-contract: {tolerance: 2%}",
     [](Order&, OrderLine& l) { l.price = number("10.20"); }, ""},
    {"over beyond percent", "price-over-contract: {tolerance: 2%, absolute: 0.05}",
     [](Order&, OrderLine& l) { l.price = number("10.21"); },
     "hold IP {price=10.00}: line 1: A1 is ordered at 10.21, the contract says 10.00"},
    {"over within absolute", "price-over-contract: {tolerance: 0.1%, absolute: 0.05}",
     [](Order&, OrderLine& l) { l.price = number("10.05"); }, ""},
    {"over is not under", "price-under-contract: on", [](Order&, OrderLine& l) { l.price = number("11"); },
     ""},
    {"under", "price-under-contract: {tolerance: 1%}", [](Order&, OrderLine& l) { l.price = number("9.89"); },
     "hold IP {price=10.00}: line 1: A1 is ordered at 9.89, the contract says 10.00"},
    {"under within", "price-under-contract: {tolerance: 1%}",
     [](Order&, OrderLine& l) { l.price = number("9.90"); }, ""},
    {"quantity break", "price-over-contract: on", [](Order&, OrderLine& l) { l.quantity = number("120"); },
     "hold IP {price=9.00}: line 1: A1 is ordered at 10.00, the contract says 9.00"},
    {"promotion of the day", "price-over-contract: on",
     [](Order& o, OrderLine&) {
       o.ordered = Date{2026, 3, 15};
     },
     "hold IP {price=8.00}: line 1: A1 is ordered at 10.00, the contract says 8.00"},
    {"another unit", "price-over-contract: on",
     [](Order&, OrderLine& l) {
       l.unit = "CA";
       l.quantity = number("1");
       l.price = number("240.00");
     },
     ""},
    {"another unit, dearer", "price-over-contract: on",
     [](Order&, OrderLine& l) {
       l.unit = "CA";
       l.quantity = number("1");
       l.price = number("240.01");
     },
     "hold IP {price=240.00}: line 1: A1 is ordered at 240.01, the contract says 240.00"},
    {"another unit with a price of its own", "price-over-contract: on",
     [](Order&, OrderLine& l) {
       l.unit = "DZ";
       l.quantity = number("2");
       l.price = number("110.01");
     },
     "hold IP {price=110.00}: line 1: A1 is ordered at 110.01, the contract says 110.00"},
    {"by the hundred", "price-over-contract: on",
     [](Order&, OrderLine& l) {
       l.price_basis = "per_hundred";
       l.price = number("1000.00");
     },
     ""},
    {"a basis without arithmetic", "price-basis: on",
     [](Order&, OrderLine& l) { l.price_basis = "per_pound"; },
     "hold: line 1: A1 is priced per_pound, which does not compare with the contract's nothing for EA"},
    {"no price", "price-missing: on", [](Order&, OrderLine& l) { l.price.reset(); },
     "change IP {price=10.00}: line 1: A1 is ordered without a price, the contract says 10.00"},
    {"no contract", "not-on-contract: on",
     [](Order& o, OrderLine&) {
       o.ordered = Date{2027, 3, 15};
     },
     "hold R1: line 1: A1 is on no contract for this day, quantity and currency"},
    {"currency", "currency: on", [](Order& o, OrderLine&) { o.currency = "CAD"; },
     "hold: the order is in CAD, agreed is USD"},
    {"unknown item", "unknown-item: on", [](Order&, OrderLine& l) { l.ids[0].value = "Q9"; },
     "hold R2: line 1: nobody knows item Q9"},
    {"discontinued", "discontinued-item: on", [](Order&, OrderLine& l) { l.ids[0].value = "D1"; },
     "hold R4: line 1: D1 is discontinued"},
    {"discontinued with substitute", "discontinued-item: {substitutes: yes}",
     [](Order&, OrderLine& l) { l.ids[0].value = "D1"; }, ""},
    {"discontinued without substitute", "discontinued-item: {substitutes: yes}",
     [](Order&, OrderLine& l) { l.ids[0].value = "D2"; }, "hold R4: line 1: D2 is discontinued"},
    {"substitute", "substitute-item: on", [](Order&, OrderLine& l) { l.ids[0].value = "D1"; },
     "change IS {item=A1}: line 1: D1 is discontinued, A1 stands in"},
    {"unknown unit", "unknown-unit: on", [](Order&, OrderLine& l) { l.unit = "PL"; },
     "hold R3: line 1: A1 is ordered by PL; its unit is EA"},
    {"a fraction", "unit-fraction: on",
     [](Order&, OrderLine& l) {
       l.unit = "BX";
       l.quantity = number("7");
     },
     "hold IQ: line 1: 7 BX of A1 is no whole number of EA"},
    {"no fraction", "unit-fraction: on",
     [](Order&, OrderLine& l) {
       l.unit = "BX";
       l.quantity = number("10");
     },
     ""},
    {"pack", "pack-multiple: on", [](Order&, OrderLine& l) { l.quantity = number("20"); },
     "hold IQ {quantity=24}: line 1: 20 EA of A1 is no multiple of 6 EA; 18 or 24 EA would be"},
    {"pack answered by itself", "pack-multiple: {then: change}",
     [](Order&, OrderLine& l) { l.quantity = number("20"); },
     "change IQ {quantity=24}: line 1: 20 EA of A1 is no multiple of 6 EA; 18 or 24 EA would be"},
    {"minimum", "below-minimum: on", [](Order&, OrderLine& l) { l.quantity = number("11"); },
     "hold IR: line 1: 11 EA of A1 is less than the minimum of 12 EA"},
    {"order minimum", "order-minimum: {amount: 240.01}", [](Order&, OrderLine&) {},
     "hold: the order comes to 240.00, less than the minimum"},
    {"stock", "short-stock: on", [](Order&, OrderLine&) {},
     "change IB {backorder=4 date=2026-03-09}: line 1: 20 EA of A1 are there, 4 come later"},
    {"ship-to", "unknown-ship-to: on", [](Order& o, OrderLine&) { o.parties[0].id.value = "0099"; },
     "hold: ship-to 0099 (Store 42) is not known"},
    {"a line's ship-to", "unknown-line-ship-to: on",
     [](Order&, OrderLine& l) {
       l.parties.push_back({.role = "ship_to", .name = "Dock", .id = {"assigned_by_buyer", "77"}});
     },
     "hold: line 1: ship-to 77 (Dock) is not known"},
    {"closed", "closed-ship-to: on", [](Order& o, OrderLine&) { o.parties[0].id.value = "43"; },
     "hold: ship-to 43 (Store 42) is closed"},
    {"freight", "freight-terms: on", [](Order& o, OrderLine&) { o.freight[0].payment = "prepaid"; },
     "hold: freight is prepaid, agreed is collect"},
    {"no freight", "freight-missing: on", [](Order& o, OrderLine&) { o.freight.clear(); },
     "hold: the order has no freight terms"},
    {"terms", "payment-terms: on", [](Order& o, OrderLine&) { o.terms[0].net_days = 45; },
     "hold: the order says 45 days and 2 % discount, agreed are 30 days and 2 %"},
    {"terms within", "payment-terms: {days: 15}", [](Order& o, OrderLine&) { o.terms[0].net_days = 45; }, ""},
    {"discount", "payment-terms: {days: 15}",
     [](Order& o, OrderLine&) { o.terms[0].discount_percent = number("2.5"); },
     "hold: the order says 30 days and 2.5 % discount, agreed are 30 days and 2 %"},
    {"window", "window-empty: on",
     [](Order& o, OrderLine&) {
       o.dates[1].date = Date{2026, 3, 9};
     },
     "hold: the goods may leave from 2026-03-10 and until 2026-03-09: that is no day at all"},
    {"window with the road", "window-empty: on",
     [](Order& o, OrderLine&) {
       o.dates[1] = {.kind = "deliver_no_later", .date = Date{2026, 3, 12}};
     },
     "hold: the goods may leave from 2026-03-10 and until 2026-03-09: that is no day at all"},
    {"late", "window-late: {lead_days: 16}", [](Order&, OrderLine&) {},
     "hold DR: the goods have to leave by 2026-03-20, which is too soon"},
    {"not late", "window-late: {lead_days: 15}", [](Order&, OrderLine&) {}, ""},
    {"over", "window-over: on",
     [](Order& o, OrderLine&) {
       o.dates.push_back({.kind = "cancel_after", .date = Date{2026, 3, 4}});
     },
     "reject IR: the order is not wanted after 2026-03-04, and that is over"},
    {"a line's window", "line-window-empty: on",
     [](Order&, OrderLine& l) {
       l.dates.push_back({.kind = "ship_not_before", .date = Date{2026, 3, 12}});
       l.dates.push_back({.kind = "ship_no_later", .date = Date{2026, 3, 11}});
     },
     "hold: line 1: it may leave from 2026-03-12 and until 2026-03-11: that is no day at all"},
    {"the order's window is not the line's", "line-window-empty: on",
     [](Order& o, OrderLine&) {
       o.dates[1].date = Date{2026, 3, 9};
     },
     ""},
    {"one schedule of several without a day", "line-window-empty: on",
     [](Order&, OrderLine& l) {
       l.schedules.push_back({.dates = {{.kind = "ship_no_later", .date = Date{2026, 3, 6}}}});
       l.schedules.push_back({.dates = {{.kind = "ship_not_before", .date = Date{2026, 3, 12}},
                                        {.kind = "ship_no_later", .date = Date{2026, 3, 11}}}});
     },
     "hold: line 1: it may leave from 2026-03-12 and until 2026-03-11: that is no day at all"},
    {"schedules that follow each other", "line-window-empty: on",
     [](Order&, OrderLine& l) {
       l.schedules.push_back({.dates = {{.kind = "ship_no_later", .date = Date{2026, 3, 9}}}});
       l.schedules.push_back({.dates = {{.kind = "ship_not_before", .date = Date{2026, 3, 12}}}});
     },
     ""},
    {"a line late", "line-window-late: {lead_days: 5}",
     [](Order&, OrderLine& l) {
       l.dates.push_back({.kind = "ship_no_later", .date = Date{2026, 3, 9}});
     },
     "hold DR: line 1: it has to leave by 2026-03-09, which is too soon"},
    {"the soonest of the schedules, less the road", "line-window-late: {lead_days: 5}",
     [](Order&, OrderLine& l) {
       l.schedules.push_back({.dates = {{.kind = "requested_delivery", .date = Date{2026, 3, 30}}}});
       l.schedules.push_back({.dates = {{.kind = "requested_delivery", .date = Date{2026, 3, 12}}}});
     },
     "hold DR: line 1: it has to leave by 2026-03-09, which is too soon"},
    {"a schedule without days", "line-window-late: {lead_days: 99}",
     [](Order&, OrderLine& l) { l.schedules.push_back({.quantity = number("24")}); }, ""},
    {"a line over", "line-window-over: on",
     [](Order&, OrderLine& l) {
       l.schedules.push_back({.dates = {{.kind = "ship_no_later", .date = Date{2026, 3, 7}}}});
       l.schedules.push_back({.dates = {{.kind = "cancel_after", .date = Date{2026, 3, 4}}}});
     },
     "reject IR: line 1: it is not wanted after 2026-03-04, and that is over"},
    {"no dates", "no-dates: on", [](Order& o, OrderLine&) { o.dates.clear(); },
     "warn: the order has no dates"},
    {"credit", "credit-limit: on", [](Order&, OrderLine& l) { l.quantity = number("51"); },
     "hold: with this order 1010.00 would be open, the limit is 1000"},
    {"credit within", "credit-limit: {tolerance: 1%}",
     [](Order&, OrderLine& l) { l.quantity = number("51"); }, ""},
    {"overdue", "credit-overdue: {days: 9}", [](Order&, OrderLine&) {},
     "hold: the oldest open invoice has been due for 10 days"},
    {"hazardous", "hazardous-item: on", [](Order&, OrderLine& l) { l.ids[0].value = "H1"; },
     "hold IR: line 1: H1 is a dangerous good: UN number UN1263, name Paint, class nothing, packing group "
     "II"},
    {"hazardous and complete", "hazardous-item: on", [](Order&, OrderLine& l) { l.ids[0].value = "H2"; }, ""},
    {"hazardous and not wanted", "hazardous-item: {allowed: no}",
     [](Order&, OrderLine& l) { l.ids[0].value = "H2"; },
     "hold IR: line 1: H2 is a dangerous good: UN number UN1263, name Paint, class 3, packing group II"},
    {"export", "export-controlled-item: on",
     [](Order& o, OrderLine& l) {
       l.ids[0].value = "X1";
       o.parties[0].id.value = "0044";
     },
     "hold IR: line 1: X1 (ECCN 5A002) would go to DE"},
    {"export at home", "export-controlled-item: on", [](Order&, OrderLine& l) { l.ids[0].value = "X1"; }, ""},
};

TEST_CASE("each house rule holds where it should, and only there") {
  const Bench bench;
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const std::string yaml = std::string("rules:\n  ") + row.rule + "\n";
    Order order = good_order();
    row.change(order, order.lines[0]);
    CHECK(bench.judge(yaml, order) == row.want);
    const std::string name = std::string(row.rule).substr(0, std::string(row.rule).find(':'));
    if (name != "short-stock" && name != "order-minimum" && name != "window-late" && name != "credit-overdue")
      CHECK(bench.judge(yaml, good_order()) == "");
  }
}

TEST_CASE("a blocked partner is held whatever it orders") {
  const Bench bench;
  bench.folder.write("reference/customers.csv", "currency,blocked\n,yes\n");
  CHECK(bench.judge("rules:\n  credit-blocked: on\n", good_order()) == "hold: the partner is blocked");
}

TEST_CASE("every house rule has a row above") {
  const Bench bench;
  const OrderRulesPtr all = bench.compile("rules:\n  order-minimum: on\n");
  REQUIRE(all != nullptr);
  for (const MapLine& line : all->explain()) {
    if (line.path.find('.') != std::string::npos || line.path == "credit-blocked" ||
        line.path == "duplicate-order")
      continue;
    INFO(line.path);
    CHECK(std::any_of(std::begin(rows), std::end(rows),
                      [&](const Row& row) { return std::string(row.rule).starts_with(line.path + ":"); }));
  }
}

TEST_CASE("what earlier orders and earlier lines use up is not there any more") {
  struct Before {
    const char *name, *stock, *credit, *unit, *quantity, *want;
  };
  const std::string two = "rules:\n  short-stock: on\n  credit-limit: on\n";
  const Before befores[] = {
      {"nothing before", "0", "0", "EA", "12",
       "change IB {backorder=4}: line 2: 8 EA of A1 are there, 4 come later"},
      {"some of it", "6", "0", "EA", "12",
       "change IB {backorder=10}: line 2: 2 EA of A1 are there, 10 come later"},
      {"more than there is", "25", "0", "EA", "12",
       "change IB {backorder=12}: line 1: 0 EA of A1 are there, 12 come later\n"
       "change IB {backorder=12}: line 2: 0 EA of A1 are there, 12 come later"},
      {"given back", "-10", "0", "EA", "12", ""},
      {"in another unit", "8", "0", "DZ", "1",
       "change IB {backorder=1}: line 2: 0 DZ of A1 are there, 1 come later"},
      {"credit", "-50", "400.01", "EA", "5",
       "hold: with this order 1000.01 would be open, the limit is 1000"},
      {"credit that is enough", "-50", "400", "EA", "5", ""},
  };
  for (const Before& row : befores) {
    INFO(std::string(row.name));
    const Bench bench;
    bench.folder.write("reference/stock.csv", "item,available,next\nA1,20,\n");
    Order order = good_order();
    order.lines.push_back(order.lines[0]);
    order.lines[1].number = "2";
    for (OrderLine& line : order.lines) line.quantity = number(row.quantity);
    for (OrderLine& line : order.lines) line.unit = row.unit;
    const Earlier earlier{.stock = [&](const std::string&) { return number(row.stock); },
                          .credit = [&] { return number(row.credit); }};
    CHECK(bench.judge(two, order, &earlier) == row.want);
  }
}

TEST_CASE("a line that a rule changes is judged again as it will be delivered") {
  Bench bench;
  bench.folder.write(
      "reference/items.csv",
      "item,unit,pack,status,substitute,hazardous\nOLD,EA,,discontinued,NEW,\nNEW,EA,6,active,,yes\n"
      "OLD2,EA,,discontinued,GONE,\nGONE,EA,,blocked,,\nOLD3,EA,,discontinued,TYPO,\n");
  bench.folder.write("reference/contract_prices.csv",
                     "item,unit,price,from_quantity\nOLD,EA,3,\nNEW,EA,11,\nNEW,EA,9,18\n");
  bench.folder.write("reference/stock.csv", "item,available\nNEW,14\n");
  Order order = good_order();
  OrderLine& line = order.lines[0];
  line.ids[0].value = "OLD";
  line.quantity = number("13");
  line.price = number("3");
  const auto with = [&](const std::string& rules) {
    return bench.judge("rules:\n  substitute-item: on\n" + rules, order);
  };
  const std::string stands_in = "change IS {item=NEW}: line 1: OLD is discontinued, NEW stands in";

  SUBCASE("another item") {
    CHECK(with("  price-under-contract: on\n  hazardous-item: {allowed: no}\n  short-stock: on\n") ==
          stands_in +
              "\nhold IP {price=11}: line 1: NEW is ordered at 3, the contract says 11"
              "\nhold IR: line 1: NEW is a dangerous good: UN number nothing, name nothing, class nothing, "
              "packing group nothing");
  }
  SUBCASE("whether it is sold was asked of the item that was ordered") {
    CHECK(with("  discontinued-item: on\n") == "hold R4: line 1: OLD is discontinued\n" + stands_in);
  }
  SUBCASE("an item that is sold no more, or is in no table, stands in for nothing") {
    line.ids[0].value = "OLD2";
    CHECK(with("") == "hold IS: line 1: OLD2 is discontinued, GONE stands in; GONE itself is blocked");
    line.ids[0].value = "OLD3";
    CHECK(with("") == "hold IS: line 1: OLD3 is discontinued, TYPO stands in; items.csv has no TYPO");
  }
  SUBCASE("another quantity") {
    CHECK(with("  pack-multiple: {then: change}\n  short-stock: on\n  price-under-contract: on\n") ==
          stands_in +
              "\nchange IQ {quantity=18}: line 1: 13 EA of NEW is no multiple of 6 EA; 12 or 18 EA would be"
              "\nhold IP {price=9}: line 1: NEW is ordered at 3, the contract says 9"
              "\nchange IB {backorder=4}: line 1: 14 EA of NEW are there, 4 come later");
  }
  SUBCASE("another item goes before another quantity, which is worked out for it") {
    bench.folder.write("reference/items.csv",
                       "item,unit,pack,status,substitute\nOLD,EA,12,discontinued,NEW\nNEW,EA,8,active,\n");
    CHECK(with("  pack-multiple: {then: change}\n") ==
          stands_in +
              "\nchange IQ {quantity=16}: line 1: 13 EA of NEW is no multiple of 8 EA; 8 or 16 EA would be");
  }
  SUBCASE("a rule changes a line once") {
    const std::string more =
        "  more: {for: lines, when: 'quantity < 15', then: change, effect: IQ, owner: orders, say: more, "
        "set: {quantity: 'quantity + 1'}}\n";
    CHECK(with(more) == stands_in +
                            "\nchange IQ {quantity=14}: line 1: more"
                            "\nhold IQ {quantity=15}: line 1: more; the rule has changed the line before");
    const std::string same =
        "  same: {for: lines, when: 'quantity > 1', then: change, effect: IQ, owner: orders, say: some, "
        "set: {quantity: '12'}}\n";
    CHECK(with(same) == stands_in + "\nchange IQ {quantity=12}: line 1: some");
  }
}

TEST_CASE("rules of the order see it as its lines will be delivered, and speak first") {
  Bench bench;
  bench.folder.write("reference/items.csv",
                     "item,unit,pack,status,substitute\nOLD,EA,,discontinued,NEW\nNEW,EA,100,active,\n"
                     "A1,EA,,active,\n");
  bench.folder.write("reference/contract_prices.csv", "item,unit,price\nOLD,EA,10\nNEW,EA,50\nA1,EA,10\n");
  Order order = good_order();
  order.lines[0].ids[0].value = "OLD";
  order.lines[0].quantity = number("10");
  const std::string credit =
      "rules:\n  credit-limit: on\n  substitute-item: on\n  order-minimum: {amount: 90}\n";
  const std::string stands_in = "change IS {item=NEW}: line 1: OLD is discontinued, NEW stands in\n";
  const std::string at_its_price =
      "change IP {price=50}: line 1: NEW is ordered at 10.00, the contract says 50";
  const std::string full =
      "change IQ {quantity=100}: line 1: 10 EA of NEW is no multiple of 100 EA; 0 or 100 EA would be\n";
  const std::string by_themselves =
      "  pack-multiple: {then: change}\n  price-under-contract: {then: change}\n";
  const std::string over = "hold: with this order 5500 would be open, the limit is 1000\n";
  CHECK(bench.judge(credit + by_themselves, order) == over + stands_in + full + at_its_price);

  SUBCASE("what a hold suggests is not done") {
    const std::string asked = "  pack-multiple: on\n  price-under-contract: {then: change}\n";
    CHECK(bench.judge(credit + asked, order).find("would be open") == std::string::npos);
  }
  SUBCASE("what is rejected is worth nothing, unless all of it is") {
    order.lines[0].ids[0].value = "A1";
    order.lines.push_back(order.lines[0]);
    order.lines[1].number = "2";
    order.lines[1].quantity = number("5");
    const std::string few =
        "rules:\n  order-minimum: {amount: 90}\n  few: {for: lines, when: quantity < given.least, given: "
        "{least: 9}, then: reject, effect: IR, owner: orders, say: few}\n";
    order.lines[0].price = number("8.00");
    CHECK(bench.judge(few, order) ==
          "hold: the order comes to 80.00, less than the minimum\nreject IR: line 2: few");
    order.lines[0].quantity = number("8");
    CHECK(bench.judge(few, order) == "reject IR: line 1: few\nreject IR: line 2: few");
  }
}

TEST_CASE("what is said of a line as it came stays said only where another item stands in") {
  Bench bench;
  bench.folder.write("reference/items.csv", "item,unit,pack,status\nP,EA,6,active\n");
  bench.folder.write("reference/contract_prices.csv", "item,unit,price,from_quantity\nP,EA,10,\nP,EA,8,18\n");
  Order order = good_order();
  order.lines[0].ids[0].value = "P";
  order.lines[0].quantity = number("13");
  order.lines[0].price = number("8");
  CHECK(
      bench.judge("rules:\n  pack-multiple: {then: change}\n"
                  "  match: {for: lines, when: 'item.status = \"active\" and price != contract.price', then: "
                  "change, effect: IP, set: {price: contract.price}, owner: pricing, say: price}\n"
                  "  small: {for: lines, when: 'item.status = \"active\" and quantity < 18', then: hold, "
                  "effect: IR, owner: sales, say: small}\n",
                  order) ==
      "change IQ {quantity=18}: line 1: 13 EA of P is no multiple of 6 EA; 12 or 18 EA would be");
}

TEST_CASE("a change to nobody knows what waits, and one that changes nothing is none") {
  const Bench bench;
  bench.folder.write("reference/stock.csv", "item,available,next\nA1,20,\n");
  const Order order = good_order();
  const auto by = [&](const std::string& effect, const std::string& set) {
    return bench.judge("rules:\n  mine: {for: lines, when: quantity > 1, then: change, effect: " + effect +
                           ", set: {" + set + "}, owner: orders, say: mine}\n",
                       order);
  };
  CHECK(by("DR", "date: stock.next") == "hold DR: line 1: mine; and nobody knows the day");
  CHECK(by("IC", "date: stock.next") == "hold IC: line 1: mine; and nobody knows to what it changes");
  CHECK(by("IS", "item: item.substitute") == "hold IS: line 1: mine; and nobody knows the item");
  CHECK(by("IP", "price: contract.price, unit: unit") == "");
  CHECK(by("IC", "quantity: quantity, unit: unit") == "");
  CHECK(by("IB", "backorder: stock.missing, date: stock.next") == "change IB {backorder=4}: line 1: mine");
}

TEST_CASE("a line that is spread over days or stores is not recounted without a word") {
  const Bench bench;
  Order order = good_order();
  OrderLine& line = order.lines[0];
  line.quantity = number("20");
  line.schedules.resize(1);
  const std::string rules = "rules:\n  pack-multiple: {then: change}\n";
  const std::string want =
      "IQ {quantity=24}: line 1: 20 EA of A1 is no multiple of 6 EA; 18 or 24 EA would be";
  CHECK(bench.judge(rules, order) ==
        "hold " + want + "; its schedules or stores would still come to what was ordered");
  line.schedules.clear();
  CHECK(bench.judge(rules, order) == "change " + want);
}

TEST_CASE("every line that a rule holds is told, warnings but so many times") {
  const Bench bench;
  Order order = good_order();
  order.lines.resize(150, order.lines[0]);
  for (std::size_t i = 0; i < order.lines.size(); ++i) order.lines[i].number = std::to_string(i + 1);
  const auto told = [&](const char* action) {
    const std::string out = bench.judge(
        fmt::format(
            "rules:\n  mine: {{for: lines, when: 'quantity > 1', then: {}, owner: orders, say: mine}}\n",
            action),
        order);
    return std::count(out.begin(), out.end(), '\n') + 1;
  };
  CHECK(told("hold") == 150);
  CHECK(told("warn") == 100);
}

TEST_CASE("of two lines of one number none is changed or rejected by itself") {
  const Bench bench;
  Order order = good_order();
  order.lines.push_back(order.lines[0]);
  order.lines[1].quantity = number("9");
  const std::string rules =
      "rules:\n  nine: {for: lines, when: 'quantity = 9', then: reject, effect: IR, owner: orders, say: "
      "nine}\n";
  CHECK(bench.judge(rules, order) == "hold IR: line 1: nine; two lines of the order have that number");
  order.lines[1].number = "2";
  CHECK(bench.judge(rules, order) == "reject IR: line 2: nine");
}

TEST_CASE("a line that is rejected uses up nothing of the stock") {
  const Bench bench;
  bench.folder.write("reference/stock.csv", "item,available,next\nA1,20,\n");
  Order order = good_order();
  order.lines.push_back(order.lines[0]);
  order.lines[0].quantity = number("11");
  order.lines[1].number = "2";
  order.lines[1].quantity = number("20");
  const std::string reject = "reject IR: line 1: 11 EA of A1 is less than the minimum of 12 EA";
  CHECK(bench.judge("rules:\n  short-stock: on\n  below-minimum: {then: reject}\n", order) == reject);
  order.lines[0].quantity = number("12");
  CHECK(bench.judge("rules:\n  short-stock: on\n  below-minimum: {then: reject}\n", order) ==
        "change IB {backorder=12}: line 2: 8 EA of A1 are there, 12 come later");
}

TEST_CASE("earlier orders are asked for only by rules that speak of stock or credit") {
  const Bench bench;
  CHECK(bench.compile("rules:\n  short-stock: on\n")->asks_earlier());
  CHECK(bench.compile("rules:\n  credit-limit: on\n")->asks_earlier());
  CHECK(bench.compile("rules:\n  mine:\n    when: customer.promised > 9\n    then: warn\n")->asks_earlier());
  CHECK_FALSE(bench.compile("rules:\n  credit-overdue: on\n  unknown-item: on\n")->asks_earlier());
  const Earlier never{.stock = [](const std::string&) -> Decimal { throw std::string("stock"); },
                      .credit = []() -> Decimal { throw std::string("credit"); }};
  CHECK(bench.judge("rules:\n  price-over-contract: on\n", good_order(), &never) == "");
}

TEST_CASE("rules are off until somebody names them, but for the one about orders that came before") {
  const Bench bench;
  CHECK(bench.judge("rules:\n  price-over-contract: off\n", good_order()) == "");
  CHECK(bench.judge("rules:\n  duplicate-order: off\n", good_order()) == "no rules");
  CHECK(bench.compile("rules:\n  price-over-contract: off\n")->judge(good_order(), bench.context).size() ==
        1);
}

TEST_CASE("the rule about orders that came before is asked of every order, for the store to decide") {
  const Bench bench;
  CHECK(bench.judge("rules:\n  duplicate-order: on\n", good_order()) == "hold IR: order 4711 came before");
  CHECK(bench.judge("rules:\n  duplicate-order: {then: reject, effect: R4, say: \"{number} is there\"}\n",
                    good_order()) == "reject R4: 4711 is there");
}

TEST_CASE("a workspace that says nothing about rules is told from one that switches them off") {
  const Bench bench;
  CHECK_FALSE(RuleLibrary::load(bench.folder.at("mappings")).has_own());
  bench.folder.write("mappings/rules/ours.yaml", "rules:\n  duplicate-order: off\n");
  const RuleLibrary library = RuleLibrary::load(bench.folder.at("mappings"));
  CHECK(library.has_own());
  CHECK(library.compile({}, ReferenceData::load("acme", {}, {})) == nullptr);
}

TEST_CASE("a partner's own rule, with reference and given words, and its warning") {
  const Bench bench;
  const std::string yaml =
      "rules:\n  big-line:\n    for: lines\n    given: {most: 20}\n    when: quantity > given.most and "
      "item.known\n    then: hold\n    owner: sales\n    say: \"{quantity} of {item.number} for "
      "{/number}\"\n";
  CHECK(bench.judge(yaml, good_order()) == "hold: line 1: 24 of A1 for 4711");
}

TEST_CASE("the workspace's rules lie between the program's and the partner's") {
  const Bench bench;
  bench.folder.write("mappings/rules/ours.yaml",
                     "rules:\n  price-over-contract: {tolerance: 5%}\n  unknown-ship-to: on\n");
  Order order = good_order();
  order.lines[0].price = number("10.60");
  CHECK(bench.judge("rules:\n  unknown-ship-to: off\n", order) ==
        "hold IP {price=10.00}: line 1: A1 is ordered at 10.60, the contract says 10.00");
  CHECK(bench.judge("rules:\n  price-over-contract: {tolerance: 7%}\n", order) == "");
}

TEST_CASE("a mistake in a rule is told with its place and what was probably meant") {
  struct Wrong {
    const char *name, *yaml, *want;
  };
  const Wrong wrongs[] = {
      {"unknown rule", "rules:\n  price-over-contact: on\n",
       "2:3: there is no rule 'price-over-contact'; did you mean 'price-over-contract'?"},
      {"unknown rule with a parameter", "rules:\n  price-over-contact: {tolerance: 2%}\n",
       "2:3: there is no rule 'price-over-contact'; did you mean 'price-over-contract'?"},
      {"unknown rule with an action", "rules:\n  price-over-contact: {then: warn}\n",
       "2:3: there is no rule 'price-over-contact'; did you mean 'price-over-contract'?"},
      {"no rule at all", "rules:\n  mine: {tolerance: 2%}\n",
       "2:3: there is no rule 'mine'; a rule of your own says `when` it holds and what `then`"},
      {"unknown parameter", "rules:\n  price-over-contract: {tolerence: 2%}\n",
       "2:25: price-over-contract has no 'tolerence'; did you mean 'tolerance'?"},
      {"a parameter of another kind", "rules:\n  price-over-contract: {tolerance: two}\n",
       "2:36: 'two' does not fit: tolerance is a number; write it like 0%"},
      {"unknown field", "rules:\n  mine:\n    for: lines\n    when: contract.prise > 1\n    then: hold\n",
       "4:20: contract has no field 'prise'; did you mean 'price'?"},
      {"unknown given",
       "rules:\n  mine:\n    given: {most: 1}\n    when: sums.lines > given.mst\n    then: hold\n",
       "4:30: nothing is given as 'mst'; did you mean 'most'?"},
      {"line facts for an order", "rules:\n  mine:\n    when: item.known\n    then: hold\n",
       "3:11: order has no field 'item'"},
      {"no condition", "rules:\n  mine:\n    when: number\n    then: hold\n",
       "3:11: number is a text; expected a yes or no; compare it, or write present(...)"},
      {"in a sentence", "rules:\n  mine:\n    when: test\n    then: warn\n    say: order {numbr} is a test\n",
       "5:17: order has no field 'numbr'; did you mean 'number'?"},
      {"open brace", "rules:\n  mine:\n    when: test\n    then: warn\n    say: order {number\n",
       "5:16: a brace is never closed; write {price}"},
      {"no such action", "rules:\n  mine:\n    when: test\n    then: holt\n",
       "4:11: 'holt' is not known here; did you mean 'hold'?"},
      {"no such code", "rules:\n  mine:\n    for: lines\n    when: test\n    then: hold\n    effect: XX\n",
       "6:13: 'XX' is no line code"},
      {"a rejection that accepts",
       "rules:\n  mine:\n    for: lines\n    when: test\n    then: reject\n    effect: IA\n",
       "6:13: IA does not reject a line; expected one such as IR or R2"},
      {"nothing changed", "rules:\n  mine:\n    for: lines\n    when: test\n    then: change\n",
       "2:3: mine changes nothing; say what it sets of the line, as `set: {price: contract.price}`: price, "
       "quantity, unit, item, backorder or date; or `then: hold`"},
      {"another day without the day",
       "rules:\n  mine:\n    for: lines\n    when: test\n    then: change\n    effect: DR\n    set: {price: "
       "1}\n",
       "6:13: DR needs a day; add `date` to set:, as in {date: stock.next}"},
      {"no when", "rules:\n  mine:\n    then: hold\n",
       "2:3: rule mine has no 'when'; a rule says when it holds and what then"},
      {"orders are not changed", "rules:\n  mine:\n    when: test\n    then: hold\n    set: {price: 1}\n",
       "5:18: mine is for orders; only lines are changed"},
  };
  for (const Wrong& wrong : wrongs) {
    INFO(std::string(wrong.name));
    const Bench bench;
    std::string told;
    try {
      (void)bench.compile(wrong.yaml);
    } catch (const Failure& failure) {
      const std::string file = bench.folder.at("rules.yaml:");
      CHECK(failure.place().starts_with(file));
      told = failure.place().substr(file.size()) + ": " + failure.problem() +
             (failure.advice().empty() ? "" : "; " + failure.advice());
    }
    CHECK(told.substr(0, std::string(wrong.want).size()) == wrong.want);
  }
}

TEST_CASE("another day is promised by a rule that names it, or suggested to a person") {
  const Bench bench;
  Order order = good_order();
  const std::string mine =
      "rules:\n  mine:\n    for: lines\n    when: stock.missing > 0\n    effect: DR\n    say: it "
      "comes later\n    then: ";
  CHECK(bench.judge(mine + "change\n    set: {date: stock.next}\n", order) ==
        "change DR {date=2026-03-09}: line 1: it comes later");
  CHECK(bench.judge(mine + "hold\n", order) == "hold DR: line 1: it comes later");
}

TEST_CASE("a rule may say how bad it is, in figures that compare") {
  const Bench bench;
  Order order = good_order();
  order.lines[0].price = number("10.25");
  const auto figure = [&](const std::string& yaml) {
    const auto rulings = bench.compile(yaml)->judge(order, bench.context);
    REQUIRE(!rulings.empty());
    return rulings.back().figure;
  };
  CHECK(figure("rules:\n  price-over-contract: on\n") == number("0.25"));
  CHECK_FALSE(figure("rules:\n  mine:\n    when: price > 1\n    for: lines\n    then: hold\n"));
  const std::string mine =
      "rules:\n  mine:\n    when: price > 1\n    for: lines\n    then: hold\n    figure: ";
  CHECK(figure(mine + "price * quantity\n") == number("246"));
  CHECK_FALSE(figure(mine + "unit\n"));  // no number
  CHECK_THROWS_WITH_AS((void)bench.compile(mine + "prise\n"), doctest::Contains("prise"), Failure);
}

TEST_CASE("a rule whose table is not there is an error for who asked for it, and off for who did not") {
  const Bench bench;
  std::filesystem::remove(bench.folder.at("reference/stock.csv"));
  CHECK_THROWS_WITH_AS((void)bench.compile("rules:\n  short-stock: on\n"),
                       doctest::Contains("short-stock needs reference/stock.csv, and there is none"),
                       Failure);
  bench.folder.write("mappings/rules/ours.yaml", "rules:\n  short-stock: on\n");
  CHECK(bench.judge("rules: {}\n", good_order()) == "");
}

TEST_CASE("the reference of rules names every rule, fact and column, and what it shows compiles") {
  std::ifstream in(testing::source_folder() / "mappings/rules/README.md");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  const auto from = page.find("```yaml\n");
  REQUIRE(from != std::string::npos);
  const Bench bench;
  const OrderRulesPtr rules = bench.compile(page.substr(from + 8, page.find("```", from + 8) - from - 8));
  REQUIRE(rules != nullptr);
  for (const MapLine& line : rules->explain()) {
    if (line.path.find('.') != std::string::npos || line.path == "large-line") continue;
    INFO(line.path);
    CHECK(page.find("`" + line.path + "`") != std::string::npos);
  }
  for (const Beside& fact : mapping::fact_names(true)) {
    const auto row = page.find("\n| `" + std::string(fact.name) + "` |");
    REQUIRE(row != std::string::npos);
    const std::string fields = page.substr(row, page.find('\n', row + 1) - row);
    for (const std::string_view name : fact.shape->names()) {
      INFO(std::string(name));
      CHECK(fields.find("`" + std::string(name) + "`") != std::string::npos);
    }
  }
  for (int table = 0; table <= static_cast<int>(ReferenceTable::stock); ++table) {
    const auto kind = static_cast<ReferenceTable>(table);
    const auto row = page.find("\n| `" + std::string(name_of(kind)) + ".csv` |");
    REQUIRE(row != std::string::npos);
    const std::string columns = page.substr(row, page.find('\n', row + 1) - row);
    for (const Column& column : columns_of(kind)) {
      INFO(std::string(column.name));
      const std::string name(column.name);
      CHECK(columns.find(column.must ? "**" + name + "**" : name) != std::string::npos);
    }
  }
}

TEST_CASE("changes are written as one line and read back") {
  const LineChange change{
      .price = number("18.50"), .backorder = number("4"), .item = "A 1=x", .date = Date{2026, 3, 20}};
  CHECK(to_text(change) == "price=18.50 backorder=4 item=A%201%3Dx date=2026-03-20");
  CHECK(parse_change(to_text(change)) == change);
  CHECK(parse_change("") == LineChange{});
  CHECK_FALSE(parse_change("price=cheap"));
}

}  // namespace
}  // namespace transom
