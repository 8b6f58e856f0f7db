// A shipment's levels: they lie in each other as goods are packed, in every order, and JSON keeps them so.
#include <doctest/doctest.h>

#include "transom/json.hpp"

namespace transom {
namespace {

constexpr std::string_view head =
    R"({"document":"shipment","schema":1,"number":"SHP1","purpose":"original","created":"2026-03-02",)";

TEST_CASE("the same goods in every hierarchy are read and printed as they nest") {
  const struct {
    std::string name;
    std::string levels;
  } rows[] = {
      {"pick and pack",
       R"("orders":[{"number":"PO1","packs":[{"marks":[{"kind":"sscc","value":"006141411234567890"}],)"
       R"("items":[{"quantity":"12","unit":"EA","ids":[{"kind":"upc","value":"012345678905"}]}]}]}])"},
      {"standard pack", R"("orders":[{"number":"PO1","items":[{"quantity":"12","unit":"EA","packs":[)"
                        R"({"marks":[{"kind":"sscc","value":"006141411234567890"}],"quantity":"6"}]}]}])"},
      {"with tares",
       R"("orders":[{"number":"PO1","tares":[{"pallet":{"tiers":4},"packs":[{"items":[{"quantity":"1"}]}],)"
       R"("items":[{"quantity":"2"}]}]}])"},
      {"standard pack on tares",
       R"("orders":[{"number":"PO1","items":[{"quantity":"12","tares":[{"packs":[{"quantity":"6"}]}]}]}])"},
      {"a tare over several orders",
       R"("tares":[{"orders":[{"number":"PO1","items":[{"quantity":"1"}]},{"number":"PO2",)"
       R"("packs":[{"items":[{"quantity":"2"}]}]}]}])"},
      {"a pack over several orders",
       R"("packs":[{"orders":[{"number":"PO1","items":[{"quantity":"1"}]},{"number":"PO2"}]}])"},
      {"no cartons", R"("orders":[{"number":"PO1","items":[{"quantity":"1"}]}])"},
      {"items alone", R"("order":{"number":"PO1"},"items":[{"quantity":"1"}])"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const std::string text = std::string(head) + row.levels + "}";
    const JsonDocuments read = read_json(text);
    for (const JsonProblem& problem : read.problems) FAIL_CHECK(problem.text());
    REQUIRE(read.documents.size() == 1);
    CHECK(to_json(read.documents[0]) == text);
  }
}

TEST_CASE("what is missing or unknown is named by its way through the levels") {
  const struct {
    std::string levels, want;
  } rows[] = {
      {R"("orders":[{"packs":[{"items":[{"quantity":"1"}]}]}])",
       "orders[0].number: missing; expected text in quotes: Purchase order number."},
      {R"("tares":[{"packs":[{"items":[{}]}]}])",
       "tares[0].packs[0].items[0].quantity: missing; expected a decimal in quotes, such as \"12.50\": How "
       "many are shipped."},
      {R"("packs":[{"sscc":"1"}])",
       "packs[0].sscc: unknown field; expected one that `transom schema shipment` names"},
      {R"("packages":[])", "packages: unknown field; did you mean 'packaging'?"},
  };
  for (const auto& row : rows) {
    const JsonDocuments read = read_json(std::string(head) + row.levels + "}");
    REQUIRE(!read.problems.empty());
    CHECK(read.problems[0].text() == row.want);
  }

  Shipment shipment;
  shipment.number = "SHP1";
  shipment.orders.resize(2);
  shipment.orders[1].number = "PO2";
  shipment.orders[1].packs.resize(1);
  shipment.orders[1].packs[0].items.resize(1);
  CHECK(missing_fields(Shipment::shape(), &shipment) ==
        std::vector<std::string>{"purpose", "created", "orders[0].number",
                                 "orders[1].packs[0].items[0].quantity"});
}

TEST_CASE("shapes that lie in each other: packs have items, items have packs") {
  const Shape& item = ShipmentItem::shape();
  const Shape& pack = ShipmentPack::shape();
  CHECK(item.find("packs")->of == &pack);
  CHECK(pack.find("items")->of == &item);
  CHECK(pack.find("orders")->of->find("tares")->of->find("items")->of == &item);

  Shipment a, b;
  a.orders.resize(1);
  a.orders[0].packs.resize(1);
  b = a;
  CHECK(a == b);
  b.orders[0].packs[0].items.resize(1);
  CHECK(a != b);
}

}  // namespace
}  // namespace transom
