// The levels of a shipment lie in each other in every order, and an answer's line has its answers: whoever
// looks for one field by hand forgets a level.
#include "order/each_record.hpp"

namespace transom {
namespace {

using Visit = std::function<void(const Shape&, void*)>;

void within(const Shape& shape, void* record, const Visit& visit) {
  visit(shape, record);
  for (const Field& field : shape.fields()) {
    if (field.kind == FieldKind::record) within(*field.of, field.at(record), visit);
    if (field.kind != FieldKind::records) continue;
    const Items items = field.items(record);
    for (std::size_t i = 0; i < items.count; ++i) within(*field.of, const_cast<void*>(items[i]), visit);
  }
}

}  // namespace

void each_record(BusinessDocument& document, const Visit& visit) {
  within(shape_of(kind_of(document)), record_of(document), visit);
}

}  // namespace transom
