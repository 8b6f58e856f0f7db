// What may be sent, as one table: which set a business document becomes, and what its interchange is called.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "transom/document.hpp"
#include "transom/records.hpp"

namespace transom {

struct TradeSet {
  std::string_view set, functional_id;  // ST01, GS01
  OutboundKind outbound;
  DocumentKind document;  // that it is made of
  std::uint8_t turn;      // among those that come together
};

[[nodiscard]] std::span<const TradeSet> trade_sets();
// An order response answers an order or, where it says so, a change of one.
[[nodiscard]] const TradeSet& trade_set(const BusinessDocument& document);
// nullptr: an acknowledgment.
[[nodiscard]] const TradeSet* trade_set(OutboundKind outbound);

// What the store calls it.
[[nodiscard]] BusinessKind business_kind(const BusinessDocument& document);

// The set that a business document is sent as, and the other way round.
[[nodiscard]] std::string_view set_of(const BusinessDocument& document);
[[nodiscard]] std::optional<DocumentKind> document_of(std::string_view set_id);

// Orders, then changes, then what answers either, goods, invoices: what comes together is judged in this
// order, for each is held against those before. What answers nothing of these (acknowledgments) comes first.
[[nodiscard]] std::uint8_t turn_of(std::string_view set_id);

}  // namespace transom
