// Each line of the order is answered once, and the parts of an answer come to what was asked for, in the
// line's own unit. All that is wrong is told, not the first alone: whoever mends the document mends it once.
//
// Quantities are added as fractions: a third of a case is a third, and nothing is rounded to fit. Where
// nobody says how many of one unit another one holds, that is what is wrong; a guess could answer for the
// wrong number.
#include "order/answer_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "order/lines_by_number.hpp"
#include "order/order_book.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

void check_below_zero(const ResponseLine& line, std::vector<std::string>& wrong) {
  if (line.quantity && line.quantity->is_negative()) return;  // a return is answered as one
  for (const LineAnswer& answer : line.answers) {
    if (!answer.quantity || !answer.quantity->is_negative()) continue;
    wrong.push_back(fmt::format("line {}: {} is answered as {}; a quantity is never below zero",
                                visible(line.number, 20), answer.quantity->to_plain(),
                                visible(answer.status, 40)));
  }
}

// "On another day" says nothing without the day.
void check_day(const ResponseLine& line, std::vector<std::string>& wrong) {
  const auto has_day = [](const std::vector<TradeDate>& dates) {
    return std::any_of(dates.begin(), dates.end(),
                       [](const TradeDate& date) { return date.date.has_value(); });
  };
  for (const LineAnswer& answer : line.answers) {
    const LineStatus* status = status_of_word(answer.status);
    if (status == nullptr || status->code != "DR" || has_day(answer.dates) || has_day(line.dates)) continue;
    wrong.push_back(
        fmt::format("line {} is {}, and no day is named", visible(line.number, 20), answer.status));
  }
}

bool names_other_quantity(const OrderLine& ordered, const ResponseLine& line, const LineAnswer& answer) {
  if (!answer.quantity) return false;
  const std::string& unit = answer.unit.empty() ? line.unit : answer.unit;
  const bool other_unit = !unit.empty() && !ordered.unit.empty() && unit != ordered.unit;
  return other_unit || !ordered.quantity || *answer.quantity != *ordered.quantity;
}

// "other than the 5 ordered"
std::string than_ordered(const std::optional<Decimal>& ordered) {
  return ordered ? fmt::format("other than the {} ordered", ordered->to_plain()) : std::string("at all");
}

}  // namespace

bool names_other_price(const OrderLine& ordered, const ResponseLine& line) {
  const auto other = [&](const std::optional<Decimal>& price) {
    return price && (!ordered.price || *price != *ordered.price);
  };
  const auto other_word = [](const std::string& said, const std::string& known) {
    return !said.empty() && said != known;
  };
  if (other(line.price)) return true;
  if (line.price &&
      (other_word(line.unit, ordered.unit) || other_word(line.price_basis, ordered.price_basis)))
    return true;
  return std::any_of(line.prices.begin(), line.prices.end(),
                     [&](const Price& one) { return other(one.price); });
}

bool names_other_item(const OrderLine& ordered, const ResponseLine& line, const LineAnswer& answer) {
  const std::vector<Id>& ids = answer.ids.empty() ? line.ids : answer.ids;
  const auto other = [&](const Id& id) {
    const Id* known = find_kind(ordered.ids, id.kind);
    // The buyer's own number may be repeated beside ours of the item that comes.
    if (known == nullptr) return !answer.ids.empty() && id.kind != "buyer_part";
    return known->value != id.value;
  };
  return !ids.empty() && (!share_item(ids, ordered.ids) || std::any_of(ids.begin(), ids.end(), other));
}

void check_named(const OrderLine& ordered, const ResponseLine& line, std::vector<std::string>& wrong) {
  for (const LineAnswer& answer : line.answers) {
    const LineStatus* status = status_of_word(answer.status);
    if (status == nullptr) continue;
    std::string missing;
    if (status->code == "IP" && !names_other_price(ordered, line))
      missing = fmt::format("no price {} is named (`price` of the line)", than_ordered(ordered.price));
    if (status->code == "IQ" && !names_other_quantity(ordered, line, answer))
      missing =
          fmt::format("no quantity {} is named (`quantity` of the answer)", than_ordered(ordered.quantity));
    if (status->code == "IS" && !names_other_item(ordered, line, answer))
      missing = "no other item is named (`ids` of the answer)";
    if (!missing.empty())
      wrong.push_back(fmt::format("line {} is {}, and {}", visible(line.number, 20), answer.status, missing));
  }
}

// How many of the line's unit the answers come to; unknown where a factor is missing, then `unit` is which.
struct PartSum {
  Fraction sum;
  std::string unit;
};
static PartSum sum_of_parts(const ResponseLine& line, const std::vector<Id>& ids,
                            const UnitFactors& factors) {
  PartSum out;
  for (const LineAnswer& answer : line.answers) {
    if (!answer.quantity) continue;
    Fraction part = *answer.quantity;
    const bool other = !answer.unit.empty() && !line.unit.empty() && answer.unit != line.unit;
    if (other) part = factors ? part * factors(ids, answer.unit, line.unit) : Fraction::unknown();
    if (!part.is_known() && out.unit.empty()) out.unit = answer.unit;
    out.sum += part;
  }
  return out;
}

std::vector<std::string> check_parts(const ResponseLine& line, const std::vector<Id>& ids,
                                     const UnitFactors& factors) {
  std::vector<std::string> wrong;
  if (!line.quantity) return wrong;
  check_below_zero(line, wrong);
  const PartSum parts = sum_of_parts(line, ids, factors);
  const std::string name = visible(line.number, 20);
  if (!parts.unit.empty()) {
    wrong.push_back(
        fmt::format("line {} asks for {}, a part of the answer is in {}, and nobody says how many {} "
                    "one {} is; add the factor to reference/item_units.csv, or answer in {}",
                    name, visible(line.unit, 10), visible(parts.unit, 10), visible(line.unit, 10),
                    visible(parts.unit, 10), visible(line.unit, 10)));
  } else if (parts.sum.is_known() && !(parts.sum == Fraction(*line.quantity))) {
    wrong.push_back(fmt::format("line {}: {} are asked for, the answers speak of {}", name,
                                line.quantity->to_plain(), parts.sum.to_string()));
  }
  return wrong;
}

std::vector<std::string> check_plain(const OrderResponse& response) {
  std::vector<std::string> wrong;
  for (const ResponseLine& line : response.lines) {
    check_below_zero(line, wrong);
    check_day(line, wrong);
  }
  return wrong;
}

std::vector<std::string> check_answers(const Order& order, const OrderResponse& response,
                                       const UnitFactors& factors) {
  std::vector<std::string> wrong;
  const std::string_view what = response.answer_to.empty() ? "order" : "change";
  const LinesByNumber<const OrderLine> ordered(order.lines);
  const LinesByNumber<const ResponseLine> said(response.lines);
  for (const OrderLine& line : order.lines) {
    const std::size_t asked = ordered.times(line.number), answered = said.times(line.number);
    if (asked == answered) continue;
    wrong.push_back(fmt::format("line {} of the {} is answered {} times; expected {}",
                                visible(line.number, 20), what, answered,
                                asked == 1 ? "once" : fmt::format("{} times", asked)));
  }
  for (const ResponseLine& line : response.lines) {
    const std::string name = visible(line.number, 20);
    const OrderLine* known = ordered.first(line.number);
    if (known == nullptr)
      wrong.push_back(fmt::format("line {} is answered, but the {} has none", name, what));
    if (line.answers.empty()) wrong.push_back(fmt::format("line {} has no answer", name));
    const std::vector<Id>& ids = known == nullptr || known->ids.empty() ? line.ids : known->ids;
    for (auto& one : check_parts(line, ids, factors)) wrong.push_back(std::move(one));
  }
  return wrong;
}

}  // namespace transom
