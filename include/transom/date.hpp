// Calendar dates, times of day and instants, as X12 writes them and as JSON does.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace transom {

struct Date {
  int year = 0;  // four digits
  int month = 0;
  int day = 0;

  // "20260302" (8 digits) or "260302" (6, century by the pivot: 00..69 is 20xx); must exist in the calendar.
  static std::optional<Date> parse_x12(std::string_view digits);
  static std::optional<Date> parse_iso(std::string_view text);  // "2026-03-02"

  [[nodiscard]] std::string iso() const;        // 2026-03-02
  [[nodiscard]] std::string x12() const;        // 20260302
  [[nodiscard]] std::string x12_short() const;  // 260302
  [[nodiscard]] std::int64_t days() const;      // since 1970-01-01
  static Date from_days(std::int64_t days);

  friend auto operator<=>(const Date&, const Date&) = default;
};

struct Time {
  int hour = 0;
  int minute = 0;
  int second = -1;      // -1: not given
  int hundredths = -1;  // -1: not given

  static std::optional<Time> parse_x12(std::string_view digits);  // HHMM[SS[d[d]]]
  static std::optional<Time> parse_iso(std::string_view text);    // 17:05, 17:05:09, 17:05:09.25
  [[nodiscard]] std::string iso() const;
  [[nodiscard]] std::string x12() const;
  friend auto operator<=>(const Time&, const Time&) = default;
};

// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t ms = 0;

  static std::optional<Instant> parse_iso(std::string_view text);  // 2026-03-02T09:00:00Z, with .mmm optional
  [[nodiscard]] std::string iso() const;                           // 2026-03-02T09:00:00.000Z
  [[nodiscard]] Date date() const;                                 // UTC
  [[nodiscard]] Time time() const;                                 // UTC, seconds
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

// The source of time; pure code gets an Instant, only the engine and the commands hold a Clock.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  // Milliseconds on a clock that never jumps; for intervals only.
  [[nodiscard]] virtual std::int64_t monotonic_ms() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] std::int64_t monotonic_ms() const override;
};

// For tests and golden cases: stands still until moved.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant start) : now_(start) {}
  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] std::int64_t monotonic_ms() const override { return now_.ms; }
  void advance(std::int64_t ms) { now_.ms += ms; }

 private:
  Instant now_;
};

}  // namespace transom
