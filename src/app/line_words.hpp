// Lines of business documents in tables: what stands in their cells.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "transom/trade.hpp"

namespace transom {

// "upc 012345678905, vendor_part GH-50"
[[nodiscard]] std::string in_words(const std::vector<Id>& ids);
// "12.50", or "-" where nobody said.
[[nodiscard]] std::string in_words(const std::optional<Decimal>& value);

}  // namespace transom
