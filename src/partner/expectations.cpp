// An agreed time is one word and, where it does not count from the order, one more: "856": {within: 4h, from:
// ship-date}. What cannot be meant is refused when the file is loaded: an answer to an invoice, a ship notice
// that counts from itself.
#include "partner/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace transom {
namespace {

constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<std::string_view, 3> answers{"855", "856", "810"};

// "14:00" as minutes; 24:00 is the end of a day.
std::optional<int> minutes_of(std::string_view text) {
  if (text == "24:00") return 24 * 60;
  const auto time = text.size() == 5 ? Time::parse_iso(text) : std::nullopt;
  if (!time) return std::nullopt;
  return time->hour * 60 + time->minute;
}

std::string clock_text(int minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

ExpectedAnswer read_answer(const YamlNode& key, const YamlNode& value) {
  if (std::find(answers.begin(), answers.end(), key.text()) == answers.end()) {
    key.fail(fmt::format("a {} is no answer to an order", visible(key.text(), 20)),
             "expected \"855\", \"856\" or \"810\"");
  }
  const YamlNode* within = &value;
  if (value.is_map()) {
    value.allow_only({"within", "from"});
    within = &value.required("within");
  }
  const auto term = parse_term(within->text());
  if (!term) {
    within->fail(fmt::format("'{}' is no agreed time", visible(within->text(), 40)),
                 "write 30m, 24h, 7d, 8 working hours or 2 working days");
  }
  ExpectedAnswer expected{key.text(), *term};
  const YamlNode* from = value.is_map() ? value.find("from") : nullptr;
  if (from == nullptr) return expected;
  expected.term.from = static_cast<TermBase>(from->as_word({"order", "ship-date", "shipment"}));
  if (expected.term.from == TermBase::shipment && expected.set != "810") {
    from->fail(fmt::format("a {} cannot count from the ship notice", expected.set),
               "only the 810 comes behind it");
  }
  return expected;
}

}  // namespace

void read_working_days(WorkingCalendar& calendar, const YamlNode& node) {
  calendar.days = {};
  for (const YamlNode& item : node.items()) {
    calendar.days[item.as_word({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})] = true;
  }
  if (std::none_of(calendar.days.begin(), calendar.days.end(), [](bool day) { return day; })) {
    node.fail("nobody ever works; expected at least one of mon, tue, wed, thu, fri, sat, sun");
  }
}

void read_working_hours(WorkingCalendar& calendar, const YamlNode& node) {
  const std::string_view text = node.text();
  const std::size_t dash = std::min(text.find('-'), text.size());
  const auto opens = minutes_of(text.substr(0, dash));
  const auto closes = dash < text.size() ? minutes_of(text.substr(dash + 1)) : std::nullopt;
  if (!opens || !closes || *opens >= *closes) {
    node.fail(
        fmt::format("'{}' are no working hours; expected opening and close of one day such as 08:00-17:00",
                    visible(text, 40)));
  }
  calendar.opens = *opens;
  calendar.closes = *closes;
}

void read_cut_off(WorkingCalendar& calendar, const YamlNode& node) {
  calendar.cut_off = minutes_of(node.text());
  if (!calendar.cut_off && node.text() != "none") {
    node.fail(fmt::format("'{}' is no time of day; expected 14:00, or none", visible(node.text(), 40)));
  }
}

void read_utc_offset(WorkingCalendar& calendar, const YamlNode& node) {
  const std::string_view text = node.text();
  const auto minutes = text.size() == 6 ? minutes_of(text.substr(1)) : std::nullopt;
  const bool good = minutes && *minutes <= 14 * 60 && (text[0] == '+' || text[0] == '-');
  if (!good) {
    node.fail(fmt::format("'{}' is no distance from UTC; expected hours and minutes such as -06:00 or +01:00",
                          visible(text, 40)),
              "it is a fixed distance: summer time is not known here");
  }
  calendar.utc_offset = text[0] == '-' ? -*minutes : *minutes;
}

void read_holidays(WorkingCalendar& calendar, const YamlNode& node) {
  calendar.holidays.clear();
  for (const YamlNode& item : node.items()) {
    const auto day = Date::parse_iso(item.text());
    if (!day)
      item.fail(fmt::format("'{}' is no day; expected one such as 2026-12-25", visible(item.text(), 40)));
    calendar.holidays.push_back(*day);
  }
}

std::string show_working_days(const WorkingCalendar& calendar) {
  std::string out;
  for (std::size_t day = 0; day < day_names.size(); ++day) {
    if (calendar.days[day]) out += fmt::format("{}{}", out.empty() ? "" : ", ", day_names[day]);
  }
  return out;
}

std::string show_working_hours(const WorkingCalendar& calendar) {
  return clock_text(calendar.opens) + "-" + clock_text(calendar.closes);
}

std::string show_cut_off(const WorkingCalendar& calendar) {
  return calendar.cut_off ? clock_text(*calendar.cut_off) : "none";
}

std::string show_utc_offset(const WorkingCalendar& calendar) {
  return (calendar.utc_offset < 0 ? "-" : "+") + clock_text(std::abs(calendar.utc_offset));
}

std::string show_holidays(const WorkingCalendar& calendar) {
  std::string out;
  for (const Date& day : calendar.holidays) out += fmt::format("{}{}", out.empty() ? "" : ", ", day.iso());
  return out.empty() ? "none" : out;
}

void check_calendar(const WorkingCalendar& calendar, const YamlNode& node) {
  if (!calendar.cut_off || (*calendar.cut_off > calendar.opens && *calendar.cut_off <= calendar.closes))
    return;
  node.fail(fmt::format("the cut-off {} is not within the hours {}", show_cut_off(calendar),
                        show_working_hours(calendar)));
}

std::vector<ExpectedAnswer> read_expected(const std::string& set, const YamlNode& node) {
  std::vector<ExpectedAnswer> expected;
  const YamlNode* answer = node.find("answer-within");
  const YamlNode* expect = node.find("expect");
  const YamlNode* either = answer != nullptr ? answer : expect;
  if (either == nullptr) return expected;
  if (set != "850")
    either->fail(fmt::format("nothing is expected for a {}; this belongs to the \"850\"", set));
  if (answer != nullptr) expected.push_back({"855", {.amount = answer->as_seconds()}});
  if (expect == nullptr) return expected;
  for (const auto& [key, value] : expect->entries()) {
    if (key.text() == "855" && answer != nullptr) {
      key.fail("the time for the 855 is agreed twice", "answer-within says it too: leave one of them");
    }
    expected.push_back(read_answer(key, value));
  }
  return expected;
}

}  // namespace transom
