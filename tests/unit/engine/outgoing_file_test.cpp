#include "engine/outgoing_file.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace transom;

TEST_CASE("what could not go ends with a corrected one where its number is its own") {
  struct Row {
    const char *name, *says;
    bool ends;
  };
  const Row rows[] = {
      {"an invoice", R"("document": "invoice", "number": "INV-1", "invoiced": 1)", true},
      {"without a number", R"("document": "invoice", "invoiced": 1)", false},
      {"an answer to an order", R"("document": "order_response", "order_number": "PO-1", "answered": 1)",
       true},
      {"a change, of which an order has many",
       R"("document": "order_change", "number": "PO-1", "changed": 1)", false},
      {"an answer to one",
       R"("document": "order_response", "order_number": "PO-1", "answer_to": "order_change", "answered": 1)",
       false},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    const auto file =
        read_outgoing_json(std::string("{\"schema\": 1, \"partner\": \"acme\", ") + row.says + "}");
    REQUIRE(file.documents.size() == 1);
    const auto& one = file.documents.front();
    REQUIRE(one.problem);
    CHECK(is_known_again(one.document) == row.ends);
    CHECK((one.problem->next.find("this ends when the corrected one goes out") != std::string::npos) ==
          row.ends);
    CHECK((one.problem->next.find("`transom settle`") != std::string::npos) != row.ends);
  }
}
