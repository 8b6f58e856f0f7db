// SSCCs and the labels that bear them.
#include "order/sscc.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

#include "base/csv.hpp"
#include "base/csv_writer.hpp"
#include "order/labels.hpp"
#include "support/shipment_text.hpp"

using namespace transom;
using transom::testing::shipment_of;
using transom::testing::text_of;

namespace {

SsccSettings settings(std::string prefix, char extension = '0', SsccUse give = SsccUse::both) {
  SsccSettings out;
  out.company_prefix = std::move(prefix);
  out.extension = extension;
  out.give = give;
  return out;
}

std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  const std::string file = "labels.csv";
  CsvReader reader(csv, file);
  std::vector<std::vector<std::string>> rows;
  while (reader.more()) rows.push_back(reader.row());
  return rows;
}

std::string cell(const std::vector<std::vector<std::string>>& rows, std::size_t row,
                 std::string_view column) {
  for (std::size_t i = 0; i < rows[0].size(); ++i)
    if (rows[0][i] == column) return rows[row][i];
  return "no such column";
}

}  // namespace

TEST_CASE("sscc: check digits as GS1 works them out") {
  struct {
    std::string digits;
    char want;
  } rows[] = {{"37610425002123456", '9'},  // GS1 General Specifications, 7.9
              {"00614141123456789", '0'},
              {"00000000000000000", '0'},
              {"629104150021", '3'},
              {"01234567890", '5'}};
  for (const auto& row : rows) {
    INFO(row.digits);
    CHECK(gs1_check_digit(row.digits) == row.want);
  }
}

TEST_CASE("sscc: prefixes of seven to ten digits leave nine to six for the serial") {
  struct {
    std::string prefix;
    std::uint64_t count;
    std::string first, last;
  } rows[] = {{"0614141", 1'000'000'000, "006141410000000005", "006141419999999994"},
              {"06141410", 100'000'000, "006141410000000005", "006141410999999991"},
              {"061414100", 10'000'000, "006141410000000005", "006141410099999998"},
              {"0614141000", 1'000'000, "006141410000000005", "006141410009999995"}};
  for (const auto& row : rows) {
    INFO(row.prefix);
    CHECK(sscc_count(settings(row.prefix)) == row.count);
    CHECK(make_sscc(settings(row.prefix), 0) == row.first);
    const std::string last = make_sscc(settings(row.prefix), row.count - 1);
    CHECK(last.substr(0, 17) == row.last.substr(0, 17));
    CHECK(is_sscc(last));
  }
  CHECK(make_sscc(settings("7610425", '3'), 2123456) == "376104250021234569");
}

TEST_CASE("sscc: given to what has none, in the order of the document") {
  std::uint64_t serial = 0;
  const SsccSettings own = settings("0614141");
  const auto next = [&] { return make_sscc(own, serial++); };
  const std::string first = make_sscc(own, 0), second = make_sscc(own, 1), third = make_sscc(own, 2);
  struct {
    const char* name;
    SsccUse give;
    std::string want;
  } rows[] = {
      {"both", SsccUse::both,
       fmt::format("O:A{{T:{}{{P:{}{{I:1x1}} P:7{{I:1x1}}}} P:{}{{I:1x1}}}}", first, second, third)},
      {"cartons", SsccUse::packs,
       fmt::format("O:A{{T:-{{P:{}{{I:1x1}} P:7{{I:1x1}}}} P:{}{{I:1x1}}}}", first, second)},
      {"pallets", SsccUse::tares,
       fmt::format("O:A{{T:{}{{P:-{{I:1x1}} P:7{{I:1x1}}}} P:-{{I:1x1}}}}", first)},
      {"none", SsccUse::none, "O:A{T:-{P:-{I:1x1} P:7{I:1x1}} P:-{I:1x1}}"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    serial = 0;
    Shipment shipment = shipment_of("O:A{T:-{P:-{I:1x1} P:7{I:1x1}} P:-{I:1x1}}");
    SsccSettings use = own;
    use.give = row.give;
    CHECK(give_ssccs(shipment, use, next).empty());
    CHECK(text_of(shipment) == row.want);
  }
  SUBCASE("without a prefix nothing is given") {
    Shipment shipment = shipment_of("O:A{P:-{I:1x1}}");
    CHECK(give_ssccs(shipment, settings(""), next).empty());
    CHECK(ssccs_of(shipment).empty());
  }
  SUBCASE("the 00 that came with one goes") {
    Shipment shipment = shipment_of("O:A{P:00376104250021234569{I:1x1}}");
    CHECK(give_ssccs(shipment, settings(""), next).empty());
    CHECK(ssccs_of(shipment) == std::vector<std::string>{"376104250021234569"});
  }
  SUBCASE("when none is left the shipment waits") {
    Shipment shipment = shipment_of("O:A{P:-{I:1x1}}");
    const Disagreements wrong = give_ssccs(shipment, own, [] { return std::string(); });
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].sentence == "there is no free SSCC under company prefix 0614141 and extension 0");
  }
}

TEST_CASE("sscc: what the ERP gives is checked") {
  struct {
    std::string value, want;
  } rows[] = {
      {"376104250021234569", ""},
      {"376104250021234560", "SSCC 376104250021234560 has the check digit 0, but its digits ask for 9"},
      {"37610425002123456", "'37610425002123456' is no SSCC; expected 18 digits"},
      {"CARTON-1", "'CARTON-1' is no SSCC; expected 18 digits"}};
  for (const auto& row : rows) {
    INFO(row.value);
    const Disagreements wrong = check_ssccs(shipment_of("O:A{P:" + row.value + "{I:1x1}}"));
    CHECK((wrong.empty() ? "" : wrong[0].sentence) == row.want);
  }
}

TEST_CASE("labels: a row a carton and a pallet, with what a label asks for") {
  Shipment shipment = shipment_of(
      "O:PO1{T:376104250021234576{P:376104250021234569{I:1x12} P:106141412345678908{I:1x6 I:2x3}}} "
      "O:PO2{P:106141412345678915{I:1x4}}");
  shipment.number = "SHP-1";
  Party to;
  to.role = "ship_to";
  to.name = "Distribution Center 7, North";
  to.id = {"assigned_by_buyer", "0007"};
  to.address = {{"1 Dock Road", "Gate 4"}, "Dayton", "OH", "45402", "US", {}};
  shipment.parties = {to};
  to.name = "Store 12";
  to.id.value = "0012";
  shipment.orders[1].parties = {to};
  shipment.orders[0].references.push_back({"department", "610", "", {}, {}, "", {}});
  shipment.references.push_back({"bill_of_lading", "BOL-1", "", {}, {}, "", {}});
  Routing routing;
  routing.carrier = {"scac", "ABFS"};
  routing.routing = "ABF Freight";
  shipment.routing = {routing};
  auto& item = shipment.orders[0].tares[0].packs[0].items[0];
  item.ids = {{"upc", "012345678905"}, {"lot", "L-1"}};
  const auto rows = rows_of(labels_csv(shipment));
  REQUIRE(rows.size() == 5);
  CHECK(cell(rows, 1, "kind") == "pallet");
  CHECK(cell(rows, 1, "items") == "mixed");
  CHECK(cell(rows, 1, "quantity") == "21");
  CHECK(cell(rows, 2, "kind") == "carton");
  CHECK(cell(rows, 2, "position") == "1");
  CHECK(cell(rows, 2, "of") == "3");
  CHECK(cell(rows, 2, "sscc") == "376104250021234569");
  CHECK(cell(rows, 2, "barcode") == "00376104250021234569");
  CHECK(cell(rows, 2, "order") == "PO1");
  CHECK(cell(rows, 2, "department") == "610");
  CHECK(cell(rows, 2, "ship_to") == "Distribution Center 7, North");
  CHECK(cell(rows, 2, "ship_to_street") == "1 Dock Road, Gate 4");
  CHECK(cell(rows, 2, "carrier_scac") == "ABFS");
  CHECK(cell(rows, 2, "bill_of_lading") == "BOL-1");
  CHECK(cell(rows, 2, "upc") == "012345678905");
  CHECK(cell(rows, 2, "lot") == "L-1");
  CHECK(cell(rows, 2, "quantity") == "12");
  CHECK(cell(rows, 2, "unit") == "EA");
  CHECK(cell(rows, 3, "items") == "mixed");
  CHECK(cell(rows, 3, "line").empty());
  CHECK(cell(rows, 3, "quantity") == "9");
  CHECK(cell(rows, 4, "ship_to_id") == "0012");
  CHECK(cell(rows, 4, "order") == "PO2");
  CHECK(cell(rows, 1, "pallet").empty());
  CHECK(cell(rows, 2, "pallet") == "376104250021234576");
  CHECK(cell(rows, 4, "pallet").empty());
  CHECK(labels_csv(shipment_of("O:PO1{I:1x1}")).empty());
}

TEST_CASE("labels: one item in two lots is one item, and only its lot is open") {
  Shipment shipment = shipment_of("O:PO1{P:376104250021234569{I:1x12 I:1x6}}");
  auto& items = shipment.orders[0].packs[0].items;
  items[0].ids = {{"upc", "012345678905"}, {"lot", "L-1"}};
  items[1].ids = {{"upc", "012345678905"}, {"lot", "L-2"}};
  const auto two_lots = rows_of(labels_csv(shipment));
  CHECK(cell(two_lots, 1, "items") == "one");
  CHECK(cell(two_lots, 1, "line") == "1");
  CHECK(cell(two_lots, 1, "upc") == "012345678905");
  CHECK(cell(two_lots, 1, "lot").empty());
  CHECK(cell(two_lots, 1, "quantity") == "18");
  items[1].ids[0].value = "012345678912";
  CHECK(cell(rows_of(labels_csv(shipment)), 1, "items") == "mixed");
}

TEST_CASE("sscc: on one thing alone, which may stand under several orders and items") {
  const std::string one = "376104250021234569", other = "085554000000000232";
  struct {
    const char* name;
    std::string goods;
    std::size_t wrong;
  } rows[] = {
      {"a carton each", "O:A{P:" + one + "{I:1x1} P:" + other + "{I:1x1}}", 0},
      {"a carton of two orders", "O:A{P:" + one + "{I:1x1}} O:B{P:" + one + "{I:1x1}}", 0},
      {"a carton of two items", "O:A{I:1x6{P:" + one + "x6} I:2x6{P:" + one + "x6}}", 0},
      {"two in one place", "O:A{P:" + one + "{I:1x1} P:" + one + "{I:2x1}}", 1},
      {"three in one place are told once",
       "O:A{P:" + one + "{I:1x1} P:" + one + "{I:2x1} P:" + one + "{I:3x1}}", 1},
      {"a pallet and a carton on it", "O:A{T:" + one + "{P:" + one + "{I:1x1}}}", 1},
      {"none at all", "O:A{P:-{I:1x1} P:-{I:1x1}}", 0},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(check_ssccs(shipment_of(row.goods)).size() == row.wrong);
  }
}

TEST_CASE("labels: no text of a stranger becomes a formula") {
  struct {
    std::string text, want;
  } rows[] = {{"plain", "plain"},
              {"=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""},
              {"+1-555", "\"'+1-555\""},
              {"-5", "\"'-5\""},
              {"@SUM(A1)", "\"'@SUM(A1)\""},
              {"\tx", "\"'\tx\""},
              {"\rx", "\"'\rx\""},
              {std::string("\0=x", 3), "\"'=x\""},
              {"a,b", "\"a,b\""},
              {"a\nb", "\"a\nb\""},
              {"5\" pipe", "\"5\"\" pipe\""},
              {" x", "\" x\""},
              {"", ""}};
  for (const auto& row : rows) {
    INFO(row.text);
    std::string out;
    CsvWriter(out).text(row.text);
    CHECK(out == row.want);
  }
  std::string out;
  CsvWriter writer(out);
  writer.text("a").number(Decimal(-50, 1)).empty();
  writer.end_row();
  writer.text("b");
  CHECK(out == "a,-5,\r\nb");
  Shipment shipment = shipment_of("O:=cmd|'/C{P:376104250021234569{I:1x12}}");
  CHECK(labels_csv(shipment).find(",\"'=cmd|'/C\",") != std::string::npos);
}
