// Order checks that need nothing but the order: purpose, its own arithmetic, what no order can lack.
//
// A 997 judges syntax; these judge sense, so they never touch the acknowledgment: the order is held and the
// 855 waits. Amounts: the sender's total may be that of the lines, or that of the lines with allowances,
// charges and taxes; partners differ and both are right, so only a total that is neither holds the order.
#include "engine/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/reasons.hpp"

namespace transom {
namespace {

constexpr Decimal cent(1, 2);

std::optional<Decimal> sum_of_lines(const Order& order) {
  Decimal total;
  for (const auto& line : order.lines) {
    const auto amount = line_amount(line);
    if (!amount) return std::nullopt;  // a line without a price: the total cannot be worked out
    const auto next = add(total, *amount);
    if (!next) return std::nullopt;
    total = *next;
  }
  return total;
}

void add_signed(std::optional<Decimal>& total, const std::vector<AllowanceCharge>& items) {
  for (const auto& item : items) {
    if (!total || !item.amount) continue;
    total = item.kind == "allowance" ? subtract(*total, *item.amount) : add(*total, *item.amount);
  }
}

void add_taxes(std::optional<Decimal>& total, const std::vector<Tax>& taxes) {
  for (const auto& tax : taxes) {
    if (total && tax.amount) total = add(*total, *tax.amount);
  }
}

std::optional<Decimal> sum_with_extras(const Order& order, Decimal lines) {
  std::optional<Decimal> total = lines;
  add_signed(total, order.allowances_charges);
  add_taxes(total, order.taxes);
  for (const auto& line : order.lines) {
    add_signed(total, line.allowances_charges);
    add_taxes(total, line.taxes);
  }
  return total;
}

// Totals are stated in cents; a line's exact amount may have more digits.
bool same_money(Decimal a, Decimal b) {
  const auto difference = subtract(a.rounded(2), b.rounded(2));
  return difference && *difference <= cent && *difference >= Decimal(-1, 2);
}

template <class Document>
void judge_count(const Document& document, std::vector<Reason>& reasons) {
  const auto& stated = document.totals.line_count;
  if (!stated || static_cast<std::size_t>(*stated) == document.lines.size()) return;
  reasons.push_back({"line-count",
                     fmt::format("the order says it has {} lines, {} came", *stated, document.lines.size()),
                     "ask the partner which is right, then replay or enter the order by hand", "orders"});
}

void judge_totals(const Order& order, std::vector<Reason>& reasons) {
  judge_count(order, reasons);
  if (!order.totals.amount) return;
  const auto lines = sum_of_lines(order);
  if (!lines || same_money(*order.totals.amount, *lines)) return;
  const auto all = sum_with_extras(order, *lines);
  if (all && same_money(*order.totals.amount, *all)) return;
  reasons.push_back({"bad-arithmetic",
                     fmt::format("the order's total is {}, its lines come to {}",
                                 order.totals.amount->to_string(), lines->rounded(2).to_string()),
                     "compare prices and quantities with the partner, then replay or enter the order by hand",
                     "pricing"});
}

void judge_lines(const Order& order, std::vector<Reason>& reasons) {
  if (order.lines.empty()) {
    reasons.push_back(
        {"no-lines", "the order has no lines", "ask the partner for the whole order", "orders"});
  }
  for (const auto& line : order.lines) {
    if (line.quantity && *line.quantity <= Decimal()) {
      reasons.push_back({"quantity",
                         fmt::format("line {}: the quantity is {}", line.number, line.quantity->to_string()),
                         "ask the partner what was meant", "orders"});
    }
    if (line.price && line.price->is_negative()) {
      reasons.push_back({"price",
                         fmt::format("line {}: the price is {}", line.number, line.price->to_string()),
                         "ask the partner what was meant", "pricing"});
    }
  }
}

// What is right about it at all; what it does to its order is judged where that is known (take_change.cpp).
void judge_change(const OrderChange& change, std::vector<Reason>& reasons) {
  judge_count(change, reasons);
  for (const ChangeLine& line : change.lines) {
    for (const auto& [name, value] : {std::pair("quantity", line.quantity), std::pair("price", line.price)}) {
      if (!value || !value->is_negative()) continue;
      reasons.push_back({name, fmt::format("line {}: the {} is {}", line.number, name, value->to_string()),
                         "ask the partner what was meant", "orders"});
    }
  }
}

void judge_order(const Order& order, std::vector<Reason>& reasons) {
  if (intent_of(order) == Intent::hold) {
    reasons.push_back(
        {"order-purpose",
         fmt::format("the purpose is \"{}\", and no order is made or changed by that", order.purpose),
         "ask the partner what is meant; change the earlier order by hand", "orders"});
    return;
  }
  if (intent_of(order) == Intent::note) return;
  if (intent_of(order) == Intent::change) return judge_change(change_of(order), reasons);
  judge_lines(order, reasons);
  judge_totals(order, reasons);
}

}  // namespace

Intent intent_of(const Order& order) {
  static constexpr std::string_view plain[] = {"", "original", "new", "release"};
  static constexpr std::string_view copies[] = {"confirmation", "duplicate", "information"};
  static constexpr std::string_view changes[] = {"change", "cancel", "replace", "cancel_to_reissue"};
  const auto among = [&](const auto& words) {
    return std::find(std::begin(words), std::end(words), order.purpose) != std::end(words);
  };
  if (among(plain)) return Intent::take;
  if (among(changes)) return Intent::change;
  return among(copies) ? Intent::note : Intent::hold;
}

void judge(const BusinessDocument& document, std::vector<Reason>& reasons) {
  if (const auto* order = std::get_if<Order>(&document)) judge_order(*order, reasons);
  if (const auto* change = std::get_if<OrderChange>(&document)) judge_change(*change, reasons);
}

void take_rulings(SetResult& set, const OrderRules& rules, std::vector<Ruling> rulings) {
  const auto repeats = std::stable_partition(rulings.begin(), rulings.end(),
                                             [](const Ruling& ruling) { return !ruling.if_repeated; });
  set.if_repeated.assign(std::make_move_iterator(repeats), std::make_move_iterator(rulings.end()));
  rulings.erase(repeats, rulings.end());
  set.rulings = std::move(rulings);
  set.reference = rules.reference();
  for (const Ruling& ruling : set.rulings) {
    if (ruling.action == RuleAction::hold) set.reasons.push_back(reason_ruling(ruling));
  }
}

}  // namespace transom
