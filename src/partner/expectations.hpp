// Reading what was agreed about time: the calendar of a desk, and what is expected when for an order.
#pragma once

#include <string>
#include <vector>

#include "base/yaml.hpp"
#include "transom/partner.hpp"

namespace transom {

// The settings of the section `calendar`: each reads its value, and shows it as it is written.
void read_working_days(WorkingCalendar& calendar, const YamlNode& node);   // [mon, tue, wed, thu, fri]
void read_working_hours(WorkingCalendar& calendar, const YamlNode& node);  // "08:00-17:00"
void read_cut_off(WorkingCalendar& calendar, const YamlNode& node);        // "14:00", or none
void read_utc_offset(WorkingCalendar& calendar, const YamlNode& node);     // "-06:00"
void read_holidays(WorkingCalendar& calendar, const YamlNode& node);       // [2026-12-25, 2027-01-01]
[[nodiscard]] std::string show_working_days(const WorkingCalendar& calendar);
[[nodiscard]] std::string show_working_hours(const WorkingCalendar& calendar);
[[nodiscard]] std::string show_cut_off(const WorkingCalendar& calendar);
[[nodiscard]] std::string show_utc_offset(const WorkingCalendar& calendar);
[[nodiscard]] std::string show_holidays(const WorkingCalendar& calendar);
// Fails where its values, each right, do not fit each other.
void check_calendar(const WorkingCalendar& calendar, const YamlNode& node);

// `expect` and, short for its "855", `answer-within` of the lines about an order.
[[nodiscard]] std::vector<ExpectedAnswer> read_expected(const std::string& set, const YamlNode& node);

}  // namespace transom
