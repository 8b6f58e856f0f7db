// A corrected ship notice keeps the labels of the pallets and cartons that are there already.
#include "order/keep_labels.hpp"

#include <doctest/doctest.h>

#include "support/shipment_text.hpp"

using namespace transom;
using namespace transom::testing;

TEST_CASE("labels are kept by what is in a carton, and by which goods are") {
  struct Row {
    const char *name, *before, *now, *want;
  };
  const Row rows[] = {
      {"as it was", "O:A{P:1{I:1x12} P:2{I:2x6}}", "O:A{P:-{I:1x12} P:-{I:2x6}}",
       "O:A{P:1{I:1x12} P:2{I:2x6}}"},
      {"in another order", "O:A{P:1{I:1x12} P:2{I:2x6}}", "O:A{P:-{I:2x6} P:-{I:1x12}}",
       "O:A{P:2{I:2x6} P:1{I:1x12}}"},
      {"counted anew", "O:A{P:1{I:1x12} P:2{I:2x6}}", "O:A{P:-{I:1x10} P:-{I:2x6}}",
       "O:A{P:1{I:1x10} P:2{I:2x6}}"},
      {"one counted anew beside one as it was", "O:A{P:1{I:1x12} P:2{I:1x6}}", "O:A{P:-{I:1x10} P:-{I:1x12}}",
       "O:A{P:2{I:1x10} P:1{I:1x12}}"},
      {"one taken out in the middle", "O:A{P:1{I:1x1} P:2{I:2x1} P:3{I:3x1}}", "O:A{P:-{I:1x1} P:-{I:3x1}}",
       "O:A{P:1{I:1x1} P:3{I:3x1}}"},
      {"one more", "O:A{P:1{I:1x1}}", "O:A{P:-{I:1x1} P:-{I:1x1}}", "O:A{P:1{I:1x1} P:-{I:1x1}}"},
      {"other goods", "O:A{P:1{I:1x1}}", "O:A{P:-{I:2x1}}", "O:A{P:-{I:2x1}}"},
      {"named by the ERP", "O:A{P:1{I:1x1} P:2{I:1x1}}", "O:A{P:2{I:1x1} P:-{I:1x1}}",
       "O:A{P:2{I:1x1} P:1{I:1x1}}"},
      {"a pallet and its cartons", "O:A{T:9{P:1{I:1x1}}}", "O:A{T:-{P:-{I:1x1}}}", "O:A{T:9{P:1{I:1x1}}}"},
      {"within an item", "O:A{I:1x12{P:1x6 P:2x6} I:2x4{P:3x4}}", "O:A{I:2x4{P:-x4} I:1x12{P:-x6 P:-x6}}",
       "O:A{I:2x4{P:3x4} I:1x12{P:1x6 P:2x6}}"},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    Shipment now = shipment_of(row.now);
    keep_labels(now, shipment_of(row.before), [](const std::string&) { return true; });
    CHECK(text_of(now) == text_of(shipment_of(row.want)));
  }
}

TEST_CASE("what has another's label on goes without, and takes no third one's") {
  Shipment now = shipment_of("O:A{P:-{I:1x12} P:-{I:1x12} P:-{I:2x6}}");
  std::vector<std::string> asked;
  keep_labels(now, shipment_of("O:A{P:1{I:1x12} P:2{I:1x12} P:3{I:2x6} P:4{I:1x9}}"),
              [&](const std::string& sscc) {
                asked.push_back(sscc);
                return sscc != "1";
              });
  CHECK(text_of(now) == text_of(shipment_of("O:A{P:-{I:1x12} P:2{I:1x12} P:3{I:2x6}}")));
  CHECK(asked == std::vector<std::string>{"1", "2", "3"});
}
