#include "engine/outgoing_file.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace transom;

TEST_CASE("what could not go ends with a corrected one where its number is its own") {
  struct Row {
    const char *name, *says, *by;
  };
  const Row rows[] = {
      {"an invoice", R"("document": "invoice", "number": "INV-1", "invoiced": 1)", "810 P 00 "},
      {"without a number", R"("document": "invoice", "invoiced": 1)", ""},
      {"an answer to an order", R"("document": "order_response", "order_number": "PO-1", "answered": 1)",
       "855 P 00 "},
      {"a change", R"("document": "order_change", "number": "PO-1", "sequence": "02", "changed": 1)",
       "860 P 00  2"},
      {"a cancellation of a release, as a test",
       R"("document": "order_change", "number": "PO-1", "release_number": "7", "sequence": "2", "test": true, "purpose": "cancel", "changed": 1)",
       "860 T 10 7 2"},
      {"a change without a number, of which an order has many",
       R"("document": "order_change", "number": "PO-1", "changed": 1)", ""},
      {"an answer to one",
       R"("document": "order_response", "order_number": "PO-1", "answer_to": "order_change", "change_sequence": "2", "answered": 1)",
       "865 P 00  2"},
      {"an answer to whichever came last",
       R"("document": "order_response", "order_number": "PO-1", "answer_to": "order_change", "answered": 1)",
       ""},
      {"a change that the vendor wants",
       R"("document": "order_response", "order_number": "PO-1", "answer_to": "order_change", "change_sequence": "2", "purpose": "seller_change", "answered": 1)",
       ""},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const auto file =
        read_outgoing_json(std::string("{\"schema\": 1, \"partner\": \"acme\", ") + row.says + "}");
    REQUIRE(file.documents.size() == 1);
    const auto& one = file.documents.front();
    REQUIRE(one.problem);
    CHECK(known_again_by(one.document) == row.by);
    const bool ends = *row.by != 0;
    CHECK((one.problem->next.find("this ends when the corrected one goes out") != std::string::npos) == ends);
    CHECK((one.problem->next.find("`transom settle`") != std::string::npos) != ends);
  }
}
