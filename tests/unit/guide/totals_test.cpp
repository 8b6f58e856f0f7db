#include "guide/totals.hpp"

#include <doctest/doctest.h>

#include "guide/hierarchy.hpp"
#include "unit/guide/checked_set.hpp"

using namespace transom;
using namespace transom::test;

TEST_CASE("CTT is recounted, the hash in either reading") {
  struct Row {
    std::string name;
    std::vector<const char*> quantities;
    std::string count;
    std::string hash;
    bool count_fits, hash_fits;
  };
  const Row rows[] = {
      {"right", {"10", "2"}, "2", "12", true, true},
      {"leading zeros", {"10", "2"}, "02", "0012", true, true},
      {"empty says nothing", {"10"}, "", "", true, true},
      {"wrong", {"10", "2"}, "3", "13", false, false},
      {"sum of decimals", {"1.5", "2.25"}, "2", "3.75", true, true},
      {"digits without points", {"1.5", "2.25"}, "2", "240", true, true},
      {"neither", {"1.5", "2.25"}, "2", "375", true, false},
      {"cut on the left", {"9999999999", "2"}, "2", "1", true, true},
      {"no number: not ours", {"10", "2"}, "x", "y", true, true},
      {"a line without a number: no claim", {"10", "z"}, "2", "10", true, true},
      {"negative", {"10", "-2"}, "2", "8", true, true},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    RunningTotals totals;
    for (const char* quantity : row.quantities) {
      totals.add_line();
      totals.add_value(quantity);
    }
    CHECK(totals.count_fits(row.count) == row.count_fits);
    CHECK(totals.hash_fits(row.hash) == row.hash_fits);
  }
}

TEST_CASE("a wrong CTT is told with what was counted") {
  const Findings findings = check_set(
      "ST*850*0001~BEG*00*SA*1**20260302~PO1*1*12.5*EA*1~PO1*2*2*EA*1~CTT*3*15~SE*6*0001~", {.notes = true});
  CHECK(tell(findings) == "ctt-count CTT01@5, ctt-hash CTT02@5");
  REQUIRE(findings.items().size() == 2);
  CHECK(findings.items()[0].expected == "2, the number of PO1 segments");
  CHECK(findings.items()[1].expected == "14.5, the sum of PO102");
  CHECK(findings.errors() == 0);
}

TEST_CASE("HL numbers count up, and parents come before") {
  struct Row {
    std::string name;
    std::string levels;
    std::string want;
  };
  const Row rows[] = {
      {"right", "HL*1**S~HL*2*1*O~HL*3*2*I~HL*4*2*I~", ""},
      {"zeros in front are the same number", "HL*01**S~HL*02*1*O~", ""},
      {"gap, told once", "HL*1**S~HL*3*1*O~HL*4*3*I~", "hl-number HL01@4"},
      {"repeated", "HL*1**S~HL*1*1*O~HL*2*1*I~", "hl-number HL01@4"},
      {"starts at 5", "HL*5**S~HL*6*5*O~", "hl-number HL01@3"},
      {"parent unknown", "HL*1**S~HL*2*9*O~", "hl-parent HL02@4"},
      {"its own parent", "HL*1*1*S~", "hl-parent HL02@3"},
      {"parent comes later", "HL*1**S~HL*2*3*I~HL*3*1*O~", "hl-parent HL02@4"},
      {"letters", "HL*A**S~HL*B*A*O~", "hl-number HL01@3, hl-number HL01@4"},
      {"back and forth", "HL*1**S~HL*3*1*O~HL*2*3*I~HL*4*3*I~", "hl-number HL01@4, hl-number HL01@5"},
      {"one wrong, its followers and children right", "HL*1**S~HL*7*1*O~HL*3*2*I~HL*4*3*I~",
       "hl-number HL01@4"},
      {"one unreadable, its followers and children right", "HL*1**S~HL**1*O~HL*3*2*I~",
       "element-missing HL01@4"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const std::string set = std::string("ST*856*1~BSN*00*N1*20260302*1200*0001~") + row.levels + "SE*9*1~";
    CHECK(tell(check_set(set, {.set = "856", .notes = true})) == row.want);
  }
}

TEST_CASE("many HL out of line are remembered") {
  Hierarchy hierarchy;
  for (int i = 0; i < 5000; ++i) {
    const std::string number = std::to_string(1'000'000 + i * 7);
    CHECK_FALSE((hierarchy.add(number) && i != 0));
    if (i > 0) CHECK(hierarchy.has_parent(std::to_string(1'000'000 + (i / 2) * 7)) == (i / 2 != i));
  }
  hierarchy.clear();
  CHECK(hierarchy.add("1"));
  CHECK_FALSE(hierarchy.has_parent("1000007"));
}
