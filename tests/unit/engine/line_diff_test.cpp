#include "engine/line_diff.hpp"

#include <doctest/doctest.h>

namespace transom {
namespace {

TEST_CASE("a difference reads like a change of a file") {
  CHECK(line_diff("a\nb\nc\n", "a\nB\nc\n") == "    a\n  - b\n  + B\n    c\n");
  CHECK(line_diff("", "new\n") == "  + new\n");
  CHECK(line_diff("old\n", "") == "  - old\n");
  CHECK(line_diff("same\n", "same\n").empty());
}

TEST_CASE("what is far from a change is left out") {
  CHECK(line_diff("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\nX\n") == "    6\n    7\n  - 8\n  + X\n");
  CHECK(line_diff("A\n2\n3\n4\n5\n6\n7\nB\n", "X\n2\n3\n4\n5\n6\n7\nY\n") ==
        "  - A\n  + X\n    2\n    3\n  ...\n    6\n    7\n  - B\n  + Y\n");
}

TEST_CASE("X12 on one line is compared segment by segment") {
  const std::string isa =
      "ISA*00*          *00*          *ZZ*A              *ZZ*B              "
      "*260302*0900*U*00401*000000001*0*P*>~";
  const std::string diff = line_diff(isa + "GS*PO~ST*850*0001~", isa + "GS*PO~ST*850*0002~");
  CHECK(diff.find("  - ST*850*0001\n  + ST*850*0002\n") != std::string::npos);
}

}  // namespace
}  // namespace transom
