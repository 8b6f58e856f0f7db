// Blanks around texts that the ERP leaves: what of them does not reach the partner.
#pragma once

#include "transom/document.hpp"

namespace transom {

// Takes the blanks behind every text away, and those before the numbers that we give ourselves: the number of
// a ship notice or an invoice; number, release and change of an order of ours.
void take_blanks_away(BusinessDocument& document);

}  // namespace transom
