// Agreed times: "24h from the order", "2 working days from the ship date", and when they end.
//
// Working time is that of one place: its days of the week, its hours, its holidays, its distance from UTC.
// The distance is a number, not the name of a zone: the rules behind a name change by law and with the
// machine's tables, and a deadline that was told must not move. Pure: no clock.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transom/date.hpp"

namespace transom {

struct WorkingCalendar {
  std::array<bool, 7> days{true, true, true, true, true, false, false};  // Monday first
  int opens = 8 * 60, closes = 17 * 60;  // minutes of the local day; closes to 24:00
  std::optional<int> cut_off;  // what comes at or after it counts as of the next working day; none: `closes`
  int utc_offset = 0;          // minutes that the local clock is ahead of UTC
  std::vector<Date> holidays;  // in any order

  [[nodiscard]] bool works(Date day) const;
  friend bool operator==(const WorkingCalendar&, const WorkingCalendar&) = default;
};

// From what an agreed time counts: the order (received, or sent by a buyer), the day on which the order wants
// its goods shipped, or the ship notice.
enum class TermBase : std::uint8_t { order, ship_date, shipment };
enum class TermUnit : std::uint8_t { elapsed, working_hours, working_days };

struct Term {
  std::int64_t amount = 0;  // seconds when elapsed, else hours or days
  TermUnit unit = TermUnit::elapsed;
  TermBase from = TermBase::order;
  friend bool operator==(const Term&, const Term&) = default;
};

// "24h", "30m", "7d", "8 working hours", "2 working days"; nullopt when it is none of these. `from` stays
// order.
[[nodiscard]] std::optional<Term> parse_term(std::string_view text);
// "24h from the order", "2 working days from the ship date".
[[nodiscard]] std::string to_text(const Term& term);

// When the time ends that begins at `base`.
//  elapsed        so much later, day and night
//  working hours  only the hours between opening and closing count; outside of them it begins at the next
//  opening working days   the close of the n-th working day behind that of `base`; what comes at or behind
//  the cut-off, or
//                 on a day off, counts as of the next working day; 0 is the close of that day itself
// The calendar has a working day in the week and opens before it closes.
[[nodiscard]] Instant due_after(const Term& term, const WorkingCalendar& calendar, Instant base);
// From a day without an hour: elapsed time and working hours begin at its end.
[[nodiscard]] Instant due_after(const Term& term, const WorkingCalendar& calendar, Date base);

}  // namespace transom
