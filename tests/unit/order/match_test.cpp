// Answers, ship notices and invoices against one order: what fits, and every way in which something does not.
#include "order/match.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <deque>

#include "order/order_names.hpp"
#include "support/shipment_text.hpp"

using namespace transom;

namespace {

Decimal dec(std::string_view text) {
  return Decimal::parse(text).value();
}

// Order PO1: 48 EA of A at 18.50, 10 DZ of B at 2.40 a dozen, 12 EA of C without a price.
Order order() {
  Order out;
  out.number = "PO1";
  out.currency = "USD";
  const auto line = [&](std::string_view quantity, std::string unit, std::string_view price,
                        std::string upc) {
    OrderLine& one = out.lines.emplace_back();
    one.number = std::to_string(out.lines.size());
    one.quantity = dec(quantity);
    one.unit = std::move(unit);
    if (!price.empty()) one.price = dec(price);
    one.ids = {{"upc", std::move(upc)}};
  };
  line("48", "EA", "18.50", "A");
  line("10", "DZ", "2.40", "B");
  line("12", "EA", "", "C");
  out.dates.push_back({.kind = "ship_not_before", .date = Date::parse_iso("2026-03-02")});
  out.dates.push_back({.kind = "ship_no_later", .date = Date::parse_iso("2026-03-09")});
  return out;
}

struct Answer {
  std::string line, status, quantity, price;
};
OrderResponse response(std::vector<Answer> answers, std::string kind = "accepted_with_changes") {
  OrderResponse out;
  out.order_number = "PO1";
  out.kind = std::move(kind);
  for (const Answer& one : answers) {
    if (out.lines.empty() || out.lines.back().number != one.line) out.lines.emplace_back().number = one.line;
    ResponseLine& line = out.lines.back();
    LineAnswer& answer = line.answers.emplace_back();
    answer.status = one.status;
    if (!one.quantity.empty()) answer.quantity = dec(one.quantity);
    if (!one.price.empty()) line.price = dec(one.price);
  }
  return out;
}

Shipment shipment(std::string number, std::string_view goods, std::string_view created = "2026-03-05") {
  Shipment out = testing::shipment_of(goods);
  out.number = std::move(number);
  out.purpose = "original";
  out.created = Date::parse_iso(created);
  return out;
}

struct Billed {
  std::string line, quantity, unit, price;
};
Invoice invoice(std::string number, std::vector<Billed> lines) {
  Invoice out;
  out.number = std::move(number);
  out.order_number = "PO1";
  out.invoiced = Date::parse_iso("2026-03-06");
  for (const Billed& one : lines) {
    InvoiceLine& line = out.lines.emplace_back();
    line.number = line.assigned_id = one.line;
    line.quantity = dec(one.quantity);
    line.unit = one.unit;
    if (!one.price.empty()) line.price = dec(one.price);
  }
  return out;
}

// A dozen is twelve, for every item.
Fraction factor(const std::vector<Id>&, std::string_view from, std::string_view to) {
  if (from == "DZ" && to == "EA") return Fraction(12, 1);
  if (from == "EA" && to == "DZ") return Fraction(1, 12);
  return Fraction::unknown();
}

struct Story {
  Order ordered = order();
  std::deque<OrderResponse> responses;
  std::vector<Difference> changed;  // by all changes
  std::vector<Difference> since;    // what changes altered behind them
  std::vector<TakenLine> taken;     // by those that answer a change
  std::deque<Shipment> shipments;
  std::deque<Invoice> invoices;

  [[nodiscard]] std::string of(const BusinessDocument& document, const MatchSettings& settings = {},
                               bool notices = true) const {
    return told(notices, [&](const MatchAgainst& against) { return match(document, against, settings); });
  }
  [[nodiscard]] std::string of_what_goes(const Shipment& later, const MatchSettings& settings = {}) const {
    return told(true, [&](const MatchAgainst& against) { return taken_back(later, against, settings); });
  }
  template <class Ask>
  [[nodiscard]] std::string told(bool notices, Ask ask) const {
    OrderHistory history{
        .number = "PO1", .order = &ordered, .responses = {}, .shipments = {}, .invoices = {}};
    history.changed = changed;
    for (const auto& one : responses) {
      history.responses.push_back({&one, since});
      if (!one.answer_to.empty()) history.responses.back().taken = taken;
    }
    for (const auto& one : shipments) history.shipments.push_back(&one);
    for (const auto& one : invoices) history.invoices.push_back(&one);
    const MatchAgainst against{
        .orders = std::span(&history, 1), .factors = factor, .notices = notices, .used_before = {}};
    std::string out;
    for (const Disagreement& one : ask(against)) {
      CHECK(one.check);
      CHECK_FALSE(one.next.empty());
      out += fmt::format("{}[{}] {}", out.empty() ? "" : "\n", check_name(*one.check), one.sentence);
    }
    return out;
  }
};

MatchSettings quantity_within(std::string_view amount, std::string_view percent) {
  MatchSettings settings;
  settings.quantity = {.amount = dec(amount), .percent = dec(percent)};
  return settings;
}

}  // namespace

TEST_CASE("match: a ship notice against its order") {
  Story story;
  struct {
    const char* name;
    std::string goods, want;
  } rows[] = {
      {"all of it", "O:PO1{P:1{I:1x48} P:2{I:3x12}}", ""},
      {"a part of it", "O:PO1{P:1{I:1x20}}", ""},
      {"more than was ordered", "O:PO1{P:1{I:1x24} P:2{I:1x30}}",
       "[quantity] ship notice SN-2: line 1 of order PO1 comes to 54 EA shipped, but 48 EA were ordered"},
      {"in the order's dozens by an exact factor", "O:PO1{I:2x120}", ""},
      {"one piece more than ten dozen", "O:PO1{I:2x121}",
       "[quantity] ship notice SN-2: line 2 of order PO1 comes to 10.083333 DZ shipped, but 10 DZ were "
       "ordered"},
      {"a line that nobody ordered, in two cartons", "O:PO1{P:1{I:7x1} P:2{I:7x1}}",
       "[line] ship notice SN-2: line 7 is no line of order PO1"},
      {"an order that nobody sent", "O:PO9{I:1x1}",
       "[order] ship notice SN-2 is for order PO9, which is not known here or does not stand"},
      {"less than nothing", "O:PO1{I:1x-4 I:2x1}",
       "[quantity] ship notice SN-2: line 1 ships -4; a quantity is never below zero"},
      {"nothing at all", "O:PO1{I:1x0 I:2x0}",
       "[quantity] ship notice SN-2 ships nothing: all its quantities are zero"},
      {"nothing of one line", "O:PO1{I:1x0 I:2x1}", ""},
      {"no order", "I:1x1", "[order] ship notice SN-2 names no order"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(story.of(shipment("SN-2", row.goods)) == row.want);
  }
  SUBCASE("several add up, the same number replaces, a cancelled one does not count") {
    story.shipments.push_back(shipment("SN-1", "O:PO1{I:1x40}"));
    CHECK(story.of(shipment("SN-2", "O:PO1{I:1x8}")).empty());
    CHECK(story.of(shipment("SN-2", "O:PO1{I:1x9}")) ==
          "[quantity] ship notice SN-2: line 1 of order PO1 comes to 49 EA shipped, 40 before (ship notice "
          "SN-1), but "
          "48 EA were ordered");
    CHECK(story.of(shipment("SN-1", "O:PO1{I:1x48}")).empty());
    story.shipments.push_back(shipment("SN-1", "O:PO1{I:1x40}"));
    story.shipments.back().purpose = "cancel";
    CHECK(story.of(shipment("SN-2", "O:PO1{I:1x48}")).empty());
    Shipment cancel = shipment("SN-2", "O:PO1{I:1x4800}");
    cancel.purpose = "cancel";
    CHECK(story.of(cancel).empty());
  }
  SUBCASE("so much more is allowed, in pieces or per cent") {
    CHECK(story.of(shipment("SN-2", "O:PO1{I:1x50}"), quantity_within("2", "0")).empty());
    CHECK_FALSE(story.of(shipment("SN-2", "O:PO1{I:1x51}"), quantity_within("2", "0")).empty());
    CHECK(story.of(shipment("SN-2", "O:PO1{I:1x50.4}"), quantity_within("0", "5")).empty());
    CHECK_FALSE(story.of(shipment("SN-2", "O:PO1{I:1x50.41}"), quantity_within("0", "5")).empty());
  }
  SUBCASE("a check that is off is not asked") {
    MatchSettings settings;
    settings.effects[static_cast<std::size_t>(TradeCheck::line)] = CheckEffect::off;
    CHECK(story.of(shipment("SN-2", "O:PO1{I:7x1}"), settings).empty());
  }
  SUBCASE("the window in which the order wants it") {
    CHECK(story.of(shipment("SN-2", "O:PO1{I:1x1}", "2026-03-01")) ==
          "[window] ship notice SN-2 ships on 2026-03-01, but order PO1 wants it not before 2026-03-02");
    CHECK(story.of(shipment("SN-2", "O:PO1{I:1x1}", "2026-03-10")) ==
          "[window] ship notice SN-2 ships on 2026-03-10, but order PO1 wants it no later than 2026-03-09");
    MatchSettings settings;
    settings.days = 1;
    CHECK(story.of(shipment("SN-2", "O:PO1{I:1x1}", "2026-03-10"), settings).empty());
  }
}

TEST_CASE("match: what was answered is what may be shipped") {
  struct {
    const char* name;
    std::vector<Answer> answers;
    std::string goods, want;
  } rows[] = {
      {"less was accepted",
       {{"1", "quantity_changed", "30", ""}},
       "O:PO1{I:1x31}",
       "31 EA shipped, but 30 EA were accepted"},
      {"a part comes later",
       {{"1", "accepted", "30", ""}, {"1", "backordered", "18", ""}},
       "O:PO1{I:1x48}",
       ""},
      {"a part is rejected",
       {{"1", "accepted", "30", ""}, {"1", "rejected", "18", ""}},
       "O:PO1{I:1x48}",
       "48 EA shipped, but 30 EA were accepted"},
      {"all is rejected",
       {{"1", "rejected", "", ""}},
       "O:PO1{I:1x1}",
       "1 EA shipped, but 0 EA were accepted"},
      {"held until somebody decides",
       {{"1", "on_hold", "48", ""}},
       "O:PO1{I:1x1}",
       "1 EA shipped, but 0 EA were accepted"},
      {"what is missing is counted, not what comes",
       {{"1", "accepted_partial_backordered", "18", ""}},
       "O:PO1{I:1x48}",
       ""},
      {"other lines are as ordered", {{"1", "rejected", "", ""}}, "O:PO1{I:3x12}", ""},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    Story story;
    story.responses.push_back(response(row.answers));
    const std::string said = story.of(shipment("SN-2", row.goods));
    CHECK((row.want.empty() ? said.empty() : said.ends_with(row.want)));
  }
  Story story;
  story.responses.push_back(response({}, "rejected"));
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x1}")).ends_with("but 0 EA were accepted"));

  Story interim;  // it holds back what it names, until the answer has come
  interim.responses.push_back(response({}, "acknowledged_held"));
  CHECK(interim.of(shipment("SN-2", "O:PO1{I:1x48}")).empty());
  interim.responses.push_back(response({{"1", "on_hold", "48", ""}}, "acknowledged_held"));
  CHECK(interim.of(shipment("SN-2", "O:PO1{I:1x1}")).ends_with("but 0 EA were accepted"));
  interim.responses.push_back(response({}, "accepted"));
  CHECK(interim.of(shipment("SN-2", "O:PO1{I:1x48}")).empty());
}

TEST_CASE("match: a line that was changed since it was answered is as the change left it") {
  Story story;
  story.responses.push_back(response({{"1", "accepted", "48", ""}}));
  story.responses.back().lines[0].quantity = dec("48");
  story.responses.back().lines[0].unit = "EA";
  story.ordered.lines[0].quantity = dec("60");
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x60}")).empty());
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x61}")).ends_with("61 EA shipped, but 60 EA were ordered"));
  // The answer to the change takes nothing of it: the order says what stands.
  story.responses.push_back(response({{"1", "rejected", "60", ""}}));
  story.responses.back().answer_to = "order_change";
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x60}")).empty());
}

TEST_CASE("match: a price that was answered holds until a change names another") {
  Story story;
  const auto billed = [&](std::string price) {
    return story.of(invoice("INV-1", {{"1", "48", "EA", std::move(price)}}), {}, false);
  };
  story.responses.push_back(response({{"1", "accepted_price_changed", "48", "19.00"}}));
  story.ordered.lines[0].price = dec("17.00");
  CHECK(billed("19.00").empty());
  const std::string wrong = "[price] invoice INV-1: line 1 of order PO1 has the price 19 per EA, but ";
  story.since = {{.line = "1", .path = "price", .before = "18.5", .after = "17", .text = ""}};
  CHECK(billed("19.00") == wrong + "17 was ordered per EA");
  CHECK(billed("17.00").empty());
  story.since[0].line = "2";
  CHECK(billed("19.00").empty());
  story.since[0] = {.line = "1", .path = "price", .before = "18.5", .after = "16", .text = ""};
  CHECK(billed("19.00").empty());  // nobody took it
  story.since[0] = {.line = "1", .path = "", .before = "", .after = "", .text = ""};
  CHECK(billed("19.00") == wrong + "17 was ordered per EA");
  // Answered behind the change, and the price that it replaced is repeated.
  story.since.clear();
  story.changed = {{.line = "1", .path = "price", .before = "19", .after = "17", .text = ""}};
  CHECK(billed("19.00") == wrong + "17 was ordered per EA");
  story.changed = {{.line = "1", .path = "price", .before = "19", .after = "18", .text = ""},
                   {.line = "1", .path = "price", .before = "18", .after = "17", .text = ""}};
  CHECK(billed("19.00") == wrong + "17 was ordered per EA");
}

TEST_CASE("match: an answer to a change is the last word on the lines that it takes") {
  const auto of_change = [](std::vector<Answer> answers) {
    OrderResponse out = response(std::move(answers));
    out.answer_to = "order_change";
    return out;
  };
  const auto dear = invoice("INV-2", {{"1", "48", "EA", "19.00"}});
  Story story;
  story.shipments.push_back(shipment("SN-1", "O:PO1{I:1x48}"));
  story.responses.push_back(response({{"1", "price_changed", "48", "19.00"}}));
  CHECK(story.of(dear).empty());
  story.responses.push_back(of_change({{"1", "accepted", "48", "18.50"}}));
  CHECK(story.of(dear).empty());  // it takes nothing
  story.taken = {{"1", true}};
  CHECK(story.of(dear).starts_with("[price] invoice INV-2: line 1 of order PO1 has the price 19 per EA"));
  story.taken = {{"1", false}};  // nobody named a price: it stays as it was answered
  story.responses.back() = of_change({{"1", "accepted", "48", ""}});
  CHECK(story.of(dear).empty());

  story.shipments.clear();
  story.responses.clear();
  story.responses.push_back(response({{"1", "accepted", "24", ""}, {"1", "rejected", "24", ""}}));
  CHECK_FALSE(story.of(shipment("SN-2", "O:PO1{I:1x48}")).empty());
  story.responses.push_back(of_change({}));  // of all, in one word
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x48}")).empty());
  story.responses.back() = of_change({{"1", "quantity_changed", "40", ""}});
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x40}")).empty());
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x48}")) ==
        "[quantity] ship notice SN-2: line 1 of order PO1 comes to 48 EA shipped, but 40 EA were accepted");
}

TEST_CASE("match: a price is answered per the unit of the answer") {
  Story story;
  story.responses.push_back(response({{"2", "accepted_price_changed", "", "0.25"}}));
  story.responses.back().lines[0].unit = "EA";
  CHECK(story.of(invoice("INV-1", {{"2", "1", "DZ", "3.00"}}), {}, false).empty());
  CHECK(story.of(invoice("INV-1", {{"2", "12", "EA", "0.25"}}), {}, false).empty());
  CHECK(story.of(invoice("INV-1", {{"2", "1", "DZ", "0.25"}}), {}, false) ==
        "[price] invoice INV-1: line 2 of order PO1 has the price 0.25 per DZ, but 2.4 was ordered per DZ "
        "and 0.25 "
        "was answered per EA");
}

TEST_CASE("match: a quantity that was answered holds until a change names another") {
  Story story;
  story.responses.push_back(response({{"1", "accepted_quantity_changed", "40", ""}}));
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x48}")).ends_with("48 EA shipped, but 40 EA were accepted"));
  story.since = {{.line = "1", .path = "quantity", .before = "60", .after = "48", .text = ""}};
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x48}")).empty());
}

TEST_CASE("match: items") {
  Story story;
  Shipment other = shipment("SN-2", "O:PO1{I:1x1}");
  other.orders[0].items[0].ids = {{"upc", "Z"}, {"lot", "L"}};
  CHECK(story.of(other) == "[item] ship notice SN-2: line 1 is upc Z, but order PO1 has A there");
  SUBCASE("a substitute that was answered") {
    story.responses.push_back(response({{"1", "substituted", "48", ""}}));
    story.responses.back().lines[0].answers[0].ids = {{"upc", "Z"}};
    CHECK(story.of(other).empty());
  }
  SUBCASE("without a number the item tells the line") {
    other.orders[0].items[0].number.clear();
    other.orders[0].items[0].ids = {{"upc", "B"}};
    other.orders[0].items[0].unit = "DZ";
    other.orders[0].items[0].quantity = dec("11");
    CHECK(story.of(other).find("line 2 of order PO1 comes to 11 DZ") != std::string::npos);
    other.orders[0].items[0].ids = {{"upc", "Z"}};
    CHECK(story.of(other) == "[line] ship notice SN-2: item Z is no line of order PO1");
  }
  SUBCASE("a position is no line number where the item says another line") {
    story.shipments.push_back(shipment("SN-1", "O:PO1{I:3x12}"));
    Invoice one = invoice("INV-1", {{"1", "12", "EA", ""}});
    one.lines[0].assigned_id.clear();
    one.lines[0].ids = {{"upc", "C"}};
    CHECK(story.of(one).empty());
    one.lines[0].assigned_id = "1";
    CHECK(story.of(one).starts_with("[item] invoice INV-1: line 1 is upc C, but order PO1 has A there"));
  }
  SUBCASE("two lines of one item fill one after the other") {
    story.ordered.lines[2].ids = {{"upc", "A"}};
    story.shipments.push_back(shipment("SN-1", "O:PO1{I:1x48}"));
    Shipment rest = shipment("SN-2", "O:PO1{I:-x12}");
    rest.orders[0].items[0].number.clear();
    rest.orders[0].items[0].ids = {{"upc", "A"}};
    CHECK(story.of(rest).empty());
  }
}

TEST_CASE("match: what counted in a unit that nobody converts is asked about, and not taken for nothing") {
  Story story;
  story.shipments.push_back(shipment("SN-1", "O:PO1{I:1x4}"));
  story.shipments[0].orders.at(0).items.at(0).unit = "CA";
  const std::string asked =
      "SN-1 has line 1 of order PO1 in another unit than EA, and how many of those it is nobody says";
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x1}")) == "[unit] ship notice SN-2: ship notice " + asked);
  CHECK(story.of(shipment("SN-2", "O:PO1{I:2x1}")).empty());
  CHECK(story.of(invoice("INV-1", {{"1", "1", "EA", "18.50"}})) ==
        "[unit] invoice INV-1: ship notice " + asked);
  // The order's line was changed to another unit: what was answered before says nothing of it.
  OrderResponse& before = story.responses.emplace_back();
  before.kind = "accepted";
  ResponseLine& line = before.lines.emplace_back();
  line.number = "1";
  line.quantity = dec("4");
  line.unit = "CA";
  line.answers = {{.status = "accepted", .quantity = dec("4"), .unit = "CA"}};
  story.shipments.clear();
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x48}")).empty());
  CHECK(story.of(shipment("SN-2", "O:PO1{I:1x49}")) ==
        "[quantity] ship notice SN-2: line 1 of order PO1 comes to 49 EA shipped, but 48 EA were ordered");
}

TEST_CASE("match: a ship notice that takes back what is invoiced says so") {
  Story story;
  story.shipments.push_back(shipment("SN-1", "O:PO1{I:1x30 I:2x12}"));
  story.shipments.push_back(shipment("SN-2", "O:PO1{I:1x10}"));
  Shipment cancel = shipment("SN-1", "");
  cancel.purpose = "cancel";
  CHECK(story.of_what_goes(shipment("SN-1", "O:PO1{I:1x1}")).empty());
  CHECK(story.of_what_goes(cancel).empty());
  story.invoices.push_back(invoice("INV-1", {{"1", "40", "EA", "18.50"}}));
  CHECK(story.of_what_goes(shipment("SN-1", "O:PO1{I:1x30}")).empty());  // line 2 is not invoiced
  CHECK(story.of_what_goes(shipment("SN-3", "O:PO1{I:1x5}")).empty());   // one more takes nothing back
  CHECK(story.of_what_goes(shipment("SN-1", "O:PO1{I:1x28}")) ==
        "[quantity] ship notice SN-1 leaves 38 EA of line 1 of order PO1 shipped, but 40 EA were invoiced "
        "(invoice INV-1)");
  CHECK(story.of_what_goes(shipment("SN-1", "O:PO1{I:1x28}"), quantity_within("2", "0")).empty());
  CHECK(story.of_what_goes(cancel) ==
        "[quantity] ship notice SN-1 leaves 10 EA of line 1 of order PO1 shipped, but 40 EA were invoiced "
        "(invoice INV-1)");
}

TEST_CASE("match: an invoice against what was shipped") {
  Story story;
  story.shipments.push_back(shipment("SN-1", "O:PO1{I:1x30 I:2x120}"));
  struct {
    const char* name;
    Invoice one;
    std::string want;
  } rows[] = {
      {"as shipped", invoice("INV-1", {{"1", "30", "EA", "18.50"}, {"2", "10", "DZ", "2.40"}}), ""},
      {"more than was shipped", invoice("INV-1", {{"1", "48", "EA", "18.50"}}),
       "[quantity] invoice INV-1: line 1 of order PO1 comes to 48 EA invoiced, but 30 EA were shipped (ship "
       "notice "
       "SN-1)"},
      {"nothing of it was shipped", invoice("INV-1", {{"3", "12", "EA", ""}}),
       "[quantity] invoice INV-1: line 3 of order PO1 comes to 12 EA invoiced, but 0 EA were shipped; no "
       "ship notice "
       "speaks of it"},
      {"another price", invoice("INV-1", {{"1", "30", "EA", "19.00"}}),
       "[price] invoice INV-1: line 1 of order PO1 has the price 19 per EA, but 18.5 was ordered per EA"},
      {"the price of one of a dozen", invoice("INV-1", {{"2", "120", "EA", "0.20"}}), ""},
      {"the dozen's price for one", invoice("INV-1", {{"2", "120", "EA", "2.40"}}),
       "[price] invoice INV-1: line 2 of order PO1 has the price 2.4 per EA, but 2.4 was ordered per DZ"},
      {"a unit that nobody can convert", invoice("INV-1", {{"1", "2", "CA", "18.50"}}),
       "[price] invoice INV-1: line 1 of order PO1 has the price 18.5 per CA, but 18.5 was ordered per EA\n"
       "[unit] invoice INV-1: line 1 is in CA, but order PO1 has it in EA, and nobody says how many EA "
       "one CA is"},
      {"no price was ordered", invoice("INV-1", {{"3", "0", "EA", "99.00"}}), ""},
      {"a line that nobody ordered", invoice("INV-1", {{"9", "1", "EA", "1.00"}}),
       "[line] invoice INV-1: line 9 is no line of order PO1"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(story.of(row.one) == row.want);
  }
  SUBCASE("several add up; a credit gives back, and no more than was invoiced") {
    story.invoices.push_back(invoice("INV-1", {{"1", "20", "EA", "18.50"}}));
    CHECK(story.of(invoice("INV-2", {{"1", "10", "EA", "18.50"}})).empty());
    CHECK(story.of(invoice("INV-2", {{"1", "11", "EA", "18.50"}})) ==
          "[quantity] invoice INV-2: line 1 of order PO1 comes to 31 EA invoiced, 20 before (invoice INV-1), "
          "but 30 EA "
          "were shipped (ship notice SN-1)");
    Invoice credit = invoice("CR-1", {{"1", "20", "EA", "18.50"}});
    credit.type = "credit_memo";
    CHECK(story.of(credit).empty());
    credit.lines[0].quantity = dec("21");
    CHECK(story.of(credit) ==
          "[quantity] invoice CR-1 credits 21 EA of line 1 of order PO1, but 20 EA were invoiced");
    credit.lines[0].quantity = dec("20");
    story.invoices.push_back(credit);
    CHECK(story.of(invoice("INV-2", {{"1", "30", "EA", "18.50"}})).empty());
  }
  SUBCASE("where no ship notices are agreed, what was accepted counts") {
    CHECK(story.of(invoice("INV-1", {{"1", "48", "EA", "18.50"}}), {}, false).empty());
    CHECK(story.of(invoice("INV-1", {{"1", "49", "EA", "18.50"}}), {}, false) ==
          "[quantity] invoice INV-1: line 1 of order PO1 comes to 49 EA invoiced, but 48 EA were ordered");
  }
  SUBCASE("as ordered or as answered") {
    story.responses.push_back(response({{"1", "price_changed", "48", "19.00"}}));
    CHECK(story.of(invoice("INV-1", {{"1", "30", "EA", "19.00"}})).empty());
    CHECK(story.of(invoice("INV-1", {{"1", "30", "EA", "18.50"}})).empty());
    CHECK(story.of(invoice("INV-1", {{"1", "30", "EA", "19.50"}})) ==
          "[price] invoice INV-1: line 1 of order PO1 has the price 19.5 per EA, but 18.5 was ordered per EA "
          "and 19 was answered per EA");
  }
  SUBCASE("price tolerance, in money or per cent") {
    MatchSettings settings;
    settings.price = {.amount = dec("0.01"), .percent = {}};
    CHECK(story.of(invoice("INV-1", {{"1", "30", "EA", "18.51"}}), settings).empty());
    CHECK_FALSE(story.of(invoice("INV-1", {{"1", "30", "EA", "18.52"}}), settings).empty());
    settings.price = {.amount = {}, .percent = dec("2")};
    CHECK(story.of(invoice("INV-1", {{"1", "30", "EA", "18.87"}}), settings).empty());
    CHECK_FALSE(story.of(invoice("INV-1", {{"1", "30", "EA", "18.88"}}), settings).empty());
  }
  SUBCASE("a price per hundred is the price of a hundred") {
    Invoice one = invoice("INV-1", {{"1", "30", "EA", "1850"}});
    one.lines[0].price_basis = "per_hundred";
    CHECK(story.of(one).empty());
  }
  SUBCASE("currency and dates") {
    Invoice one = invoice("INV-1", {{"1", "30", "EA", "18.50"}});
    one.currency = "CAD";
    one.invoiced = Date::parse_iso("2026-03-04");
    CHECK(story.of(one) ==
          "[currency] invoice INV-1 is in CAD, but order PO1 in USD\n"
          "[dates] invoice INV-1 is of 2026-03-04, but ship notice SN-1 says it was shipped on 2026-03-05");
    one.currency = "USD";
    MatchSettings settings;
    settings.days = 1;
    CHECK(story.of(one, settings).empty());
    one.dates.push_back({.kind = "shipped", .date = Date::parse_iso("2026-03-07")});
    CHECK(story.of(one) ==
          "[dates] invoice INV-1 is of 2026-03-04, but it says it was shipped on 2026-03-07");
  }
}

TEST_CASE("match: an answer below zero") {
  CHECK(Story().of(response({{"1", "accepted", "-32", ""}, {"1", "backordered", "80", ""}})) ==
        "[quantity] the response to order PO1: line 1 answers -32; a quantity is never below zero");
}

TEST_CASE("match: an answer against its order") {
  Story story;
  const auto priced = [](std::string status, std::string price) {
    OrderResponse out = response({{"1", std::move(status), "48", std::move(price)}});
    out.lines[0].unit = "EA";
    return out;
  };
  CHECK(story.of(priced("accepted", "18.50")).empty());
  CHECK(story.of(priced("price_changed", "19.00")).empty());
  CHECK(story.of(priced("accepted", "19.00")) ==
        "[price] the response to order PO1: line 1 of order PO1 has the price 19 per EA, but 18.5 was "
        "ordered per EA");
  CHECK(story.of(response({{"1", "accepted", "40", ""}, {"1", "backordered", "10", ""}})) ==
        "[quantity] the response to order PO1: line 1 answers 50 EA, but 48 EA were ordered");
  CHECK(story.of(response({{"8", "accepted", "1", ""}})) ==
        "[line] the response to order PO1: line 8 is no line of order PO1");
  // What was answered before is no measure for a later word.
  story.responses.push_back(response({{"1", "rejected", "48", ""}}));
  CHECK(story.of(response({{"1", "accepted", "48", ""}})).empty());
}

TEST_CASE("match: several releases of one number") {
  const Order known = order();
  Shipment before = shipment("SN-1", "O:PO1{I:1x40}");
  const auto against = [&](std::string named, std::string release, std::vector<std::string> others,
                           bool first, std::string_view goods, std::string by) {
    const OrderHistory history{.number = "PO1",
                               .order = release == "?" ? nullptr : &known,
                               .responses = {},
                               .shipments = {&before},
                               .invoices = {},
                               .named = std::move(named),
                               .release = std::move(release),
                               .others = std::move(others),
                               .first = first};
    BusinessDocument document = shipment("SN-2", goods);
    name_release(document, "PO1", by);
    const Disagreements wrong = match(
        document, {.orders = std::span(&history, 1), .factors = {}, .notices = true, .used_before = {}}, {});
    return wrong.empty() ? std::string() : wrong.front().sentence;
  };
  const std::string_view ten = "O:PO1{I:1x10}";
  const std::string over =
      "ship notice SN-2: line 1 of order PO1 comes to 50 EA shipped, 40 before (ship notice SN-1), but 48 EA "
      "were "
      "ordered";
  struct Case {
    const char* name;
    std::string shipped_for, release;
    std::vector<std::string> others;
    bool first;
    std::string want;
  };
  const Case cases[] = {{"of this one", "2", "2", {"1"}, false, over},
                        {"of another", "1", "2", {"1"}, false, ""},
                        {"of none, and this is the first", "", "1", {"2"}, true, over},
                        {"of none, and this is not the first", "", "2", {"1"}, false, ""},
                        {"of one that is no order, beside the first", "7", "2", {"1"}, false, ""},
                        {"an order without a release", "7", "", {}, true, over}};
  for (const Case& one : cases) {
    INFO(std::string(one.name));
    BusinessDocument document = shipment("SN-1", "O:PO1{I:1x40}");
    name_release(document, "PO1", one.shipped_for);
    before = std::get<Shipment>(document);
    CHECK(against(one.release, one.release, one.others, one.first, ten, one.release) == one.want);
  }
  CHECK(
      against("", "?", {"1", "2", "5"}, true, ten, "") ==
      "ship notice SN-2 is for order PO1 and does not say for which release: there are releases 1, 2 and 5");
  CHECK(
      against("9", "?", {"1"}, true, ten, "9") ==
      "ship notice SN-2 is for release 9 of order PO1, which is not known here or does not stand; known are "
      "release 1");
}

TEST_CASE("match: an order that was cancelled, and where") {
  const auto said = [](OrderName name, OrderHistory history) {
    history.number = name.number;
    history.named = name.release;
    history.cancelled = "document 7";
    BusinessDocument document = shipment("SN-1", "O:PO1{I:1x40}");
    name_release(document, name.number, name.release);
    const Disagreements wrong = match(
        document, {.orders = std::span(&history, 1), .factors = {}, .notices = true, .used_before = ""}, {});
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].next == "look at `transom chain PO1`; nothing is owed for it any more");
    return wrong[0].sentence;
  };
  CHECK(said({"PO1", ""}, {}) == "ship notice SN-1 is for order PO1, which was cancelled, in document 7");
  CHECK(said({"PO1", "2"}, {.others = {"1"}}) ==
        "ship notice SN-1 is for release 2 of order PO1, which was cancelled, in document 7");
}

TEST_CASE("match: a number that was used before") {
  const Order known = order();
  const OrderHistory history{
      .number = "PO1", .order = &known, .responses = {}, .shipments = {}, .invoices = {}};
  const Disagreements wrong = match(
      shipment("SN-1", "O:PO1{I:1x1}"),
      {.orders = std::span(&history, 1), .factors = {}, .notices = true, .used_before = "document 12"}, {});
  REQUIRE(wrong.size() == 1);
  CHECK(wrong[0].sentence == "ship notice SN-1 came before, in document 12");
}
