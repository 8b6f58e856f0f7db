// From goods to an 856 in the hierarchy that was agreed: every one of them, and whatever goods there are, is
// read by our own strict reader without a word, and mapped back it holds the same goods.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "fixture.hpp"
#include "order/relevel.hpp"
#include "order/shipment_goods.hpp"
#include "order/sscc.hpp"
#include "property/campaign.hpp"
#include "property/random.hpp"
#include "support/shipment_text.hpp"

using namespace transom;
using namespace transom::test;

namespace {

constexpr std::string_view versions[] = {"004010", "005010"};

GuidePtr guide(std::string_view version) {
  return GuideLibrary::built_in().find(version, "856").guide;
}
const OutboundMap& outward(std::string_view version) {
  static std::map<std::string_view, OutboundMapPtr> maps;
  auto& map = maps[version];
  if (!map) map = MapLibrary::built_in().outbound(guide(version), DocumentKind::shipment);
  return *map;
}
const InboundMap& inward(std::string_view version) {
  static std::map<std::string_view, InboundMapPtr> maps;
  auto& map = maps[version];
  if (!map) map = MapLibrary::built_in().inbound(guide(version));
  return *map;
}

// "S O P I P I" of what was written.
std::string levels_of(std::string_view body) {
  std::string out;
  for (auto at = body.find("HL*"); at != std::string_view::npos; at = body.find("HL*", at + 1)) {
    std::string_view row = body.substr(at, body.find('~', at) - at);
    std::size_t stars = 0, from = 0;
    while (stars < 3) stars += row[from++] == '*' ? 1 : 0;
    out += row[from];
  }
  return out;
}

// Writes it, reads it as strictly as a receiver would, maps it back.
Shipment sent(const Shipment& shipment, std::string_view version, std::string* body = nullptr) {
  const Made back = made(outward(version), shipment);
  CHECK_MESSAGE(back.problems.empty(), all(back.problems));
  if (body != nullptr) *body = back.body;
  MapResult again;
  each_set(interchange("856", back.body, version),
           [&](const TransactionSet& set, const Place& place, const GuidePtr&, const Findings& found) {
             for (const Finding& finding : found.items()) FAIL_CHECK(describe(finding));
             inward(version).run(set, place, context(), again);
           });
  CHECK_MESSAGE(again.ok(), all(again.problems));
  return std::get<Shipment>(again.document);
}

Shipment headed(std::string_view goods) {
  Shipment shipment = testing::shipment_of(goods);
  shipment.number = "SHP1";
  shipment.purpose = "original";
  shipment.created = Date::parse_iso("2026-03-02");
  shipment.created_time = Time{9, 0};
  return shipment;
}

}  // namespace

TEST_CASE("hierarchies: what goes out under each name") {
  const struct {
    std::string goods, hierarchy, levels, bsn05;
  } rows[] = {
      {"O:A{P:1{I:1x12} P:2{I:2x6}}", "pick-and-pack", "SOPIPI", "0001"},
      {"O:A{T:9{P:1{I:1x12} P:2{I:2x6}}}", "pick-and-pack", "SOTPIPI", "0001"},
      {"O:A{P:1{I:1x12} P:2{I:1x6}}", "standard-pack", "SOIPP", "0002"},
      {"O:A{T:9{P:1{I:1x12} P:2{I:1x6}}}", "standard-pack", "SOTIPP", "0002"},
      {"O:A{T:9{P:1{I:1x12} P:2{I:1x6}}}", "S-O-I-T-P", "SOITPP", "0002"},
      {"O:A{P:1{I:1x12}} O:B{P:1{I:1x6}}", "pack-over-orders", "SPOIOI", "0003"},
      {"O:A{T:9{P:1{I:1x12}}} O:B{T:9{P:2{I:1x6}}}", "S-T-P-O-I", "STPOIPOI", "0003"},
      {"O:A{T:9{P:1{I:1x12}}} O:B{T:9{P:2{I:1x6}}}", "S-T-O-P-I", "STOPIOPI", "0001"},
      {"O:A{T:9{P:1{I:1x12}}} O:B{T:9{P:2{I:1x6}}}", "S-T-O-I-P", "STOIPOIP", "0002"},
      {"O:A{P:1{I:1x12} P:2{I:2x6}}", "no-packs", "SOII", "0004"},
      {"O:A{T:9{P:1{I:1x12}}}", "S-O-T-I", "SOTI", "0004"},
      {"O:A{T:9{P:1{I:1x12}}}", "S-T-O-I", "STOI", "0004"},
      {"O:A{P:1{I:1x12}} O:B{P:2{I:1x6}}", "S-P-I", "SPIPI", ""},
      {"O:A{T:9{P:1{I:1x12}}} O:B{T:8{P:2{I:1x6}}}", "S-T-P-I", "STPITPI", ""},
      {"O:A{T:9{P:1{I:1x12}}} O:B{T:8{P:2{I:1x6}}}", "S-T-I-P", "STIPTIP", ""},
      {"O:A{P:1{I:1x12}} O:B{P:2{I:1x6}}", "S-I-P", "SIPIP", ""},
      {"O:A{T:9{P:1{I:1x12}}} O:B{T:8{P:2{I:1x6}}}", "S-I-T-P", "SITPITP", ""},
      {"O:A{P:1{I:1x12}} O:B{P:2{I:1x6}}", "S-I", "SII", ""},
  };
  for (const auto& row : rows) {
    for (const std::string_view version : versions) {
      INFO(row.hierarchy << " " << row.goods << " " << version);
      const Relevelled done = relevel(headed(row.goods), find_hierarchy(row.hierarchy).value());
      for (const Disagreement& wrong : done.wrong) FAIL_CHECK(wrong.sentence);
      std::string body;
      const Shipment back = sent(done.shipment, version, &body);
      CHECK(levels_of(body) == row.levels);
      CHECK(testing::text_of(back) == testing::text_of(done.shipment));
      const std::string bsn = body.substr(0, body.find('~'));
      CHECK((row.bsn05.empty() ? bsn.find("*000") == std::string::npos : bsn.ends_with("*" + row.bsn05)));
      CHECK(body.find(fmt::format("CTT*{}~", row.levels.size())) != std::string::npos);
    }
  }
}

TEST_CASE("property: random goods in random hierarchies make right 856s") {
  const property::Campaign campaign("hierarchy");
  static const std::vector<std::string> hierarchies{"pick-and-pack", "standard-pack", "pack-over-orders",
                                                    "no-packs",      "S-T-O-P-I",     "S-T-O-I-P",
                                                    "S-O-I-P",       "S-P-I"};
  SsccSettings ours;
  ours.company_prefix = "0614141";
  for (std::size_t n = 0; n < campaign.cases(400); ++n) {
    if (!campaign.wants(n)) continue;
    INFO(campaign.replay(n));
    property::Random random(campaign.seed(n));
    // Cartons of one item and one order, on pallets or not: what every hierarchy can say.
    std::string goods;
    std::size_t line = 0;
    for (std::size_t orders = random.between(1, 3), o = 0; o < orders; ++o) {
      goods += fmt::format(" O:PO{}{{", o + 1);
      for (std::size_t packs = random.between(1, 5), p = 0; p < packs; ++p) {
        const std::string pack = fmt::format("P:-{{I:{}x{}}}", ++line % 4, random.between(1, 999));
        goods += random.percent(30) ? fmt::format(" T:-{{{}}}", pack) : " " + pack;
      }
      goods += "}";
    }
    const std::string name = random.one_of(hierarchies);
    const bool needs_tares = name.find("T") != std::string::npos;
    Relevelled done = relevel(headed(goods), find_hierarchy(needs_tares ? "pick-and-pack" : name).value());
    for (const Disagreement& wrong : done.wrong) FAIL_CHECK(wrong.sentence);
    std::uint64_t serial = random.below(1'000'000);
    CHECK(give_ssccs(done.shipment, ours, [&] { return make_sscc(ours, serial++); }).empty());
    CHECK(check_ssccs(done.shipment).empty());
    const std::string_view version = versions[random.below(2)];
    const Shipment back = sent(done.shipment, version);
    CHECK(testing::text_of(back) == testing::text_of(done.shipment));
    CHECK(ssccs_of(back) == ssccs_of(done.shipment));
  }
}
