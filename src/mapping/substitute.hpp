// What a rule makes of a line, as it will be delivered.
#pragma once

#include <string>

#include "transom/order.hpp"
#include "transom/order_response.hpp"
#include "transom/reference.hpp"
#include "transom/rules.hpp"

namespace transom::mapping {

// Puts another item in the place of the line's: our number of it, and its other numbers of the kinds that the
// line had, where the reference data has just one of each. The buyer's own number stays, unless it is known
// to be another item's. `reference`: nullptr where there is none.
void substitute(OrderLine& line, const std::string& item, const ReferenceData* reference);

// Of an answer that names another item by our number alone: its other numbers of the kinds that the buyer
// ordered by, for he may know no other.
void name_substitutes(OrderResponse& response, const Order& order, const ReferenceData* reference);

// Item, unit and quantity, and the price that belongs to them. Of another unit the buyer's code says nothing.
void lay_over(OrderLine& line, const LineChange& change, const ReferenceData& reference);

}  // namespace transom::mapping
