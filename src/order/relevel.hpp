// A shipment in the hierarchy that was agreed, whatever form the ERP gave it in.
#pragma once

#include <string>
#include <vector>

#include "order/disagreement.hpp"
#include "transom/shipment.hpp"

namespace transom {

struct Relevelled {
  Shipment shipment;                  // in the agreed form, when nothing is wrong
  Disagreements wrong;                // what is missing for it, or does not fit into it
  std::vector<std::string> left_out;  // what the agreed levels have no place for, in words
};

// Goods and quantities are the same before and after: levels are exchanged, items that come from several
// cartons are one where items lie around cartons, and the other way round. What already has the agreed form
// stays as it is. A carton that would have to stand in two places, goods without a carton or an order where
// the agreement wants one: `wrong`. No agreed hierarchy: the form stays, and `hierarchy` says which it is
// where nobody did.
[[nodiscard]] Relevelled relevel(const Shipment& shipment, const AgreedHierarchy& hierarchy);

}  // namespace transom
