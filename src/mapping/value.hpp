// Values while a map runs: small, copied freely, with the place in the set that they came from.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>

#include "transom/date.hpp"
#include "transom/decimal.hpp"

namespace transom::mapping {

// `none` is absent as a value, and "not known yet, fits everything" as the type of an expression.
enum class Type : std::uint8_t { none, text, number, date, time, flag, records };
[[nodiscard]] std::string_view name_of(Type type);  // "a text", "a number", ...

// Which bytes of the set a value was read from.
struct From {
  static constexpr std::uint32_t nowhere = 0xffffffff;
  std::uint32_t row = nowhere;
  std::uint16_t element = 0, component = 0;
};

struct Value {
  Type type = Type::none;
  From from;
  union {
    std::string_view text;  // of the set, the document, the program or the run's TextArena
    Decimal number;
    Date date;
    Time time;
    bool flag;
  };

  Value() : text() {}
  explicit Value(std::string_view t) : type(Type::text), text(t) {}
  explicit Value(Decimal n) : type(Type::number), number(n) {}
  explicit Value(Date d) : type(Type::date), date(d) {}
  explicit Value(Time t) : type(Type::time), time(t) {}
  explicit Value(bool f) : type(Type::flag), flag(f) {}

  [[nodiscard]] bool absent() const { return type == Type::none; }
  [[nodiscard]] Value at(From place) const {
    Value copy = *this;
    copy.from = place;
    return copy;
  }
};

// What a person would read: "12.50", "2026-03-02", "yes"; empty when absent.
[[nodiscard]] std::string to_text(const Value& value);
// Of equal type; records and absent ones are never equal.
[[nodiscard]] bool equal(const Value& a, const Value& b);
// Of equal type that has an order.
[[nodiscard]] std::strong_ordering order(const Value& a, const Value& b);

// Texts that were made during a run; all of them go at once.
class TextArena {
 public:
  [[nodiscard]] std::string_view keep(std::string_view text);
  void clear() { memory_.release(); }

 private:
  std::pmr::monotonic_buffer_resource memory_{4096};
};

}  // namespace transom::mapping
