// Agreed times by table: weekends, holidays, the cut-off, days without an hour, offsets; and two properties.
#include "transom/calendar.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace transom;

namespace {

Instant at(std::string_view text) {
  const auto instant = Instant::parse_iso(text);
  REQUIRE(instant);
  return *instant;
}

Date on(std::string_view text) {
  const auto date = Date::parse_iso(text);
  REQUIRE(date);
  return *date;
}

Term term(std::string_view text) {
  const auto parsed = parse_term(text);
  INFO(text);
  REQUIRE(parsed);
  return *parsed;
}

// Chicago in winter, eight to five, orders until two; 2026-03-06 is a Friday, the 9th a holiday.
WorkingCalendar chicago() {
  WorkingCalendar calendar;
  calendar.cut_off = 14 * 60;
  calendar.utc_offset = -6 * 60;
  calendar.holidays = {on("2026-03-09")};
  return calendar;
}

}  // namespace

TEST_CASE("agreed times end when people would say they do") {
  struct Row {
    const char *name, *term, *base, *want;
  };
  const Row rows[] = {
      {"elapsed, over a weekend", "24h", "2026-03-06T20:00:00Z", "2026-03-07T20:00:00.000Z"},
      {"elapsed days", "2d", "2026-03-06T20:00:00Z", "2026-03-08T20:00:00.000Z"},
      {"hours within a day", "4 working hours", "2026-03-05T15:00:00Z", "2026-03-05T19:00:00.000Z"},
      {"hours to the very close", "2 working hours", "2026-03-05T21:00:00Z", "2026-03-05T23:00:00.000Z"},
      {"hours over the night", "4 working hours", "2026-03-05T21:00:00Z", "2026-03-06T16:00:00.000Z"},
      {"hours over weekend and holiday", "4 working hours", "2026-03-06T21:00:00Z",
       "2026-03-10T16:00:00.000Z"},
      {"hours from before opening", "1 working hour", "2026-03-05T08:00:00Z", "2026-03-05T15:00:00.000Z"},
      {"hours from a Saturday", "1 working hour", "2026-03-07T18:00:00Z", "2026-03-10T15:00:00.000Z"},
      {"more hours than a day has", "20 working hours", "2026-03-02T14:00:00Z", "2026-03-04T16:00:00.000Z"},
      {"the same day", "0 working days", "2026-03-05T15:00:00Z", "2026-03-05T23:00:00.000Z"},
      {"the same day, behind the cut-off", "0 working days", "2026-03-05T20:00:00Z",
       "2026-03-06T23:00:00.000Z"},
      {"one day", "1 working day", "2026-03-04T15:00:00Z", "2026-03-05T23:00:00.000Z"},
      {"one day, a minute before the cut-off", "1 working day", "2026-03-04T19:59:00Z",
       "2026-03-05T23:00:00.000Z"},
      {"one day, at the cut-off", "1 working day", "2026-03-04T20:00:00Z", "2026-03-06T23:00:00.000Z"},
      {"one day from a Friday before a holiday", "1 working day", "2026-03-06T15:00:00Z",
       "2026-03-10T23:00:00.000Z"},
      {"from a Friday behind the cut-off", "1 working day", "2026-03-06T21:00:00Z",
       "2026-03-11T23:00:00.000Z"},
      {"from a Saturday, cut-off or not", "1 working day", "2026-03-07T22:00:00Z",
       "2026-03-11T23:00:00.000Z"},
      {"from the holiday itself", "0 working days", "2026-03-09T15:00:00Z", "2026-03-10T23:00:00.000Z"},
      {"UTC says Friday, the desk still Thursday", "0 working days", "2026-03-06T05:00:00Z",
       "2026-03-06T23:00:00.000Z"},
      {"over the end of a year", "3 working days", "2025-12-30T15:00:00Z", "2026-01-02T23:00:00.000Z"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(due_after(term(row.term), chicago(), at(row.base)).iso() == row.want);
  }
}

TEST_CASE("a day without an hour ends before elapsed time begins") {
  struct Row {
    const char *name, *term, *base, *want;
  };
  const Row rows[] = {
      {"elapsed", "4h", "2026-03-05", "2026-03-06T10:00:00.000Z"},
      {"by the end of the day", "0s", "2026-03-05", "2026-03-06T06:00:00.000Z"},
      {"working hours", "1 working hour", "2026-03-05", "2026-03-06T15:00:00.000Z"},
      {"the day itself", "0 working days", "2026-03-05", "2026-03-05T23:00:00.000Z"},
      {"a day later, no cut-off for days", "1 working day", "2026-03-05", "2026-03-06T23:00:00.000Z"},
      {"a Sunday", "1 working day", "2026-03-08", "2026-03-11T23:00:00.000Z"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(due_after(term(row.term), chicago(), on(row.base)).iso() == row.want);
  }
}

TEST_CASE("a calendar east of UTC, open around the clock") {
  WorkingCalendar calendar;
  calendar.opens = 0;
  calendar.closes = 24 * 60;
  calendar.utc_offset = 5 * 60 + 30;
  calendar.days = {true, true, true, true, true, true, true};
  CHECK(due_after(term("24 working hours"), calendar, at("2026-03-07T12:00:00Z")).iso() ==
        "2026-03-08T12:00:00.000Z");
  CHECK(due_after(term("0 working days"), calendar, at("2026-03-07T19:00:00Z")).iso() ==
        "2026-03-08T18:30:00.000Z");
}

TEST_CASE("agreed times are read and told in words") {
  struct Row {
    const char *text, *told;
  };
  const Row rows[] = {
      {"24h", "24h from the order"},
      {"48h", "2d from the order"},
      {"30m", "30m from the order"},
      {"90s", "90s from the order"},
      {"1 working day", "1 working day from the order"},
      {"5 working days", "5 working days from the order"},
      {"8 working hours", "8 working hours from the order"},
  };
  for (const Row& row : rows) CHECK(to_text(term(row.text)) == row.told);
  Term shipped = term("2 working days");
  shipped.from = TermBase::shipment;
  CHECK(to_text(shipped) == "2 working days from the ship notice");
  for (const char* wrong : {"", "h", "24", "-1h", "1.5h", "24 h", "working days", "x working days",
                            "2 workdays", "99999999999999999999h", "4000 working days"}) {
    INFO(wrong);
    CHECK_FALSE(parse_term(wrong));
  }
}

TEST_CASE("more time never ends earlier, and working time ends on working days within the hours") {
  std::mt19937 random(17);
  for (int i = 0; i < 2000; ++i) {
    WorkingCalendar calendar;
    for (bool& day : calendar.days) day = random() % 2 == 0;
    calendar.days[random() % 7] = true;
    calendar.opens = static_cast<int>(random() % 1000);
    calendar.closes =
        calendar.opens + 1 + static_cast<int>(random() % static_cast<unsigned>(1440 - calendar.opens));
    calendar.utc_offset = static_cast<int>(random() % (26 * 60)) - 12 * 60;
    if (random() % 2 == 0) {
      calendar.cut_off = calendar.opens +
                         static_cast<int>(random() % static_cast<unsigned>(calendar.closes - calendar.opens));
    }
    const Instant base{1'772'452'800'000 + static_cast<std::int64_t>(random() % 4'000'000'000U)};
    for (int n = 0; n < 3; ++n)
      calendar.holidays.push_back(Date::from_days(base.date().days() + static_cast<int>(random() % 14)));
    Term term{.amount = static_cast<std::int64_t>(random() % 30),
              .unit = random() % 2 == 0 ? TermUnit::working_days : TermUnit::working_hours};
    const Instant due = due_after(term, calendar, base);
    CHECK(due >= base);
    const Instant local{due.ms + calendar.utc_offset * 60'000};
    const Instant just_before{local.ms - 1};  // the very close belongs to its day
    CHECK((calendar.works(local.date()) || calendar.works(just_before.date())));
    ++term.amount;
    CHECK(due_after(term, calendar, base) > due);
  }
}
