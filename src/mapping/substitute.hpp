// What a rule makes of a line, as it will be delivered.
#pragma once

#include <string>

#include "transom/order.hpp"
#include "transom/reference.hpp"
#include "transom/rules.hpp"

namespace transom::mapping {

// Puts another item in the place of the line's: our number of it, and its other numbers of the kinds that the
// line had, where the reference data has just one of each. The buyer's own number stays, unless it is known
// to be another item's. `reference`: nullptr where there is none.
void substitute(OrderLine& line, const std::string& item, const ReferenceData* reference);

// Item, unit and quantity, and the price that belongs to them. Of another unit the buyer's code says nothing.
void lay_over(OrderLine& line, const LineChange& change, const ReferenceData& reference);

}  // namespace transom::mapping
