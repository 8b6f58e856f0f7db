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

TEST_CASE("sscc: a label is on one carton or pallet, in as many places as its goods are for") {
  struct {
    std::string name, shipment, want;
  } rows[] = {{"each its own", "O:A{T:1{P:2{I:1x1} P:3{I:1x1}}}", ""},
              {"without labels", "O:A{P:-{I:1x1} P:-{I:1x1}}", ""},
              {"mixed", "O:A{P:1{I:1x1}} O:B{P:1{I:1x1}}", ""},
              {"mixed, on its pallet", "O:A{T:9{P:1{I:1x1}}} O:B{T:9{P:1{I:1x1}}}", ""},
              {"mixed, on a pallet without a label", "O:A{T:-{P:1{I:1x1}}} O:B{T:-{P:1{I:1x1}}}", ""},
              {"of two items", "O:A{I:1x2{P:1x2} I:2x1{P:1x1}}", ""},
              {"beside each other", "O:A{P:1{I:1x1} P:1{I:1x1}}", "SSCC 1 is"},
              {"three times", "O:A{P:1{I:1x1} P:1{I:1x1} P:1{I:2x1}}", "SSCC 1 is"},
              {"twice of one of two orders", "O:A{P:1{I:1x1}} O:B{P:1{I:1x1} P:1{I:2x1}}", "SSCC 1 is"},
              {"on two pallets", "O:A{T:8{P:1{I:1x1}} T:9{P:1{I:1x1}}}", "SSCC 1 is"},
              {"on two pallets without labels", "O:A{T:-{P:1{I:1x1}} T:-{P:1{I:1x1}}}", "SSCC 1 is"},
              {"on two pallets, of two orders", "O:A{T:8{P:1{I:1x1}}} O:B{T:9{P:1{I:1x1}}}", "SSCC 1 is"},
              {"twice of one item", "O:A{I:1x2{P:1x1 P:1x1}}", "SSCC 1 is"},
              {"two pallets", "O:A{T:1{I:1x1} T:1{I:1x1}}", "SSCC 1 is"},
              {"a pallet and a carton", "O:A{T:1{P:1{I:1x1}}}", "SSCC 1 is"},
              {"a pallet and a carton of two orders", "O:A{T:1{P:2{I:1x1}}} O:B{P:1{I:1x1}}", "SSCC 1 is"},
              {"two labels", "O:A{P:1{I:1x1} P:2{I:1x1} P:2{I:1x1} P:1{I:1x1}}", "SSCCs 2, 1 are each"}};
  for (const auto& row : rows) {
    INFO(row.name);
    Shipment shipment = shipment_of(row.shipment);
    shipment.number = "S-1";
    const Disagreements wrong = check_shared(shipment);
    CHECK((wrong.empty() ? "" : wrong[0].sentence) ==
          (row.want.empty() ? "" : row.want + " on more than one carton or pallet of ship notice S-1"));
    CHECK(wrong.size() == (row.want.empty() ? 0 : 1));
  }
}

TEST_CASE("sscc: a level that stands for several cartons has a label for each") {
  Shipment shipment = shipment_of("O:A{P:1{I:1x1} P:2{I:1x1}}");
  auto& packs = shipment.orders[0].packs;
  packs[0].marks.push_back({"sscc", "000000000000000003", ""});
  packs[0].marks.push_back({"sscc", "1", ""});
  CHECK(ssccs_of(shipment) == std::vector<std::string>{"1", "000000000000000003", "2"});
  CHECK(check_shared(shipment).empty());
  packs[1].marks.push_back({"sscc", "00000000000000000003", ""});
  CHECK(check_shared(shipment).size() == 1);
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
