// An invoice against its order: what is invoiced, with what was invoiced before, is not more than was
// shipped.
//
// Where no ship notices are agreed nobody announced what left, and what was accepted is the measure. A credit
// gives back, and not more than was asked for.
#include <fmt/format.h>

#include "order/invoice_sum.hpp"
#include "order/matcher.hpp"
#include "order/money.hpp"

namespace transom {

// With these quantities all that was accepted is invoiced.
static bool completes(OrderBook& book, const std::vector<Fraction>& now) {
  for (std::size_t i = 0; i < now.size(); ++i) {
    const BookLine& line = book.lines()[i];
    if (!(sum_of(line.invoiced) + now[i] >= line.accepted)) return false;
  }
  return true;
}

void Matcher::check(const Invoice& invoice) {
  const std::string name = fmt::format("invoice {}", invoice.number);
  check_number(name);
  if (is_cancelled(invoice.purpose)) return;
  const OrderHistory* history = known_order(name, {invoice.order_number, invoice.release_number});
  if (history == nullptr) return;
  OrderBook book(*history, against_.factors, {}, invoice.number);
  check_currency(name, invoice.currency, book.order());
  std::vector<Fraction> now(book.lines().size());
  Billed billed{invoice, std::vector<std::vector<std::size_t>>(now.size())};
  for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
    const InvoiceLine& said = invoice.lines[i];
    const At at{name, fmt::format("lines[{}]", i)};
    if (const Reference* other = other_order_of(said, invoice.order_number)) {
      say(TradeCheck::order, at.place,
          fmt::format("{} is for order {}, but its {} for order {}", name, invoice.order_number, at.place,
                      other->value),
          "invoice each order by itself: what is invoiced is counted for the invoice's order");
      continue;
    }
    BookLine* line = settle(book, at, said.number, said.ids, !said.assigned_id.empty());
    if (line == nullptr) continue;
    const auto position = static_cast<std::size_t>(line - book.lines().data());
    billed.lines[position].push_back(i);
    if (said.price) check_price(book, *line, at, *said.price, said.unit, said.price_basis);
    if (!said.price) check_unpriced(book, *line, at, said, now[position]);
    if (said.quantity) {
      now[position] += in_order_unit(book, *line, at, *said.quantity, said.unit);
    }
  }
  for (std::size_t i = 0; i < now.size(); ++i) check_invoiced(book, book.lines()[i], name, invoice, now[i]);
  billed.completes = completes(book, now);
  check_extras(book, name, billed);
  check_dates(*history, name, invoice);
}

// An amount without a price (PAM): of its quantity, else of all that is not invoiced yet; so much of it
// counts as invoiced then as the amount pays for.
void Matcher::check_unpriced(const OrderBook& book, const BookLine& line, const At& at,
                             const InvoiceLine& said, Fraction& now) {
  const Amount* total = find_kind(said.amounts, "line_total");
  if (total == nullptr || !total->amount || line.prices.empty()) return;
  const Fraction left = line.accepted - sum_of(line.invoiced) - now;
  const Fraction quantity = said.quantity ? book.in_order_unit(line, *said.quantity, said.unit) : left;
  if (!said.quantity) {
    const BookPrice& price = line.prices.back();
    const Fraction each = extension(Decimal::whole(1), price.unit, price.price, price.basis) /
                          book.in_order_unit(line, Decimal::whole(1), price.unit);
    const Fraction paid = Fraction(*total->amount) / each;
    now += paid < left ? paid : left;
  }
  Fraction most;
  for (const BookPrice& one : line.prices) {
    const Fraction each = extension(Decimal::whole(1), one.unit, one.price, one.basis) /
                          book.in_order_unit(line, Decimal::whole(1), one.unit);
    const Fraction all = quantity * (each + room(settings_.price, each));
    if (!all.is_known()) return;
    if (all > most) most = all;
  }
  if (!(Fraction(*total->amount) > most + Fraction(1, 100))) return;
  say(TradeCheck::price, at.place,
      fmt::format("{}: line {} of {} comes to {} without a price, but {} at the ordered price come to {}",
                  at.document, line.line->number, in_words(book.order()), money(*total->amount),
                  with_unit(quantity, line.line->unit), money(most.rounded(cents).value_or(Decimal()))),
      "name quantity and price, or allow it by `tolerance: {price: 0.01}`");
}

void Matcher::check_invoiced(const OrderBook& book, const BookLine& line, const std::string& name,
                             const Invoice& invoice, Fraction now) {
  if (now.is_zero() || !now.is_known()) return;
  if (is_credit(invoice) && !now.is_negative()) now = Fraction() - now;
  if (!adds_up(book, line, name, line.invoiced)) return;
  if (now.is_negative()) return check_credited(book, line, name, now);
  if (against_.notices && !adds_up(book, line, name, line.shipped)) return;
  const Fraction total = sum_of(line.invoiced) + now;
  const Fraction base = against_.notices ? sum_of(line.shipped) : line.accepted;
  if (!(total > base + room(settings_.quantity, base))) return;
  const std::string& unit = line.line->unit;
  std::string against = fmt::format("{} were {}", with_unit(base, unit),
                                    against_.notices ? std::string("shipped") : line.accepted_by);
  if (against_.notices) {
    const std::string names = documents_of(line.shipped);
    against += names.empty() ? "; no ship notice speaks of it" : fmt::format(" ({})", names);
  }
  const std::string before = before_of(line.invoiced);
  say(TradeCheck::quantity, fmt::format("line {}", line.line->number),
      fmt::format("{}: line {} of {} comes to {} invoiced{}, but {}", name, line.line->number,
                  in_words(book.order()), with_unit(total, unit), before.empty() ? "" : ", " + before,
                  against),
      against_.notices ? "send the ship notice first, invoice what was shipped, or allow it by "
                         "`tolerance: {quantity: 5%}`"
                       : "invoice what was accepted, or allow it by `tolerance: {quantity: 5%}`");
}

void Matcher::check_credited(const OrderBook& book, const BookLine& line, const std::string& name,
                             const Fraction& now) {
  const Fraction before = sum_of(line.invoiced);
  if (!(before + now).is_negative()) return;
  const std::string& unit = line.line->unit;
  say(TradeCheck::quantity, fmt::format("line {}", line.line->number),
      fmt::format("{} credits {} of line {} of {}, but {} were invoiced", name,
                  with_unit(absolute(now), unit), line.line->number, in_words(book.order()),
                  with_unit(before, unit)),
      "credit what was invoiced, or send the invoice first");
}

void Matcher::check_extras(const OrderBook& book, const std::string& name, const Billed& billed) {
  for (Disagreement& one : extras_disagree(billed, book, against_.invoicing, settings_.charges))
    say(*one.check, std::move(one.place), fmt::format("{}: {}", name, one.sentence), std::move(one.next));
}

void Matcher::check_dates(const OrderHistory& history, const std::string& name, const Invoice& invoice) {
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

}  // namespace transom
