// A change of a line as one line of text: what the store keeps beside a decision, and people read.
#include <fmt/format.h>

#include "base/text.hpp"
#include "transom/rules.hpp"

namespace transom {

bool LineChange::empty() const {
  return *this == LineChange{};
}

LineChange only(const LineChange& change, const Figures& figures) {
  LineChange out;
  if (figures.price) out.price = change.price;
  if (figures.quantity) out.quantity = change.quantity;
  if (figures.backorder) out.backorder = change.backorder;
  if (figures.unit) out.unit = change.unit;
  if (figures.item) out.item = change.item;
  if (figures.date) out.date = change.date;
  return out;
}

std::string to_text(const LineChange& change) {
  std::string out;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("{}{}={}", out.empty() ? "" : " ", name, value);
  };
  if (change.price) add("price", change.price->to_string());
  if (change.quantity) add("quantity", change.quantity->to_string());
  if (change.backorder) add("backorder", change.backorder->to_string());
  add("unit", percent_name(change.unit));
  add("item", percent_name(change.item));
  if (change.date) add("date", change.date->iso());
  return out;
}

std::optional<LineChange> parse_change(std::string_view text) {
  LineChange change;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const auto equals = word.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = word.substr(0, equals), value = word.substr(equals + 1);
    const auto number = Decimal::parse(value);
    const auto plain = from_percent_name(value);
    if (name == "price" && number) {
      change.price = number;
    } else if (name == "quantity" && number) {
      change.quantity = number;
    } else if (name == "backorder" && number) {
      change.backorder = number;
    } else if (name == "unit" && plain) {
      change.unit = *plain;
    } else if (name == "item" && plain) {
      change.item = *plain;
    } else if (name == "date" && Date::parse_iso(value)) {
      change.date = Date::parse_iso(value);
    } else {
      return std::nullopt;
    }
  }
  return change;
}

}  // namespace transom
