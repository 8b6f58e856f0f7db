// Every named hierarchy from every form, and what cannot be said in it.
#include "order/relevel.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>

#include "order/shipment_goods.hpp"
#include "property/random.hpp"
#include "support/shipment_text.hpp"

using namespace transom;
using transom::testing::shipment_of;
using transom::testing::text_of;

namespace {

AgreedHierarchy named(std::string_view name) {
  if (name.empty()) return {};
  return find_hierarchy(name).value();
}

std::string said(const Relevelled& done) {
  if (done.wrong.empty()) return text_of(done.shipment);
  std::string out;
  for (const Disagreement& one : done.wrong) out += (out.empty() ? "" : "; ") + one.sentence;
  return out;
}

}  // namespace

TEST_CASE("hierarchies: names and levels as people write them") {
  struct {
    std::string text, word;  // "-": no such
  } rows[] = {{"pick-and-pack", "pick_and_pack"},
              {"standard-pack", "standard_pack"},
              {"no-packs", "no_packs"},
              {"pack-over-orders", "pack_over_orders"},
              {"S-O-T-P-I", "pick_and_pack"},
              {"S-O-I-P", "standard_pack"},
              {"S-O-T-I-P", "standard_pack"},
              {"S-T-O-P-I", "pick_and_pack"},
              {"S-O-T-I", "no_packs"},
              {"S-P-I", ""},
              {"S-I", ""},
              {"O-P-I", "-"},
              {"S-O-P", "-"},
              {"S-O-P-I-T", "-"},
              {"S-O-O-I", "-"},
              {"S-I-O", "-"},
              {"S-O-P-T-I", "-"},
              {"S-O-(I)-P", "-"},
              {"S-O-(P)-T-I", "-"},
              {"S-X-I", "-"},
              {"S-O--I", "-"},
              {"", "-"},
              {"pick and pack", "-"}};
  for (const auto& row : rows) {
    INFO(row.text);
    const auto found = find_hierarchy(row.text);
    CHECK((found ? found->word : "-") == row.word);
  }
}

TEST_CASE("shipments: the same goods in the hierarchy that was agreed") {
  struct {
    const char* name;
    std::string from, hierarchy, want;
  } rows[] = {
      {"as agreed stays", "O:A{P:1{I:1x12 I:2x6} P:2{I:1x12}}", "pick-and-pack",
       "O:A{P:1{I:1x12 I:2x6} P:2{I:1x12}}"},
      {"as agreed stays, equal items apart", "O:A{P:1{I:1x12 I:1x6}}", "pick-and-pack",
       "O:A{P:1{I:1x12 I:1x6}}"},
      {"cartons into items", "O:A{P:1{I:1x12} P:2{I:1x6} P:3{I:2x5}}", "standard-pack",
       "O:A{I:1x18{P:1x12 P:2x6} I:2x5{P:3x5}}"},
      {"items into cartons", "O:A{I:1x18{P:1x12 P:2x6} I:2x5{P:3x5}}", "pick-and-pack",
       "O:A{P:1{I:1x12} P:2{I:1x6} P:3{I:2x5}}"},
      {"one carton need not repeat its quantity", "O:A{I:1x18{P:1}}", "pick-and-pack", "O:A{P:1{I:1x18}}"},
      {"a carton of two items, as standard pack has to say it", "O:A{I:1x2{P:1x2} I:2x3{P:1x3}}",
       "pick-and-pack", "O:A{P:1{I:1x2 I:2x3}}"},
      {"pallets where there are some", "O:A{T:9{P:1{I:1x12}} P:2{I:1x12}}", "pick-and-pack",
       "O:A{T:9{P:1{I:1x12}} P:2{I:1x12}}"},
      {"pallets inside items", "O:A{T:9{P:1{I:1x12} P:2{I:1x12}}}", "S-O-I-T-P",
       "O:A{I:1x24{T:9{P:1x12 P:2x12}}}"},
      {"pallets around items around cartons", "O:A{T:9{P:1{I:1x12} P:2{I:1x12}}}", "standard-pack",
       "O:A{T:9{I:1x24{P:1x12 P:2x12}}}"},
      {"no cartons, by agreement", "O:A{T:9{P:1{I:1x12} P:2{I:1x12 I:2x1}}}", "no-packs",
       "O:A{I:1x24 I:2x1}"},
      {"pallets over orders", "O:A{T:9{P:1{I:1x12}}} O:B{T:9{P:2{I:1x6}}}", "S-T-O-P-I",
       "T:9{O:A{P:1{I:1x12}} O:B{P:2{I:1x6}}}"},
      {"orders over pallets", "T:9{O:A{P:1{I:1x12}} O:B{P:2{I:1x6}}}", "S-O-P-I",
       "O:A{P:1{I:1x12}} O:B{P:2{I:1x6}}"},
      {"a carton over orders", "O:A{P:1{I:1x12}} O:B{P:1{I:1x6}}", "pack-over-orders",
       "P:1{O:A{I:1x12} O:B{I:1x6}}"},
      {"without orders, items say theirs", "O:A{P:1{I:1x12}} O:B{P:1{I:1x6}}", "S-P-I",
       "P:1{I:1@Ax12 I:1@Bx6}"},
      {"cartons without labels are what stands there", "O:A{P:-{I:1x12} P:-{I:1x12}}", "standard-pack",
       "O:A{I:1x24{P:-x12 P:-x12}}"},
      {"nothing agreed", "O:A{P:1{I:1x12}}", "", "O:A{P:1{I:1x12}}"},

      {"no carton", "O:A{I:1x12}", "pick-and-pack", "line 1 is in no carton; pick-and-pack wants one"},
      {"no pallet", "O:A{P:1{I:1x12}}", "S-O-T-P-I", "line 1 is on no pallet; S-O-T-P-I wants one"},
      {"no order", "P:1{I:1x12}", "pick-and-pack",
       "line 1 is for no order that the shipment names; pick-and-pack has an order level"},
      {"a carton of two orders", "P:1{O:A{I:1x12} O:B{I:1x6}}", "pick-and-pack",
       "carton 1 holds goods of several orders or pallets; in pick-and-pack it can lie in one place only"},
      {"a carton of two items", "O:A{P:1{I:1x12 I:2x6}}", "standard-pack",
       "carton 1 holds goods of several orders or pallets or items; in standard-pack it can lie in one place "
       "only"},
      {"a pallet of two orders", "T:9{O:A{P:1{I:1x1}} O:B{P:2{I:1x1}}}", "pick-and-pack",
       "pallet 9 holds goods of several orders; in pick-and-pack it can lie in one place only"},
      {"quantities that do not add up", "O:A{I:1x20{P:1x12 P:2x6}}", "pick-and-pack",
       "line 1: 20 are shipped, but its cartons hold 18"},
      {"quantities that nobody says", "O:A{I:1x20{P:1 P:2}}", "pick-and-pack",
       "how many of line 1 are in each of its cartons is not said"},
      {"an empty carton", "O:A{P:1{I:1x12} P:2}", "pick-and-pack", "carton 2 has nothing in it"},
      {"an empty pallet", "O:A{T:9 P:2{I:1x1}}", "pick-and-pack", "pallet 9 has nothing on it"},
      {"an order of nothing", "O:A{P:2{I:1x1}} O:B", "pick-and-pack",
       "order B has no goods in this shipment"},
      {"nothing at all", "", "pick-and-pack", "the shipment has no goods in it"},
      {"one label on two cartons", "O:A{P:1{I:1x12} P:1{I:2x6}}", "pick-and-pack",
       "SSCC 1 is on two things of this shipment"},
      {"one label on a carton and a pallet", "O:A{T:1{P:1{I:1x12}}}", "pick-and-pack",
       "SSCC 1 is on two things of this shipment"},
      {"a carton in an item with items of its own", "O:A{I:1x12{P:1x12{I:2x1}}}", "pick-and-pack",
       "carton 1 lies in an item and has items of its own"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const Relevelled done = relevel(shipment_of(row.from), named(row.hierarchy));
    CHECK(said(done) == row.want);
    for (const Disagreement& one : done.wrong) CHECK_FALSE(one.next.empty());
    if (done.wrong.empty() && !row.hierarchy.empty())
      CHECK(done.shipment.hierarchy == named(row.hierarchy).word);
  }
}

TEST_CASE("shipments: what a level says goes with it, and what has no place is told") {
  Shipment shipment = shipment_of("O:A{T:9{P:1{I:1x12} P:2{I:1x6}}}");
  shipment.orders[0].references.push_back({"department", "610", "", {}, {}, "", {}});
  shipment.orders[0].tares[0].packs[1].packing.gross_weight = Decimal(75, 1);
  shipment.orders[0].tares[0].packs[0].items[0].ids.push_back({"lot", "L-1"});
  shipment.totals.quantity_hash = Decimal::whole(18);
  const Relevelled done = relevel(shipment, named("S-O-I-P"));
  REQUIRE(done.wrong.empty());
  const ShipmentOrder& order = done.shipment.orders[0];
  CHECK(order.references[0].value == "610");
  REQUIRE(order.items.size() == 2);  // other lots are other items
  CHECK(order.items[0].ids[0].value == "L-1");
  CHECK(order.items[1].packs[0].packing.gross_weight == Decimal(75, 1));
  CHECK(done.shipment.totals.quantity_hash == Decimal::whole(36));  // of items and of the cartons in them
  REQUIRE(done.left_out.size() == 1);
  CHECK(done.left_out[0] == "1 pallets with their labels: S-O-I-P has no place for them");
}

TEST_CASE("shipments: an order that is told in two ways cannot be one level") {
  Shipment shipment = shipment_of("T:8{O:A{P:1{I:1x1}}} T:9{O:A{P:2{I:1x1}}}");
  CHECK(said(relevel(shipment, named("pick-and-pack"))) == "O:A{T:8{P:1{I:1x1}} T:9{P:2{I:1x1}}}");
  shipment.tares[1].orders[0].contract = "C-2";
  CHECK(said(relevel(shipment, named("pick-and-pack"))) ==
        "order A is there twice, and the two say different things of it");
}

TEST_CASE("shipments: the order that the whole shipment names") {
  Shipment shipment = shipment_of("P:1{I:1x12}");
  shipment.order.number = "A";
  const Relevelled done = relevel(shipment, named("pick-and-pack"));
  CHECK(said(done) == "O:A{P:1{I:1x12}}");
  CHECK(done.shipment.order == OrderReference{});
}

TEST_CASE("shipments: nobody agreed and nobody said which form it is") {
  struct {
    std::string from, word;
  } rows[] = {{"O:A{P:1{I:1x1}}", "pick_and_pack"},
              {"O:A{I:1x1{P:1}}", "standard_pack"},
              {"P:1{O:A{I:1x1}}", "pack_over_orders"},
              {"O:A{I:1x1}", "no_packs"},
              {"O:A{P:1{I:1x1} I:2x1}", ""}};
  for (const auto& row : rows) {
    INFO(row.from);
    CHECK(relevel(shipment_of(row.from), {}).shipment.hierarchy == row.word);
  }
}

TEST_CASE("shipments: goods are the same in every hierarchy, and the way back") {
  // Per order, carton and line: how many.
  using Goods = std::map<std::string, Decimal>;
  const auto goods_of = [](const Shipment& shipment) {
    const ShipmentGoods apart = take_apart(shipment);
    REQUIRE(apart.wrong.empty());
    Goods goods;
    for (const GoodsShare& share : apart.shares) {
      const std::string key = fmt::format(
          "{} {} {}", share.order == GoodsShare::none ? "" : apart.orders[share.order].number,
          share.pack == GoodsShare::none ? "" : sscc_of(apart.packs[share.pack].marks), share.item.number);
      goods[key] = add(goods[key], share.item.quantity.value()).value();
    }
    return goods;
  };
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    INFO(seed);
    property::Random random(seed);
    std::string text;
    int carton = 0;
    for (std::size_t orders = random.between(1, 3), o = 0; o < orders; ++o) {
      text += fmt::format("{}O:{}{{", o > 0 ? " " : "", static_cast<char>('A' + o));
      for (std::size_t tares = random.between(1, 2), t = 0; t < tares; ++t) {
        text += fmt::format("T:{}{{", 900 + carton);
        for (std::size_t packs = random.between(1, 4), p = 0; p < packs; ++p)
          text += fmt::format("P:{}{{I:{}x{}}} ", ++carton, random.between(1, 3), random.between(1, 99));
        text += "} ";
      }
      text += "}";
    }
    const Shipment start = shipment_of(text);
    const Goods want = goods_of(start);
    for (const char* hierarchy : {"standard-pack", "S-T-O-P-I", "pack-over-orders", "S-O-P-I", "S-O-T-I-P"}) {
      INFO(hierarchy);
      const Relevelled there = relevel(start, named(hierarchy));
      REQUIRE(said(there) == text_of(there.shipment));
      CHECK(goods_of(there.shipment) == want);
      const Relevelled back = relevel(there.shipment, named("pick-and-pack"));
      CHECK(goods_of(back.shipment) == want);
      CHECK(said(relevel(there.shipment, named(hierarchy))) == text_of(there.shipment));
    }
  }
}
