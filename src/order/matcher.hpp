// One match of one document: what all kinds of documents ask of a line, and what each asks by itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "order/billed_extras.hpp"
#include "order/match.hpp"
#include "order/money.hpp"
#include "order/order_names.hpp"
#include "order/shipment_goods.hpp"

namespace transom {

class Matcher {
 public:
  Matcher(const MatchAgainst& against, const MatchSettings& settings)
      : against_(against), settings_(settings) {}

  void check(const OrderResponse& response);
  void check(const Shipment& shipment);
  void check(const Invoice& invoice);
  void check_taken_back(const Shipment& shipment);
  [[nodiscard]] Disagreements take() { return std::move(wrong_); }

 private:
  // What a line of the document is called, and where it stands.
  struct At {
    const std::string& document;  // "invoice INV-7"
    std::string place;
  };
  void say(TradeCheck check, std::string place, std::string sentence, std::string next);
  [[nodiscard]] const OrderHistory* history_of(const OrderName& order) const;
  // The order, or a word that nobody knows it, or which of its releases is meant.
  const OrderHistory* known_order(const std::string& name, const OrderName& order);
  void check_number(const std::string& name);
  void check_currency(const std::string& name, const std::string& own, const Order& order);
  // The line of the order, once its number and item are settled; nullptr where there is nothing to compare.
  BookLine* settle(OrderBook& book, const At& at, const std::string& number, const std::vector<Id>& ids,
                   bool sure);
  void tell_other_item(const OrderBook& book, const At& at, const std::string& what, const BookLine& line,
                       const std::vector<Id>& ids);
  // In the order's unit, or a word that nobody can tell.
  Fraction in_order_unit(const OrderBook& book, const BookLine& line, const At& at, Decimal quantity,
                         const std::string& unit);
  // Whether what counted so far can be added up in the order's unit, or a word that nobody can tell.
  bool adds_up(const OrderBook& book, const BookLine& line, const std::string& name,
               const std::vector<Counted>& before);
  // Per unit of the order, as ordered or as answered.
  void check_price(const OrderBook& book, const BookLine& line, const At& at, Decimal price,
                   const std::string& unit, const std::string& basis);

  void check_answer(OrderBook& book, const At& at, const ResponseLine& said);
  void check_amounts(const std::string& name, const ShipmentGoods& goods);
  void check_goods(OrderBook& book, const OrderHistory& history, const std::string& name,
                   const ShipmentGoods& goods);
  void check_shipped(const OrderBook& book, const BookLine& line, const std::string& name,
                     const Fraction& now);
  [[nodiscard]] std::vector<Fraction> shipped_now(OrderBook& book, const OrderHistory& history,
                                                  const ShipmentGoods& goods) const;
  void check_window(const Order& order, const std::string& name, const Shipment& shipment);
  void check_unpriced(const OrderBook& book, const BookLine& line, const At& at, const InvoiceLine& said,
                      Fraction& now);
  void check_invoiced(const OrderBook& book, const BookLine& line, const std::string& name,
                      const Invoice& invoice, Fraction now);
  void check_credited(const OrderBook& book, const BookLine& line, const std::string& name,
                      const Fraction& now);
  void check_dates(const OrderHistory& history, const std::string& name, const Invoice& invoice);
  void check_extras(const OrderBook& book, const std::string& name, const Billed& billed);

  const MatchAgainst& against_;
  const MatchSettings& settings_;
  Disagreements wrong_;
};

[[nodiscard]] std::string with_unit(const Fraction& quantity, const std::string& unit);
[[nodiscard]] std::optional<Date> date_of(const std::vector<TradeDate>& dates, std::string_view kind);
// The day on which a shipment leaves; the day of its notice where it does not say.
[[nodiscard]] std::optional<Date> shipped_on(const Shipment& shipment);

}  // namespace transom
