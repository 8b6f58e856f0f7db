// Functions on numbers, dates, times, flags and lists.
//
// Arithmetic is exact or refused: a sum that leaves 128 bits holds the document instead of being rounded.
#include <fmt/format.h>

#include <algorithm>

#include "mapping/functions.hpp"

namespace transom::mapping {
namespace {

void run_number(Call& call) {
  const auto n = Decimal::parse(call.text(0));
  if (!n) return call.refuse("is not a number");
  call.give(Value(*n));
}

void run_text(Call& call) {
  call.give(to_text(call.value(0)));
}

void run_round(Call& call) {
  call.give(Value(call.value(0).number.rounded(call.size() > 1 ? static_cast<int>(call.length(1, 18)) : 0)));
}

void run_abs(Call& call) {
  const Decimal n = call.value(0).number;
  call.give(Value(n.is_negative() ? Decimal(-n.units(), n.scale()) : n));
}

void run_implied(Call& call) {
  const auto n = Decimal::parse_implied(call.text(0), static_cast<int>(call.length(1, 18)));
  if (!n) return call.refuse("is not a number of digits only");
  call.give(Value(*n));
}

void run_plain(Call& call) {
  call.give(call.value(0).number.to_plain());
}

void run_sum(Call& call) {
  Decimal total;
  for (const Value& value : call.list(0)) {
    const auto next = add(total, value.number);
    if (!next) return call.refuse("sum is too large to be exact");
    total = *next;
  }
  if (!call.list(0).empty()) call.give(Value(total));
}

void run_count(Call& call) {
  call.give(Value(Decimal::whole(static_cast<std::int64_t>(call.list(0).size()))));
}

void run_first(Call& call) {
  if (!call.list(0).empty()) call.give(call.list(0).front());
}
void run_last(Call& call) {
  if (!call.list(0).empty()) call.give(call.list(0).back());
}
void run_nth(Call& call) {
  const std::size_t n = call.length(1, call.list(0).size() + 1);
  if (n >= 1 && n <= call.list(0).size()) call.give(call.list(0)[n - 1]);
}

void run_skip(Call& call) {
  const auto list = call.list(0);
  for (std::size_t i = call.length(1, list.size()); i < list.size(); ++i) call.give(list[i]);
}

bool less(const Value& a, const Value& b) {
  return order(a, b) < 0;
}
void run_min(Call& call) {
  const auto list = call.list(0);
  if (!list.empty()) call.give(*std::min_element(list.begin(), list.end(), less));
}
void run_max(Call& call) {
  const auto list = call.list(0);
  if (!list.empty()) call.give(*std::max_element(list.begin(), list.end(), less));
}

void run_distinct(Call& call) {
  std::vector<Value> seen;
  for (const Value& value : call.list(0)) {
    if (std::any_of(seen.begin(), seen.end(), [&](const Value& old) { return equal(old, value); })) continue;
    seen.push_back(value);
    call.give(value);
  }
}

// A pattern of YYYY YY MM DD hh mm ss and anything else as it stands.
constexpr std::string_view pattern_words[] = {"YYYY", "YY", "MM", "DD", "hh", "mm", "ss"};

struct Moment {
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  int* part(std::string_view word) {
    if (word == "YYYY" || word == "YY") return &year;
    if (word == "MM") return &month;
    if (word == "DD") return &day;
    if (word == "hh") return &hour;
    return word == "mm" ? &minute : &second;
  }
};

std::string_view pattern_word(std::string_view pattern) {
  for (const std::string_view word : pattern_words) {
    if (pattern.starts_with(word)) return word;
  }
  return {};
}

bool read_pattern(std::string_view text, std::string_view pattern, Moment& out) {
  while (!pattern.empty()) {
    const std::string_view word = pattern_word(pattern);
    const std::size_t width = word.empty() ? 1 : word.size();
    if (text.size() < width) return false;
    if (word.empty()) {
      if (text[0] != pattern[0]) return false;
    } else {
      int n = 0;
      for (char c : text.substr(0, width)) {
        if (c < '0' || c > '9') return false;
        n = n * 10 + (c - '0');
      }
      if (word == "YY") n += n < 70 ? 2000 : 1900;
      *out.part(word) = n;
    }
    text.remove_prefix(width);
    pattern.remove_prefix(width);
  }
  return text.empty();
}

std::string write_pattern(std::string_view pattern, Moment moment) {
  std::string out;
  while (!pattern.empty()) {
    const std::string_view word = pattern_word(pattern);
    if (word.empty()) {
      out += pattern[0];
    } else {
      const int n = *moment.part(word);
      out += fmt::format("{:0{}}", word == "YY" ? n % 100 : n, word.size());
    }
    pattern.remove_prefix(word.empty() ? 1 : word.size());
  }
  return out;
}

void run_date(Call& call) {
  std::optional<Date> date;
  if (call.size() > 1) {
    Moment m;
    if (read_pattern(call.text(0), call.text(1), m)) date = Date::parse_iso(write_pattern("YYYY-MM-DD", m));
    if (!date) return call.refuse(fmt::format("is not a date in the form {}", call.text(1)));
  } else {
    date = Date::parse_x12(call.text(0));
    if (!date) date = Date::parse_iso(call.text(0));
    if (!date) return call.refuse("is not a date");
  }
  call.give(Value(*date));
}

void run_time(Call& call) {
  auto time = Time::parse_x12(call.text(0));
  if (!time) time = Time::parse_iso(call.text(0));
  if (!time) return call.refuse("is not a time");
  call.give(Value(*time));
}

void run_format_date(Call& call) {
  const Date d = call.value(0).date;
  call.give(write_pattern(call.text(1), {d.year, d.month, d.day, 0, 0, 0}));
}
void run_format_time(Call& call) {
  const Time t = call.value(0).time;
  call.give(write_pattern(call.text(1), {0, 1, 1, t.hour, t.minute, std::max(t.second, 0)}));
}

void run_plus_days(Call& call) {
  const Decimal n = call.value(1).number.rounded(0);
  constexpr int limit = 400000;
  if (n.units() > limit || n.units() < -limit) return call.refuse("is too many days");
  call.give(Value(Date::from_days(call.value(0).date.days() + static_cast<std::int64_t>(n.units()))));
}

void run_weekday(Call& call) {
  const auto days = call.value(0).date.days();
  call.give(Value(Decimal::whole(((days + 3) % 7 + 7) % 7 + 1)));
}

void run_say_flag(Call& call) {
  call.give(call.value(0).flag ? call.value(1) : call.value(2));
}

constexpr Function value_rows[] = {
    {"number", "number = text", "the number that a text says", run_number},
    {"text", "text = any", "a number, date or time as text", run_text},
    {"round", "number = number, number?", "rounded half away from zero, to whole ones unless said",
     run_round},
    {"abs", "number = number", "without its sign", run_abs},
    {"implied", "number = text, number",
     "digits with so many implied decimals: \"1234\" | implied(2) is 12.34", run_implied},
    {"plain", "text = number", "as text without trailing zeros", run_plain},
    {"sum", "number = number*", "all of a list added", run_sum},
    {"count", "number = any*", "how many there are", run_count},
    {"first", "same = any*", "the first of a list", run_first},
    {"last", "same = any*", "the last of a list", run_last},
    {"nth", "same = any*, number", "that one of a list; the first is 1", run_nth},
    {"skip", "same* = any*, number", "a list without so many at its front", run_skip},
    {"min", "same = any*", "the smallest, or the earliest", run_min},
    {"max", "same = any*", "the largest, or the latest", run_max},
    {"distinct", "same* = any*", "a list without repeats", run_distinct},
    {"date", "date = text, text?", "the date that a text says, in a form such as \"MM/DD/YYYY\" if said",
     run_date},
    {"time", "time = text", "the time of day that a text says", run_time},
    {"format", "text = date, text", "a date in a form such as \"YYMMDD\"", run_format_date},
    {"format", "text = time, text", "a time in a form such as \"hh:mm\"", run_format_time},
    {"plus_days", "date = date, number", "so many days later", run_plus_days},
    {"weekday", "number = date", "1 is Monday, 7 is Sunday", run_weekday},
    {"yes_no", "text = flag, text, text", "the first text for yes, the second for no", run_say_flag},
};

}  // namespace

std::span<const Function> value_functions() {
  return value_rows;
}

}  // namespace transom::mapping
