// Which ship notices that came have an SSCC: what stands, for a year, of one partner and one usage; apart
// from the labels that we give. Many of them are told in few words.
#include "engine/received_ssccs.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "contract/store_sample.hpp"
#include "order/sscc.hpp"
#include "support/shipment_text.hpp"

using namespace transom;
using transom::testing::shipment_of;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t year = 365 * 86400;

std::string carton(int serial) {
  return make_sscc({.company_prefix = "0855501"}, static_cast<std::uint64_t>(serial));
}

Shipment with(const std::vector<std::string>& ssccs) {
  std::string text = "O:A{";
  for (const std::string& sscc : ssccs) text += "P:" + sscc + "{I:1x1} ";
  text.back() = '}';
  return shipment_of(text);
}

struct Received {
  Received() : store(open_store(folder.file())), unit(store->begin()) {}

  static Instant day(int n) { return {test::noon.ms + n * day_ms}; }

  // A notice that came on that day, each a document of its own.
  BusinessId came(const std::string& number, const std::string& purpose, int on,
                  const std::vector<std::string>& ssccs, Verdict verdict = Verdict::accepted) {
    DocumentRecord document = test::document(fmt::format("c{}", ++documents), "x");
    document.received = day(on);
    const AttemptId attempt = test::begin_attempt(*unit, unit->receive(document, "x"));
    BusinessRecord row{.part = {attempt, 1, 1, 1}, .partner = partner, .number = number, .purpose = purpose};
    row.kind = BusinessKind::shipment;
    row.usage = usage;
    row.json = "{}";
    row.verdict = verdict;
    row.ssccs = ssccs;
    const BusinessId id = unit->save(row);
    unit->finish_attempt(attempt, DocumentState::done, "", day(on));
    return id;
  }
  std::string told(const std::string& number, int on, const std::vector<std::string>& ssccs) {
    Shipment shipment = with(ssccs);
    shipment.number = number;
    std::string out;
    const SsccUser user{.partner = "acme", .shipment = number, .usage = 'P', .now = day(on)};
    for (const Disagreement& one : check_used_before(*unit, shipment, user, year)) {
      CHECK(one.check == TradeCheck::sscc);
      out += one.sentence + "\n";
    }
    return out;
  }

  test::Folder folder;
  std::unique_ptr<Store> store;
  std::unique_ptr<Unit> unit;
  std::string partner = "acme";
  char usage = 'P';
  int documents = 0;
};

}  // namespace

TEST_CASE("received ssccs: what another ship notice has that stands") {
  Received received;
  const std::string one = carton(1);
  const std::string used =
      "SSCC " + one + " is on ship notice S-2 and was on ship notice S-1 (document 1, 2026-03-02)\n";
  SUBCASE("within a year") {
    received.came("S-1", "original", 0, {one});
    CHECK(received.told("S-2", 364, {one, carton(2)}) == used);
    CHECK(received.told("S-2", 365, {one}).empty());
    CHECK(received.told("S-1", 1, {one}).empty());
  }
  SUBCASE("cancelled, and announced again") {
    received.came("S-1", "original", 0, {one});
    received.came("S-1", "cancel", 1, {one});
    CHECK(received.told("S-2", 2, {one}).empty());
    received.came("S-1", "original", 3, {one});
    CHECK(received.told("S-2", 4, {one}) ==
          "SSCC " + one + " is on ship notice S-2 and was on ship notice S-1 (document 3, 2026-03-05)\n");
  }
  SUBCASE("corrected to be without it") {
    received.came("S-1", "original", 0, {one, carton(2)});
    received.came("S-1", "replace", 1, {carton(2)});
    CHECK(received.told("S-2", 2, {one}).empty());
  }
  SUBCASE("a correction that is held says nothing yet") {
    received.came("S-1", "original", 0, {one});
    received.came("S-1", "replace", 1, {carton(2)}, Verdict::held);
    CHECK(received.told("S-2", 2, {one}) == used);
    CHECK(received.told("S-2", 2, {carton(2)}).empty());
  }
  SUBCASE("held, until it is released") {
    const BusinessId id = received.came("S-1", "original", 0, {one}, Verdict::held);
    CHECK(received.told("S-2", 1, {one}).empty());
    received.unit->decide(id, Verdict::accepted, "ann", "right", Received::day(1));
    CHECK(received.told("S-2", 1, {one}) == used);
  }
  SUBCASE("of another partner, or a test") {
    received.partner = "best";
    received.came("S-1", "original", 0, {one});
    received.partner = "acme";
    received.usage = 'T';
    received.came("S-1", "original", 0, {one});
    CHECK(received.told("S-2", 1, {one}).empty());
  }
}

TEST_CASE("received ssccs: our own labels are apart") {
  Received received;
  const SsccSettings settings{.company_prefix = "0855501"};
  const SsccUser user{.partner = "acme", .shipment = "OURS", .usage = 'P', .now = Received::day(0)};
  received.came("S-1", "original", 0, {carton(1)});
  Shipment ours = shipment_of("O:A{P:-{I:1x1}}");
  std::vector<DecisionRecord> told;
  CHECK(give_labels(*received.unit, ours, {}, settings, user, told).empty());
  CHECK(ssccs_of(ours).at(0) == carton(1));
  enter_labels(*received.unit, with({carton(2)}), user);
  CHECK(received.told("S-2", 1, {carton(2)}).empty());
}

TEST_CASE("received ssccs: many are told in few words") {
  Received received;
  std::vector<std::string> all;
  for (int i = 0; i < 40; ++i) all.push_back(carton(i));
  received.came("S-1", "original", 0, {all.begin(), all.begin() + 13});
  for (std::size_t i = 13; i < all.size(); ++i) received.came("S-" + all[i], "original", 0, {all[i]});
  const std::string told = received.told("S-2", 1, all);
  CHECK(std::count(told.begin(), told.end(), '\n') == 6);
  CHECK(told.find(carton(9) + " and 3 more are on ship notice S-2 and were on ship notice S-1 (") !=
        std::string::npos);
  CHECK(told.find(" and 13 more are on ship notice S-2 and were on 23 other ship notices\n") !=
        std::string::npos);
}
