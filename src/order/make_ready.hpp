// A document that goes out, brought into the form that was agreed.
#pragma once

#include "order/disagreement.hpp"
#include "transom/document.hpp"

namespace transom {

// A shipment goes into the agreed hierarchy and its labels are checked, an invoice gets the figures that it
// leaves out; item numbers come in the order that the partner wants. What does not let it go, or may be told
// only: see Disagreement::check. Then the document is to stay where it is.
[[nodiscard]] Disagreements make_ready(BusinessDocument& document, const TradeSettings& settings);

// The same of a document that came: it is judged and left as it is.
[[nodiscard]] Disagreements disagrees_with_itself(const BusinessDocument& document,
                                                  const TradeSettings& settings);

}  // namespace transom
