// The checks, by kind of document. Sums and look-ups stand in order_book.cpp; here is what has to hold of
// them.
//
// Every sentence names both documents and both figures, so that whoever reads it can decide which of the two
// is wrong without opening either.
#include "order/match.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "order/invoice_sum.hpp"
#include "order/shipment_goods.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

Fraction absolute(const Fraction& value) {
  return value.is_negative() ? Fraction() - value : value;
}

// The farthest that a figure may be from `base`.
Fraction room(const Tolerance& tolerance, const Fraction& base) {
  const Fraction percent = absolute(base) * Fraction(tolerance.percent) * Fraction(1, 100);
  const Fraction amount = tolerance.amount;
  return percent > amount ? percent : amount;
}

std::string times(const Fraction& quantity, const std::string& unit) {
  return unit.empty() ? quantity.to_string() : fmt::format("{} {}", quantity.to_string(), unit);
}

std::optional<Date> date_of(const std::vector<TradeDate>& dates, std::string_view kind) {
  const TradeDate* found = find_kind(dates, kind);
  return found != nullptr ? found->date : std::nullopt;
}

// The day on which a shipment leaves; the day of its notice where it does not say.
std::optional<Date> shipped_on(const Shipment& shipment) {
  const auto day = date_of(shipment.dates, "shipped");
  return day ? day : shipment.created;
}

class Matcher {
 public:
  Matcher(const MatchAgainst& against, const MatchSettings& settings)
      : against_(against), settings_(settings) {}

  Disagreements run(const BusinessDocument& document) {
    if (const auto* response = std::get_if<OrderResponse>(&document)) check(*response);
    if (const auto* shipment = std::get_if<Shipment>(&document)) check(*shipment);
    if (const auto* invoice = std::get_if<Invoice>(&document)) check(*invoice);
    return std::move(wrong_);
  }

 private:
  void say(TradeCheck check, std::string place, std::string sentence, std::string next) {
    if (settings_.effect(check) == CheckEffect::off) return;
    // Cartons of one line say the same of it.
    const bool told = std::any_of(wrong_.begin(), wrong_.end(),
                                  [&](const Disagreement& one) { return one.sentence == sentence; });
    if (told) return;
    wrong_.push_back({check, std::move(place), std::move(sentence), std::move(next)});
  }

  // The order, or a word that nobody knows it.
  const OrderHistory* known_order(const std::string& name, const std::string& number) {
    const auto found = std::find_if(against_.orders.begin(), against_.orders.end(),
                                    [&](const OrderHistory& one) { return one.number == number; });
    if (found != against_.orders.end() && found->order != nullptr) return &*found;
    say(TradeCheck::order, "",
        number.empty() ? fmt::format("{} names no order", name)
                       : fmt::format("{} is for order {}, which is not known", name, number),
        "compare the order's number with `transom find`");
    return nullptr;
  }

  void check_number(const std::string& name) {
    if (against_.used_before.empty()) return;
    say(TradeCheck::number, "number", fmt::format("{} came before, in {}", name, against_.used_before),
        "compare the two; a correction says in `purpose` that it replaces the first");
  }

  // The line of the order, once its number, item and unit are settled; nullptr where there is nothing to
  // compare.
  BookLine* settle(OrderBook& book, const std::string& name, const std::string& place,
                   const std::string& number, const std::vector<Id>& ids, bool sure) {
    const LineOf found = book.find(number, ids, sure);
    const std::string what = !number.empty() ? fmt::format("line {}", number)
                             : ids.empty()   ? "a line without number and item"
                                             : fmt::format("item {}", ids.front().value);
    if (found.line == nullptr) {
      say(TradeCheck::line, place,
          fmt::format("{}: {} is no line of order {}", name, what, book.order().number),
          "give the order's line number, or an item number that the order has");
      return nullptr;
    }
    if (found.other_item) {
      const auto& theirs = found.line->line->ids;
      const Id* ordered = theirs.empty() ? nullptr : &theirs.front();
      const Id* given = nullptr;
      for (const Id& id : ids) {
        const Id* same_kind = find_kind(theirs, id.kind);
        if (given == nullptr && same_kind != nullptr && same_kind->value != id.value) {
          given = &id;
          ordered = same_kind;
        }
      }
      say(TradeCheck::item, place,
          fmt::format("{}: {} is {} {}, but order {} has {} there", name, what,
                      given != nullptr ? given->kind : "", given != nullptr ? given->value : "another item",
                      book.order().number, ordered != nullptr ? ordered->value : "another"),
          "mend the item or the line number; a substitute has to be answered in the 855 first");
    }
    return found.line;
  }

  // In the order's unit, or a word that nobody can tell.
  Fraction in_order_unit(const OrderBook& book, const BookLine& line, const std::string& name,
                         const std::string& place, Decimal quantity, const std::string& unit) {
    const Fraction same = book.in_order_unit(line, quantity, unit);
    if (same.is_known()) return same;
    say(TradeCheck::unit, place,
        fmt::format("{}: line {} is in {}, but order {} has it in {}, and how many {} a {} is nobody says",
                    name, line.line->number, unit, book.order().number, line.line->unit, line.line->unit,
                    unit),
        "add the factor to reference/item_units.csv, or give the quantity in the order's unit");
    return Fraction::unknown();
  }

  void currency(const std::string& name, const std::string& own, const Order& order) {
    if (own.empty() || order.currency.empty() || own == order.currency) return;
    say(TradeCheck::currency, "currency",
        fmt::format("{} is in {}, but order {} in {}", name, own, order.number, order.currency),
        "mend the currency in the ERP and leave it again");
  }

  // ---- an answer

  void check(const OrderResponse& response) {
    const std::string name = fmt::format("the response to order {}", response.order_number);
    const OrderHistory* history = known_order(name, response.order_number);
    if (history == nullptr) return;
    OrderHistory ordered = *history;  // an answer is held against the order alone
    ordered.responses.clear();
    OrderBook book(ordered, against_.factors, {}, {});
    currency(name, response.currency, book.order());
    for (std::size_t i = 0; i < response.lines.size(); ++i) check(book, name, i, response.lines[i]);
  }

  void check(OrderBook& book, const std::string& name, std::size_t index, const ResponseLine& said) {
    const std::string place = fmt::format("lines[{}]", index);
    const BookLine* line = settle(book, name, place, said.number, said.ids, true);
    if (line == nullptr) return;
    const auto changes = [](const LineAnswer& answer) {
      const LineStatus* status = status_of_word(answer.status);
      return status == nullptr || status->fate == Fate::changed || status->fate == Fate::held ||
             status->fate == Fate::rejected;
    };
    const bool says_so = std::any_of(said.answers.begin(), said.answers.end(), changes);
    if (said.price && !says_so) price(*line, book, name, place, *said.price, said.unit, said.price_basis);
    Fraction sum;
    for (const LineAnswer& answer : said.answers) {
      if (!answer.quantity || answer.status == "accepted_partial_backordered") continue;
      sum += in_order_unit(book, *line, name, place, *answer.quantity,
                           answer.unit.empty() ? said.unit : answer.unit);
    }
    const Fraction most = line->accepted + room(settings_.quantity, line->accepted);
    if (!(sum > most)) return;
    say(TradeCheck::quantity, place,
        fmt::format("{}: line {} answers {}, but {} were ordered", name, line->line->number,
                    times(sum, line->line->unit), times(line->accepted, line->line->unit)),
        "mend the answered quantities; they cannot be more than the order has");
  }

  // ---- a ship notice

  void check(const Shipment& shipment) {
    const std::string name = fmt::format("ship notice {}", shipment.number);
    check_number(name);
    if (is_cancelled(shipment.purpose)) return;
    const ShipmentGoods goods = take_apart(shipment);
    std::vector<std::string> numbers;
    for (const GoodsShare& share : goods.shares) {
      std::string number = share.order == GoodsShare::none ? "" : goods.orders[share.order].number;
      if (std::find(numbers.begin(), numbers.end(), number) == numbers.end())
        numbers.push_back(std::move(number));
    }
    for (const std::string& number : numbers) {
      const OrderHistory* history = known_order(name, number);
      if (history == nullptr) continue;
      OrderBook book(*history, against_.factors, shipment.number, {});
      check(book, name, goods);
      window(book.order(), name, shipment);
    }
  }

  void check(OrderBook& book, const std::string& name, const ShipmentGoods& goods) {
    std::vector<Fraction> now(book.lines().size());
    for (const GoodsShare& share : goods.shares) {
      if (share.order == GoodsShare::none || goods.orders[share.order].number != book.order().number)
        continue;
      const std::string what = name_of_item(share.item);
      BookLine* line = settle(book, name, what, share.item.number, share.item.ids, true);
      if (line != nullptr && share.item.quantity) {
        now[static_cast<std::size_t>(line - book.lines().data())] +=
            in_order_unit(book, *line, name, what, *share.item.quantity, share.item.unit);
      }
    }
    for (std::size_t i = 0; i < now.size(); ++i) shipped(book, book.lines()[i], name, now[i]);
  }

  void shipped(const OrderBook& book, const BookLine& line, const std::string& name, const Fraction& now) {
    const Fraction total = sum_of(line.shipped) + now;
    const Fraction most = line.accepted + room(settings_.quantity, line.accepted);
    if (now.is_zero() || !(total > most)) return;
    const std::string& unit = line.line->unit;
    const std::string before = before_of(line.shipped);
    say(TradeCheck::quantity, fmt::format("line {}", line.line->number),
        fmt::format("{}: line {} of order {} comes to {} shipped{}, but {} were {}", name, line.line->number,
                    book.order().number, times(total, unit), before.empty() ? "" : ", " + before,
                    times(line.accepted, unit), line.accepted_by),
        "ship what was accepted, answer the order with more, or allow it by `tolerance: {quantity: 5%}`");
  }

  void window(const Order& order, const std::string& name, const Shipment& shipment) {
    const auto day = shipped_on(shipment);
    if (!day) return;
    const auto from = date_of(order.dates, "ship_not_before");
    auto until = date_of(order.dates, "ship_no_later");
    if (!until) until = date_of(order.dates, "cancel_after");
    const bool early = from && day->days() + settings_.days < from->days();
    const bool late = until && day->days() - settings_.days > until->days();
    if (!early && !late) return;
    say(TradeCheck::window, "dates",
        fmt::format("{} ships on {}, but order {} wants it {} {}", name, day->iso(), order.number,
                    early ? "not before" : "no later than", (early ? *from : *until).iso()),
        "ask the buyer for another date, or set `match: {window: off}`");
  }

  // ---- an invoice

  void check(const Invoice& invoice) {
    const std::string name = fmt::format("invoice {}", invoice.number);
    check_number(name);
    if (is_cancelled(invoice.purpose)) return;
    const OrderHistory* history = known_order(name, invoice.order_number);
    if (history == nullptr) return;
    OrderBook book(*history, against_.factors, {}, invoice.number);
    currency(name, invoice.currency, book.order());
    std::vector<Fraction> now(book.lines().size());
    for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
      const InvoiceLine& said = invoice.lines[i];
      const std::string place = fmt::format("lines[{}]", i);
      BookLine* line = settle(book, name, place, said.number, said.ids, !said.assigned_id.empty());
      if (line == nullptr) continue;
      if (said.price) price(*line, book, name, place, *said.price, said.unit, said.price_basis);
      if (said.quantity) {
        now[static_cast<std::size_t>(line - book.lines().data())] +=
            in_order_unit(book, *line, name, place, *said.quantity, said.unit);
      }
    }
    for (std::size_t i = 0; i < now.size(); ++i) invoiced(book, book.lines()[i], name, invoice, now[i]);
    dates(*history, name, invoice);
  }

  void invoiced(const OrderBook& book, const BookLine& line, const std::string& name, const Invoice& invoice,
                Fraction now) {
    if (now.is_zero() || !now.is_known()) return;
    const bool credit = is_credit(invoice);
    if (credit && !now.is_negative()) now = Fraction() - now;
    const Fraction total = sum_of(line.invoiced) + now;
    const std::string& unit = line.line->unit;
    const std::string before = before_of(line.invoiced);
    if (total.is_negative()) {
      say(TradeCheck::quantity, fmt::format("line {}", line.line->number),
          fmt::format("{} credits {} of line {} of order {}, but {} were invoiced", name,
                      times(absolute(now), unit), line.line->number, book.order().number,
                      times(sum_of(line.invoiced), unit)),
          "credit what was invoiced, or send the invoice first");
    }
    if (now.is_negative()) return;
    const Fraction base = against_.notices ? sum_of(line.shipped) : line.accepted;
    const Fraction most = base + room(settings_.quantity, base);
    if (!(total > most)) return;
    std::string held_against =
        fmt::format("{} were {}", times(base, unit), against_.notices ? "shipped" : line.accepted_by);
    if (against_.notices) {
      std::string names;
      for (const Counted& one : line.shipped) names += (names.empty() ? "" : ", ") + one.document;
      held_against += names.empty() ? "; no ship notice speaks of it" : fmt::format(" ({})", names);
    }
    say(TradeCheck::quantity, fmt::format("line {}", line.line->number),
        fmt::format("{}: line {} of order {} comes to {} invoiced{}, but {}", name, line.line->number,
                    book.order().number, times(total, unit), before.empty() ? "" : ", " + before,
                    held_against),
        against_.notices ? "send the ship notice first, invoice what was shipped, or allow it by "
                           "`tolerance: {quantity: 5%}`"
                         : "invoice what was accepted, or allow it by `tolerance: {quantity: 5%}`");
  }

  void dates(const OrderHistory& history, const std::string& name, const Invoice& invoice) {
    if (!invoice.invoiced) return;
    auto shipped = date_of(invoice.dates, "shipped");
    std::string by = "it says it was";
    if (!shipped) {
      for (const Shipment* notice : history.shipments) {
        const auto on = shipped_on(*notice);
        if (!on || is_cancelled(notice->purpose) || (shipped && shipped->days() <= on->days())) continue;
        shipped = on;
        by = fmt::format("ship notice {} says it was", notice->number);
      }
    }
    if (!shipped || shipped->days() <= invoice.invoiced->days() + settings_.days) return;
    say(TradeCheck::dates, "invoiced",
        fmt::format("{} is of {}, but {} shipped on {}", name, invoice.invoiced->iso(), by, shipped->iso()),
        "date the invoice on or behind the day of shipping, or allow more by `tolerance: {days: 1}`");
  }

  // Per unit of the order, as ordered or as answered.
  void price(const BookLine& line, const OrderBook& book, const std::string& name, const std::string& place,
             Decimal price, const std::string& unit, const std::string& basis) {
    if (line.prices.empty()) return;
    const std::string& own_unit = line.line->unit;
    const Fraction factor = book.in_order_unit(line, Decimal::whole(1), unit);
    const std::string& used = unit.empty() ? own_unit : unit;
    const Fraction theirs = extension(Decimal::whole(1), used, price, basis) / factor;
    std::string known;
    bool comparable = theirs.is_known();
    for (std::size_t i = 0; i < line.prices.size(); ++i) {
      const std::string& own_basis = line.bases[i];
      if (price == line.prices[i] && used == own_unit && basis == own_basis) return;
      const Fraction ours = extension(Decimal::whole(1), own_unit, line.prices[i], own_basis);
      if (!ours.is_known()) comparable = false;
      if (comparable && absolute(theirs - ours) <= room(settings_.price, ours)) return;
      known += fmt::format("{}{} was {}", known.empty() ? "" : " and ", line.prices[i].to_plain(),
                           i == 0 && line.line->price ? "ordered" : "answered");
    }
    say(TradeCheck::price, place,
        fmt::format("{}: line {} of order {} has the price {}{}, but {}{}", name, line.line->number,
                    book.order().number, price.to_plain(), used.empty() ? "" : " per " + used, known,
                    own_unit.empty() ? "" : " per " + own_unit),
        "mend the price, agree it in the 855, or allow it by `tolerance: {price: 0.01}`");
  }

  const MatchAgainst& against_;
  const MatchSettings& settings_;
  Disagreements wrong_;
};

}  // namespace

Disagreements match(const BusinessDocument& document, const MatchAgainst& against,
                    const MatchSettings& settings) {
  return Matcher(against, settings).run(document);
}

}  // namespace transom
