// The store is asked once for each item of an order that has a stock, however many lines order it.
#include "mapping/promised.hpp"

namespace transom::mapping {

Decimal Promised::of(const std::string& item) {
  if (!asked_) return {};
  const auto [at, fresh] = promised_.try_emplace(item);
  if (fresh && earlier_ != nullptr) at->second = earlier_->stock(item);
  return at->second;
}

void Promised::take(const LineFacts& line, bool rejected) {
  if (!asked_ || !line.stock.known.value_or(false) || !line.own.quantity) return;
  Decimal& sum = promised_[line.item.number];
  if (!rejected) sum = add(sum, *line.own.quantity).value_or(sum);
}

}  // namespace transom::mapping
