// A row a set. Whoever adds a business document gives it a row here, a house map and, where the ERP may leave
// it, a checker in outgoing_checks.cpp.
#include "engine/trade_sets.hpp"

#include <algorithm>

#include "transom/failure.hpp"

namespace transom {
namespace {

constexpr TradeSet table[] = {
    {"850", "PO", OutboundKind::order_850, DocumentKind::order, 1},
    {"855", "PR", OutboundKind::response_855, DocumentKind::order_response, 3},
    {"856", "SH", OutboundKind::notice_856, DocumentKind::shipment, 4},
    {"810", "IN", OutboundKind::invoice_810, DocumentKind::invoice, 5},
    {"860", "PC", OutboundKind::change_860, DocumentKind::order_change, 2},
    {"865", "CA", OutboundKind::change_response_865, DocumentKind::order_response,
     3},  // to a change, see below
};

template <class Matches>
const TradeSet* find(Matches matches) {
  const auto* found = std::find_if(std::begin(table), std::end(table), matches);
  return found == std::end(table) ? nullptr : found;
}

}  // namespace

std::span<const TradeSet> trade_sets() {
  return table;
}

const TradeSet& trade_set(const BusinessDocument& document) {
  const auto* response = std::get_if<OrderResponse>(&document);
  const bool to_change = response != nullptr && response->answer_to == "order_change";
  const TradeSet* row = find([&](const TradeSet& one) {
    return to_change ? one.outbound == OutboundKind::change_response_865 : one.document == kind_of(document);
  });
  bug_check(row != nullptr, "a kind of document has no set");
  return *row;
}

const TradeSet* trade_set(OutboundKind outbound) {
  return find([&](const TradeSet& one) { return one.outbound == outbound; });
}

BusinessKind business_kind(const BusinessDocument& document) {
  return static_cast<BusinessKind>(kind_of(document));
}

std::string_view set_of(const BusinessDocument& document) {
  return trade_set(document).set;
}

std::optional<DocumentKind> document_of(std::string_view set_id) {
  const TradeSet* row = find([&](const TradeSet& one) { return one.set == set_id; });
  return row == nullptr ? std::nullopt : std::optional(row->document);
}

std::uint8_t turn_of(std::string_view set_id) {
  const TradeSet* row = find([&](const TradeSet& one) { return one.set == set_id; });
  return row == nullptr ? std::uint8_t{0} : row->turn;
}

}  // namespace transom
