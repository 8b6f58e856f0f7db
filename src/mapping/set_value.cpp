// The one place where kinds of fields meet types of values.
#include "mapping/set_value.hpp"

namespace transom::mapping {

bool set_value(const Field& field, const Value& value, void* record) {
  switch (field.kind) {
    case FieldKind::text:
      field.text(record).assign(value.text);
      return true;
    case FieldKind::decimal:
      field.get<std::optional<Decimal>>(record) = value.number;
      return true;
    case FieldKind::integer: {
      const Decimal whole = value.number.normalized();
      constexpr int128 most = 999999999999999999;
      if (whole.scale() != 0 || whole.units() > most || whole.units() < -most) return false;
      field.get<std::optional<std::int64_t>>(record) = static_cast<std::int64_t>(whole.units());
      return true;
    }
    case FieldKind::date:
      field.get<std::optional<Date>>(record) = value.date;
      return true;
    case FieldKind::time:
      field.get<std::optional<Time>>(record) = value.time;
      return true;
    case FieldKind::flag:
      field.get<std::optional<bool>>(record) = value.flag;
      return true;
    default:
      return true;
  }
}

}  // namespace transom::mapping
