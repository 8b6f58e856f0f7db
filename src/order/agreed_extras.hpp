// What an order says of allowances, charges and taxes, as money of one invoice.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "order/invoice_extras.hpp"
#include "order/order_book.hpp"
#include "transom/order.hpp"

namespace transom {

struct Agreed {
  bool named = false;    // the order speaks of it
  bool open = false;     // and leaves the figure to the invoice
  Fraction fixed;        // amounts: of the whole order
  Fraction least, most;  // worked out by a percent or a rate: of this invoice
};

class AgreedExtras {
 public:
  // `lines`: of each line of the order the invoice's, by position.
  AgreedExtras(const OrderBook& book, const InvoiceExtras& billed,
               const std::vector<std::vector<std::size_t>>& lines, const InvoiceSettings& settings);

  // Freight may be open by the order's freight terms alone.
  [[nodiscard]] Agreed of(const ExtraKey& key) const;
  [[nodiscard]] const std::map<ExtraKey, Agreed>& all() const { return extras_; }
  [[nodiscard]] const Agreed& taxes() const { return taxes_; }
  // What the order's taxes come to in percent, those of the order and of its highest taxed line; nullopt: not
  // all of them say one.
  [[nodiscard]] std::optional<Fraction> tax_percent() const;

 private:
  struct Goods;
  [[nodiscard]] Goods goods_of(const std::vector<std::size_t>& lines) const;
  [[nodiscard]] Goods behind_others(Goods whole, const AllowanceCharge& one) const;
  void take_line(const BookLine& known, Goods goods);
  void take_part(const OrderLine& line, const SubLine& part);
  void take(const AllowanceCharge& one, const Goods& goods);
  void take_rate(Agreed& agreed, const AllowanceCharge& one, const Goods& goods) const;
  void take(const std::vector<Tax>& taxes, const Goods& goods, bool of_order);
  void work_out(Agreed& agreed, const AllowanceCharge& one, const Goods& goods) const;

  const InvoiceExtras& billed_;
  const InvoiceSettings& settings_;
  std::map<ExtraKey, Agreed> extras_;
  Agreed taxes_;
  Fraction rate_of_order_, rate_of_lines_;  // as parts of one; of lines the highest
  bool freight_is_charged_ = false;
};

// In percent, also where it is written as a part of one.
[[nodiscard]] Fraction percent_of(const Tax& tax);

// Whether the order grants an allowance anywhere.
[[nodiscard]] bool grants_allowance(const Order& order);

}  // namespace transom
