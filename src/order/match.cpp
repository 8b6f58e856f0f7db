// What every kind of document asks of its lines; what each asks by itself stands in match_shipment.cpp and
// match_invoice.cpp, sums and look-ups in order_book.cpp.
//
// Every sentence names both documents and both figures, so that whoever reads it can decide which of the two
// is wrong without opening either.
#include "order/match.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "order/invoice_sum.hpp"
#include "order/matcher.hpp"
#include "transom/line_status.hpp"

namespace transom {

std::string with_unit(const Fraction& quantity, const std::string& unit) {
  return unit.empty() ? quantity.to_string() : fmt::format("{} {}", quantity.to_string(), unit);
}

std::optional<Date> date_of(const std::vector<TradeDate>& dates, std::string_view kind) {
  const TradeDate* found = find_kind(dates, kind);
  return found != nullptr ? found->date : std::nullopt;
}

std::optional<Date> shipped_on(const Shipment& shipment) {
  const auto day = date_of(shipment.dates, "shipped");
  return day ? day : shipment.created;
}

void Matcher::say(TradeCheck check, std::string place, std::string sentence, std::string next) {
  if (settings_.effect(check) == CheckEffect::off) return;
  // Cartons of one line say the same of it.
  const bool told = std::any_of(wrong_.begin(), wrong_.end(),
                                [&](const Disagreement& one) { return one.sentence == sentence; });
  if (!told) wrong_.push_back({check, std::move(place), std::move(sentence), std::move(next)});
}

// What is said of an order that cannot be told, or is none.
static std::string unknown_order(const std::string& name, const OrderName& order,
                                 const OrderHistory* history) {
  if (order.number.empty()) return fmt::format("{} names no order", name);
  if (history != nullptr && !history->cancelled.empty())
    return fmt::format("{} is for {}order {}, which was cancelled, in {}", name,
                       order.release.empty() ? "" : fmt::format("release {} of ", order.release),
                       order.number, history->cancelled);
  const bool releases = history != nullptr && !history->others.empty();
  if (!releases) {
    return fmt::format("{} is for order {}, which is not known here or does not stand", name, order.number);
  }
  const std::string known = releases_in_words(history->others);
  return order.release.empty()
             ? fmt::format("{} is for order {} and does not say for which release: there are {}", name,
                           order.number, known)
             : fmt::format(
                   "{} is for release {} of order {}, which is not known here or does not stand; known "
                   "are {}",
                   name, order.release, order.number, known);
}

const OrderHistory* Matcher::history_of(const OrderName& order) const {
  const auto found = std::find_if(
      against_.orders.begin(), against_.orders.end(),
      [&](const OrderHistory& one) { return one.number == order.number && one.named == order.release; });
  return found != against_.orders.end() ? &*found : nullptr;
}

const OrderHistory* Matcher::known_order(const std::string& name, const OrderName& order) {
  const OrderHistory* history = history_of(order);
  if (history != nullptr && history->order != nullptr) return history;
  const bool cancelled = history != nullptr && !history->cancelled.empty();
  const bool unclear = history != nullptr && !history->others.empty();
  say(TradeCheck::order, "", unknown_order(name, order, history),
      cancelled ? fmt::format("look at `transom chain {}`; nothing is owed for it any more", order.number)
      : unclear ? "name the release in `release_number` (PRF02, BIG05) as the order does"
                : "compare the order's number with `transom find`");
  return nullptr;
}

void Matcher::check_number(const std::string& name) {
  if (against_.used_before.empty()) return;
  say(TradeCheck::number, "number", fmt::format("{} came before, in {}", name, against_.used_before),
      "compare the two; a correction says in `purpose` that it replaces the first");
}

void Matcher::check_currency(const std::string& name, const std::string& own, const Order& order) {
  if (own.empty() || order.currency.empty() || own == order.currency) return;
  say(TradeCheck::currency, "currency",
      fmt::format("{} is in {}, but {} in {}", name, own, in_words(order), order.currency),
      "mend the currency in the ERP and leave it again");
}

BookLine* Matcher::settle(OrderBook& book, const At& at, const std::string& number,
                          const std::vector<Id>& ids, bool sure) {
  const LineOf found = book.find(number, ids, sure);
  const std::string what = !number.empty() ? fmt::format("line {}", number)
                           : ids.empty()   ? "a line without number and item"
                                           : fmt::format("item {}", ids.front().value);
  if (found.line == nullptr) {
    say(TradeCheck::line, at.place,
        fmt::format("{}: {} is no line of {}", at.document, what, in_words(book.order())),
        "give the order's line number, or an item number that the order has");
  } else if (found.other_item) {
    tell_other_item(book, at, what, *found.line, ids);
  }
  return found.line;
}

void Matcher::tell_other_item(const OrderBook& book, const At& at, const std::string& what,
                              const BookLine& line, const std::vector<Id>& ids) {
  const auto differs = std::find_if(ids.begin(), ids.end(), [&](const Id& id) {
    const Id* ordered = find_kind(line.line->ids, id.kind);
    return ordered != nullptr && ordered->value != id.value;
  });
  if (differs == ids.end()) return;
  say(TradeCheck::item, at.place,
      fmt::format("{}: {} is {} {}, but {} has {} there", at.document, what, differs->kind, differs->value,
                  in_words(book.order()), find_kind(line.line->ids, differs->kind)->value),
      "mend the item or the line number; a substitute has to be answered in the 855 first");
}

Fraction Matcher::in_order_unit(const OrderBook& book, const BookLine& line, const At& at, Decimal quantity,
                                const std::string& unit) {
  const Fraction same = book.in_order_unit(line, quantity, unit);
  if (same.is_known()) return same;
  const std::string& ordered = line.line->unit;
  say(TradeCheck::unit, at.place,
      fmt::format("{}: line {} is in {}, but {} has it in {}, and nobody says how many {} one {} is",
                  at.document, line.line->number, unit, in_words(book.order()), ordered, ordered, unit),
      "add the factor to reference/item_units.csv, or give the quantity in the order's unit");
  return same;
}

bool Matcher::adds_up(const OrderBook& book, const BookLine& line, const std::string& name,
                      const std::vector<Counted>& before) {
  const auto odd =
      std::find_if(before.begin(), before.end(), [](const Counted& one) { return !one.quantity.is_known(); });
  if (odd == before.end()) return true;
  say(TradeCheck::unit, fmt::format("line {}", line.line->number),
      fmt::format("{}: {} has line {} of {} in another unit than {}, and how many of those it is nobody says",
                  name, odd->document, line.line->number, in_words(book.order()), line.line->unit),
      "add the factor to reference/item_units.csv, then replay");
  return false;
}

static std::string per(const std::string& unit) {
  return unit.empty() ? std::string() : " per " + unit;
}

void Matcher::check_price(const OrderBook& book, const BookLine& line, const At& at, Decimal price,
                          const std::string& unit, const std::string& basis) {
  if (line.prices.empty()) return;
  const std::string& own_unit = line.line->unit;
  const std::string& used = unit.empty() ? own_unit : unit;
  const Fraction theirs =
      extension(Decimal::whole(1), used, price, basis) / book.in_order_unit(line, Decimal::whole(1), unit);
  std::string known;
  for (const BookPrice& one : line.prices) {
    // Also where nobody can tell what a basis comes to.
    if (price == one.price && used == one.unit && basis == one.basis) return;
    const Fraction ours = extension(Decimal::whole(1), one.unit, one.price, one.basis) /
                          book.in_order_unit(line, Decimal::whole(1), one.unit);
    if (absolute(theirs - ours) <= room(settings_.price, ours)) return;
    known += fmt::format("{}{} was {}{}", known.empty() ? "" : " and ", one.price.to_plain(),
                         one.answered ? "answered" : "ordered", per(one.unit));
  }
  say(TradeCheck::price, at.place,
      fmt::format("{}: line {} of {} has the price {}{}, but {}", at.document, line.line->number,
                  in_words(book.order()), price.to_plain(), per(used), known),
      "mend the price, agree it in the 855, or allow it by `tolerance: {price: 0.01}`");
}

void Matcher::check(const OrderResponse& response) {
  const std::string name = fmt::format("the response to order {}", response.order_number);
  const OrderHistory* history = known_order(name, {response.order_number, response.release_number});
  if (history == nullptr) return;
  OrderHistory ordered = *history;  // an answer is held against the order alone
  ordered.responses.clear();
  OrderBook book(ordered, against_.factors, {}, {});
  check_currency(name, response.currency, book.order());
  for (std::size_t i = 0; i < response.lines.size(); ++i)
    check_answer(book, {name, fmt::format("lines[{}]", i)}, response.lines[i]);
}

void Matcher::check_answer(OrderBook& book, const At& at, const ResponseLine& said) {
  const BookLine* line = settle(book, at, said.number, said.ids, true);
  if (line == nullptr) return;
  const bool says_so = std::any_of(said.answers.begin(), said.answers.end(), [](const LineAnswer& answer) {
    const LineStatus* status = status_of_word(answer.status);
    return status == nullptr || (status->fate != Fate::accepted && status->fate != Fate::deferred);
  });
  if (said.price && !says_so) check_price(book, *line, at, *said.price, said.unit, said.price_basis);
  Fraction sum;
  for (const LineAnswer& answer : said.answers) {
    if (answer.quantity && answer.quantity->is_negative() && !line->accepted.is_negative()) {
      say(TradeCheck::quantity, at.place,
          fmt::format("{}: line {} answers {}; a quantity is never below zero", at.document,
                      line->line->number, answer.quantity->to_plain()),
          "mend the answered quantities");
    }
    if (!answer.quantity || answer.status == "accepted_partial_backordered") continue;
    sum += in_order_unit(book, *line, at, *answer.quantity, answer.unit.empty() ? said.unit : answer.unit);
  }
  if (!(sum > line->accepted + room(settings_.quantity, line->accepted))) return;
  say(TradeCheck::quantity, at.place,
      fmt::format("{}: line {} answers {}, but {} were ordered", at.document, line->line->number,
                  with_unit(sum, line->line->unit), with_unit(line->accepted, line->line->unit)),
      "mend the answered quantities; they cannot be more than the order has");
}

Disagreements match(const BusinessDocument& document, const MatchAgainst& against,
                    const MatchSettings& settings) {
  Matcher matcher(against, settings);
  if (const auto* response = std::get_if<OrderResponse>(&document)) matcher.check(*response);
  if (const auto* shipment = std::get_if<Shipment>(&document)) matcher.check(*shipment);
  if (const auto* invoice = std::get_if<Invoice>(&document)) matcher.check(*invoice);
  return matcher.take();
}

}  // namespace transom
