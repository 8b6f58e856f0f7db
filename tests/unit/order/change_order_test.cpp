// A change laid over an order: a row for each code of a line, for each doubt and each obstacle, and for what
// the head of a change does. What comes of it is told by the differences of the two orders, which the ERP and
// people read as well.
#include "transom/change_order.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "base/embedded.hpp"
#include "base/yaml.hpp"
#include "transom/document.hpp"

namespace transom {
namespace {

Decimal number(const char* text) {
  return *Decimal::parse(text);
}
Date day(const char* text) {
  return *Date::parse_iso(text);
}

OrderLine line(const char* place, const char* quantity, const char* price, const char* upc) {
  OrderLine out;
  out.number = out.assigned_id = place;
  out.quantity = number(quantity);
  out.unit = "EA";
  out.price = number(price);
  out.ids = {{"upc", upc}};
  out.dates = {{.kind = "requested_delivery", .date = day("2026-03-20")}};
  return out;
}

Order some_order() {
  Order out;
  out.partner = "acme";
  out.number = "4711";
  out.type = "stand_alone";
  out.purpose = "original";
  out.ordered = day("2026-03-02");
  out.dates = {{.kind = "ship_not_before", .date = day("2026-03-16")},
               {.kind = "ship_no_later", .date = day("2026-03-20")}};
  Party store;
  store.role = "ship_to";
  store.name = "Store 42";
  store.id = {"assigned_by_buyer", "0042"};
  store.address.city = "Riverton";
  out.parties = {store};
  out.lines = {line("1", "24", "12.50", "855501000147"), line("2", "12", "21.75", "855501000215"),
               line("003", "48", "4.95", "855501000383")};
  out.totals.line_count = 3;
  return out;
}

OrderChange change(const char* purpose = "change") {
  OrderChange out;
  out.number = "4711";
  out.purpose = purpose;
  out.type = "stand_alone";
  out.ordered = day("2026-03-02");
  return out;
}

// "QD 2 quantity=10 price=..": only what a row needs.
ChangeLine changed(const char* word, const char* place, const char* quantity = nullptr,
                   const char* price = nullptr, const char* upc = nullptr, const char* date = nullptr) {
  ChangeLine out;
  out.change = word;
  out.number = out.assigned_id = place;
  if (out.number.empty()) out.number = "1";
  if (quantity != nullptr) out.quantity = number(quantity);
  if (price != nullptr) out.price = number(price);
  if (upc != nullptr) out.ids = {{"upc", upc}};
  if (date != nullptr) out.dates = {{.kind = "requested_delivery", .date = day(date)}};
  return out;
}

std::string told(const Order& before, const ChangedOrder& after) {
  std::string out;
  for (const Difference& difference : differences(before, after.order))
    out += (out.empty() ? "" : "; ") + difference.text;
  return out;
}

std::string problems(const ChangedOrder& after) {
  std::string out;
  for (const ChangeProblem& problem : after.problems)
    out += (out.empty() ? "" : " ") + std::string(problem.obstacle ? "!" : "") + problem.code;
  return out;
}

TEST_CASE("every code of the house's table has a row with the same word") {
  const YamlNode tables = load_yaml(embedded_file("maps/tables.yaml"), "tables.yaml");
  std::set<std::string> seen;
  for (const auto& entry : tables.required("tables").required("line_change").entries()) {
    const YamlNode& code = entry.first;
    const YamlNode& word = entry.second;
    INFO(code.text());
    CHECK(change_code(word.text()) != nullptr);
    seen.insert(word.text());
  }
  CHECK(seen.size() + 1 == change_codes().size());  // "given" is of an order that was sent once more
}

TEST_CASE("a line's code says what becomes of it") {
  struct Row {
    const char* name;
    ChangeLine line;
    const char *differences, *problems;
  };
  const Row rows[] = {
      {"less", changed("quantity_decrease", "2", "10"), "line 2: quantity 12 -> 10", ""},
      {"more", changed("quantity_increase", "1", "30"), "line 1: quantity 24 -> 30", ""},
      {"the other way", changed("quantity_increase", "2", "10"), "line 2: quantity 12 -> 10",
       "quantity-direction"},
      {"as it was", changed("quantity_decrease", "2", "12"), "", "quantity-direction"},
      {"nothing of it", changed("quantity_decrease", "2", "0"),
       "line 2 deleted: 12 EA upc 855501000215 at 21.75", ""},
      {"no quantity", changed("quantity_decrease", "2"), "", "!no-value"},
      {"price", changed("price_change", "1", nullptr, "11.90"), "line 1: price 12.5 -> 11.9", ""},
      {"price repeats the rest", changed("price_change", "1", "24", "11.90", "855501000147", "2026-03-20"),
       "line 1: price 12.5 -> 11.9", ""},
      {"price with a quantity", changed("price_change", "1", "20", "11.90"),
       "line 1: quantity 24 -> 20; line 1: price 12.5 -> 11.9", "more-than-said"},
      {"quantity with a date", changed("quantity_decrease", "2", "10", nullptr, nullptr, "2026-04-01"),
       "line 2: quantity 12 -> 10; line 2: date requested delivery 2026-03-20 -> 2026-04-01",
       "more-than-said"},
      {"price and quantity", changed("price_quantity_change", "1", "20", "11.90"),
       "line 1: quantity 24 -> 20; line 1: price 12.5 -> 11.9", ""},
      {"price without one", changed("price_change", "1", "24"), "", "!no-value"},
      {"later", changed("reschedule", "1", nullptr, nullptr, nullptr, "2026-04-01"),
       "line 1: date requested delivery 2026-03-20 -> 2026-04-01", ""},
      {"later and less", changed("reschedule_quantity", "1", "20", nullptr, nullptr, "2026-04-01"),
       "line 1: quantity 24 -> 20; line 1: date requested delivery 2026-03-20 -> 2026-04-01", ""},
      {"price and later", changed("price_reschedule", "1", nullptr, "12", nullptr, "2026-04-01"),
       "line 1: price 12.5 -> 12; line 1: date requested delivery 2026-03-20 -> 2026-04-01", ""},
      {"dates", changed("change_dates", "1", nullptr, nullptr, nullptr, "2026-04-01"),
       "line 1: date requested delivery 2026-03-20 -> 2026-04-01", ""},
      {"date terms", changed("change_date_terms", "1", nullptr, nullptr, nullptr, "2026-04-01"),
       "line 1: date requested delivery 2026-03-20 -> 2026-04-01", ""},
      {"all dates", changed("replace_dates", "1", nullptr, nullptr, nullptr, "2026-04-01"),
       "line 1: date requested delivery 2026-03-20 -> 2026-04-01", ""},
      {"anything", changed("change_item", "1", "20", "12", nullptr, "2026-04-01"),
       "line 1: quantity 24 -> 20; line 1: price 12.5 -> 12; line 1: date requested delivery 2026-03-20 -> "
       "2026-04-01",
       ""},
      {"another item by mistake", changed("change_item", "1", "20", nullptr, "855501009999"),
       "line 1: quantity 24 -> 20; line 1: id upc 855501000147 -> 855501009999", "item-differs"},
      {"another item", changed("replace_item", "1", nullptr, nullptr, "855501009999"),
       "line 1: id upc 855501000147 -> 855501009999", ""},
      {"another item, other than before",
       changed("replace_item_modified", "1", "20", nullptr, "855501009999"),
       "line 1: quantity 24 -> 20; line 1: id upc 855501000147 -> 855501009999", ""},
      {"all values", changed("replace_values", "2", "6", "20", "855501000215", "2026-04-02"),
       "line 2: quantity 12 -> 6; line 2: unit EA removed; line 2: price 21.75 -> 20; line 2: date requested "
       "delivery 2026-03-20 -> 2026-04-02",
       ""},
      {"terms", changed("change_terms", "2"), "", ""},
      {"charges", changed("change_line_charges", "2"), "", ""},
      {"total charges", changed("change_total_charges", "2"), "", ""},
      {"how it is shipped", changed("replace_shipment_mode", "2"), "", ""},
      {"nothing", changed("no_change", "2", "12", "21.75"), "", ""},
      {"nothing, they say", changed("no_change", "2", "10"), "", "more-than-said"},
      {"gone", changed("delete_item", "2"), "line 2 deleted: 12 EA upc 855501000215 at 21.75", ""},
      {"gone with its number", changed("delete_item", "2", "12"),
       "line 2 deleted: 12 EA upc 855501000215 at 21.75", ""},
      {"gone in part", changed("delete_item", "2", "5"), "line 2 deleted: 12 EA upc 855501000215 at 21.75",
       "part-deleted"},
      {"new", changed("add_item", "4", "20", "6.40", "855501001388"),
       "line 4 added: 20 upc 855501001388 at 6.4", ""},
      {"new without a number", changed("add_item", "", "20", "6.40", "855501001388"),
       "line 4 added: 20 upc 855501001388 at 6.4", ""},
      {"new, of nothing", changed("add_item", "4", "0"), "line 4 added: 0", "!no-value"},
      {"new, but there", changed("add_item", "2", "20"), "", "!line-exists"},
      {"of an order sent again", changed("given", "9", "20", "6.40"), "line 9 added: 20 at 6.4",
       "line-not-named line-not-named line-not-named"},
      {"padded number", changed("quantity_decrease", "02", "10"), "line 2: quantity 12 -> 10", ""},
      {"number not padded", changed("quantity_decrease", "3", "40"), "line 003: quantity 48 -> 40", ""},
      {"by its item", changed("quantity_decrease", "", "10", nullptr, "855501000215"),
       "line 2: quantity 12 -> 10", ""},
      {"nobody's number", changed("quantity_decrease", "7", "10"), "", "!unknown-line"},
      {"nobody's item", changed("quantity_decrease", "", "10", nullptr, "855501009999"), "", "!unknown-line"},
      {"gone before", changed("delete_item", "7"), "", "line-gone"},
      {"whole order, said at a line", changed("cancel_order", "2"), "", "!change-code"},
      {"rejection", changed("reject_change", "2"), "", "!change-code"},
      {"transfer", changed("transfer_item", "2"), "", "!change-code"},
      {"of an announcement", changed("change_of_revised", "2"), "", "!change-code"},
      {"of its confirmation", changed("confirmation_of_revised", "2"), "", "!change-code"},
      {"of a first one", changed("confirmation_of_original", "2"), "", "!change-code"},
      {"a word of nobody", changed("XX", "2"), "", "!change-code"},
  };
  std::set<std::string> codes;
  for (const Row& row : rows) {
    INFO(row.name);
    const Order before = some_order();
    OrderChange asked = change();
    asked.lines = {row.line};
    const ChangedOrder after = change_order(before, asked);
    CHECK(told(before, after) == row.differences);
    CHECK(problems(after) == row.problems);
    CHECK(after.lines.size() == 1);
    CHECK(after.order.totals == Totals{});
    codes.insert(row.line.change);
  }
  for (const ChangeCode& code : change_codes())
    CHECK_MESSAGE(codes.contains(std::string(code.word)), code.word);
}

TEST_CASE("a word that no change has is told as one, a partner's code as what a person does") {
  const struct {
    const char *word, *sentence;
  } rows[] = {
      {"quantity_decreased",
       "line 2: no change of a line is called 'quantity_decreased'; did you mean "
       "'quantity_decrease'?"},
      {"make_it_better", "line 2: no change of a line is called 'make_it_better'; expected add_item, "},
      {"XX", "line 2: what 'XX' asks for cannot be done without a person"},
      {"reject_change", "line 2: what 'reject change' asks for cannot be done without a person"},
  };
  for (const auto& row : rows) {
    OrderChange asked = change();
    asked.lines = {changed(row.word, "2")};
    const ChangedOrder after = change_order(some_order(), asked);
    REQUIRE(after.problems.size() == 1);
    CHECK_MESSAGE(after.problems[0].sentence.starts_with(row.sentence), after.problems[0].sentence);
  }
}

TEST_CASE("what lies around a line that changes") {
  const Order before = some_order();
  struct Row {
    const char* name;
    std::function<void(Order&, OrderChange&, Shipped&)> arrange;
    const char *differences, *problems;
  };
  const Row rows[] = {
      {"an item that two lines have",
       [](Order& order, OrderChange& asked, Shipped&) {
         order.lines[1].ids = order.lines[0].ids;
         asked.lines = {changed("quantity_decrease", "", "10", nullptr, "855501000147")};
       },
       "", "!ambiguous-line"},
      {"more still to come than ordered",
       [](Order&, OrderChange& asked, Shipped&) {
         asked.lines = {changed("change_item", "2", "12")};
         asked.lines[0].to_receive = number("20");
       },
       "", "to-receive"},
      {"shipped in part, less wanted",
       [](Order&, OrderChange& asked, Shipped& shipped) {
         shipped["2"] = number("11");
         asked.lines = {changed("quantity_decrease", "2", "10")};
       },
       "line 2: quantity 12 -> 10", "line-shipped"},
      {"shipped in a unit that nobody converts",
       [](Order&, OrderChange& asked, Shipped& shipped) {
         shipped["2"] = std::nullopt;
         asked.lines = {changed("quantity_decrease", "2", "10")};
       },
       "line 2: quantity 12 -> 10", "line-shipped"},
      {"shipped in the unit that the change replaces",
       [](Order&, OrderChange& asked, Shipped& shipped) {
         shipped["2"] = number("1");
         asked.lines = {changed("change_item", "2", "12", "21.75")};
         asked.lines[0].unit = "CA";
       },
       "line 2: unit EA -> CA", "line-shipped"},
      {"shipped in part, as many wanted",
       [](Order&, OrderChange& asked, Shipped& shipped) {
         shipped["2"] = number("10");
         asked.lines = {changed("quantity_decrease", "2", "10")};
       },
       "line 2: quantity 12 -> 10", ""},
      {"shipped, and another item wanted",
       [](Order&, OrderChange& asked, Shipped& shipped) {
         shipped["2"] = number("1");
         asked.lines = {changed("replace_item", "2", "12", "21.75", "855501000314")};
       },
       "line 2: id upc 855501000215 -> 855501000314", "line-shipped"},
      {"shipped and deleted",
       [](Order&, OrderChange& asked, Shipped& shipped) {
         shipped["2"] = number("1");
         asked.lines = {changed("delete_item", "2")};
       },
       "line 2 deleted: 12 EA upc 855501000215 at 21.75", "line-shipped"},
      {"schedules that no longer add up",
       [](Order& order, OrderChange& asked, Shipped&) {
         order.lines[1].schedules.resize(2);
         for (Schedule& schedule : order.lines[1].schedules) schedule.quantity = number("6");
         asked.lines = {changed("quantity_decrease", "2", "10")};
       },
       "line 2: quantity 12 -> 10", "parts-differ"},
      {"stores that no longer add up",
       [](Order& order, OrderChange& asked, Shipped&) {
         order.lines[1].distribution = {{.unit = "EA",
                                         .location_kind = "assigned_by_buyer",
                                         .area = "",
                                         .stores = {{"1", number("5")}, {"2", number("7")}}}};
         asked.lines = {changed("quantity_decrease", "2", "10")};
       },
       "line 2: quantity 12 -> 10", "parts-differ"},
      {"schedules that come with it",
       [](Order& order, OrderChange& asked, Shipped&) {
         order.lines[1].schedules.resize(1);
         order.lines[1].schedules[0].quantity = number("12");
         asked.lines = {changed("quantity_decrease", "2", "10")};
         asked.lines[0].schedules.resize(1);
         asked.lines[0].schedules[0].quantity = number("10");
       },
       "line 2: quantity 12 -> 10; line 2: schedule quantity 12 -> 10", ""},
      {"no line left",
       [](Order& order, OrderChange& asked, Shipped&) {
         order.lines.resize(1);
         asked.lines = {changed("delete_item", "1")};
       },
       "line 1 deleted: 24 EA upc 855501000147 at 12.5", "no-lines-left"},
      {"a line twice",
       [](Order&, OrderChange& asked, Shipped&) {
         asked.lines = {changed("quantity_decrease", "2", "10"), changed("price_change", "2", nullptr, "20")};
       },
       "line 2: quantity 12 -> 10; line 2: price 21.75 -> 20", ""},
      {"two new lines without numbers",
       [](Order&, OrderChange& asked, Shipped&) {
         asked.lines = {changed("add_item", "", "1"), changed("add_item", "", "2")};
       },
       "line 4 added: 1; line 5 added: 2", ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Order order = before;
    OrderChange asked = change();
    Shipped shipped;
    row.arrange(order, asked, shipped);
    const ChangedOrder after = change_order(order, asked, {.shipped = shipped});
    CHECK(told(order, after) == row.differences);
    CHECK(problems(after) == row.problems);
  }
}

TEST_CASE("what the head of a change says goes for the order") {
  const Order before = some_order();
  OrderChange asked = change();
  asked.dates = {{.kind = "ship_no_later", .date = day("2026-03-27")}};
  asked.references = {{.kind = "department",
                       .value = "42",
                       .description = "",
                       .date = {},
                       .time = {},
                       .zone = "",
                       .details = {}}};
  asked.notes = {{.kind = "general", .reference = "", .text = "Ring twice"}};
  asked.contract = "K-9";
  Party same;
  same.role = "ship_to";
  same.id = {"assigned_by_buyer", "0042"};
  asked.parties = {same};
  ChangedOrder after = change_order(before, asked);
  CHECK(told(before, after) ==
        "contract is K-9, was not given; reference department added: 42; "
        "date ship no later 2026-03-20 -> 2026-03-27; note general added: Ring twice");
  CHECK(after.order.parties == before.parties);  // its address stays
  CHECK(problems(after).empty());

  asked = change();
  Party other;
  other.role = "ship_to";
  other.id = {"assigned_by_buyer", "0043"};
  asked.parties = {other};
  after = change_order(before, asked);
  CHECK(told(before, after) ==
        "party ship to name Store 42 removed; party ship to id 0042 -> 0043; "
        "party ship to address city Riverton removed");
}

TEST_CASE("a cancellation leaves no order, and asks where something was shipped") {
  for (const char* purpose : {"cancel", "cancel_to_reissue"}) {
    ChangedOrder after = change_order(some_order(), change(purpose));
    CHECK(after.cancelled);
    CHECK(after.order == Order{});
    CHECK(problems(after).empty());
    after = change_order(some_order(), change(purpose), {.shipped = {{"1", number("2")}}});
    CHECK(problems(after) == "line-shipped");
  }
}

TEST_CASE("a replacement is all of the order that is left") {
  const Order before = some_order();
  OrderChange asked = change("replace");
  asked.lines = {changed("change_item", "1", "20", "12.50", "855501000147", "2026-03-20"),
                 changed("delete_item", "2"), changed("add_item", "9", "5")};
  asked.lines[0].unit = "EA";
  const ChangedOrder after = change_order(before, asked, {.shipped = {{"003", number("1")}}});
  CHECK(told(before, after) ==
        "line 1: quantity 24 -> 20; line 9 added: 5; line 2 deleted: 12 EA upc 855501000215 at 21.75; "
        "line 003 deleted: 48 EA upc 855501000383 at 4.95");
  CHECK(problems(after) == "line-shipped");
  CHECK(after.lines == std::vector<std::string>{"1", "2", "9"});
}

TEST_CASE("sentences name the line, both values and what is done when a person lets it through") {
  OrderChange asked = change();
  asked.lines = {changed("quantity_increase", "2", "10")};
  const ChangedOrder after = change_order(some_order(), asked);
  REQUIRE(after.problems.size() == 1);
  CHECK(after.problems[0].line == "2");
  CHECK(after.problems[0].sentence == "line 2: 'quantity increase', but 12 were ordered and 10 are wanted");
  CHECK(after.problems[0].next.ends_with("released, the quantity is as it came"));
  CHECK(after.possible());
}

TEST_CASE("who was answered less may ask once more for what he ordered") {
  OrderChange asked = change();
  asked.lines = {changed("quantity_increase", "1", "24")};
  CHECK(problems(change_order(some_order(), asked)) == "quantity-direction");
  CHECK(problems(change_order(some_order(), asked, {.accepted = {{"1", number("20")}}})).empty());
}

TEST_CASE("the item that was ordered means its line where another one comes") {
  Order before = some_order();
  before.lines[0].ids = {{"vendor_part", "NEW"}, {"upc", "855501000999"}};
  const OrderPast past{.named = {{"1", {{"upc", "855501000147"}}}}};
  for (const bool numbered : {true, false}) {
    INFO(numbered);
    OrderChange asked = change();
    asked.lines = {changed("quantity_increase", "1", "30")};
    asked.lines[0].ids = {{"upc", "855501000147"}};
    if (!numbered) asked.lines[0].assigned_id.clear();
    const ChangedOrder after = change_order(before, asked, past);
    CHECK(problems(after).empty());
    CHECK(after.order.lines[0].ids == before.lines[0].ids);
    CHECK(after.lines == std::vector<std::string>{"1"});
    CHECK(after.substituted == std::vector<std::string>{"1"});
  }
}

TEST_CASE("another item takes all numbers of the line with it") {
  Order before = some_order();
  before.lines[0].ids = {{"vendor_part", "OLD"}, {"upc", "855501000147"}};
  OrderChange asked = change();
  asked.lines = {changed("quantity_increase", "1", "30")};
  asked.lines[0].ids = {{"upc", "855501000999"}};
  const ChangedOrder after = change_order(before, asked);
  CHECK(problems(after) == "item-differs");
  CHECK(after.order.lines[0].ids == asked.lines[0].ids);
}

TEST_CASE("an order sent once more is a change of what it names") {
  Order again = some_order();
  again.purpose = "change";
  again.lines.pop_back();
  again.lines[0].quantity = number("30");
  const OrderChange asked = change_of(again);
  CHECK(asked.purpose == "change");
  CHECK(asked.lines.size() == 2);
  const ChangedOrder after = change_order(some_order(), asked);
  CHECK(told(some_order(), after) == "line 1: quantity 24 -> 30");
  CHECK(problems(after) == "line-not-named");
}

TEST_CASE("equal orders do not differ, however their digits are written") {
  Order other = some_order();
  other.lines[0].quantity = number("24.000");
  CHECK(differences(some_order(), other).empty());
}

}  // namespace
}  // namespace transom
