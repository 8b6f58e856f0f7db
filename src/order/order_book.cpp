// Read from the documents alone, each time anew: they are few, and a table of sums would be a second truth.
//
// Accepted is what may come at all, now or later: accepted as it is or with a change, or back-ordered. What
// is held or rejected may not be shipped yet, or never.
#include "order/order_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/bare_number.hpp"
#include "order/order_names.hpp"
#include "order/shipment_goods.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

// Kinds that name an item, not a lot or a colour of it.
constexpr std::string_view item_kinds[] = {
    "buyer_part",     "vendor_part", "manufacturer_part", "upc", "upc_case", "ean_8",
    "ean_13",         "gtin",        "gtin_14",           "sku", "isbn",     "buyer_catalog",
    "vendor_catalog", "ndc"};

// The latest document of each number, in the order of their first; cancelled ones and `current` left out.
template <class Document>
std::vector<const Document*> effective(const std::vector<const Document*>& all, std::string_view current) {
  std::vector<const Document*> out;
  for (const Document* one : all) {
    std::erase_if(out, [&](const Document* known) { return known->number == one->number; });
    if (one->number != current && !is_cancelled(one->purpose)) out.push_back(one);
  }
  return out;
}

Fraction ordered_of(const OrderLine& line) {
  return line.quantity ? Fraction(*line.quantity) : Fraction::unknown();
}

std::string text_of(const OrderLine& line, std::string_view path) {
  if (path == "quantity") return line.quantity ? line.quantity->to_plain() : std::string();
  if (path == "price") return line.price ? line.price->to_plain() : std::string();
  return path == "unit" ? line.unit : line.price_basis;
}

constexpr std::string_view told[] = {"quantity", "price", "unit", "price_basis"};

// Whether one of these members of a line, or of all where none is named, is no longer as it was; where the
// line does not stand as the change has it, that change was not taken.
bool is_altered(const OrderLine& line, const std::vector<Difference>& since,
                std::initializer_list<std::string_view> paths) {
  return std::any_of(since.begin(), since.end(), [&](const Difference& one) {
    if (one.line != line.number) return false;
    const bool known = std::find(std::begin(told), std::end(told), one.path) != std::end(told);
    const bool asked = paths.size() == 0 || std::find(paths.begin(), paths.end(), one.path) != paths.end();
    return one.path.empty() || (asked && (!known || one.after == text_of(line, one.path)));
  });
}

// Whether a change put another price in the place of this one. An answer that repeats the old one, before the
// change or behind it, speaks of the order as it came.
bool is_replaced(const OrderLine& line, const std::string& price, const std::vector<Difference>& changed) {
  if (price == text_of(line, "price")) return false;
  return std::any_of(changed.begin(), changed.end(), [&](const Difference& one) {
    return one.line == line.number && one.path == "price" && one.before == price;
  });
}

}  // namespace

bool OrderHistory::is_meant(const std::string& said) const {
  if (same_release(said, release)) return true;
  const bool of_another = std::any_of(others.begin(), others.end(),
                                      [&](const std::string& other) { return same_release(said, other); });
  return !of_another && first;
}

bool names_item(const Id& id) {
  return std::find(std::begin(item_kinds), std::end(item_kinds), id.kind) != std::end(item_kinds);
}

bool share_item(const std::vector<Id>& a, const std::vector<Id>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Id& id) {
    return names_item(id) && std::find(b.begin(), b.end(), id) != b.end();
  });
}

bool ids_conflict(const std::vector<Id>& a, const std::vector<Id>& b) {
  bool other = false;
  for (const Id& id : a) {
    const Id* same_kind = names_item(id) ? find_kind(b, id.kind) : nullptr;
    if (same_kind == nullptr) continue;
    if (same_kind->value == id.value) return false;
    other = true;
  }
  return other;
}

bool is_credit(const Invoice& invoice) {
  return invoice.type.starts_with("credit") || invoice.type == "CR";
}

const Reference* other_order_of(const InvoiceLine& line, std::string_view order) {
  const Reference* named = find_kind(line.references, "order");
  return named != nullptr && !named->value.empty() && !same_number(named->value, order) ? named : nullptr;
}

bool is_cancelled(std::string_view purpose) {
  return purpose == "cancel" || purpose == "cancel_to_reissue";
}

bool is_blanket(const Order& order) {
  return order.release_number.empty() && order.type.starts_with("blanket");
}

Fraction sum_of(const std::vector<Counted>& counted) {
  Fraction sum;
  for (const Counted& one : counted) sum += one.quantity;
  return sum;
}

std::string documents_of(const std::vector<Counted>& counted) {
  std::string names;
  for (const Counted& one : counted) names += (names.empty() ? "" : ", ") + one.document;
  return names;
}

std::string before_of(const std::vector<Counted>& counted) {
  if (counted.empty()) return {};
  return fmt::format("{} before ({})", sum_of(counted).to_string(), documents_of(counted));
}

OrderBook::OrderBook(const OrderHistory& history, const UnitFactors& factors,
                     std::string_view current_shipment, std::string_view current_invoice)
    : history_(history), factors_(factors) {
  for (const OrderLine& line : history.order->lines) {
    BookLine& out = lines_.emplace_back();
    out.line = &line;
    out.accepted = ordered_of(line);
    out.accepted_by = "ordered";
    if (line.price) out.prices.push_back({*line.price, line.unit, line.price_basis});
    out.ids.push_back(line.ids);
  }
  if (history.decided != nullptr) allow(*history.decided);
  accept();
  count_shipments(current_shipment);
  count_invoices(current_invoice);
}

void OrderBook::allow(const OrderResponse& decided) {
  for (const ResponseLine& said : decided.lines) {
    const LineOf found = find(said.number, said.ids, true);
    if (found.line == nullptr) continue;
    BookLine& line = *found.line;
    for (const LineAnswer& answer : said.answers)
      if (!answer.ids.empty()) line.ids.push_back(answer.ids);
    if (said.price) line.prices.push_back({*said.price, said.unit, said.price_basis});
    const Fraction most =
        said.quantity ? in_order_unit(line, *said.quantity, said.unit) : Fraction::unknown();
    if (most.is_known() && most > line.accepted) line.accepted = most;
  }
}

// What is on hold is not accepted. Once the answer has come, what was said before it counts no more.
void OrderBook::accept() {
  const auto final = [](const EarlierAnswer& one) {
    return one.response->answer_to.empty() && !is_interim(*one.response);
  };
  const bool answered = std::any_of(history_.responses.begin(), history_.responses.end(), final);
  for (const EarlierAnswer& one : history_.responses) {
    const OrderResponse& response = *one.response;
    if (!response.answer_to.empty()) {
      accept_change(one);
      continue;
    }
    if (answered && is_interim(response)) continue;
    const ResponseKind* kind = kind_of_word(response.kind);
    const bool rejects = kind != nullptr && (kind->code == "RD" || kind->code == "RJ" || kind->code == "RF");
    if (rejects && response.lines.empty()) {
      for (BookLine& line : lines_) {
        line.accepted = {};
        line.accepted_by = "accepted";
      }
    }
    for (const ResponseLine& said : response.lines) {
      const LineOf found = find(said.number, said.ids, true);
      if (found.line != nullptr) answer(*found.line, said, one);
    }
  }
}

// What it takes is in the order as it stands, and is accepted so where it says nothing else. A line that it
// refuses is as it was, with what was answered of it before.
void OrderBook::accept_change(const EarlierAnswer& one) {
  const auto is_of = [](const BookLine& line) {
    return [&](const TakenLine& taken) { return taken.number == line.line->number; };
  };
  for (BookLine& line : lines_) {
    const auto taken = std::find_if(one.taken.begin(), one.taken.end(), is_of(line));
    if (taken == one.taken.end()) continue;
    line.accepted = ordered_of(*line.line);
    line.accepted_by = "ordered";
    if (taken->priced) std::erase_if(line.prices, [](const BookPrice& price) { return price.answered; });
  }
  for (const ResponseLine& said : one.response->lines) {
    const LineOf found = find(said.number, said.ids, !said.assigned_id.empty());
    if (found.line != nullptr && std::any_of(one.taken.begin(), one.taken.end(), is_of(*found.line)))
      answer(*found.line, said, one);
  }
}

void OrderBook::answer(BookLine& line, const ResponseLine& said, const EarlierAnswer& by) {
  const bool other_price = is_altered(*line.line, by.since, {"price", "unit", "price_basis"});
  const bool of_order = by.response->answer_to.empty();  // else it is known which change it answers
  const bool stands =
      said.price && !(of_order && is_replaced(*line.line, said.price->to_plain(), history_.changed));
  if (stands && !other_price) {
    line.prices.push_back({*said.price, said.unit.empty() ? line.line->unit : said.unit,
                           said.price_basis.empty() ? line.line->price_basis : said.price_basis, true});
  }
  for (const LineAnswer& answer : said.answers)
    if (!answer.ids.empty()) line.ids.push_back(answer.ids);
  // A line that was changed since then is as the change left it.
  const auto& ordered = line.line->quantity;
  const bool other_unit = !in_order_unit(line, Fraction(1, 1), said.unit).is_known();
  const bool changed_since =
      other_unit || is_altered(*line.line, by.since, {}) ||
      (of_order && said.quantity && ordered && said.unit == line.line->unit && *said.quantity != *ordered);
  if (said.answers.empty() || changed_since) return;
  Fraction accepted;
  for (const LineAnswer& answer : said.answers) {
    const LineStatus* status = status_of_word(answer.status);
    if (status != nullptr && (status->fate == Fate::held || status->fate == Fate::rejected)) continue;
    const bool counts_missing = answer.status == "accepted_partial_backordered";
    const auto& quantity = answer.quantity && !counts_missing ? answer.quantity : line.line->quantity;
    if (!quantity) {
      accepted = Fraction::unknown();
      break;
    }
    accepted +=
        in_order_unit(line, *quantity, answer.quantity && !counts_missing ? answer.unit : line.line->unit);
  }
  line.accepted = accepted;
  line.accepted_by = "accepted";
}

LineOf OrderBook::find(const std::string& number, const std::vector<Id>& ids, bool sure) {
  const auto by_ids = [&]() -> BookLine* {
    BookLine* only = nullptr;
    for (BookLine& line : lines_) {
      const bool same = std::any_of(line.ids.begin(), line.ids.end(),
                                    [&](const auto& known) { return share_item(known, ids); });
      if (!same) continue;
      // Of several lines of one item: the first that is still open.
      const bool open = !(sum_of(line.shipped) >= line.accepted);
      if (only == nullptr || (open && sum_of(only->shipped) >= only->accepted)) only = &line;
    }
    return only;
  };
  BookLine* of_other_item = nullptr;  // where several lines have the number, the item tells which is meant
  for (BookLine& line : lines_) {
    if (number.empty() || line.line->number != number) continue;
    const bool other = ids_conflict(line.line->ids, ids) &&
                       std::none_of(line.ids.begin(), line.ids.end(),
                                    [&](const auto& known) { return share_item(known, ids); });
    if (!other) return {&line, false};
    if (of_other_item == nullptr) of_other_item = &line;
  }
  if (of_other_item != nullptr) {
    BookLine* another = sure ? nullptr : by_ids();
    return another != nullptr ? LineOf{another, false} : LineOf{of_other_item, true};
  }
  return {by_ids(), false};
}

Fraction OrderBook::in_order_unit(const BookLine& line, const Fraction& quantity,
                                  std::string_view unit) const {
  const std::string& own = line.line->unit;
  if (unit.empty() || own.empty() || unit == own) return quantity;
  if (!factors_) return Fraction::unknown();
  return quantity * factors_(line.line->ids, unit, own);
}

void OrderBook::count_shipments(std::string_view current) {
  for (const Shipment* shipment : effective(history_.shipments, current)) {
    const ShipmentGoods goods = take_apart(*shipment);
    for (const GoodsShare& share : goods.shares) {
      if (share.order == GoodsShare::none) continue;
      const ShipmentOrder& of = goods.orders[share.order];
      if (of.number != history_.number || !history_.is_meant(of.release_number)) continue;
      const LineOf found = find(share.item.number, share.item.ids, true);
      if (found.line == nullptr || !share.item.quantity) continue;
      const std::string name = fmt::format("ship notice {}", shipment->number);
      auto& list = found.line->shipped;
      if (list.empty() || list.back().document != name) list.push_back({name, {}});
      list.back().quantity += in_order_unit(*found.line, *share.item.quantity, share.item.unit);
    }
  }
}

void OrderBook::count_invoices(std::string_view current) {
  for (const Invoice* invoice : effective(history_.invoices, current)) {
    if (!history_.is_meant(invoice->release_number)) continue;
    invoices_.push_back(invoice);
    for (const InvoiceLine& said : invoice->lines) {
      if (other_order_of(said, invoice->order_number) != nullptr) continue;
      const LineOf found = find(said.number, said.ids, !said.assigned_id.empty());
      if (found.line == nullptr || !said.quantity) continue;
      Fraction quantity = in_order_unit(*found.line, *said.quantity, said.unit);
      if (is_credit(*invoice) && !quantity.is_negative()) quantity = Fraction() - quantity;
      auto& list = found.line->invoiced;
      const std::string name = fmt::format("invoice {}", invoice->number);
      if (list.empty() || list.back().document != name) list.push_back({name, {}});
      list.back().quantity += quantity;
    }
  }
}

}  // namespace transom
