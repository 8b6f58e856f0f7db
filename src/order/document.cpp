// Every kind of business document in one table, and the one rule for the character set of its text.
//
// X12 says nothing binding about characters beyond ASCII; what arrives is UTF-8 or a Latin set. A value that
// is well-formed UTF-8 is taken as such: by chance Latin text almost never is. The rule goes by the whole
// value, for a value of two sets would be guessed at twice. Refused: the Windows set, which has no character
// for five bytes, so that the way back would not be certain.
#include "transom/document.hpp"

#include <iterator>

#include "base/text.hpp"

namespace transom {

std::string_view kind_name(DocumentKind kind) {
  return shape_of(kind).name();
}

std::optional<DocumentKind> document_kind(std::string_view name) {
  for (const DocumentKind kind : document_kinds)
    if (kind_name(kind) == name) return kind;
  return std::nullopt;
}

DocumentKind kind_of(const BusinessDocument& document) {
  return static_cast<DocumentKind>(document.index());
}

const std::string& partner_of(const BusinessDocument& document) {
  return std::visit([](const auto& one) -> const std::string& { return one.partner; }, document);
}

const std::string& purpose_of(const BusinessDocument& document) {
  return std::visit([](const auto& one) -> const std::string& { return one.purpose; }, document);
}

bool is_test(const BusinessDocument& document) {
  return std::visit([](const auto& one) { return one.test.value_or(false); }, document);
}

namespace {

struct Kind {
  const Shape& (*shape)();
  BusinessDocument (*empty)();
};
template <class T>
constexpr Kind kind_row{&T::shape, [] { return BusinessDocument(T()); }};
// In the order of DocumentKind.
constexpr Kind kinds[] = {kind_row<Order>, kind_row<OrderResponse>, kind_row<Shipment>, kind_row<Invoice>,
                          kind_row<OrderChange>};
static_assert(std::size(kinds) == std::size(document_kinds) &&
              std::size(kinds) == std::variant_size_v<BusinessDocument>);

}  // namespace

const Shape& shape_of(DocumentKind kind) {
  return kinds[static_cast<std::size_t>(kind)].shape();
}

BusinessDocument empty_document(DocumentKind kind) {
  return kinds[static_cast<std::size_t>(kind)].empty();
}

void* record_of(BusinessDocument& document) {
  return std::visit([](auto& record) -> void* { return &record; }, document);
}

const void* record_of(const BusinessDocument& document) {
  return std::visit([](const auto& record) -> const void* { return &record; }, document);
}

void assign_text(std::string& target, std::string_view bytes) {
  unsigned char any = 0;
  for (const char c : bytes) any |= static_cast<unsigned char>(c);
  if (any < 0x80 || is_utf8(bytes)) {
    target.assign(bytes);
    return;
  }
  target.clear();
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      target += c;
    } else {
      target += static_cast<char>(0xc0 | (byte >> 6));
      target += static_cast<char>(0x80 | (byte & 0x3f));
    }
  }
}

}  // namespace transom
