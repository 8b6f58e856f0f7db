// JSON out and in: the canonical form, every field both ways, and what a person is told about a wrong one.
#include <doctest/doctest.h>

#include <algorithm>

#include "transom/json.hpp"
#include "unit/order/random_document.hpp"

namespace transom {
namespace {

Order small_order() {
  Order order;
  order.partner = "acme";
  order.number = "PO-4711";
  order.type = "stand_alone";
  order.purpose = "original";
  order.ordered = Date{2026, 3, 2};
  TradeDate& date = order.dates.emplace_back();
  date.kind = "ship_no_later";
  date.date = Date{2026, 3, 9};
  date.time = Time{17, 5};
  order.terms.resize(1);
  order.terms[0].net_days = 30;
  OrderLine& line = order.lines.emplace_back();
  line.number = "1";
  line.quantity = Decimal::whole(12);
  line.unit = "EA";
  line.price = Decimal(19950, 3);
  line.ids = {{"upc", "012345678905"}};
  order.totals.line_count = 1;
  return order;
}

constexpr std::string_view small_text =
    R"({"document":"order","schema":1,"partner":"acme","number":"PO-4711","type":"stand_alone",)"
    R"("purpose":"original","ordered":"2026-03-02",)"
    R"("dates":[{"kind":"ship_no_later","date":"2026-03-09","time":"17:05"}],)"
    R"("terms":[{"net_days":30}],)"
    R"("lines":[{"number":"1","quantity":"12","unit":"EA","price":"19.950",)"
    R"("ids":[{"kind":"upc","value":"012345678905"}]}],"totals":{"line_count":1}})";

TEST_CASE("the canonical form: kind and schema first, shape's order, absent left out, digits as held") {
  CHECK(to_json(small_order()) == small_text);
  const JsonDocuments read = read_json(small_text);
  REQUIRE(read.ok());
  REQUIRE(read.documents.size() == 1);
  CHECK(std::get<Order>(read.documents[0]) == small_order());
}

TEST_CASE("for people there are lines and two blanks a level") {
  OrderResponse response;
  response.order_number = "1";
  response.lines.resize(1);
  response.lines[0].answers.resize(1);
  response.lines[0].answers[0].status = "accepted";
  CHECK(to_json(response, JsonStyle::pretty) ==
        "{\n  \"document\": \"order_response\",\n  \"schema\": 1,\n  \"order_number\": \"1\",\n"
        "  \"lines\": [\n    {\n      \"answers\": [\n        {\n          \"status\": \"accepted\"\n"
        "        }\n      ]\n    }\n  ]\n}");
}

TEST_CASE("whatever a shape can hold comes back from JSON as it was") {
  RandomDocuments documents(20260302);
  std::size_t bytes = 0;
  for (int i = 0; i < 2000; ++i) {
    const BusinessDocument document = documents.next();
    const JsonStyle style = i % 2 == 0 ? JsonStyle::compact : JsonStyle::pretty;
    const std::string text = to_json(document, style);
    bytes += text.size();
    const JsonDocuments read = read_json(text);
    INFO("document ", i);
    REQUIRE_MESSAGE(read.ok(), read.problems.front().text());
    REQUIRE(read.documents.size() == 1);
    REQUIRE(read.documents[0] == document);
    REQUIRE(to_json(read.documents[0], style) == text);  // digits, too
  }
  CHECK(bytes > 2000000);
}

TEST_CASE("several documents in one list, written by one writer") {
  std::string text;
  JsonWriter writer(text);
  writer.array();
  write_json(writer, small_order());
  write_json(writer, BusinessDocument(small_order()));
  writer.end();
  CHECK(text == "[" + std::string(small_text) + "," + std::string(small_text) + "]");
  CHECK(read_json(text).documents.size() == 2);
  CHECK(read_json("[]").ok());
  CHECK(read_json("[]").documents.empty());
}

TEST_CASE("what is taken although the canonical form is another") {
  const struct {
    std::string name;
    const char* text;
  } rows[] = {
      {"kind and schema behind", R"({"order_number":"1","ordered":"2026-03-02","kind":"accepted",)"
                                 R"("schema":1,"document":"order_response"})"},
      {"byte order mark",
       "\xef\xbb\xbf"
       R"({"document":"order_response","schema":1,"order_number":"1",)"
       R"("ordered":"2026-03-02","kind":"accepted"})"},
      {"empty text and lists are absent",
       R"({"document":"order_response","schema":1,"order_number":"1",)"
       R"("ordered":"2026-03-02","kind":"accepted","contract":"","notes":[]})"},
      {"escapes in keys", R"({"docu\u006dent":"order_response","schema":1,"order_number":"1",)"
                          R"("ordered":"2026-03-02","kind":"accepted"})"},
  };
  OrderResponse want;
  want.order_number = "1";
  want.ordered = Date{2026, 3, 2};
  want.kind = "accepted";
  for (const auto& row : rows) {
    INFO(row.name);
    const JsonDocuments read = read_json(row.text);
    REQUIRE_MESSAGE(read.ok(), read.problems.front().text());
    CHECK(read.documents.at(0) == BusinessDocument(want));
  }
}

// A response with `fields` behind what every response needs.
std::string response_with(std::string_view fields) {
  return R"({"document":"order_response","schema":1,"order_number":"1","ordered":"2026-03-02","kind":"accepted",)" +
         std::string(fields) + "}";
}

TEST_CASE("a wrong field is named by its path, with what was found and what was expected") {
  const struct {
    std::string fields;
    const char* want;
  } rows[] = {
      {R"("lines":[{"number":"1","quantity":12.5}])",
       R"(lines[0].quantity: found the number 12.5; expected a decimal in quotes, such as "12.50")"},
      {R"("lines":[{"number":"1"},{"number":"2","quantity":"twelve"}])",
       R"(lines[1].quantity: found the text "twelve"; expected a decimal in quotes, such as "12.50")"},
      {R"("answered":"2026-02-30")",
       R"(answered: found the text "2026-02-30"; expected a date in quotes, such as "2026-03-02")"},
      {R"("answered":20260302)",
       R"(answered: found the number 20260302; expected a date in quotes, such as "2026-03-02")"},
      {R"("dates":[{"kind":"shipped","time":"25:00"}])",
       R"(dates[0].time: found the text "25:00"; expected a time in quotes, such as "17:05")"},
      {R"("totals":{"line_count":"3"})",
       R"(totals.line_count: found the text "3"; expected a whole number without quotes, such as 3)"},
      {R"("totals":{"line_count":3.0})",
       R"(totals.line_count: found the number 3.0; expected a whole number without quotes, such as 3)"},
      {R"("test":"yes")", R"(test: found the text "yes"; expected true or false)"},
      {R"("test":null)", R"(test: found null; expected true or false, or no such field)"},
      {R"("contract":true)", R"(contract: found true; expected text in quotes)"},
      {R"("contract":{"a":[{}]})", R"(contract: found an object; expected text in quotes)"},
      {R"("contract":["a"])", R"(contract: found a list; expected text in quotes)"},
      {R"("lines":{"number":"1"})", R"(lines: found an object; expected a list of objects)"},
      {R"("lines":["1"])", R"(lines[0]: found the text "1"; expected an object)"},
      {R"("totals":[])", R"(totals: found a list; expected an object)"},
      {R"("parties":[{"role":"buyer","more_names":["a",7]}])",
       R"(parties[0].more_names[1]: found the number 7; expected text in quotes)"},
      {R"("lines":[{"number":"1","quantitty":"12"}])",
       R"(lines[0].quantitty: unknown field; did you mean 'quantity'?)"},
      {R"("lines":[{"number":"1","unit":"EA","unit":"CA"}])", R"(lines[0].unit: given twice; expected once)"},
      {R"("document":"order_response")", R"(document: given twice; expected once)"},
      {R"("schema":1)", R"(schema: given twice; expected once)"},
      {R"("lines":[{"unit":"EA"}])",
       R"(lines[0].number: missing; expected text in quotes: Number of the order's line.)"},
      {R"("lines":[{"number":""}])", R"(lines[0].number: found the text ""; expected text in quotes)"},
      {R"("parties":[{"role":"buyer","id":{"kind":"duns"}}])",
       R"(parties[0].id.value: missing; expected text in quotes: The number or code itself.)"},
      {R"("lines":[{"number":"1","distribution":[{"stores":[]}]}])",
       R"(lines[0].distribution[0].stores: found an empty list; expected one entry or more: The stores and their quantities.)"},
      {R"("lines":[{"number":"1","\u001b[31m":"x"}])",
       R"(lines[0].\x1b[31m: unknown field; expected one that `transom schema order_response` names)"},
      {R"("lines":[{"number":"1","qty":"12"}])", R"(lines[0].qty: unknown field; did you mean 'quantity'?)"},
  };
  for (const auto& row : rows) {
    INFO(row.fields);
    const JsonDocuments read = read_json(response_with(row.fields));
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].text() == row.want);
  }
}

TEST_CASE("what is wrong with the text as a whole") {
  const struct {
    std::string name;
    std::string_view text;
    std::string_view want;
  } rows[] = {
      {"nothing", "",
       "line 1, column 1: the text ends too early; expected one document '{...}' or a list of documents "
       "'[...]'"},
      {"cut", "{\"document\":\n \"ord",
       "line 2, column 6: the text ends too early; expected '\"' behind the last text"},
      {"cut behind a name", "{\"document\"",
       "line 1, column 12: the text ends too early; expected ':' behind the name"},
      {"cut behind a value", "{\"document\":\"order\"",
       "line 1, column 20: the text ends too early; expected ',' before the next name, or '}'"},
      {"two documents", "[] []",
       "line 1, column 4: something follows the document; expected one document or one list of documents"},
      {"a comma too many", "[\n{},\n]",
       "line 3, column 1: found ']'; expected a value: text in double quotes, a number, true, false, a list "
       "or an "
       "object"},
      {"a comma behind the last field", "{\"document\": \"order\", }",
       "line 1, column 23: found '}'; expected a name in double quotes"},
      {"no comma", "{\"document\": \"order\"\n \"schema\": 1}",
       "line 2, column 2: found '\"'; expected ',' before the next name, or '}'"},
      {"no comma in a list", "[{} {}]",
       "line 1, column 5: found '{'; expected ',' before the next value, or ']'"},
      {"no colon", "{\"document\" \"order\"}", "line 1, column 13: found '\"'; expected ':' behind the name"},
      {"no value", "{\"document\": }",
       "line 1, column 14: found '}'; expected a value: text in double quotes, a number, true, false, a list "
       "or "
       "an object"},
      {"no quotes", "{document: \"order\"}",
       "line 1, column 2: found document; expected names and texts in double quotes"},
      {"other quotes", "{'document': 'order'}",
       "line 1, column 2: found '; expected names and texts in double quotes"},
      {"a word of another language", "{\"test\": True}", "line 1, column 10: found True; did you mean true?"},
      {"a word misspelt", "{\"test\": flase}", "line 1, column 10: found flase; did you mean false?"},
      {"a comment", "{ // order\n}", "line 1, column 3: found a comment; JSON has none: take it out"},
      {"a number with a zero before", "{\"schema\": 01}",
       "line 1, column 13: a number begins with 0; expected it without, or in double quotes"},
      {"a line break in a text", "{\"number\": \"PO\n1\"}",
       "line 1, column 15: a text goes over the end of its line; expected '\"' before that, or \\n for a "
       "line "
       "break in it"},
      {"an escape that is none", "{\"number\": \"C:\\orders\"}",
       "line 1, column 16: found \\o; expected \\\\ for a backslash in a text"},
      {"X12", "ISA*00*",
       "line 1, column 1: this is no JSON; expected one document '{...}' or a list of documents '[...]'"},
      {"not UTF-8", "[\"Caf\xe9\"]", "line 1, column 6: byte \\xe9 is not UTF-8; expected the file in UTF-8"},
      {"a text", "\"order\"", "found the text \"order\"; expected a document, an object"},
      {"a number in the list", "[7]", "[0]: found the number 7; expected a document, an object"},
      {"a list in the list", "[[]]", "[0]: found a list; expected a document, an object"},
      {"no kind", "{\"number\":\"1\"}",
       "document: missing; expected order or order_response or shipment or invoice or order_change"},
      {"kind in the list", "[{\"document\":\"ordr\"}]",
       "[0].document: found the text \"ordr\"; did you mean 'order'?"},
      {"kind no text", "{\"document\":1}",
       "document: missing; expected order or order_response or shipment or invoice or order_change"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const JsonDocuments read = read_json(row.text);
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].text() == row.want);
  }
  CHECK(read_json(R"({"document":"order","schema":2})").problems.at(0).text() ==
        "schema: found the number 2; expected 1");
  CHECK(read_json(R"({"document":"order"})").problems.back().text() == "schema: missing; expected 1");
}

TEST_CASE("one wrong field hides no other, and documents beside a wrong one are read") {
  std::string text = "[" +
                     response_with(R"("test":1,"lines":[{"a":1,"number":2,"b":{"number":[]}}],"c":[])") +
                     "," + response_with("\"contract\":\"C\"") + "]";
  const JsonDocuments read = read_json(text);
  std::string paths;
  for (const JsonProblem& problem : read.problems) paths += problem.path + "|";
  CHECK(paths == "[0].test|[0].lines[0].a|[0].lines[0].number|[0].lines[0].b|[0].c|");
  REQUIRE(read.documents.size() == 2);
  CHECK(std::all_of(read.problems.begin(), read.problems.end(),
                    [](const JsonProblem& problem) { return problem.document == 1; }));
  CHECK_FALSE(read.cut);
  CHECK(std::get<OrderResponse>(read.documents[1]).contract == "C");
}

TEST_CASE("a problem tells of which document it is, or that it is of the text") {
  const std::string good = response_with("\"contract\":\"C\"");
  const struct {
    std::string name, text;
    std::size_t want;
  } rows[] = {
      {"a field of the second", "[" + good + "," + response_with("\"a\":1") + "]", 2},
      {"alone", response_with("\"a\":1"), 1},
      {"of no known kind", "[" + good + R"(,{"document":"ordr"}])", 0},
      {"no document at all", "[" + good + ",1]", 0},
      {"no JSON", "[" + good + ",", 0},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const JsonDocuments read = read_json(row.text);
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].document == row.want);
  }
}

TEST_CASE("limits: bytes, depth, records, problems") {
  CHECK(read_json("[          ]", {.bytes = 5}).problems.at(0).text() == "12 bytes; expected at most 5");
  CHECK(read_json("[[[[]]]]", {.depth = 3}).problems.at(0).text() ==
        "line 1, column 4: nested too deep; expected at most 3 levels");
  CHECK(read_json(std::string(1000000, '[')).problems.size() == 1);

  std::string many = R"("lines":[)";
  for (int i = 0; i < 1000; ++i) many += "{},";
  many.back() = ']';
  const auto read = read_json(response_with(many), {.records = 20 * sizeof(ResponseLine)});
  CHECK(std::get<OrderResponse>(read.documents.at(0)).lines.size() == 20);
  CHECK(read.problems.at(20).text() == "lines[20]: too many entries to hold; expected a smaller text");
  CHECK(read.problems.size() == 21);
  CHECK(read.cut);
  CHECK(read_json(response_with(many)).problems.size() == 100);
  CHECK(read_json(response_with(many)).cut);
}

// Every document of the property test is cut and bent; nothing may throw, hang or be taken by mistake.
TEST_CASE("damaged text never throws") {
  RandomDocuments documents(7);
  std::mt19937 random(7);
  std::size_t refused = 0;
  for (int i = 0; i < 300; ++i) {
    std::string text = to_json(documents.next());
    const std::string whole = text;
    for (int n = 0; n < 3; ++n) text[random() % text.size()] = static_cast<char>(random());
    refused += read_json(text).ok() ? 0 : 1;
    CHECK_FALSE(read_json(std::string_view(whole).substr(0, random() % whole.size())).ok());
  }
  CHECK(refused > 200);
}

TEST_CASE("text in JSON: escaped where it must be, always UTF-8") {
  const struct {
    std::string_view text;
    std::string_view want;
  } rows[] = {
      {"", R"("")"},
      {"plain", R"("plain")"},
      {"exactly8", R"("exactly8")"},
      {"a \"b\" \\ /", R"("a \"b\" \\ /")"},
      {"1234567\"", R"("1234567\"")"},
      {std::string_view("\0\x01\x1f\n\r\t\x7f", 7), "\"\\u0000\\u0001\\u001f\\n\\r\\t\x7f\""},
      {"Caf\xc3\xa9", "\"Caf\xc3\xa9\""},
      {"Caf\xe9\n", "\"Caf\xc3\xa9\\n\""},
  };
  for (const auto& row : rows) {
    std::string out;
    append_json_text(out, row.text);
    CHECK(out == row.want);
  }
}

TEST_CASE("the writer sets commas and lines for any JSON") {
  const auto write = [](JsonStyle style) {
    std::string out;
    JsonWriter writer(out, style);
    writer.object()
        .key("a")
        .number(-7)
        .key("b")
        .array()
        .flag(true)
        .null()
        .value("x")
        .array()
        .end()
        .object()
        .end();
    writer.end().key("c").object().end().end();
    return out;
  };
  CHECK(write(JsonStyle::compact) == R"({"a":-7,"b":[true,null,"x",[],{}],"c":{}})");
  CHECK(
      write(JsonStyle::pretty) ==
      "{\n  \"a\": -7,\n  \"b\": [\n    true,\n    null,\n    \"x\",\n    [],\n    {}\n  ],\n  \"c\": {}\n}");
}

}  // namespace
}  // namespace transom
