// Data for the labels of a shipment: CSV for whoever prints them.
#pragma once

#include <string>

#include "transom/shipment.hpp"

namespace transom {

// A header, then a row for each carton and each pallet that has an SSCC, in the order of the shipment; empty
// where there are none. Columns are added at the end, never renamed. UTF-8, RFC 4180, no cell begins a
// formula.
[[nodiscard]] std::string labels_csv(const Shipment& shipment);

}  // namespace transom
