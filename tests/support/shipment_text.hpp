// Shipments as one line of text, for tables in tests: O:A{P:1{I:1x12 I:2x6}} is an order A with a carton of
// SSCC 1 that holds twelve of line 1 and six of line 2. T is a pallet; P:1x6 says how many of its item are in
// a carton; a label "-" is none.
#pragma once

#include <string>
#include <string_view>

#include "transom/shipment.hpp"

namespace transom::testing {

[[nodiscard]] Shipment shipment_of(std::string_view text);
[[nodiscard]] std::string text_of(const Shipment& shipment);

}  // namespace transom::testing
