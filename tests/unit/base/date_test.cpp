#include "transom/date.hpp"

#include <doctest/doctest.h>

using namespace transom;

TEST_CASE("date: X12 digits") {
  struct {
    const char *name, *input, *want;
  } rows[] = {
      {"eight", "20260302", "2026-03-02"},
      {"six, this century", "260302", "2026-03-02"},
      {"last year of the pivot", "691231", "2069-12-31"},
      {"first year before it", "700101", "1970-01-01"},
      {"00", "000101", "2000-01-01"},
      {"99", "991231", "1999-12-31"},
      {"leap day", "20240229", "2024-02-29"},
      {"no leap day", "20260229", "none"},
      {"century is no leap year", "19000229", "none"},
      {"fourth century is", "20000229", "2000-02-29"},
      {"six digits, leap day", "240229", "2024-02-29"},
      {"month 0", "20260002", "none"},
      {"month 13", "20261302", "none"},
      {"day 0", "20260300", "none"},
      {"31 April", "20260431", "none"},
      {"all zeros", "00000000", "none"},
      {"year 0", "00000101", "none"},
      {"seven digits", "2026032", "none"},
      {"letters", "2026MR02", "none"},
      {"letters in the year", "2x0302", "none"},
      {"empty", "", "none"},
      {"blank", "2026030 ", "none"},
      {"sign", "-2603022", "none"},
      {"nine digits", "202603021", "none"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const auto date = Date::parse_x12(row.input);
    CHECK((date ? date->iso() : "none") == row.want);
  }
}

TEST_CASE("date: ISO and the ways back") {
  const auto date = Date::parse_iso("2026-03-02");
  REQUIRE(date);
  CHECK(date->iso() == "2026-03-02");
  CHECK(date->x12() == "20260302");
  CHECK(date->x12_short() == "260302");
  for (const auto* bad :
       {"2026-3-2", "20260302", "2026/03/02", "2026-02-30", "", "2026-03-02T", "2026-03-0x"}) {
    INFO(bad);
    CHECK_FALSE(Date::parse_iso(bad));
  }
}

TEST_CASE("date: days since 1970 and back, every day of four centuries") {
  CHECK(Date{1970, 1, 1}.days() == 0);
  CHECK(Date{1969, 12, 31}.days() == -1);
  CHECK(Date{2026, 3, 2}.days() == 20514);
  Date before = Date::from_days(Date{1800, 1, 1}.days() - 1);
  CHECK(before == Date{1799, 12, 31});
  for (auto day = Date{1800, 1, 1}.days(); day < Date{2200, 1, 1}.days(); ++day) {
    const Date date = Date::from_days(day);
    if (date.days() != day || date <= before) FAIL("day ", day, " became ", date.iso());
    before = date;
  }
}

TEST_CASE("time: X12 digits") {
  struct {
    const char *name, *input, *iso, *x12;
  } rows[] = {
      {"HHMM", "1705", "17:05", "1705"},
      {"HHMMSS", "170509", "17:05:09", "170509"},
      {"one decimal", "1705092", "17:05:09.20", "17050920"},
      {"two decimals", "17050925", "17:05:09.25", "17050925"},
      {"midnight", "0000", "00:00", "0000"},
      {"last", "23595999", "23:59:59.99", "23595999"},
      {"hour 24", "2400", "none", ""},
      {"minute 60", "1260", "none", ""},
      {"second 60", "120060", "none", ""},
      {"three digits", "170", "none", ""},
      {"five digits", "17050", "none", ""},
      {"nine digits", "170509250", "none", ""},
      {"letters", "17O5", "none", ""},
      {"letters in the decimals", "1705092x", "none", ""},
      {"letters in the seconds", "1705-1", "none", ""},
      {"empty", "", "none", ""},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const auto time = Time::parse_x12(row.input);
    CHECK((time ? time->iso() : "none") == row.iso);
    if (time) {
      CHECK(time->x12() == row.x12);
      CHECK(Time::parse_iso(time->iso()) == time);
    }
  }
  for (const auto* bad : {"17.05", "17:5", "17:05:", "17:05:09.", "17:05:09.250", "24:00", "17:05-09", ""}) {
    INFO(bad);
    CHECK_FALSE(Time::parse_iso(bad));
  }
}

TEST_CASE("instant: ISO both ways") {
  struct {
    const char *name, *input, *want;
  } rows[] = {
      {"seconds", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00.000Z"},
      {"milliseconds", "2026-03-02T09:00:00.007Z", "2026-03-02T09:00:00.007Z"},
      {"before 1970", "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
      {"long before 1970", "1900-01-01T00:00:00Z", "1900-01-01T00:00:00.000Z"},
      {"no zone", "2026-03-02T09:00:00", "none"},
      {"offset", "2026-03-02T09:00:00+01:00", "none"},
      {"blank for T", "2026-03-02 09:00:00Z", "none"},
      {"no such day", "2026-02-30T09:00:00Z", "none"},
      {"no such hour", "2026-03-02T24:00:00Z", "none"},
      {"comma", "2026-03-02T09:00:00,007Z", "none"},
      {"empty", "", "none"},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    const auto instant = Instant::parse_iso(row.input);
    CHECK((instant ? instant->iso() : "none") == row.want);
  }
  CHECK(Instant{-1}.date() == Date{1969, 12, 31});
  CHECK(Instant{-1}.time() == Time{23, 59, 59});
  CHECK(Instant{1'000}.time() == Time{0, 0, 1});
}

TEST_CASE("clocks") {
  const SystemClock system;
  CHECK(system.now() > Instant::parse_iso("2020-01-01T00:00:00Z").value());
  const auto first = system.monotonic_ms();
  CHECK(system.monotonic_ms() >= first);

  FixedClock fixed(Instant{5});
  fixed.advance(10);
  CHECK(fixed.now().ms == 15);
  CHECK(fixed.monotonic_ms() == 15);
}
