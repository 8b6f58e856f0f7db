// One business document of any kind, and how code that serves every kind gets at it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "transom/invoice.hpp"
#include "transom/order.hpp"
#include "transom/order_change.hpp"
#include "transom/order_response.hpp"
#include "transom/shipment.hpp"

namespace transom {

// In the order of DocumentKind.
using BusinessDocument = std::variant<Order, OrderResponse, Shipment, Invoice, OrderChange>;

enum class DocumentKind : std::uint8_t { order, order_response, shipment, invoice, order_change };
inline constexpr DocumentKind document_kinds[] = {DocumentKind::order, DocumentKind::order_response,
                                                  DocumentKind::shipment, DocumentKind::invoice,
                                                  DocumentKind::order_change};

[[nodiscard]] std::string_view kind_name(DocumentKind kind);  // "order", "shipment", ...
[[nodiscard]] std::optional<DocumentKind> document_kind(std::string_view name);
[[nodiscard]] DocumentKind kind_of(const BusinessDocument& document);
// What every kind says of itself.
[[nodiscard]] const std::string& partner_of(const BusinessDocument& document);
[[nodiscard]] const std::string& purpose_of(const BusinessDocument& document);  // empty: not said
[[nodiscard]] bool is_test(const BusinessDocument& document);
[[nodiscard]] const Shape& shape_of(DocumentKind kind);
[[nodiscard]] BusinessDocument empty_document(DocumentKind kind);
// The struct inside, for a Field of shape_of(kind_of(document)).
[[nodiscard]] void* record_of(BusinessDocument& document);
[[nodiscard]] const void* record_of(const BusinessDocument& document);

// Text in a document is UTF-8. Received bytes that are not well-formed UTF-8 are taken, the whole value, as
// Latin-1, the set in which X12 is exchanged, and converted; pure ASCII, nearly everything, is copied.
void assign_text(std::string& target, std::string_view bytes);

}  // namespace transom
