// Maps from CSV: which rows come to which documents, and what is said of rows that come to none.
#include "transom/row_map.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "support/temp_folder.hpp"

using namespace transom;

namespace {

constexpr const char* invoice_rows = R"(csv: invoice
columns: {customer: Customer, number: Invoice, day: Date, order: PO, line: Line, quantity: Qty, price: Price, text: Text}
ignore: [Clerk]
by: [customer, number]
fields:
  partner: customer
  number: number
  invoiced: day | date("YYYY-MM-DD")
  order_number: order
  lines:
    each: row
    number: line
    quantity: quantity | number
    price: price | number
    unit: "EA"
    ids: {kind: "vendor_part", value: text}
)";

constexpr const char* header = "Customer,Invoice,Date,PO,Line,Qty,Price,Text\n";

RowResult run(const std::string& csv) {
  const TempFolder folder;
  const std::string path = folder.path() + "/rows.yaml";
  std::ofstream(path) << invoice_rows;
  return RowMap::load(path)->run(csv, "r.csv", {});
}

const Invoice& invoice(const RowResult& result, std::size_t i) {
  return std::get<Invoice>(result.documents.at(i).document);
}

}  // namespace

TEST_CASE("row maps: rows that agree in the columns of by are one document, wherever they stand") {
  const RowResult got = run(std::string(header) +
                            "acme,I-1,2026-03-05,PO-1,1,2,1.50,\n"
                            "acme,I-2,2026-03-05,PO-2,1,9,1.50,\n"
                            "other,I-1,2026-03-06,PO-3,1,7,1.50,\n"
                            "acme,I-1,,,2,3,2.25,\n");
  REQUIRE(got.problem.empty());
  REQUIRE(got.documents.size() == 3);
  for (const RowDocument& one : got.documents) CHECK(one.problems.empty());
  CHECK(invoice(got, 0).partner == "acme");
  CHECK(invoice(got, 0).order_number == "PO-1");
  REQUIRE(invoice(got, 0).lines.size() == 2);
  CHECK(invoice(got, 0).lines[1].number == "2");
  CHECK(invoice(got, 0).lines[1].price->to_plain() == "2.25");
  CHECK(invoice(got, 1).number == "I-2");
  CHECK(invoice(got, 2).partner == "other");
  CHECK(invoice(got, 2).lines.size() == 1);
}

TEST_CASE("row maps: quoted cells, columns in another order, and one that is ignored") {
  const RowResult got =
      run("Text,Clerk,Price,Qty,Line,PO,Date,Invoice,Customer\r\n"
          "\"Hose, 50 ft \"\"green\"\"\nwith nozzle\",Kim,\"12.75\",2,1,PO-1,2026-03-05,I-1,acme\r\n");
  REQUIRE(got.problem.empty());
  REQUIRE(got.documents.size() == 1);
  CHECK(got.documents[0].problems.empty());
  CHECK(invoice(got, 0).lines.at(0).ids.at(0).value == "Hose, 50 ft \"green\"\nwith nozzle");
  CHECK(invoice(got, 0).lines.at(0).price->to_plain() == "12.75");
}

TEST_CASE("row maps: what is wrong with the file as a whole leaves no documents") {
  const struct {
    const char* csv;
    const char* want;
  } rows[] = {
      {"", "r.csv: is empty; the first line names the columns"},
      {"Customer,Invoice,Date,PO,Line,Qty,Text\n", "r.csv:1:1: there is no column 'Price'"},
      {"Customer,Invoice,Date,PO,Line,Qty,Price,Text,Tax\n", "r.csv:1:46: nothing reads column 'Tax'"},
      {"Customer,Invoice,Date,PO,Line,Qty,Price,Text\n", "there is a header and no row"},
      {"Customer,Invoice,Date,PO,Line,Qty,Price,Text\na,b\n", "r.csv:2:1: row has 2 cells; the header has 8"},
      {"Customer,Invoice,Date,PO,Line,Qty,Price,Text\na,b,,,1,1,1,\"x\n",
       "quoted cell never ends; close it with \""},
  };
  for (const auto& row : rows) {
    INFO(row.csv);
    const RowResult got = run(row.csv);
    INFO(got.problem);
    CHECK(got.documents.empty());
    CHECK(got.problem.find(row.want) != std::string::npos);
  }
}

TEST_CASE("row maps: what is wrong in a row is told with its place, and its neighbours stand") {
  const struct {
    const char* bad;
    const char* want;
  } rows[] = {
      {"acme,I-1,2026-03-05,PO-1,1,twelve,1.50,\n", "r.csv:2:28: 'twelve' is not a number"},
      {"acme,I-1,2026-03-05,PO-1,1,12,\"1,50\",\n", "r.csv:2:31: '1,50' is not a number"},
      {"acme,I-1,05.03.2026,PO-1,1,12,1.50,\n",
       "r.csv:2:10: '05.03.2026' is not a date in the form YYYY-MM-DD"},
      {"acme,I-1,2026-03-05,PO-1,1,12,1.50,\nacme,I-1,2026-03-06,PO-1,2,12,1.50,\n",
       "r.csv:3:10: '2026-03-06' contradicts r.csv:2:10, which says '2026-03-05' of the same invoiced"},
  };
  for (const auto& row : rows) {
    INFO(row.bad);
    const RowResult got = run(std::string(header) + row.bad + "acme,I-9,2026-03-05,PO-9,1,1,1,\n");
    CHECK(got.problem.empty());
    REQUIRE(got.documents.size() == 2);
    REQUIRE(!got.documents[0].problems.empty());
    INFO(got.documents[0].problems[0]);
    CHECK(got.documents[0].problems[0] == row.want);
    CHECK(got.documents[1].problems.empty());
  }
}

TEST_CASE("row maps: a field that must be there and has no value that can be used") {
  const RowResult got = run(std::string(header) + "acme,I-1,05.03.2026,PO-1,1,12,1.50,\n");
  REQUIRE(got.documents.size() == 1);
  REQUIRE(got.documents[0].problems.size() == 2);
  CHECK(got.documents[0].problems[1] ==
        "r.csv:2:1: invoiced is needed, and the rows of this document give none that can be used");
}
