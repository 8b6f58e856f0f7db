// Expressions over documents: what rules ask. Evaluation, and the exact complaint where one does not fit.
#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>

#include "transom/expression.hpp"
#include "transom/failure.hpp"

using namespace transom;

namespace {

Order sample() {
  Order order;
  order.number = "4711";
  order.test = false;
  order.currency = "USD";
  order.purpose = "original";
  order.ordered = Date{2026, 3, 2};
  order.parties.push_back({.role = "ship_to", .name = "Store 42", .id = {"assigned_by_buyer", "0042"}});
  order.parties.back().address.lines = {"1 Main St", "Dock 7"};
  order.parties.push_back({.role = "bill_to", .name = "Head Office"});
  order.dates.push_back({.kind = "ship_no_later", .date = Date{2026, 3, 20}});
  const auto line = [&](const char* number, const char* quantity, const char* price, const char* unit) {
    OrderLine& l = order.lines.emplace_back();
    l.number = number;
    l.quantity = Decimal::parse(quantity);
    if (*price != '\0') l.price = Decimal::parse(price);
    l.unit = unit;
  };
  line("1", "12", "19.95", "EA");
  line("2", "3", "100", "CA");
  line("3", "1.5", "", "EA");
  return order;
}

MapContext context() {
  MapContext out;
  out.partner = {"acme", "Acme Stores", "USD", "01", "123456789"};
  out.us = {"", "Ourselves", "", "ZZ", "US"};
  out.now = *Instant::parse_iso("2026-03-05T09:30:00Z");
  return out;
}

struct Row {
  const char* text;
  const char* want;
};

std::string value_of(const char* text, bool line = false, const TablePaths& tables = {}) {
  const Order order = sample();
  const Shape* shapes[] = {&Order::shape(), &OrderLine::shape()};
  const void* records[] = {&order, &order.lines[1]};
  const std::size_t n = line ? 2 : 1;
  try {
    const auto expr = compile_expression(text, {"rules.yaml", 4, 9}, Scopes(shapes, n), tables);
    return expr.text(Records(records, n), context());
  } catch (const Failure& failure) {
    return failure.what();
  }
}

}  // namespace

TEST_CASE("expressions on documents: values") {
  const Row rows[] = {
      {"number", "4711"},
      {"parties[ship_to].name", "Store 42"},
      {"parties[role=bill_to].name", "Head Office"},
      {"parties[ship_to|bill_to].name | count", "2"},
      {"parties[vendor].name", ""},
      {"parties[vendor].name ?? parties[bill_to].name", "Head Office"},
      {"parties[ship_to].address.lines | join(\", \")", "1 Main St, Dock 7"},
      {"dates[ship_no_later].date", "2026-03-20"},
      {"dates[ship_no_later].date - ordered", "18"},
      {"ordered + 30", "2026-04-01"},
      {"ordered - 2", "2026-02-28"},
      {"ordered | format(\"MM/DD/YY\")", "03/02/26"},
      {"ordered | weekday", "1"},
      {"\"03/02/2026\" | date(\"MM/DD/YYYY\")", "2026-03-02"},
      {"today", "2026-03-05"},
      {"now | format(\"hh:mm\")", "09:30"},
      {"partner.name", "Acme Stores"},
      {"us.qualifier + us.id", "ZZUS"},
      {"lines.quantity", "12"},
      {"lines.quantity | sum", "16.5"},
      {"sum(lines.quantity)", "16.5"},
      {"sum(lines, quantity * price)", "539.40"},
      {"count(lines)", "3"},
      {"count(lines, unit = \"EA\")", "2"},
      {"any(lines, absent(price))", "yes"},
      {"all(lines, quantity > 0)", "yes"},
      {"max(lines, quantity)", "12"},
      {"lines.quantity | min", "1.5"},
      {"lines.unit | distinct | join(\"/\")", "EA/CA"},
      {"lines.number | nth(2)", "2"},
      {"lines.number | last", "3"},
      {"1.10 + 2", "3.10"},
      {"10 / 4", "2.5"},
      {"1 / 3", "0.3333333333"},
      {"1 / 0", ""},
      {"2 - 3 * -1", "5"},
      {"19.955 | round(2)", "19.96"},
      {"-19.955 | round(2)", "-19.96"},
      {"99999999999999999999999999999999999 * 99999", ""},
      {"\"12.5\" | number", "12.5"},
      {"\"12x5\" | number", ""},
      {"\"1234\" | implied(2)", "12.34"},
      {"1.500 | plain", "1.5"},
      {"number + \"-\" + currency", "4711-USD"},
      {"number + type", ""},
      {"\"PO\" + 7", "PO7"},
      {"currency | lower", "usd"},
      {"number | pad(8)", "00004711"},
      {"number | pad(8, \"*\")", "****4711"},
      {"number | pad_right(6) | replace(\" \", \".\")", "4711.."},
      {"number | cut(2)", "47"},
      {"number | substring(2, 2)", "71"},
      {"number | substring(3)", "11"},
      {"\"a-b--c\" | split(\"-\") | nth(3)", "c"},
      {"\"the quick brown fox\" | wrap(10) | join(\"|\")", "the quick|brown fox"},
      {"\"(555) 010-7788\" | digits", "5550107788"},
      {"\"\xc3\xbc\" | length", "1"},
      {"\"AB-123\" | matches(\"AB-*\")", "yes"},
      {"\"AB-123\" | matches(\"AB-??\")", "no"},
      {"currency in (\"USD\", \"CAD\")", "yes"},
      {"number in (4711, 4712)", "yes"},
      {"lines.quantity in (12.0)", "yes"},
      {"currency not in (\"EUR\")", "yes"},
      {"type = \"blanket\"", "no"},
      {"type != \"blanket\"", "yes"},
      {"not present(type) and present(parties)", "yes"},
      {"present(exchange)", "no"},
      {"absent(parties[vendor])", "yes"},
      {"if count(lines) > 2 then \"big\" else \"small\"", "big"},
      {"if no then 1", ""},
      {"(if yes then 1 else 2) + 1", "2"},
      {"ordered > \"2026-03-01\"", "yes"},
      {"ordered >= today", "no"},
      {"test | yes_no(\"T\", \"P\")", "P"},
      {"\"Y\" | yes_no(\"Y\", \"N\")", "yes"},
      {"none ?? 5", "5"},
      {"totals.amount ?? 0 | text", "0"},
      {"lines.number | join(\"+\") | split(\"+\") | count", "3"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(value_of(row.text) == std::string(row.want));
  }
}

TEST_CASE("expressions on documents: inside a line") {
  const Row rows[] = {
      {"number", "2"},
      {"/number", "4711"},
      {"../currency", "USD"},
      {"quantity * price", "300"},
      {"price > /totals.amount", "no"},
      {"quantity = /lines.quantity", "no"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(value_of(row.text, true) == std::string(row.want));
  }
}

TEST_CASE("expressions on documents: exact complaints") {
  const Row rows[] = {
      {"numbre", "rules.yaml:4:9: order has no field 'numbre'; did you mean 'number'?"},
      {"parties[ship_to].nam", "rules.yaml:4:26: party has no field 'nam'; did you mean 'name'?"},
      {"parties[shipto].name", "rules.yaml:4:17: no role is called 'shipto'; did you mean 'ship_to'?"},
      {"number[x]", "rules.yaml:4:15: number is no list: nothing to choose from"},
      {"number.x", "rules.yaml:4:16: nothing lies below number"},
      {"number * 2", "rules.yaml:4:9: number is a text; expected a number; write | number"},
      {"quantity", "rules.yaml:4:9: order has no field 'quantity'"},
      {"ordered + number", "rules.yaml:4:19: number is a text; expected a number; write | number"},
      {"ordered = number", "rules.yaml:4:19: number is a text; expected a date; write | date"},
      {"number < lines.quantity",
       "rules.yaml:4:16: compares a text with a number; write | number behind the text"},
      {"ordered > \"soon\"", "rules.yaml:4:19: \"soon\" is no date"},
      {"ordered + \"x\" + currency", "rules.yaml:4:19: \"x\" is no number"},
      {"number | trimm", "rules.yaml:4:18: there is no function 'trimm'; did you mean 'trim'?"},
      {"number | pad",
       "rules.yaml:4:18: pad takes at least 2 arguments in all, not 1; what stands before | counts as the "
       "first"},
      {"number | pad(\"x\")", "rules.yaml:4:22: \"x\" is no number"},
      {"lines",
       "rules.yaml:4:9: lines is a group of fields; expected a value; name one of its elements or fields"},
      {"[number, currency]",
       "rules.yaml:4:9: this is a list; expected one value; write | first, or | join(\", \")"},
      {"number | table(nope)", "rules.yaml:4:24: there is no table 'nope'"},
      {"if number then 1",
       "rules.yaml:4:12: number is a text; expected a yes or no; compare it, or write present(...)"},
      {"any(lines)", "rules.yaml:4:9: any needs records and a condition; such as any(lines, quantity > 0)"},
      {"../number", "rules.yaml:4:9: ../ leads out of the document"},
      {"base", "rules.yaml:4:9: there is nothing below to refer to; base is what the extended map says here"},
      {"test", "no"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const std::string got = value_of(row.text);
    CHECK(got.substr(0, std::string(row.want).size()) == std::string(row.want));
  }
}

TEST_CASE("expressions on documents: reference tables") {
  const std::string path = "/tmp/transom_stores_test.csv";
  std::ofstream(path) << "id,name,region\n0042,\"Store 42, North\",N\n0043,Other,S\n";
  const TablePaths tables = {{"stores", path}};
  const Row rows[] = {
      {"parties[ship_to].id.value | table(stores)", "Store 42, North"},
      {"parties[ship_to].id.value | table(stores, region)", "N"},
      {"parties[ship_to].id.value in table(stores)", "yes"},
      {"\"0099\" not in table(stores)", "yes"},
      {"\"0099\" | table(stores) ?? \"unknown\"", "unknown"},
      {"\"x\" | table(stroes)", "rules.yaml:4:21: there is no table 'stroes'; did you mean 'stores'?"},
      {"\"x\" | table(stores, regoin)",
       "rules.yaml:4:29: table stores has no column 'regoin'; did you mean 'region'?"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(value_of(row.text, false, tables) == std::string(row.want));
  }
  std::remove(path.c_str());
}

TEST_CASE("conditions hold or do not, and must be one") {
  const Order order = sample();
  const Shape* shapes[] = {&Order::shape()};
  const void* records[] = {&order};
  const auto holds = [&](const char* text) {
    return compile_condition(text, {"rules.yaml", 4, 9}, shapes).holds(records, context());
  };
  CHECK(holds("count(lines) = 3"));
  CHECK_FALSE(holds("type = \"blanket\""));
  CHECK_THROWS_WITH(
      (void)compile_condition("number", {"rules.yaml", 4, 9}, shapes),
      "rules.yaml:4:9: number is a text; expected a yes or no; compare it, or write present(...)");
}
