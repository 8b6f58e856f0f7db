// A corrected ship notice speaks of the pallets and cartons that are there already, with their labels on.
#pragma once

#include <functional>

#include "transom/shipment.hpp"

namespace transom {

// Gives each pack and tare that has no SSCC the one that it had in the notice before. They are the same by
// their other marks, else by what is in them, else by which goods are (a quantity was corrected); of several
// alike the first keeps the first. What has no counterpart stays without, and so does one whose SSCC is not
// `free`: something else has it meanwhile. `free` is asked once an SSCC.
using IsFree = std::function<bool(const std::string& sscc)>;
void keep_labels(Shipment& shipment, const Shipment& before, const IsFree& free);

}  // namespace transom
