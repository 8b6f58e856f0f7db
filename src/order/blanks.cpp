// X12 cuts off what is blank behind a text, so that two numbers which differ in that alone are one to whoever
// gets them: here they are one from the beginning, or an order would go out twice.
//
// Blanks before a text it takes as meant (X12.6). In a number of our own they are a slip. In an order's or
// line's number of the partner they stay: if he wrote them, his order is found by nothing else.
#include "order/blanks.hpp"

#include <string>
#include <vector>

#include "base/text.hpp"
#include "order/each_record.hpp"

namespace transom {
namespace {

void cut_behind(std::string& text) {
  text.resize(trim_right(text).size());
}

void cut_texts(const Shape& shape, void* record) {
  for (const Field& field : shape.fields()) {
    if (field.kind == FieldKind::text) cut_behind(field.text(record));
    if (field.kind != FieldKind::texts) continue;
    for (std::string& text : field.get<std::vector<std::string>>(record)) cut_behind(text);
  }
}

std::vector<std::string*> own_numbers(BusinessDocument& document) {
  if (auto* order = std::get_if<Order>(&document)) return {&order->number, &order->release_number};
  if (auto* change = std::get_if<OrderChange>(&document))
    return {&change->number, &change->release_number, &change->sequence};
  if (auto* shipment = std::get_if<Shipment>(&document)) return {&shipment->number};
  if (auto* invoice = std::get_if<Invoice>(&document)) return {&invoice->number};
  return {};
}

}  // namespace

void take_blanks_away(BusinessDocument& document) {
  each_record(document, cut_texts);
  for (std::string* number : own_numbers(document)) *number = std::string(trim(*number));
}

}  // namespace transom
