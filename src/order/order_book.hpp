// What is known of an order, line by line: ordered, accepted, shipped and invoiced so far, in the order's own
// unit.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fraction.hpp"
#include "transom/document.hpp"
#include "transom/order.hpp"
#include "transom/order_change.hpp"
#include "transom/order_response.hpp"

namespace transom {

// A line of a change that its answer takes: what was answered of the line before counts no more, nor the
// price where the change or the answer names one.
struct TakenLine {
  std::string number;  // the order's
  bool priced = false;
};

// An answer to the order, or to a change of it, and what changes of the order altered behind what it answers:
// of that it says nothing.
struct EarlierAnswer {
  const OrderResponse* response = nullptr;
  std::vector<Difference> since = {};
  std::vector<TakenLine> taken = {};  // of the change; of an answer to the order none
};

// The documents that speak of one order, oldest first; they outlive the book.
struct OrderHistory {
  std::string number;            // of the order
  const Order* order = nullptr;  // as it stands, with its accepted changes; nullptr: nobody ordered that
  std::vector<EarlierAnswer> responses;
  // What was decided about the lines before they are answered: another item, another price or a larger
  // quantity, which an answer may say. nullptr: nothing.
  const OrderResponse* decided = nullptr;
  std::vector<Difference> changed = {};  // all that changes of it altered
  std::vector<const Shipment*> shipments;
  std::vector<const Invoice*> invoices;
  // Of several orders of one number: the release by which the document in hand names this one, its own, and
  // those of the others.
  std::string named = {}, release = {};
  std::vector<std::string> others = {};
  std::string cancelled = {};  // where it was, "document 7"; empty: it was not
  bool first = true;           // of them; what names no release was written when it was the only one

  // Two names of one order.
  [[nodiscard]] bool is_same(const OrderHistory& other) const {
    return number == other.number && release == other.release;
  }
  // Whether what was said before of this release of the order was said of this one.
  [[nodiscard]] bool is_meant(const std::string& said) const;
};

// How many `to` one `from` of this item is; unknown where nobody says.
using UnitFactors =
    std::function<Fraction(const std::vector<Id>& ids, std::string_view from, std::string_view to)>;

// A document that counted, with what it said of a line.
struct Counted {
  std::string document;  // "ship notice SN-1"
  Fraction quantity;
};

struct BookPrice {
  Decimal price;
  std::string unit, basis;
  bool answered = false;  // else as ordered
};

struct BookLine {
  const OrderLine* line = nullptr;
  Fraction accepted;                       // may be shipped in all; as ordered where nobody answered
  std::string accepted_by;                 // "ordered", "accepted"
  std::vector<BookPrice> prices;           // as ordered, as answered
  std::vector<std::vector<Id>> ids;        // of the item, and of what was answered to come instead
  std::vector<Counted> shipped, invoiced;  // a document each
};

// What a line of a later document is about.
struct LineOf {
  BookLine* line = nullptr;  // nullptr: none
  bool other_item = false;   // its number is the line's, its item numbers are not
};

class OrderBook {
 public:
  // Shipments and invoices of the same number count once, with the latest word; cancelled ones do not.
  // `current` is the number of the document in hand, which replaces what went out under it before; empty: an
  // answer.
  OrderBook(const OrderHistory& history, const UnitFactors& factors, std::string_view current_shipment,
            std::string_view current_invoice);

  [[nodiscard]] const Order& order() const { return *history_.order; }
  [[nodiscard]] std::vector<BookLine>& lines() { return lines_; }
  [[nodiscard]] const std::vector<BookLine>& lines() const { return lines_; }
  // Those that count, each with its latest word; without the one in hand.
  [[nodiscard]] const std::vector<const Invoice*>& invoices() const { return invoices_; }
  // By number, else by item numbers; of several lines of one item the first that is not wholly shipped.
  // `sure`: the number is the order's, not just a position.
  [[nodiscard]] LineOf find(const std::string& number, const std::vector<Id>& ids, bool sure);
  // A quantity of this unit in the order's; unknown where there is no factor.
  [[nodiscard]] Fraction in_order_unit(const BookLine& line, const Fraction& quantity,
                                       std::string_view unit) const;

 private:
  void allow(const OrderResponse& decided);
  void accept();
  void accept_change(const EarlierAnswer& one);
  void answer(BookLine& line, const ResponseLine& said, const EarlierAnswer& by);
  void count_shipments(std::string_view current);
  void count_invoices(std::string_view current);

  const OrderHistory& history_;
  const UnitFactors& factors_;
  std::vector<BookLine> lines_;
  std::vector<const Invoice*> invoices_;
};

[[nodiscard]] Fraction sum_of(const std::vector<Counted>& counted);
// "ship notice SN-1, ship notice SN-3".
[[nodiscard]] std::string documents_of(const std::vector<Counted>& counted);
// "48 before (ship notice SN-1)"; empty without any.
[[nodiscard]] std::string before_of(const std::vector<Counted>& counted);
[[nodiscard]] bool is_credit(const Invoice& invoice);
// The reference by which a line of an invoice names another order than the invoice; nullptr: none does.
[[nodiscard]] const Reference* other_order_of(const InvoiceLine& line, std::string_view order);
// Also where it will be issued anew.
[[nodiscard]] bool is_cancelled(std::string_view purpose);
// Goods are called for by its releases, not by the order itself.
[[nodiscard]] bool is_blanket(const Order& order);
// Of a kind that names an item, not a lot or a colour of it.
[[nodiscard]] bool names_item(const Id& id);
// Do the two name the same item?
[[nodiscard]] bool share_item(const std::vector<Id>& a, const std::vector<Id>& b);
// Do the two share a kind of number with another value, and none with the same?
[[nodiscard]] bool ids_conflict(const std::vector<Id>& a, const std::vector<Id>& b);

}  // namespace transom
