// The list of checks. Quantities, units, prices and totals against order, responses and shipments are asked
// by functions that stand in files of their own; here is only which of them are asked.
#include "engine/cross_checks.hpp"

namespace transom {

std::span<const CrossCheck> cross_checks() {
  return {};
}

}  // namespace transom
