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
    const Disagreements wrong = give_labels(*unit, one, settings, user(shipment, day));
    return wrong.empty() ? ssccs_of(one).at(0) : wrong[0].sentence;
  }

  TempFolder folder;
  std::unique_ptr<Store> store;
  std::unique_ptr<Unit> unit;
  SsccSettings settings;
};

}  // namespace

TEST_CASE("sscc ledger: a code in use is passed over until its time has passed") {
  Ledger ledger;
  ledger.use(ledger.code(1), "S-1", 100);
  ledger.use(ledger.code(2), "S-2", 100);
  SUBCASE("by another ship notice") {
    CHECK(ledger.draw("S-3", 101) == ledger.code(3));
  }
  SUBCASE("not by the ship notice that has it") {
    CHECK(ledger.draw("S-1", 101) == ledger.code(1));
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
  const Disagreements wrong = give_labels(*ledger.unit, again, ledger.settings, Ledger::user("S-2", 101));
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
