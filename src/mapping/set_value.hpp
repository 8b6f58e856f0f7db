// Putting a value into a field of a document.
#pragma once

#include "mapping/value.hpp"
#include "transom/shape.hpp"

namespace transom::mapping {

// `value` is present and of the field's type. False, and the field as it was: not a whole number, for a field
// that counts; never for others.
bool set_value(const Field& field, const Value& value, void* record);

}  // namespace transom::mapping
