#include "transom/engine.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "support/corpus.hpp"
#include "transom/failure.hpp"
#include "unit/engine/small_workspace.hpp"

namespace transom {
namespace {

TEST_CASE("many files go through in groups, each order once and in the order of their names") {
  const SmallWorkspace place;
  place.receive(1, 300);
  SystemClock clock;
  std::vector<std::string> told;
  EngineEvents events;
  events.log = [&](std::string_view event, const auto& fields) {
    if (event == "document") told.push_back(fields[1].second);
  };
  Engine engine(place.folder.path(), clock, events);
  const PassSummary summary = engine.run_once();
  CHECK(
      summary.text().starts_with("300 files seen = 300 accepted + 0 quarantined + 0 duplicate + 0 waiting; "
                                 "300 orders, 0 held, 0 sets rejected"));
  CHECK(place.count("orders") == 300);
  CHECK(place.count("work/claim/van/claim") == 0);
  REQUIRE(told.size() == 300);
  CHECK(std::is_sorted(told.begin(), told.end()));
}

TEST_CASE("the same order in two groups is found to be a duplicate, whichever group is published when") {
  const SmallWorkspace place;
  place.receive(1, 200);
  std::string again = order_850(1);
  for (const std::size_t at : {again.find("000000001"), again.rfind("000000001")}) again[at] = '9';
  place.folder.write("inbox/po9999.edi", again);
  SystemClock clock;
  Engine engine(place.folder.path(), clock);
  const PassSummary summary = engine.run_once();
  CHECK(summary.orders == 200);
  CHECK(summary.held == 1);
  CHECK(place.count("orders") == 200);
}

TEST_CASE("where interchanges may come again, the very same set still makes one order") {
  const SmallWorkspace place;
  std::ofstream(place.folder.at("mappings/partners/acme/partner.yaml"), std::ios::app)
      << "defaults:\n  duplicates: {interchange: accept, order: accept}\n";
  SystemClock clock;
  Engine engine(place.folder.path(), clock);
  const auto orders_after = [&](const char* name, std::string file) {
    place.folder.write(name, file);
    (void)engine.run_once();
    return place.count("orders");
  };
  std::string later = order_850(1), other = order_850(1);
  later.replace(later.find("*0900*U*"), 8, "*0910*U*");  // sent anew: ISA10 differs, the set does not
  other.replace(other.find("PO1*1*12"), 8, "PO1*1*13");
  CHECK(orders_after("inbox/first.edi", order_850(1)) == 1);
  CHECK(orders_after("inbox/again.edi", later) == 1);
  CHECK(orders_after("inbox/other.edi", other) == 2);
}

TEST_CASE("after a failure of our world the same engine takes up what it had in hand") {
  const SmallWorkspace place;
  place.receive(1, 300);
  SystemClock clock;
  Engine engine(place.folder.path(), clock);
  fs::remove(place.folder.at("orders"));
  place.folder.write("orders", "in the way");
  const PassSummary broken = engine.run_once();
  CHECK(broken.broke_off);
  CHECK(broken.exit_code() == 3);
  // What was committed is told now, for the next pass only delivers it; the rest waits.
  CHECK(broken.orders > 0);
  CHECK(broken.seen == broken.accepted + broken.waiting);
  CHECK(place.count("work/claim/van/claim") > 0);
  fs::remove(place.folder.at("orders"));
  place.folder.folder("orders");
  const PassSummary summary = engine.run_once();
  CHECK(summary.exit_code() == 0);
  CHECK(broken.orders + summary.orders == 300);
  CHECK(place.count("orders") == 300);
  CHECK(place.count("work/claim/van/claim") == 0);
  CHECK(place.count("inbox") == 0);
  CHECK(engine.run_once().seen == 0);
}

// One interchange of `sets` orders of some 80 bytes.
std::string many_orders(int sets) {
  std::string text = order_850(1);
  text.resize(text.find("ST*"));
  for (int n = 1; n <= sets; ++n) {
    text += fmt::format(
        "ST*850*{0:05}~BEG*00*SA*PO-{0}**20260302~PO1*1*12*EA*3.50**VN*AB1~CTT*1~SE*5*{0:05}~", n);
  }
  return text + fmt::format("GE*{}*1~IEA*1*000000001~", sets);
}

TEST_CASE("a large document's orders for the ERP are whole however many share a file") {
  const SmallWorkspace place;
  std::ofstream(place.folder.at("transom.yaml"), std::ios::app) << "orders: {files: one-a-batch}\n";
  constexpr int sets = 16'000;  // more than a MiB, so staged in parts, and more in a part than in a page
  place.folder.write("inbox/large.edi", many_orders(sets));
  SystemClock clock;
  Engine engine(place.folder.path(), clock);
  const PassSummary summary = engine.run_once();
  CHECK(summary.orders == sets);
  CHECK(summary.alarms.empty());
  std::size_t orders = 0;
  for (const auto& entry : fs::directory_iterator(place.folder.at("orders"))) {
    const std::string text = testing::file_content(entry.path());
    for (auto at = text.find("{\"document\":"); at != std::string::npos;
         at = text.find("{\"document\":", at + 1))
      ++orders;
  }
  CHECK(orders == sets);
}

}  // namespace
}  // namespace transom
