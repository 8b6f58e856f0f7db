// Single JSON values and the fields that they are for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "order/json_parse.hpp"
#include "transom/shape.hpp"

namespace transom {

[[nodiscard]] std::string_view expected_json(FieldKind kind);   // "a decimal in quotes, such as ..."
[[nodiscard]] std::string found_json(const JsonScalar& value);  // "the number 12.5"
// The digits as a number; nullopt for a fraction, an exponent, or more than 64 bits.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view digits);
// Sets the member; false, and nothing set, when the value does not fit the field.
[[nodiscard]] bool fill_from_json(const Field& field, void* record, const JsonScalar& value);

}  // namespace transom
