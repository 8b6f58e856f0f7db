#include "transom/decimal.hpp"

#include <doctest/doctest.h>

using namespace transom;

namespace {
std::string shown(std::optional<Decimal> value) {
  return value ? value->to_string() : "none";
}
Decimal dec(std::string_view text) {
  return Decimal::parse(text).value();
}
const std::string nines36(36, '9');
}  // namespace

TEST_CASE("decimal: reading and writing") {
  struct {
    const char* name;
    std::string input, want;
  } rows[] = {
      {"plain", "12", "12"},
      {"point", "12.340", "12.340"},
      {"negative", "-12.340", "-12.340"},
      {"no whole part", ".5", "0.5"},
      {"negative without a whole part", "-.05", "-0.05"},
      {"point at the end", "12.", "12"},
      {"leading zeros", "000012.30", "12.30"},
      {"many leading zeros", std::string(60, '0') + "7", "7"},
      {"minus zero", "-0.00", "0.00"},
      {"zero", "0", "0"},
      {"36 digits", nines36, nines36},
      {"36 digits, 18 of them behind the point", "-" + nines36.substr(18) + "." + nines36.substr(18),
       "-" + nines36.substr(18) + "." + nines36.substr(18)},
      {"37 digits", "1" + std::string(36, '0'), "none"},
      {"37 digits around the point", nines36 + ".9", "none"},
      {"18 places", "0.000000000000000001", "0.000000000000000001"},
      {"19 places", "0.0000000000000000001", "none"},
      {"empty", "", "none"},
      {"only a point", ".", "none"},
      {"only a sign", "-", "none"},
      {"sign and point", "-.", "none"},
      {"plus", "+1", "none"},
      {"two signs", "--1", "none"},
      {"two points", "1.2.3", "none"},
      {"exponent", "1e3", "none"},
      {"blank in front", " 1", "none"},
      {"blank behind", "1 ", "none"},
      {"comma", "1,5", "none"},
      {"sign behind", "1-", "none"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(shown(Decimal::parse(row.input)) == row.want);
  }
}

TEST_CASE("decimal: implied places") {
  struct {
    const char *name, *input;
    int places;
    const char* want;
  } rows[] = {
      {"N2", "123456", 2, "1234.56"},
      {"N0", "123456", 0, "123456"},
      {"shorter than its places", "5", 2, "0.05"},
      {"negative", "-5", 2, "-0.05"},
      {"zero", "0", 2, "0.00"},
      {"leading zeros", "000123", 2, "1.23"},
      {"point", "1.5", 2, "none"},
      {"empty", "", 2, "none"},
      {"only a sign", "-", 2, "none"},
      {"blank", " 5", 2, "none"},
      {"too many places", "5", 19, "none"},
      {"negative places", "5", -1, "none"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(shown(Decimal::parse_implied(row.input, row.places)) == row.want);
  }
}

TEST_CASE("decimal: to_implied refuses to lose digits") {
  struct {
    const char *name, *input;
    int places;
    const char* want;
  } rows[] = {
      {"exact", "12.34", 2, "1234"},
      {"fewer digits", "12.3", 2, "1230"},
      {"whole", "12", 2, "1200"},
      {"trailing zeros do not count", "12.3400", 2, "1234"},
      {"one digit too many", "12.345", 2, "none"},
      {"negative", "-0.05", 2, "-5"},
      {"zero", "0.000", 2, "0"},
      {"N0", "12.0", 0, "12"},
      {"too long", "999999999999999999999999999999999999", 9, "none"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    CHECK(dec(row.input).to_implied(row.places).value_or("none") == row.want);
  }
}

TEST_CASE("decimal: without trailing zeros") {
  CHECK(dec("12.3400").to_plain() == "12.34");
  CHECK(dec("12.00").to_plain() == "12");
  CHECK(dec("1200").to_plain() == "1200");
  CHECK(dec("-0.00").to_plain() == "0");
}

TEST_CASE("decimal: rounding goes half away from zero and adds no digits") {
  struct {
    const char* input;
    int scale;
    const char* want;
  } rows[] = {
      {"1.005", 2, "1.01"}, {"-1.005", 2, "-1.01"}, {"1.00499", 2, "1.00"}, {"0.5", 0, "1"},
      {"-0.5", 0, "-1"},    {"0.49", 0, "0"},       {"-0.49", 0, "0"},      {"9.995", 2, "10.00"},
      {"12.3", 2, "12.3"},  {"2.5", 0, "3"},        {"1.5", -1, "2"},
  };
  for (const auto& row : rows) {
    INFO(row.input);
    CHECK(dec(row.input).rounded(row.scale).to_string() == row.want);
  }
}

TEST_CASE("decimal: arithmetic is exact or nothing") {
  const int128 half = int128{1} << 126;
  const Decimal largest(half - 1 + half, 0);
  const Decimal smallest(-largest.units() - 1, 0);
  CHECK(shown(add(dec("1.5"), dec("2.25"))) == "3.75");
  CHECK(shown(add(dec("0.1"), dec("0.2"))) == "0.3");
  CHECK(shown(add(dec("-1"), dec("1.00"))) == "0.00");
  CHECK(shown(add(dec(nines36), dec("0.000000000000000001"))) == "none");
  CHECK(shown(add(dec(nines36), dec("1.000000000000000000"))) == "1" + std::string(36, '0'));
  CHECK(shown(add(largest, dec("1"))) == "none");
  CHECK(shown(subtract(dec("1"), dec("1.01"))) == "-0.01");
  CHECK(shown(subtract(dec("0"), smallest)) == "none");
  CHECK(shown(subtract(dec("0"), largest)) == "-" + largest.to_string());
  CHECK(smallest.to_string() == "-170141183460469231731687303715884105728");

  CHECK(shown(multiply(dec("12"), dec("19.95"))) == "239.40");
  CHECK(shown(multiply(dec("99999999999999999"), dec("999999999999999"))) ==
        "99999999999999899000000000000001");
  CHECK(shown(multiply(dec("-0.5"), dec("0.5"))) == "-0.25");
  CHECK(shown(multiply(dec(nines36), dec("1000"))) == "none");
  CHECK(shown(multiply(dec("0.0000000001"), dec("0.0000000001"))) == "none");
  CHECK(shown(multiply(dec("2.0000000000"), dec("3.0000000000"))) == "6.000000000000000000");
  CHECK(shown(multiply(dec("0.000000000000000000"), dec("0.1"))) == "0.000000000000000000");
  CHECK(shown(multiply(smallest, dec("-1"))) == "none");
}

TEST_CASE("decimal: division rounds half away from zero") {
  struct {
    const char *a, *b;
    int scale;
    const char* want;
  } rows[] = {
      {"1", "3", 2, "0.33"},
      {"2", "3", 2, "0.67"},
      {"-2", "3", 2, "-0.67"},
      {"1", "8", 2, "0.13"},
      {"-1", "8", 2, "-0.13"},
      {"1", "0", 2, "none"},
      {"1", "0.00", 2, "none"},
      {"0", "7", 2, "0.00"},
      {"10", "4", 0, "3"},
      {"1.2345", "1", 2, "1.23"},
      {"1.2355", "1", 2, "1.24"},
      {"2.9899", "2", 2, "1.49"},
      {"2.99", "2", 2, "1.50"},
      {"1", "0.000000000000000001", 18, "1000000000000000000.000000000000000000"},
      {"1", "3", 18, "0.333333333333333333"},
      {"1", "3", 19, "none"},
      {"999999999999999999999999999999999999", "0.001", 2, "none"},
      {"0.000000000000000001", "999999999999999999999999999999999999", 2, "0.00"},
  };
  for (const auto& row : rows) {
    INFO(row.a, " / ", row.b);
    CHECK(shown(divide(dec(row.a), dec(row.b), row.scale)) == row.want);
  }
}

TEST_CASE("decimal: order is by value") {
  CHECK(dec("1.0") == dec("1"));
  CHECK(dec("-0.0") == dec("0"));
  CHECK(dec("1.01") > dec("1"));
  CHECK(dec("-1.01") < dec("-1"));
  CHECK(dec("-0.5") < dec("0.25"));
  CHECK(dec("-0.5") < dec("-0.25"));
  CHECK(dec(nines36) > dec("0.000000000000000001"));
  CHECK(dec("9.99") < dec("10"));
}
