// An order, changes of it, and the rows that the store would keep of them.
#pragma once

#include "store/schema.hpp"
#include "transom/json.hpp"
#include "transom/records.hpp"

namespace transom {

inline OrderLine line(const char* number, const char* quantity, const char* price) {
  OrderLine out;
  out.number = out.assigned_id = number;
  out.quantity = Decimal::parse(quantity);
  out.unit = "EA";
  out.price = Decimal::parse(price);
  out.ids = {{"vendor_part", std::string("ITEM-") + number}};
  return out;
}

inline Order some_order() {
  Order out;
  out.partner = "acme";
  out.number = "4711";
  out.type = "stand_alone";
  out.purpose = "original";
  out.ordered = Date::parse_iso("2026-03-02");
  out.lines = {line("1", "24", "12.50"), line("2", "12", "21.75"), line("3", "48", "4.95")};
  return out;
}

inline ChangeLine changed(const char* word, OrderLine values) {
  ChangeLine out;
  static_cast<OrderLine&>(out) = std::move(values);
  out.change = word;
  return out;
}

inline OrderChange some_change(const char* sequence = "2", const char* day = "2026-03-05") {
  OrderChange out;
  out.partner = "acme";
  out.number = "4711";
  out.sequence = sequence;
  out.purpose = "change";
  out.type = "stand_alone";
  out.ordered = Date::parse_iso("2026-03-02");
  if (day != nullptr) out.changed = Date::parse_iso(day);
  out.lines = {changed("quantity_decrease", line("1", "12", "12.50")),
               changed("delete_item", line("3", "48", "4.95")), changed("add_item", line("4", "18", "9.20"))};
  return out;
}

inline BusinessRecord row(std::int64_t id, const BusinessDocument& document, Verdict verdict) {
  BusinessRecord out{.id = {id}, .part = Part{{id * attempts_per_document + 1}, 1, 1, 1}};
  out.kind = static_cast<BusinessKind>(kind_of(document));
  out.partner = "acme";
  out.number = "4711";
  out.json = to_json(document);
  out.verdict = verdict;
  return out;
}

// A change as it is kept: with what it came to.
inline BusinessRecord taken(std::int64_t id, OrderChange change, bool cancels = false) {
  BusinessRecord out = row(id, change, Verdict::accepted);
  if (!cancels) change.result = some_order();
  out.changed = to_json(change);
  return out;
}

}  // namespace transom
