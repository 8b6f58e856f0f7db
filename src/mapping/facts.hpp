// What rules see beside the order: the reference data that belongs to it, looked up and worked out.
//
// One struct a name that a path may begin with (`contract.price`), each with a shape like a document's, so
// that the same language reaches them and a misspelled field is told when rules are loaded.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>

#include "transom/expression.hpp"
#include "transom/order.hpp"
#include "transom/reference.hpp"

namespace transom::mapping {

struct ItemFacts {
  std::optional<bool> known;
  std::string asked, number, description, status, substitute, unit;
  std::optional<Decimal> pack, minimum;
  std::optional<bool> fractions, hazardous, export_controlled;
  std::string un_number, shipping_name, hazard_class, packing_group, eccn;
  static const Shape& shape();
};

// The ordered quantity in the item's own unit.
struct OwnFacts {
  std::optional<bool> known;  // the unit is the item's own, or has a factor
  std::optional<bool> whole;  // no fraction of the item's own unit
  std::optional<Decimal> quantity;
  static const Shape& shape();
};

// The pack multiple, in the ordered unit.
struct PackFacts {
  std::optional<bool> known, whole;
  std::optional<Decimal> up, down;  // the nearest quantities that are whole packs
  static const Shape& shape();
};

// The price that holds for this item, quantity and day, in the unit and basis of the line.
struct ContractFacts {
  std::optional<bool> known;
  std::optional<Decimal> price, listed, from_quantity;
  std::string unit, basis, currency, promotion, number;
  std::optional<Date> from, until;
  static const Shape& shape();
};

struct StockFacts {
  std::optional<bool> known;
  // In the ordered unit, whole ones; promised: to orders and lines before, which is not available.
  std::optional<Decimal> available, missing, promised;
  std::optional<Date> next;
  static const Shape& shape();
};

struct ShipToFacts {
  std::optional<bool> given, known;
  std::string id, name, city, state, country, status;
  std::optional<Decimal> transit_days;
  static const Shape& shape();
};

struct CustomerFacts {
  std::optional<bool> known, blocked;
  std::string currency, freight;
  std::optional<Decimal> net_days, discount_percent, credit_limit, open_balance, overdue_days;
  std::optional<Decimal> promised;  // to orders before, which the balance does not know
  std::optional<Decimal> exposure;  // open balance, what is promised and this order
  static const Shape& shape();
};

// The days on which the goods may leave: of the line where it or its schedules have dates (of several the
// window that leaves least room), else of the order.
struct WindowFacts {
  std::optional<bool> given, own;  // own: the line's or its schedules', not the order's
  std::optional<Date> earliest, latest, cancel;
  static const Shape& shape();
};

struct SumFacts {
  std::optional<Decimal> lines;  // quantity times price of all lines; absent when one has no price
  static const Shape& shape();
};

struct OrderFacts {
  ShipToFacts ship_to;
  CustomerFacts customer;
  WindowFacts window;
  SumFacts sums;
};
struct LineFacts {
  ItemFacts item;
  OwnFacts own;
  PackFacts pack;
  ContractFacts contract;
  StockFacts stock;
  ShipToFacts ship_to;
  WindowFacts window;
};

// `promised`: what earlier orders come to that the open balance does not know.
[[nodiscard]] OrderFacts facts_of(const Order& order, const ReferenceData& reference, Decimal promised = {});
// What of an item is promised already, in its own unit.
using PromisedOf = std::function<Decimal(const std::string& item)>;
// `today` stands in where the order has no date; `promised` is asked only for what there is a stock of.
[[nodiscard]] LineFacts facts_of(const Order& order, const OrderLine& line, const OrderFacts& of_order,
                                 const ReferenceData& reference, Date today, std::string_view currency,
                                 const PromisedOf& promised = nullptr);

// The names, and the records in the order of the names. Those of a line are null for the order's rules.
inline constexpr std::size_t fact_count = 9;
[[nodiscard]] std::span<const Beside> fact_names(bool of_lines);
[[nodiscard]] std::array<const void*, fact_count> records_of(const OrderFacts& order, const LineFacts* line);

}  // namespace transom::mapping
