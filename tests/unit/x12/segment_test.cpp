#include "transom/segment.hpp"

#include <doctest/doctest.h>

using namespace transom;

TEST_CASE("a segment gives its id and its elements as the standard counts them") {
  const std::string_view text = "xxBEG*00**PO1~";
  const std::uint32_t marks[] = {5, 8, 9, 13};
  const Segment segment(text.data(), 2, marks, 3, true, 102);
  CHECK(segment.id() == "BEG");
  CHECK(segment.packed_id() == segment_id("BEG"));
  CHECK(segment.is("BEG"));
  CHECK(segment.size() == 3);
  CHECK(segment.element(0).empty());
  CHECK(segment.element(1) == "00");
  CHECK(segment.element(2).empty());
  CHECK(segment.element(3) == "PO1");
  CHECK(segment.element(4).empty());
  CHECK(segment.text() == "BEG*00**PO1");
  std::string all;
  for (const std::string_view element : segment.elements()) (all += element) += '|';
  CHECK(all == "00||PO1|");
  CHECK(segment.offset() == 102);
}

TEST_CASE("ids pack into an integer and come back") {
  for (const std::string_view id : {"N1", "BEG", "ISA", "A", ""}) CHECK(to_string(segment_id(id)) == id);
  CHECK(segment_id("N1") != segment_id("N10"));
}

TEST_CASE("parts of composites and repetitions") {
  struct Row {
    std::string_view element;
    char separator;
    std::uint32_t n;
    std::string_view want;
  };
  const Row rows[] = {
      {"A:B:C", ':', 1, "A"}, {"A:B:C", ':', 3, "C"}, {"A:B:C", ':', 4, ""},
      {"A::C", ':', 2, ""},   {"", ':', 1, ""},       {"A:B", '\0', 1, "A:B"},
      {"A:B", '\0', 2, ""},   {"A:B", ':', 0, ""},    {"A:", ':', 2, ""},
  };
  for (const Row& row : rows) {
    INFO(row.element << " part " << row.n);
    CHECK(part(row.element, row.separator, row.n) == row.want);
  }
  CHECK(count_parts("A:B:", ':') == 3);
  CHECK(count_parts("", ':') == 1);
  CHECK(count_parts("A:B", '\0') == 1);
}
