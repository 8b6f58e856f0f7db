// Reference tables from CSV: what is read, and where it is refused.
#include <doctest/doctest.h>

#include "mapping/code_table.hpp"
#include "transom/failure.hpp"

using namespace transom;
using namespace transom::mapping;

TEST_CASE("csv tables: cells") {
  const auto table =
      read_csv_table("t",
                     "\xef\xbb\xbf"
                     "code, name ,note\r\n01, one ,\r\n\"02\",\"two, \"\"2\"\"\",\"a\nb\"\r\n\n03,,z",
                     "t.csv");
  CHECK(table->rows().size() == 3);
  CHECK(*table->find("01") == "one");
  CHECK(*table->find("02") == "two, \"2\"");
  CHECK(*table->find("02", 2) == "a\nb");
  CHECK(*table->find_back("one") == "01");
  CHECK(table->find("04") == nullptr);
  CHECK(*table->column("note") == 2);
}

TEST_CASE("csv tables: exact complaints") {
  struct Row {
    const char* text;
    const char* want;
  };
  const Row rows[] = {
      {"", "t.csv: is empty; the first line names the columns"},
      {"code\n1", "t.csv:1:1: table has one column; expected a code and what it means, parted by commas"},
      {"code;name\n1;a",
       "t.csv:1:1: cells are parted by semicolons; save it as CSV with commas between the cells"},
      {"a,\n", "t.csv:1:3: column 2 has no name; the first line names the columns"},
      {"a,a\n", "t.csv:1:3: column 'a' is there twice"},
      {"a,b\n1,2,3\n",
       "t.csv:2:1: row has 3 cells; the header has 2; a cell with a comma in it stands in double quotes"},
      {"a,b\n1\n", "t.csv:2:1: row has 1 cell; the header has 2"},
      {"a,b\n1,2\n\n1,3\n",
       "t.csv:4:1: code '1' is there twice, the first time in line 2; keep one of the rows"},
      {"a,b\n,2\n", "t.csv:2:1: row has no code in its first column"},
      {"a,b\n1,x\"y\n",
       "t.csv:2:4: quote inside a cell; put the whole cell in quotes and double the inner one"},
      {"a,b\n1,\"xy\n", "t.csv:2:3: quoted cell never ends; close it with \""},
      {"a,b\n1,\"x\"y\n",
       "t.csv:2:6: text behind the closing quote; double a quote that belongs to the cell"},
      {"a,b\n1,\xe9\n", "t.csv: is not UTF-8; save it as CSV UTF-8"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    std::string got;
    try {
      (void)read_csv_table("t", row.text, "t.csv");
    } catch (const Failure& failure) {
      got = failure.what();
    }
    CHECK(got == row.want);
  }
}
