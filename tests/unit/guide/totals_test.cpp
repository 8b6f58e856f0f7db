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

TEST_CASE("a missing or misspelt line is one finding, not one more in the totals") {
  const std::string head = "ST*850*0001~BEG*00*SA*1**20260302~";
  const std::string one = "PO1*1*10*EA*1~", two = "PO1*2*5*EA*1~";
  struct Row {
    std::string name;
    std::string segments;
    std::string want;
  };
  const Row rows[] = {
      {"misspelt", one + "P01*2*5*EA*1~CTT*2*15~", "segment-unknown P01@4"},
      {"misspelt, first", "P01*1*10*EA*1~" + two + "CTT*2*15~", "segment-unknown P01@3"},
      {"no line at all", "CTT*3*15~", "loop-missing PO1@3"},
      {"the first missing", "PO4*1~" + two + "CTT*2*15~", "segment-missing PO1@3"},
      {"two misspelt", "P01*1*10*EA*1~P01*2*5*EA*1~" + one + "CTT*3*25~",
       "segment-unknown P01@3, segment-unknown P01@4"},
      {"one cannot stand for two", one + "P01*2*5*EA*1~CTT*3*15~",
       "segment-unknown P01@4, ctt-count CTT01@5"},
      {"nor for fewer", one + two + "ZZ*2~CTT*1*15~", "segment-unknown ZZ@5, ctt-count CTT01@6"},
      {"a wrong total of good lines", one + two + "CTT*3*16~", "ctt-count CTT01@5, ctt-hash CTT02@5"},
      {"what is missing in the heading is no line", "N3*Road~" + one + two + "CTT*3*15~",
       "segment-missing N1@3, ctt-count CTT01@6"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(tell(check_set(head + row.segments + "SE*9*0001~", {.notes = true})) == row.want);
  }
}

TEST_CASE("a missing HL is one finding, wherever it is missing") {
  struct Row {
    std::string name;
    std::string levels;
    std::string want;
  };
  const std::string first = "HL*1**S~", second = "HL*2*1*O~PRF*A~", third = "HL*3*2*I~";
  const Row rows[] = {
      {"the first", "TD5**2*UPSN~" + second + third + "CTT*3~", "segment-missing HL@3"},
      {"the first, with more in it", "TD1*CTN*1~TD5**2*UPSN~" + second + third + "CTT*3~",
       "segment-missing HL@3"},
      {"one in the middle, by its number", first + third + "HL*4*2*I~CTT*4~", "hl-number HL01@4"},
      {"one in the middle, by what it held", first + "TD5**2*UPSN~PRF*A~" + third + "CTT*3~",
       "segment-out-of-order PRF@5"},
      {"the last, by what it held", first + second + "LIN**UP*1~CTT*3~", "segment-out-of-order LIN@6"},
      {"the last, by the totals alone", first + second + "CTT*3~", "ctt-count CTT01@6"},
      {"misspelt", first + "H1*2*1*O~PRF*A~" + third + "CTT*3~", "segment-unknown H1@4"},
      {"two numbers for one doubt", first + "H1*2*1*O~HL*4*1*I~CTT*4~",
       "segment-unknown H1@4, hl-number HL01@5, ctt-count CTT01@6"},
      {"a parent that nothing could be", first + "H1*2*1*O~HL*3*9*I~CTT*3~",
       "segment-unknown H1@4, hl-parent HL02@5"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const std::string set = "ST*856*1~BSN*00*N1*20260302*1200*0001~" + row.levels + "SE*9*1~";
    CHECK(tell(check_set(set, {.set = "856", .notes = true})) == row.want);
  }
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
