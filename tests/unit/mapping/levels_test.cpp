// Levels: how HL segments of any file lie in each other, what maps may say of them, and that none is lost.
#include <doctest/doctest.h>

#include "fixture.hpp"
#include "support/temp_folder.hpp"
#include "transom/failure.hpp"

using namespace transom;
using namespace transom::test;

namespace {

const InboundMap& house() {
  static const InboundMapPtr map = MapLibrary::built_in().inbound(guide("856"));
  return *map;
}

std::string body(std::string_view levels) {
  return "BSN*00*S1*20260302*1405~" + std::string(levels) + "CTT*1~";
}

std::string levels_of(std::string_view edi, std::string_view hl) {
  std::string out;
  for (auto at = edi.find(hl); at != std::string_view::npos; at = edi.find(hl, at + 1)) {
    out += std::string(edi.substr(at, edi.find('~', at) - at)) + " ";
  }
  return out;
}

std::string complaint(const char* yaml, bool outward) {
  const TempFolder folder;
  const std::string file = folder.write("acme.yaml", yaml);
  try {
    if (outward) {
      (void)MapLibrary::built_in().outbound(guide("856"), DocumentKind::shipment, file);
    } else {
      (void)MapLibrary::built_in().inbound(guide("856"), file);
    }
  } catch (const Failure& failure) {
    const std::string text = failure.what();
    return text.substr(text.find("acme.yaml"));
  }
  return "loads";
}

}  // namespace

TEST_CASE("levels lie in each other by HL02, whatever their numbers look like") {
  const struct {
    std::string name, levels, want;
  } rows[] = {
      {"in a row", "HL*1**S~HL*2*1*O~PRF*A~HL*3*2*I~SN1**1*EA~HL*4*1*O~PRF*B~HL*5*4*I~SN1**2*EA~",
       "A:1 B:2 "},
      {"children behind a later level",
       "HL*1**S~HL*2*1*O~PRF*A~HL*3*1*O~PRF*B~HL*4*2*I~SN1**1*EA~HL*5*3*I~SN1**2*EA~", "A:1 B:2 "},
      {"leading zeros", "HL*01**S~HL*2*1*O~PRF*A~HL*003*02*I~SN1**3*EA~", "A:3 "},
      {"numbers that are texts", "HL*S1**S~HL*O1*S1*O~PRF*A~HL*I1*O1*I~SN1**4*EA~", "A:4 "},
      {"a number used twice: the last before it is meant",
       "HL*1**S~HL*2*1*O~PRF*A~HL*2*1*O~PRF*B~HL*3*2*I~SN1**5*EA~", "A: B:5 "},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const MapResult result = mapped(house(), interchange("856", body(row.levels)));
    CHECK_MESSAGE(result.ok(), all(result.problems));
    std::string got;
    for (const auto& order : std::get<Shipment>(result.document).orders) {
      got += order.number + ":";
      for (const auto& item : order.items) got += item.quantity->to_string();
      got += " ";
    }
    CHECK(got == row.want);
  }
}

TEST_CASE("a level that no line reads holds the shipment") {
  const struct {
    std::string name, levels, want;
  } rows[] = {
      {"a level that the house does not know",
       "HL*1**S~REF*BM*1~HL*2*1*O~PRF*A~HL*3*2*K~LIN**UP*1~HL*4*3*I~SN1**1*EA~",
       "HL03 (segment 7, loop HL) 'K': is a level that no line of the map reads; lead an each: to HL[K] "
       "where it "
       "lies, or "
       "name it under ignore:\n"},
      {"a parent that never came", "HL*1**S~REF*BM*1~HL*2*9*I~SN1**1*EA~",
       "HL03 (segment 5, loop HL) 'I': is a level that no line of the map reads; lead an each: to HL[I] "
       "where it "
       "lies, or "
       "name it under ignore:\n"},
      {"its own parent", "HL*1**S~REF*BM*1~HL*2*2*O~PRF*A~",
       "HL03 (segment 5, loop HL) 'O': is a level that no line of the map reads; lead an each: to HL[O] "
       "where it "
       "lies, or "
       "name it under ignore:\n"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(all(mapped(house(), interchange("856", body(row.levels))).problems) == row.want);
  }
  const TempFolder folder;
  const auto file = folder.write("acme.yaml", "extends: maps/856-shipment\nignore: ['HL[S]/HL[O]/HL[K]']\n");
  const auto map = MapLibrary::built_in().inbound(guide("856"), file);
  CHECK(mapped(*map, interchange("856", body(rows[0].levels))).problems.size() == 1);  // the item in the kit
}

TEST_CASE("numbers, parents and child codes are right by construction") {
  Shipment shipment;
  shipment.number = "S1";
  shipment.purpose = "original";
  shipment.created = Date{2026, 3, 2};
  shipment.created_time = Time{14, 5};
  shipment.orders.resize(2);
  for (std::size_t i = 0; i < 2; ++i) {
    shipment.orders[i].number = "A" + std::to_string(i);
    shipment.orders[i].packs.resize(2);
    for (auto& pack : shipment.orders[i].packs) {
      pack.items.resize(1);
      pack.items[0].quantity = Decimal::whole(1);
      pack.items[0].unit = "EA";
    }
  }
  shipment.orders[1].packs[1].items.clear();
  const auto map = MapLibrary::built_in().outbound(guide("856"), DocumentKind::shipment);
  const Made back = made(*map, shipment);
  CHECK_MESSAGE(back.problems.empty(), all(back.problems));
  CHECK(levels_of(back.body, "HL*") ==
        "HL*1**S*1 HL*2*1*O*1 HL*3*2*P*1 HL*4*3*I*0 HL*5*2*P*1 HL*6*5*I*0 HL*7*1*O*1 HL*8*7*P*1 HL*9*8*I*0 "
        "HL*10*7*P*0 ");
  CHECK(levels_of(back.body, "CTT*") == "CTT*10 ");
}

TEST_CASE("goods at a place that the map writes no level for are a problem") {
  Shipment shipment;
  shipment.number = "S1";
  shipment.purpose = "original";
  shipment.created = Date{2026, 3, 2};
  shipment.packs.resize(1);
  shipment.packs[0].items.resize(1);
  shipment.packs[0].items[0].quantity = Decimal::whole(1);
  shipment.packs[0].items[0].unit = "EA";
  shipment.packs[0].items[0].tares.resize(1);
  const auto map = MapLibrary::built_in().outbound(guide("856"), DocumentKind::shipment);
  CHECK(all(made(*map, shipment).problems) ==
        "HL for packs[0].items[0].tares: is no level that the map writes in HL[I]; add an HL with each: "
        "tares to its "
        "then:, or leave them out of the document\n");
}

TEST_CASE("what maps may not say of levels") {
  const struct {
    const char* name;
    bool outward;
    const char* yaml;
    const char* want;
  } rows[] = {
      {"a number", true, "extends: maps/shipment-856\ndetail:\n  - HL[S]: {HL01: \"7\"}\n",
       "acme.yaml:3:13: HL01 is counted while the set is written; leave it out"},
      {"a child code", true, "extends: maps/shipment-856\ndetail:\n  - HL[S]: {HL04: \"1\"}\n",
       "acme.yaml:3:13: HL04 is counted while the set is written; leave it out"},
      {"no level", true, "extends: maps/shipment-856\ndetail:\n  - HL: {then: [{REF: [number]}]}\n",
       "acme.yaml:3:5: an HL needs its level; write HL[S], HL[O], HL[P] ..."},
      {"out of a level", false, "extends: maps/856-shipment\nfields: {orders: {release_number: ../REF02}}\n",
       "loads"},
      {"out of the set", false,
       "extends: maps/856-shipment\nfields: {orders: {release_number: ../../../REF02}}\n",
       "acme.yaml:2:41: ../ leads out of the set"},
      {"a level that is too long", false, "extends: maps/856-shipment\nfields: {number: 'HL[SHIP]/REF02'}\n",
       "acme.yaml:2:22: 'SHIP' does not fit HL03, which has 1 to 2 characters"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(complaint(row.yaml, row.outward) == std::string(row.want));
  }
}
