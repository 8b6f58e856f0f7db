// Dates, times and instants: reading and writing the two forms that occur, X12's digits and ISO 8601.
//
// The calendar itself is std::chrono's; nothing here depends on a time zone, a locale or the C library's
// broken-down time. A partner's local date stays a date: it is never turned into an instant by guessing.
#include "transom/date.hpp"

#include <fmt/format.h>

#include <chrono>

namespace transom {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

// `count` digits at `at`, or -1.
int number(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::chrono::year_month_day calendar(const Date& date) {
  return {std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
          std::chrono::day(static_cast<unsigned>(date.day))};
}

std::optional<Date> checked(int year, int month, int day) {
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  const Date date{year, month, day};
  if (!calendar(date).ok()) return std::nullopt;
  return date;
}

// second and hundredths: -1 for "not given" is decided by the caller
std::optional<Time> checked(Time time) {
  const bool ok =
      time.hour >= 0 && time.hour < 24 && time.minute >= 0 && time.minute < 60 && time.second < 60;
  return ok ? std::optional(time) : std::nullopt;
}

}  // namespace

std::optional<Date> Date::parse_x12(std::string_view digits) {
  if (digits.size() == 8) return checked(number(digits, 0, 4), number(digits, 4, 2), number(digits, 6, 2));
  if (digits.size() != 6) return std::nullopt;
  const int year = number(digits, 0, 2);
  if (year < 0) return std::nullopt;
  return checked(year < 70 ? 2000 + year : 1900 + year, number(digits, 2, 2), number(digits, 4, 2));
}

std::optional<Date> Date::parse_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return checked(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
}

std::string Date::iso() const {
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}
std::string Date::x12() const {
  return fmt::format("{:04}{:02}{:02}", year, month, day);
}
std::string Date::x12_short() const {
  return fmt::format("{:02}{:02}{:02}", year % 100, month, day);
}

std::int64_t Date::days() const {
  return std::chrono::sys_days(calendar(*this)).time_since_epoch().count();
}

Date Date::from_days(std::int64_t days) {
  const std::chrono::year_month_day date(
      std::chrono::sys_days(std::chrono::days(static_cast<std::chrono::days::rep>(days))));
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::optional<Time> Time::parse_x12(std::string_view digits) {
  const auto size = digits.size();
  if (size != 4 && (size < 6 || size > 8)) return std::nullopt;
  Time time{number(digits, 0, 2), number(digits, 2, 2)};
  if (size > 4 && (time.second = number(digits, 4, 2)) < 0) return std::nullopt;
  if (size > 6) {
    const int fraction = number(digits, 6, size - 6);
    if (fraction < 0) return std::nullopt;
    time.hundredths = size == 7 ? fraction * 10 : fraction;
  }
  return checked(time);
}

std::optional<Time> Time::parse_iso(std::string_view text) {
  const auto size = text.size();
  if (size != 5 && size != 8 && size != 10 && size != 11) return std::nullopt;
  if (text[2] != ':') return std::nullopt;
  Time time{number(text, 0, 2), number(text, 3, 2)};
  if (size > 5 && (text[5] != ':' || (time.second = number(text, 6, 2)) < 0)) return std::nullopt;
  if (size > 8) {
    const int fraction = number(text, 9, size - 9);
    if (text[8] != '.' || fraction < 0) return std::nullopt;
    time.hundredths = size == 10 ? fraction * 10 : fraction;
  }
  return checked(time);
}

std::string Time::iso() const {
  std::string out = fmt::format("{:02}:{:02}", hour, minute);
  if (second >= 0) out += fmt::format(":{:02}", second);
  if (second >= 0 && hundredths >= 0) out += fmt::format(".{:02}", hundredths);
  return out;
}

std::string Time::x12() const {
  std::string out = fmt::format("{:02}{:02}", hour, minute);
  if (second >= 0) out += fmt::format("{:02}", second);
  if (second >= 0 && hundredths >= 0) out += fmt::format("{:02}", hundredths);
  return out;
}

std::optional<Instant> Instant::parse_iso(std::string_view text) {
  const bool with_ms = text.size() == 24;
  if (!with_ms && text.size() != 20) return std::nullopt;
  if (text[10] != 'T' || text.back() != 'Z') return std::nullopt;
  const auto date = Date::parse_iso(text.substr(0, 10));
  const auto time = Time::parse_iso(text.substr(11, 8));
  const int ms = with_ms ? number(text, 20, 3) : 0;
  if (!date || !time || ms < 0 || (with_ms && text[19] != '.')) return std::nullopt;
  const std::int64_t seconds = (time->hour * 60 + time->minute) * 60 + time->second;
  return Instant{date->days() * ms_per_day + seconds * 1000 + ms};
}

std::string Instant::iso() const {
  const auto time_of_day = time();
  return fmt::format("{}T{}.{:03}Z", date().iso(), time_of_day.iso(), ((ms % 1000) + 1000) % 1000);
}

Date Instant::date() const {
  const auto day = ms / ms_per_day - (ms % ms_per_day < 0 ? 1 : 0);
  return Date::from_days(day);
}

Time Instant::time() const {
  const auto seconds = (((ms % ms_per_day) + ms_per_day) % ms_per_day) / 1000;
  return {static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
          static_cast<int>(seconds % 60)};
}

Instant SystemClock::now() const {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

std::int64_t SystemClock::monotonic_ms() const {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace transom
