// What a ship notice repeats of its orders.
#pragma once

#include <span>

#include "transom/order.hpp"
#include "transom/shipment.hpp"

namespace transom {

// Where the ERP leaves them out, each order that the shipment names gets the day on which it was ordered, and
// the goods get where they go to (ship_to): at the top where all of the orders say the same, else order by
// order. What the shipment says of it at any level stays alone, and where the order sends a line that is
// shipped to a place or to stores of its own, nothing is said: its head means other goods. An order that is
// not among `orders` gets nothing. False: nobody says where the goods go, for the orders send their lines to
// places of their own.
bool take_from_orders(Shipment& shipment, std::span<const Order* const> orders);

}  // namespace transom
