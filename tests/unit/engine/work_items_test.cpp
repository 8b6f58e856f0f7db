// A document that is quarantined has a work item, one that needs nobody has none, and the numbers of the
// closing line are the items that were opened.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "transom/engine.hpp"
#include "transom/store.hpp"
#include "unit/engine/small_workspace.hpp"

namespace transom {
namespace {

// The one interchange of order_850, its sets given.
std::string with_sets(const std::string& sets, int announced) {
  std::string text = order_850(1);
  text.resize(text.find("ST*"));
  return text + sets + fmt::format("GE*{}*1~IEA*1*000000001~", announced);
}

// Sets that are rejected: PO1 is missing.
std::string bad_sets(int count) {
  std::string sets;
  for (int n = 1; n <= count; ++n)
    sets += fmt::format("ST*850*{0:04}~BEG*00*SA*PO-{0}**20260302~SE*3*{0:04}~", n);
  return sets;
}

std::string good_set(int number) {
  return fmt::format("ST*850*{0:04}~BEG*00*SA*OK-{0}**20260302~PO1*1*12*EA*3.50**VN*AB1~CTT*1~SE*5*{0:04}~",
                     number);
}

TEST_CASE("who has to look has an item, and all that are counted are there") {
  struct Row {
    const char* name;
    std::string file;
    std::uint64_t accepted, items;
    std::string last_reason;
    int exit;
    std::size_t orders = 0;
  };
  const Row rows[] = {
      {"a group that rightly holds no set", with_sets("", 0), 1, 0, "", 0},
      {"a group without the sets that it announces", with_sets("", 2), 0, 1, "group-rejected", 1},
      {"a segment between sets, good sets stand", with_sets(good_set(1) + "N1*ST*LOST~" + good_set(2), 2), 1,
       1, "segment-between-sets", 1, 2},
      {"nothing but segments in no set", with_sets("BEG*00*SA*PO-9**20260302~SE*3*0001~", 1), 0, 1,
       "group-rejected", 1},
      {"rejected sets", with_sets(bad_sets(3), 3), 0, 3, "syntax", 1},
      {"as many as are listed one by one", with_sets(bad_sets(200), 200), 0, 200, "syntax", 1},
      {"more than that", with_sets(bad_sets(250), 250), 0, 201, "more-of-document", 1},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const SmallWorkspace place;
    place.folder.write("inbox/file.edi", row.file);
    SystemClock clock;
    Engine engine(place.folder.path(), clock);
    const PassSummary summary = engine.run_once();
    CHECK(summary.accepted == row.accepted);
    CHECK(summary.quarantined == 1 - row.accepted);
    CHECK(summary.work_items == row.items);
    CHECK(summary.open_items == row.items);
    CHECK(summary.exit_code() == row.exit);
    CHECK(place.count("orders") == row.orders);
    auto store = open_store(place.folder.at("store/transom.db"), {.create = false});
    const auto items = store->items({1});
    REQUIRE(items.size() == row.items);
    if (!items.empty()) CHECK(items.back().reason == row.last_reason);
    if (row.items == 201) CHECK(items.back().sentence == "50 more of document 1 wait like those before");
    CHECK(store->fsck().empty());
  }
}

}  // namespace
}  // namespace transom
