// An invoice as JSON: what must be there, and that money keeps its digits.
#include <doctest/doctest.h>

#include "transom/json.hpp"

namespace transom {
namespace {

TEST_CASE("an invoice is read and printed digit for digit") {
  const std::string text =
      R"({"document":"invoice","schema":1,"number":"INV-9","invoiced":"2026-03-09","order_number":"4500012",)"
      R"("type":"product","currency":"USD","terms":[{"kind":"basic","discount_percent":"2.0","net_days":30}],)"
      R"("carriage":[{"mode":"motor","scac":"ABCD","reference":{"kind":"bill_of_lading","value":"B7"}}],)"
      R"("shipped":[{"quantity":"3","unit":"CT","weight":"41.50","weight_unit":"LB"}],)"
      R"("allowances_charges":[{"kind":"charge","code":"D240","amount":"12.30","taxes":[{"kind":"value_added",)"
      R"("percent":"5"}]}],"lines":[{"number":"1","quantity":"12","unit":"EA","price":"19.950","ids":)"
      R"([{"kind":"buyer_part","value":"A1"}],"shipped":[{"quantity":"11","unit":"EA","reason":"A"}]}],)"
      R"("totals":{"amount":"251.70","discountable":"239.40"}})";
  const JsonDocuments read = read_json(text);
  for (const JsonProblem& problem : read.problems) FAIL_CHECK(problem.text());
  REQUIRE(read.documents.size() == 1);
  CHECK(to_json(read.documents[0]) == text);
  const auto& invoice = std::get<Invoice>(read.documents[0]);
  CHECK(invoice.lines.at(0).price == Decimal(19950, 3));
  CHECK(invoice.allowances_charges.at(0).taxes.at(0).kind == "value_added");
}

TEST_CASE("an invoice without a number or a date is none; its totals can be worked out") {
  const JsonDocuments read = read_json(R"({"document":"invoice","schema":1,"lines":[{"quantity":"1"}]})");
  std::string paths;
  for (const JsonProblem& problem : read.problems) paths += problem.path + "|";
  CHECK(paths == "lines[0].number|number|invoiced|");
  CHECK(missing_fields(Invoice::shape(), &std::get<Invoice>(read.documents.at(0))) ==
        std::vector<std::string>{"number", "invoiced", "lines[0].number"});
}

TEST_CASE("a cancellation may leave out its day, for it is known by its number") {
  const struct {
    const char *document, *purpose, *want;
  } rows[] = {
      {"invoice", "cancel", ""},  {"invoice", "cancel_to_reissue", ""}, {"invoice", "original", "invoiced|"},
      {"shipment", "cancel", ""}, {"shipment", "replace", "created|"},
  };
  for (const auto& row : rows) {
    INFO(std::string(row.document) << " " << row.purpose);
    const JsonDocuments read =
        read_json(std::string(R"({"document":")") + row.document +
                  R"(","schema":1,"partner":"acme","number":"N-1","purpose":")" + row.purpose + R"("})");
    std::string paths;
    for (const JsonProblem& problem : read.problems) paths += problem.path + "|";
    CHECK(paths == row.want);
  }
}

}  // namespace
}  // namespace transom
