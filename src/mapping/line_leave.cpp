// A price is that of its item, unit and quantity, a quantity counts its unit, and what is back-ordered is a
// share of the quantity. A rule that sets several of them has worked them out together: what a word would
// tear apart is neither taken nor narrowed, and whoever lays the word over the line refuses it.
#include "mapping/line_leave.hpp"

namespace transom::mapping {
namespace {

// Of what a change sets, the goods that a part of it does not.
struct Lost {
  bool item, unit, quantity;
};

Lost lost(const OrderLine& line, const LineChange& whole, const LineChange& part) {
  return {.item = whole.item != part.item,
          .unit = whole.unit != part.unit && whole.unit != line.unit,
          .quantity = whole.quantity != part.quantity && whole.quantity != line.quantity};
}

bool holds_together(const OrderLine& line, const LineChange& whole, const LineChange& part) {
  const auto [item, unit, quantity] = lost(line, whole, part);
  const bool price_stands = !part.price || !(item || unit || quantity);
  const bool quantity_stands = !part.quantity || !(item || unit);
  const bool backorder_stands = !part.backorder || !(item || unit || quantity);
  return price_stands && quantity_stands && backorder_stands;
}

}  // namespace

bool leave(Ruling& ruling, const LineLeave& word, const OrderLine& line) {
  const bool by_itself = ruling.action == RuleAction::change;
  if (!by_itself && ruling.action != RuleAction::hold) return true;
  const LineChange part = only(ruling.change, by_itself ? word.kept : word.taken);
  if (part.empty()) return !by_itself;
  if (!holds_together(line, ruling.change, part)) return true;
  if (!by_itself) {
    const bool of_nothing = part.quantity && *part.quantity <= Decimal();
    if (of_nothing || !differs(line, part)) return true;
    ruling.action = RuleAction::change;
    ruling.taken = true;
  }
  ruling.change = part;
  return true;
}

bool differs(const OrderLine& line, const LineChange& change) {
  const auto another = [](const auto& now, const auto& then) { return then && now != then; };
  return another(line.price, change.price) || another(line.quantity, change.quantity) ||
         (!change.unit.empty() && change.unit != line.unit) || !change.item.empty() || change.date ||
         (change.backorder && *change.backorder > Decimal());
}

}  // namespace transom::mapping
