// Deadlines in working time, counted day by day: agreed times are days or weeks, so a loop over days is as
// fast as it has to be, and can be read against a calendar on the wall.
//
// Local time is UTC plus a fixed offset. Refused: names of zones. The library at hand has no tables of them,
// the system's would make one store's deadlines depend on the machine that computed them, and an hour in
// summer is less than what two desks argue about. Refused too: half days and hours of their own for single
// days.
#include "transom/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace transom {
namespace {

constexpr std::int64_t minute_ms = 60'000, day_ms = 86'400'000;
constexpr int minutes_a_day = 24 * 60;

// A moment on the local clock: a day and the milliseconds since its midnight.
struct Local {
  Date day;
  std::int64_t ms = 0;
};

Local local_of(const WorkingCalendar& calendar, Instant at) {
  const std::int64_t ms = at.ms + calendar.utc_offset * minute_ms;
  const std::int64_t day = ms >= 0 ? ms / day_ms : (ms - day_ms + 1) / day_ms;
  return {Date::from_days(day), ms - day * day_ms};
}

Instant instant_of(const WorkingCalendar& calendar, Date day, std::int64_t ms) {
  return {day.days() * day_ms + ms - calendar.utc_offset * minute_ms};
}

Date next_day(Date day) {
  return Date::from_days(day.days() + 1);
}

Date working_day_from(const WorkingCalendar& calendar, Date day) {
  while (!calendar.works(day)) day = next_day(day);
  return day;
}

Instant add_working_hours(const WorkingCalendar& calendar, std::int64_t hours, Local from) {
  const std::int64_t opens = calendar.opens * minute_ms, closes = calendar.closes * minute_ms;
  std::int64_t left = hours * 60 * minute_ms;
  Date day = from.day;
  std::int64_t at = std::max(from.ms, opens);
  for (;;) {
    if (calendar.works(day) && at < closes) {
      if (left <= closes - at) return instant_of(calendar, day, at + left);
      left -= closes - at;
    }
    day = next_day(day);
    at = opens;
  }
}

Instant add_working_days(const WorkingCalendar& calendar, std::int64_t days, Date counted_from) {
  Date day = working_day_from(calendar, counted_from);
  for (; days > 0; --days) day = working_day_from(calendar, next_day(day));
  return instant_of(calendar, day, calendar.closes * minute_ms);
}

struct Suffix {
  std::string_view text;
  TermUnit unit;
  std::int64_t factor;
};
constexpr Suffix suffixes[] = {
    {" working days", TermUnit::working_days, 1},
    {" working day", TermUnit::working_days, 1},
    {" working hours", TermUnit::working_hours, 1},
    {" working hour", TermUnit::working_hours, 1},
    {"s", TermUnit::elapsed, 1},
    {"m", TermUnit::elapsed, 60},
    {"h", TermUnit::elapsed, 3600},
    {"d", TermUnit::elapsed, 86400},
};
constexpr std::int64_t most_days = 3650;

}  // namespace

bool WorkingCalendar::works(Date day) const {
  const std::int64_t since_monday = (day.days() + 3) % 7;  // 1970-01-01 was a Thursday
  if (!days[static_cast<std::size_t>(since_monday < 0 ? since_monday + 7 : since_monday)]) return false;
  return std::find(holidays.begin(), holidays.end(), day) == holidays.end();
}

std::optional<Term> parse_term(std::string_view text) {
  for (const Suffix& suffix : suffixes) {
    if (!text.ends_with(suffix.text)) continue;
    text.remove_suffix(suffix.text.size());
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const bool whole = error == std::errc() && end == text.data() + text.size() && count >= 0;
    const std::int64_t most = suffix.unit == TermUnit::working_days    ? most_days
                              : suffix.unit == TermUnit::working_hours ? most_days * 24
                                                                       : most_days * 86400 / suffix.factor;
    if (!whole || count > most) return std::nullopt;
    return Term{.amount = count * suffix.factor, .unit = suffix.unit};
  }
  return std::nullopt;
}

std::string to_text(const Term& term) {
  static constexpr std::string_view bases[] = {"the order", "the ship date", "the ship notice"};
  const std::string_view from = bases[static_cast<std::size_t>(term.from)];
  if (term.unit != TermUnit::elapsed) {
    return fmt::format("{} working {}{} from {}", term.amount,
                       term.unit == TermUnit::working_days ? "day" : "hour", term.amount == 1 ? "" : "s",
                       from);
  }
  for (const auto& [unit, seconds] : {std::pair{'d', 86400}, {'h', 3600}, {'m', 60}}) {
    const bool fits = term.amount % seconds == 0 && term.amount > 0 && !(unit == 'd' && term.amount == 86400);
    if (fits) return fmt::format("{}{} from {}", term.amount / seconds, unit, from);
  }
  return fmt::format("{}s from {}", term.amount, from);
}

Instant due_after(const Term& term, const WorkingCalendar& calendar, Instant base) {
  if (term.unit == TermUnit::elapsed) return {base.ms + term.amount * 1000};
  const Local at = local_of(calendar, base);
  if (term.unit == TermUnit::working_hours) return add_working_hours(calendar, term.amount, at);
  const bool late = at.ms >= calendar.cut_off.value_or(calendar.closes) * minute_ms;
  return add_working_days(calendar, term.amount, late && calendar.works(at.day) ? next_day(at.day) : at.day);
}

Instant due_after(const Term& term, const WorkingCalendar& calendar, Date base) {
  if (term.unit == TermUnit::working_days) return add_working_days(calendar, term.amount, base);
  const std::int64_t end_of_day = minutes_a_day * minute_ms;
  if (term.unit == TermUnit::elapsed) {
    return {instant_of(calendar, base, end_of_day).ms + term.amount * 1000};
  }
  return add_working_hours(calendar, term.amount, {base, end_of_day});
}

}  // namespace transom
