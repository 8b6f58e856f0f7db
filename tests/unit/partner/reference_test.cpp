// Reference data: what the look-ups find, and the exact complaint where a file is wrong.
#include "transom/reference.hpp"

#include <doctest/doctest.h>

#include "support/temp_folder.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

std::string complaint(const std::string& name, const std::string& text) {
  const TempFolder folder;
  const std::string path = folder.write("reference/" + name + ".csv", text);
  try {
    (void)ReferenceData::load("acme", csv_files_in(folder.at("reference")), {});
  } catch (const Failure& failure) {
    return failure.place().substr(path.size()) + ": " + failure.problem() +
           (failure.advice().empty() ? "" : "; " + failure.advice());
  }
  return "";
}

TEST_CASE("a file that is wrong is told with its line and column") {
  struct Row {
    const char *name, *table, *text, *want;
  };
  const Row rows[] = {
      {"good", "items", "item,unit\nA,EA\n", ""},
      {"empty file", "items", "", ": is empty; the first line names the columns"},
      {"unknown column", "contract_prices", "item,unit,price,form\nA,EA,1,2026-01-01\n",
       ":1:17: contract_prices has no column 'form'; did you mean 'from'?"},
      {"missing column", "contract_prices", "item,unit\nA,EA\n",
       ":1:1: contract_prices needs a column 'price'"},
      {"column twice", "items", "item,unit,unit\n", ":1:11: column 'unit' is there twice"},
      {"short row", "items", "item,unit\nA\n", ":2:1: row has 1 cell; the header has 2"},
      {"empty cell", "items", "item,unit\nA,\n", ":2:3: unit is empty"},
      {"price with a comma", "contract_prices", "item,unit,price\nA,EA,\"1,50\"\n",
       ":2:6: '1,50' is no price; expected a number such as 12.50"},
      {"negative price", "contract_prices", "item,unit,price\nA,EA,-1\n",
       ":2:6: '-1' is no price; expected a number such as 12.50"},
      {"date", "contract_prices", "item,unit,price,from\nA,EA,1,3/2/26\n",
       ":2:8: '3/2/26' is no date; expected a date such as 2026-03-02"},
      {"ends before it begins", "contract_prices",
       "item,unit,price,from,until\nA,EA,1,2026-02-01,2026-01-01\n",
       ":2:19: ends on 2026-01-01, before it begins"},
      {"word", "items", "item,unit,status\nA,EA,discontinud\n",
       ":2:6: 'discontinud' is no status; did you mean 'discontinued'?"},
      {"factor", "item_units", "item,unit,factor\nA,CA,twelve\n",
       ":2:6: 'twelve' is no factor; expected a number such as 12, or a fraction such as 1/12"},
      {"factor of zero", "item_units", "item,unit,factor\nA,CA,0\n",
       ":2:6: '0' is no factor; expected a number such as 12, or a fraction such as 1/12"},
      {"days", "ship_tos", "id,transit_days\n1,2.5\n", ":2:3: '2.5' is no number of days"},
      {"id of two items", "item_ids", "kind,id,item\nupc,012345678905,A\nupc,12345678905,B\n",
       ":3:1: kind upc, id 12345678905 is there twice, the first time in line 2; keep one of the rows"},
      {"id of two kinds", "item_ids", "kind,id,item\nupc,77,A\nbuyer_part,77,B\n", ""},
      {"two factors", "item_units", "item,unit,factor\nA,CA,12\n,CA,6\nB,CA,12\nA,CA,24\n",
       ":5:1: item A, unit CA is there twice, the first time in line 2; keep one of the rows"},
      {"two prices", "contract_prices", "item,unit,price,from_quantity\nA,EA,5,\nA,EA,4,100\nA,EA,7,0\n",
       ":4:1: item A, unit EA, from_quantity 0 is there twice, the first time in line 2; keep one of the "
       "rows; "
       "prices that follow each other differ in `from`"},
      {"two prices from one day", "contract_prices",
       "item,unit,price,from,until\nA,EA,5,2026-01-01,2026-06-30\nA,EA,5,2026-01-01,2026-12-31\n",
       ":3:1: item A, unit EA, from 2026-01-01 is there twice, the first time in line 2; keep one of the "
       "rows; "
       "prices that follow each other differ in `from`"},
      {"prices of their own", "contract_prices",
       "item,unit,price,currency,from,from_quantity,promotion\nA,EA,5,USD,,,\nA,CA,50,USD,,,\n"
       "A,EA,6,CAD,,,\nA,EA,5.5,USD,2026-01-01,,\nA,EA,4,USD,,100,\nA,EA,3,USD,,,Spring\nA,EA,5,,,,\n",
       ""},
      {"the same row twice", "stock", "item,available\nA,5\nA,5\n",
       ":3:1: item A is there twice, the first time in line 2; keep one of the rows"},
      {"item twice", "items", "item,unit\nA,EA\nA,CA\n",
       ":3:1: item A is there twice, the first time in line 2; keep one of the rows"},
      {"ship-to twice", "ship_tos", "id,kind,status\n007,,open\n7,gln,open\n7,,closed\n",
       ":4:1: id 7 is there twice, the first time in line 2; keep one of the rows"},
      {"two customers", "customers", "currency,credit_limit\nUSD,5\nCAD,6\n",
       ":3:1: a row for everybody is there twice, the first time in line 2; keep one of the rows"},
      {"another partner's rows", "item_ids", "kind,id,item,partner\nupc,7,A,other\nupc,7,B,other\n", ""},
      {"one for all, one for him", "contract_prices",
       "item,unit,price,partner\nA,EA,5,\nA,EA,4,acme\nA,EA,3,other\n", ""},
      {"quote", "items", "item,unit\n\"A,EA\n", ":2:1: quoted cell never ends; close it with \""},
  };
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    CHECK(complaint(row.table, row.text) == row.want);
  }
}

struct Shelf {
  Shelf() {
    folder.write("own/contract_prices.csv",
                 "item,unit,price,currency,from,until,from_quantity,promotion\n"
                 "A,EA,10.00,USD,2026-01-01,2026-12-31,,\n"
                 "A,EA,9.00,USD,2026-01-01,2026-12-31,100,\n"
                 "A,EA,8.00,USD,2026-03-01,2026-03-07,,Spring\n"
                 "A,EA,12.00,CAD,,,,\n");
    folder.write("house/contract_prices.csv",
                 "item,unit,price,partner\nA,EA,11.00,\nB,EA,5.00,acme\nC,EA,6.00,other\n");
    folder.write("house/items.csv",
                 "item,unit,pack,status,substitute\nA,EA,6,active,\nB,EA,,discontinued,A\nC,EA,,active,\n");
    folder.write("own/item_ids.csv", "kind,id,item\nupc,012345678905,A\nbuyer_part,77,B\n");
    folder.write("own/item_units.csv", "item,unit,factor\nA,CA,24\n,DZ,12\n,HF,1/2\n,TW,2.4\n");
    folder.write("own/ship_tos.csv",
                 "id,kind,status,transit_days\n0042,assigned_by_buyer,open,3\n7,,closed,\n");
    data = ReferenceData::load("acme", csv_files_in(folder.at("own")), csv_files_in(folder.at("house")));
  }
  [[nodiscard]] std::string best(std::string_view item, Date day, std::string_view currency) const {
    const auto found = data->prices(item, day, currency);
    std::string out;
    for (const auto* price : found) out += price->price.to_string() + " ";
    return out;
  }
  TempFolder folder;
  ReferencePtr data;
};

TEST_CASE(
    "prices: own before house, promoted first, higher breaks before lower, none out of time or currency") {
  const Shelf shelf;
  CHECK(shelf.best("A", {2026, 3, 2}, "USD") == "8.00 9.00 10.00 11.00 ");
  CHECK(shelf.best("A", {2026, 3, 8}, "USD") == "9.00 10.00 11.00 ");
  CHECK(shelf.best("A", {2027, 1, 1}, "USD") == "11.00 ");
  CHECK(shelf.best("A", {2026, 3, 2}, "CAD") == "12.00 11.00 ");
  CHECK(shelf.best("B", {2026, 3, 2}, "USD") == "5.00 ");
  CHECK(shelf.best("C", {2026, 3, 2}, "USD") == "");  // another partner's
  CHECK(shelf.best("Z", {2026, 3, 2}, "USD") == "");
}

TEST_CASE(
    "items are found by our number and by others', units by fractions, ship-tos with and without kind") {
  const Shelf shelf;
  REQUIRE(shelf.data->item_by_id("vendor_part", "A") != nullptr);
  CHECK(shelf.data->item_by_id("upc", "012345678905")->item == "A");
  CHECK(shelf.data->item_by_id("upc", "12345678905")->item == "A");  // padded by one, not by the other
  CHECK(shelf.data->item_by_id("buyer_part", "77")->substitute == "A");
  CHECK(shelf.data->item_by_id("upc", "77") == nullptr);
  const ItemRow& a = *shelf.data->item("A");
  const auto factor = [&](std::string_view unit) {
    const auto found = shelf.data->unit(a, unit);
    return found ? std::to_string(found->count) + "/" + std::to_string(found->of) : "none";
  };
  CHECK(factor("EA") == "1/1");
  CHECK(factor("CA") == "24/1");
  CHECK(factor("DZ") == "12/1");
  CHECK(factor("HF") == "1/2");
  CHECK(factor("TW") == "12/5");
  CHECK(factor("XX") == "none");
  CHECK(shelf.data->ship_to("assigned_by_buyer", "42")->transit_days == 3);
  CHECK(shelf.data->ship_to("gln", "42") == nullptr);
  CHECK(shelf.data->ship_to("gln", "7")->status == "closed");
  CHECK(shelf.data->customer() == nullptr);
}

TEST_CASE("what the workspace's file says of one partner goes before what it says of all") {
  const TempFolder folder;
  folder.write("house/items.csv", "item,unit\nA,EA\nB,EA\n");
  folder.write("house/item_ids.csv", "kind,id,item,partner\nupc,7,A,\nupc,7,B,acme\n");
  folder.write("house/contract_prices.csv",
               "item,unit,price,currency,partner\nA,EA,5,,\nA,EA,6,USD,\nA,EA,4,,acme\n");
  folder.write("house/customers.csv", "partner,currency\n,USD\nacme,CAD\n");
  const auto of = [&](const char* partner) {
    return ReferenceData::load(partner, {}, csv_files_in(folder.at("house")));
  };
  const auto acme = of("acme"), other = of("other");
  CHECK(acme->item_by_id("upc", "7")->item == "B");
  CHECK(other->item_by_id("upc", "7")->item == "A");
  CHECK(acme->prices("A", {2026, 3, 2}, "USD").front()->price.to_string() == "4");
  CHECK(other->prices("A", {2026, 3, 2}, "USD").front()->price.to_string() == "6");
  CHECK(acme->customer()->currency == "CAD");
  CHECK(other->customer()->currency == "USD");
}

TEST_CASE("the version is that of the bytes") {
  const Shelf one, other;
  CHECK(one.data->hash() == other.data->hash());
  CHECK(one.data->sources().size() == 6);
  other.folder.write("own/item_units.csv", "item,unit,factor\nA,CA,12\n");
  const auto changed = ReferenceData::load("acme", csv_files_in(other.folder.at("own")),
                                           csv_files_in(other.folder.at("house")));
  CHECK(changed->hash() != one.data->hash());
}

}  // namespace
}  // namespace transom
