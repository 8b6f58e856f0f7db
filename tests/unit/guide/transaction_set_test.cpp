#include "transom/transaction_set.hpp"

#include <doctest/doctest.h>

#include "unit/guide/checked_set.hpp"

using namespace transom;
using namespace transom::test;

namespace {

// Loops as "PO1/SCH 2 of 2 [5,7)" lines: path, position, loop of the parent, rows.
std::string tell_loops(const TransactionSet& set) {
  std::string text;
  for (const TransactionSet::LoopRow& loop : set.loops()) {
    const LoopUse& use = set.guide()->loops()[loop.loop];
    const std::string parent = loop.parent == TransactionSet::none ? "-" : std::to_string(loop.parent);
    text += fmt::format("{}#{} in {} [{},{})\n", use.path, loop.position, parent, loop.first, loop.end);
  }
  return text;
}

}  // namespace

TEST_CASE("a held set knows its loops") {
  TransactionSet set;
  const Findings findings = check_set(
      "ST*850*0001~BEG*00*SA*1**20260302~N1*ST*A~N3*Road~N1*BT*B~PO1*1~PID*F****a~SCH*1*EA***002*20260302~"
      "SCH*2*EA***002*20260303~PO1*2~SCH*3*EA***002*20260302~SLN*1**I~N1*ST*C~N4*Town~CTT*2~SE*16*0001~",
      {}, &set);
  CHECK(findings.empty());
  CHECK(tell_loops(set) ==
        "#1 in - [0,16)\n"
        "N1#1 in 0 [2,4)\n"
        "N1#2 in 0 [4,5)\n"
        "PO1#1 in 0 [5,9)\n"
        "PO1/PID#1 in 3 [6,7)\n"
        "PO1/SCH#1 in 3 [7,8)\n"
        "PO1/SCH#2 in 3 [8,9)\n"
        "PO1#2 in 0 [9,14)\n"
        "PO1/SCH#1 in 7 [10,11)\n"
        "PO1/SLN#1 in 7 [11,14)\n"
        "PO1/SLN/N1#1 in 9 [12,14)\n"
        "CTT#1 in 0 [14,15)\n");
  REQUIRE(set.rows().size() == 16);
  CHECK(set.rows()[13].loop == 10);
  CHECK(set.rows()[15].loop == 0);
  CHECK(set.segment(13).text() == "N4*Town");
  CHECK(set.segment(13).element(1) == "Town");
  CHECK(set.segment(1).element(5) == "20260302");
  CHECK(set.segment(1).offset() == 12);
  CHECK(to_string(set.guide()->uses()[set.rows()[13].use].id) == "N4");
}

TEST_CASE("segments without a place and loops without their first segment are held too") {
  TransactionSet set;
  const Findings findings = check_set(
      "ST*850*0001~BEG*00*SA*1**20260302~XX*9~N3*Road~N4*Town~DTM*002*20260302~PO1~SE*8*0001~", {}, &set);
  CHECK(tell(findings) == "segment-unknown XX@3, segment-missing N1@4, segment-out-of-order DTM@6");
  REQUIRE(set.rows().size() == 8);
  CHECK(set.rows()[2].use == TransactionSet::no_use);
  CHECK(set.rows()[2].loop == 0);
  CHECK(tell_loops(set) == "#1 in - [0,8)\nN1#1 in 0 [3,6)\nPO1#1 in 0 [6,7)\n");
  CHECK(set.rows()[3].loop == 1);
  CHECK(set.rows()[5].loop == 0);  // at home in the heading
}

TEST_CASE("a set that is too large is named and nothing of it is cut silently") {
  TransactionSet set;
  set.limit(37);
  const Findings findings = check_set("ST*850*0001~BEG*00*SA*1**20260302~PO1~PO1~PO1~SE*6*0001~", {}, &set);
  REQUIRE(findings.items().size() == 1);
  CHECK(findings.items()[0].rule == Rule::set_too_large);
  CHECK(findings.items()[0].expected == "at most 37 bytes");
  CHECK(set.overflowed());
  CHECK(set.rows().size() == 3);
}

TEST_CASE("a set is used again after another") {
  TransactionSet set;
  (void)check_set("ST*850*0001~BEG*00*SA*1**20260302~PO1~PO1~SE*6*0001~", {}, &set);
  (void)check_set("ST*850*0001~BEG*00*SA*1**20260302~N1*ST*A~PO1~SE*6*0001~", {}, &set);
  CHECK(tell_loops(set) == "#1 in - [0,5)\nN1#1 in 0 [2,3)\nPO1#1 in 0 [3,4)\n");
}
