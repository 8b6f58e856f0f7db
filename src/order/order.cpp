// The little arithmetic and judgement that an order has by itself.
//
// A price is for as many units as its basis says. The trade's codes mix two things in one: how many (each,
// hundred, thousand) and whose price (catalog, contract, quoted). Only the first counts here, and a basis
// that names a weight or a length has no answer without the item's own measures: nullopt, never a guess of
// one.
#include <algorithm>
#include <array>

#include "transom/order_response.hpp"

namespace transom {
namespace {

struct Basis {
  std::string_view ending;
  std::int64_t units;
};
// Longest first where one ends like another.
constexpr std::array<Basis, 9> bases{{
    {"per_hundred_thousand", 100000},
    {"per_ten_thousand", 10000},
    {"per_thousand", 1000},
    {"per_hundred", 100},
    {"per_dozen", 12},
    {"per_ten", 10},
    {"per_each", 1},
    {"per_unit", 1},
    {"no_charge", 1},
}};
// Whose price it is, and nothing about how many: one.
constexpr std::array<std::string_view, 10> plain{"catalog", "contract", "current",  "fixed",     "net",
                                                 "quoted",  "retail",   "standard", "wholesale", "promotion"};

ResponseLine accept(const OrderLine& line) {
  ResponseLine out;
  out.number = line.number;
  out.assigned_id = line.assigned_id;
  out.quantity = line.quantity;
  out.unit = line.unit;
  out.unit_code = line.unit_code;
  out.price = line.price;
  out.price_basis = line.price_basis;
  out.currency = line.currency;
  out.ids = line.ids;
  LineAnswer& answer = out.answers.emplace_back();
  answer.status = "accepted";
  answer.quantity = line.quantity;
  if (line.quantity) {
    answer.unit = line.unit;
    answer.unit_code = line.unit_code;
  }
  return out;
}

}  // namespace

std::optional<Decimal> units_priced(std::string_view price_basis) {
  if (price_basis.empty()) return Decimal::whole(1);
  for (const std::string_view word : plain)
    if (price_basis == word) return Decimal::whole(1);
  for (const Basis& basis : bases)
    if (price_basis.ends_with(basis.ending)) return Decimal::whole(basis.units);
  return std::nullopt;
}

std::optional<Decimal> line_amount(const OrderLine& line) {
  const auto units = units_priced(line.price_basis);
  if (!line.quantity || !line.price || !units) return std::nullopt;
  const auto money = multiply(*line.quantity, *line.price);
  if (!money || units->units() == 1) return money;
  // Exact for a hundred thousand and less; a dozenth is rounded at the sixth digit behind the money's own.
  const auto share = divide(*money, *units, std::min(18, money->scale() + 6));
  return share ? std::optional(share->normalized()) : std::nullopt;
}

OrderResponse respond_as_ordered(const Order& order, Date answered) {
  OrderResponse out;
  out.partner = order.partner;
  out.test = order.test;
  out.order_number = order.number;
  out.release_number = order.release_number;
  out.ordered = order.ordered;
  out.kind = "accepted";
  out.purpose = "original";
  out.answered = answered;
  out.contract = order.contract;
  out.currency = order.currency;
  out.exchange = order.exchange;
  out.department = order.department;
  out.vendor_number = order.vendor_number;
  out.parties = order.parties;
  out.lines.reserve(order.lines.size());
  std::optional<Decimal> sum = Decimal();
  for (const OrderLine& line : order.lines) {
    out.lines.push_back(accept(line));
    if (line.quantity && sum) sum = add(*sum, *line.quantity);
  }
  out.totals.line_count = static_cast<Integer>(order.lines.size());
  out.totals.quantity_hash = sum;
  return out;
}

}  // namespace transom
