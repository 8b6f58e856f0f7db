// SSCCs from the store's counter: the range comes round, what is in use is passed over, and a range that is
// used up gives none.
#include "engine/sscc_ledger.hpp"

#include <doctest/doctest.h>

#include "order/sscc.hpp"
#include "support/shipment_text.hpp"
#include "support/temp_folder.hpp"
#include "transom/store.hpp"

using namespace transom;
using transom::testing::shipment_of;
using transom::testing::text_of;

namespace {

constexpr std::int64_t day_ms = 86'400'000;

struct Ledger {
  Ledger() : store(open_store(folder.path() + "/t.db")), unit(store->begin()) {
    settings.company_prefix = "0614141000";  // a million serials, of which 0 is never drawn
    settings.extension = '0';
    settings.give = SsccUse::packs;
  }

  [[nodiscard]] CounterRange range() const {
    return {.scope = "sscc:0:0614141000", .first = 1, .last = last()};
  }
  [[nodiscard]] std::uint64_t last() const { return sscc_count(settings) - 1; }
  [[nodiscard]] std::string code(std::uint64_t serial) const { return make_sscc(settings, serial); }

  static SsccUser user(std::string shipment, std::int64_t day) {
    return {.partner = "acme", .shipment = std::move(shipment), .usage = 'P', .now = Instant{day * day_ms}};
  }
  void use(const std::string& sscc, const std::string& shipment, std::int64_t day) {
    enter_labels(*unit, shipment_of("O:A{P:" + sscc + "{I:1x1}}"), user(shipment, day));
  }
  // What a shipment of one carton gets; else what is said.
  std::string draw(const std::string& shipment, std::int64_t day) {
    Shipment one = shipment_of("O:A{P:-{I:1x1}}");
    const Disagreements wrong = give_labels(*unit, one, {}, settings, user(shipment, day), told);
    return wrong.empty() ? ssccs_of(one).at(0) : wrong[0].sentence;
  }

  TempFolder folder;
  std::unique_ptr<Store> store;
  std::unique_ptr<Unit> unit;
  SsccSettings settings;
  std::vector<DecisionRecord> told;
};

}  // namespace

TEST_CASE("sscc ledger: a code in use is passed over until its time has passed") {
  Ledger ledger;
  ledger.use(ledger.code(1), "S-1", 100);
  ledger.use(ledger.code(2), "S-2", 100);
  SUBCASE("by another ship notice") {
    CHECK(ledger.draw("S-3", 101) == ledger.code(3));
  }
  SUBCASE("by the ship notice that has it, on another carton") {
    CHECK(ledger.draw("S-1", 101) == ledger.code(3));
  }
  SUBCASE("one day too early") {
    CHECK(ledger.draw("S-3", 464) == ledger.code(3));
  }
  SUBCASE("free again") {
    CHECK(ledger.draw("S-3", 465) == ledger.code(1));
  }
}

TEST_CASE("sscc ledger: one that the ERP gives twice is told with its first use") {
  Ledger ledger;
  ledger.use(ledger.code(7), "S-1", 100);
  Shipment again = shipment_of("O:A{P:" + ledger.code(7) + "{I:1x1}}");
  const Disagreements wrong =
      give_labels(*ledger.unit, again, {}, ledger.settings, Ledger::user("S-2", 101), ledger.told);
  REQUIRE(wrong.size() == 1);
  CHECK(wrong[0].sentence ==
        "SSCC " + ledger.code(7) +
            " was used on 1970-04-11 by ship notice S-1 to acme; it is free again after 365 days");
}

// A range of which only the end is left: the counter is set there by a range that begins there.
TEST_CASE("sscc ledger: behind the last serial comes the first, less those in use") {
  Ledger ledger;
  CounterRange near_end = ledger.range();
  near_end.first = ledger.last() - 1;
  CHECK(ledger.unit->take_control_number(near_end).number == ledger.last() - 1);
  ledger.use(ledger.code(1), "S-1", 100);
  CHECK(ledger.draw("S-2", 101) == ledger.code(ledger.last()));
  CHECK(ledger.draw("S-3", 101) == ledger.code(2));
}

TEST_CASE("sscc ledger: a range with nothing free for long gives none, and says so") {
  Ledger ledger;
  for (std::uint64_t serial = 1; serial <= 10'000; ++serial) ledger.use(ledger.code(serial), "S-1", 100);
  CHECK(ledger.draw("S-2", 101) == "there is no free SSCC under company prefix 0614141000 and extension 0");
  CHECK(ledger.draw("S-3", 101) == ledger.code(10'001));  // the counter stands behind them now
}

TEST_CASE("sscc ledger: a number that the ERP wrote on one carton is not drawn for the one beside it") {
  Ledger ledger;
  Shipment one =
      shipment_of("O:A{P:-{I:1x1} P:" + ledger.code(1) + "{I:2x1} P:00" + ledger.code(2) + "{I:3x1}}");
  CHECK(give_labels(*ledger.unit, one, {}, ledger.settings, Ledger::user("S-1", 100), ledger.told).empty());
  CHECK(ssccs_of(one) == std::vector<std::string>{ledger.code(3), ledger.code(1), ledger.code(2)});
  CHECK(ledger.told.empty());
}

TEST_CASE("sscc ledger: what went out under the number before keeps its labels, or it is told which change") {
  struct Row {
    const char *name, *before, *older, *now, *want, *told;
  };
  const Row rows[] = {
      {"the same cartons", "O:A{P:1{I:1x12} P:2{I:2x6}}", "", "O:A{P:-{I:2x6} P:-{I:1x12}}",
       "O:A{P:2{I:2x6} P:1{I:1x12}}", ""},
      {"one more", "O:A{P:1{I:1x12}}", "", "O:A{P:-{I:1x12} P:-{I:2x6}}", "O:A{P:1{I:1x12} P:7{I:2x6}}", ""},
      {"one less", "O:A{P:1{I:1x12} P:2{I:2x6}}", "", "O:A{P:-{I:1x12}}", "O:A{P:1{I:1x12}}", ""},
      {"other goods in one", "O:A{P:1{I:1x12} P:2{I:2x6}}", "", "O:A{P:-{I:1x12} P:-{I:3x6}}",
       "O:A{P:1{I:1x12} P:7{I:3x6}}",
       "nothing in ship notice S-1 is like what had SSCC [2] when it went out "
       "before; new is [7]"},
      {"the word before the last has what the last left out", "O:A{P:1{I:1x12}}",
       "O:A{P:1{I:1x12} P:2{I:2x6}}", "O:A{P:-{I:1x12} P:-{I:2x6}}", "O:A{P:1{I:1x12} P:2{I:2x6}}", ""},
      {"one that another ship notice has since", "O:A{P:1{I:1x12} P:5{I:2x6}}", "O:A{P:1{I:1x12} P:5{I:2x6}}",
       "O:A{P:-{I:1x12} P:-{I:2x6}}", "O:A{P:1{I:1x12} P:7{I:2x6}}",
       "SSCC [5] was on a carton or pallet of ship notice S-1 and is on ship notice "
       "S-5 to acme since 1970-04-12: here it cannot be kept; new is [7]"},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    Ledger ledger;
    // Serials 1 to 6 were given, and S-1 had some of them; 5 went to S-5 since.
    for (std::uint64_t serial = 1; serial <= 6; ++serial) CHECK(!ledger.draw("S-0", 100).empty());
    const auto coded = [&](std::string text) {
      for (std::uint64_t serial = 1; serial <= 7; ++serial)
        for (const char* mark : {"P:", "["}) {
          const std::string from = mark + std::to_string(serial);
          for (std::size_t at; (at = text.find(from)) != std::string::npos;)
            text.replace(at, from.size(), mark + ledger.code(serial));
        }
      return text;
    };
    std::vector<Shipment> before;
    for (const char* text : {row.before, row.older})
      if (*text != 0) before.push_back(shipment_of(coded(text)));
    for (const Shipment& one : before) enter_labels(*ledger.unit, one, Ledger::user("S-1", 100));
    ledger.use(ledger.code(5), "S-5", 101);
    Shipment now = shipment_of(row.now);
    CHECK(give_labels(*ledger.unit, now, before, ledger.settings, Ledger::user("S-1", 102), ledger.told)
              .empty());
    CHECK(text_of(now) == text_of(shipment_of(coded(row.want))));
    std::string told;
    for (const DecisionRecord& one : ledger.told) told += one.sentence;
    std::string want = coded(row.told);
    std::erase(want, '[');
    std::erase(want, ']');
    CHECK(told == want);
  }
}
