// A code without a quantity is one more change beside those that rules make by themselves: it takes the
// figure that belongs to it from what a hold suggests (IP the price, IS the item, IQ the quantity, IB how
// many come later, DR the day, IC all of it), and leaves the line's own quantity, unit, price, item and
// back-order as the rules have them. IA is as ordered, on purpose, and a rejection is of the whole line.
//
// IQ:10 names the figure, as --price does, and all else is as with the code alone. Who writes the quantities
// of several parts, or of one that comes as IP or IB, says himself how the line is split. What rules change
// of its price or item is kept; where that contradicts what he says it is refused, and never left out.
//
// Refused: joining figures here that rules worked out for different quantities or units. The rules are asked
// again of the line with what is taken laid over it (mapping/line_leave.cpp), and only what fits comes here.
#include "engine/decide_said.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

using Rulings = std::span<const Ruling* const>;

bool says(const std::vector<LinePart>& parts, std::string_view code) {
  return std::any_of(parts.begin(), parts.end(),
                     [code](const LinePart& part) { return part.status->code == code; });
}

bool above_zero(const std::optional<Decimal>& quantity) {
  return quantity && *quantity > Decimal();
}

// A hold on the line whose suggestion nobody took.
template <class Test>
const Ruling* hold_with(Rulings rulings, Test test) {
  const auto found = std::find_if(rulings.begin(), rulings.end(), [&](const Ruling* ruling) {
    return ruling->action == RuleAction::hold && test(ruling->change);
  });
  return found == rulings.end() ? nullptr : *found;
}

// What says only how many or when leaves open which of two items is meant.
void check_item(const OrderLine& line, const std::vector<LinePart>& parts, Rulings rulings) {
  const auto open = std::find_if(parts.begin(), parts.end(), is_open);
  const Ruling* hold = hold_with(rulings, [](const LineChange& change) { return !change.item.empty(); });
  if (hold == nullptr || open == parts.end()) return;
  refuse_word(line,
              fmt::format("a rule puts {} in the place of its item, and {} names neither",
                          visible(hold->change.item, 40), open->status->code),
              "say IS, IC or IP to deliver that, IA to deliver what was ordered, or a code that rejects");
}

void check_price(const OrderLine& line, const SaidOfLine& said, const LineChange& change, Rulings rulings) {
  if (said.price && changes_unit(line, change))
    refuse_word(line,
                fmt::format("a rule answers it in {}, and nobody can tell of which unit the price is",
                            visible(change.unit, 20)),
                "leave --price out, or say IA, as it was ordered");
  if (!says(said.parts, "IP") || change.price) return;
  if (hold_with(rulings, [](const LineChange& left) { return left.price.has_value(); }) != nullptr)
    refuse_word(
        line, "the suggested price belongs to the unit or quantity that is suggested with it",
        fmt::format("say IC, which takes all that is suggested, or IP with --price {}=PRICE", line.number));
  refuse_word(line, "nobody knows the changed price", fmt::format("add --price {}=PRICE", line.number));
}

// A code that says that something changed, and nothing does.
void check_says_what(const OrderLine& line, const SaidOfLine& said, const LineDecision& out,
                     Rulings rulings) {
  if (says(said.parts, "IS") && out.change.item.empty())
    refuse_word(line, "nobody knows the item that stands in",
                "name it in items.csv under substitute, then replay");
  if (!said.alone) return;
  const std::string_view code = said.parts.front().status->code;
  const bool nothing =
      (code == "IC" && out.change.empty()) || (code == "IQ" && line.quantity && !out.change.quantity);
  if (!nothing) return;
  const Ruling* left =
      hold_with(rulings, [](const LineChange& change) { return change.quantity || !change.unit.empty(); });
  refuse_word(line,
              left != nullptr
                  ? fmt::format("{} cannot take what is suggested ({})", code, visible(left->sentence, 300))
                  : fmt::format("{} says that something is changed, and no rule suggests what", code),
              "say what: IP with --price, IQ:QUANTITY, IB:QUANTITY@DATE; or IA, as it was ordered");
}

void check_backorder(const OrderLine& line, const LinePart& part, Rulings rulings) {
  const bool left =
      hold_with(rulings, [](const LineChange& change) { return change.backorder.has_value(); }) != nullptr;
  if (part.status->fate == Fate::deferred && left)
    refuse_word(line, "what comes later was counted in the quantity or unit that is suggested with it",
                "say IC, which takes all that is suggested, or IB:QUANTITY");
}

void check_day(const OrderLine& line, std::string_view code, const std::optional<Date>& day) {
  if (code == "DR" && !day)
    refuse_word(line, "DR says that it comes on another day, and names none", "write it as DR@2026-03-20");
}

// The word as one more change: of what comes later all, where no rule says how many.
void lay_word(const OrderLine& line, const LinePart& part, const LineChange& named, Precedence first,
              LineCourse& course) {
  Ruling word{.action = RuleAction::change, .line = line.number, .code = std::string(part.status->code)};
  word.change = named;
  lay(course, word, first);
  const bool deferred = part.status->fate == Fate::deferred;
  const auto total = course.change.quantity ? course.change.quantity : line.quantity;
  if (deferred && !above_zero(course.change.backorder)) course.change.backorder = total;
  if (!part.date) return;
  const bool all_later = total && course.change.backorder && *course.change.backorder >= *total;
  if (deferred || all_later) course.later_day = part.date;
  if (!deferred) course.day = part.date;
}

// Some of it later, and nothing else: "accepted with changes" would be said of what comes as it was ordered.
bool comes_as_ordered(const LineCourse& course) {
  return only(course.change, {.price = true, .quantity = true, .unit = true, .item = true}).empty() &&
         !course.day;
}

// What rules do by themselves, and a quantity that a person names leaves no room for.
void check_quantity_named(const OrderLine& line, const LineChange& own) {
  if (changes_unit(line, own))
    refuse_word(line,
                fmt::format("is answered in {}, which a rule makes of it, as a whole", visible(own.unit, 20)),
                "say a code without quantities");
  if (own.quantity)
    refuse_word(line,
                fmt::format("a rule gives it the price of {}, and another quantity is named",
                            own.quantity->to_plain()),
                "say a code without quantities, or name the price with --price");
}

LineDecision decide_alone(const OrderLine& line, const SaidOfLine& said, Rulings rulings, Precedence first) {
  const LinePart& part = said.parts.front();
  if (!is_open(part)) return {{{part.status, line.quantity, part.date}}, {}};
  check_backorder(line, part, rulings);
  LineCourse course;
  for (const Ruling* ruling : rulings)
    if (ruling->action == RuleAction::change) lay(course, *ruling, first);
  if (said.quantity) check_quantity_named(line, course.change);
  const bool by_rules = part.status->code == "IC" && !part.date && !said.price && comes_as_ordered(course);
  if (!by_rules) lay_word(line, part, {.price = said.price, .quantity = said.quantity}, first, course);
  check_day(line, part.status->code, course.day);
  return split_line(line, course);
}

// What rules do with a line that a person splits, so far as he leaves it to them.
struct BesideParts {
  LineChange own, taken;
  const LineStatus* own_code = nullptr;
};

BesideParts beside_parts(Rulings rulings, Precedence first) {
  LineCourse own, taken;
  for (const Ruling* ruling : rulings)
    if (ruling->action == RuleAction::change) lay(ruling->taken ? taken : own, *ruling, first);
  return {own.change, taken.change, own.now};
}

void check_split(const OrderLine& line, const SaidOfLine& said, const BesideParts& rules, Rulings rulings) {
  const Ruling* hold =
      hold_with(rulings, [&](const LineChange& change) { return changes_unit(line, change); });
  if (says(said.parts, "IC") && hold != nullptr)
    refuse_word(
        line,
        fmt::format("is answered in {}, which a rule suggests, as a whole", visible(hold->change.unit, 20)),
        "say IC alone, or another code");
  check_quantity_named(line, rules.own);
  const bool kept = rules.own.price || !rules.own.item.empty();
  const auto plain = [](const LinePart& part) { return part.status->fate == Fate::accepted; };
  if (!kept || std::none_of(said.parts.begin(), said.parts.end(), plain)) return;
  refuse_word(line,
              fmt::format("a rule changes its {}, and IA says that it comes as it was ordered",
                          rules.own.price ? "price" : "item"),
              "say IC in the place of IA; or IA alone, for the whole line as it was ordered");
}

LineDecision decide_split(const OrderLine& line, const SaidOfLine& said, Rulings rulings, Precedence first) {
  LineDecision out{said.parts, {}};
  const BesideParts rules = beside_parts(rulings, first);
  check_split(line, said, rules, rulings);
  out.change.price = said.price ? said.price : rules.taken.price ? rules.taken.price : rules.own.price;
  out.change.item = !rules.taken.item.empty() ? rules.taken.item : rules.own.item;
  for (LinePart& part : out.parts) {
    if (part.status->code == "DR" && !part.date) part.date = rules.taken.date;
    check_day(line, part.status->code, part.date);
    if (part.status->fate != Fate::changed) continue;
    part.status = stronger(part.status, rules.own_code, first);
    const bool other_item = part.status->code == "IP" && !out.change.item.empty();
    if (other_item) part.status = status_of_code("IC");
  }
  return out;
}

bool has_stores(const OrderLine& line) {
  return line.distribution.size() > 1 ||
         (!line.distribution.empty() && line.distribution[0].stores.size() > 1);
}

// Less than all of a line that says to which stores, or on which days, its parts go: those would still come
// to what was ordered. Parts that come on days of their own are a schedule themselves (promise_days), and
// where there is but one day or store, it goes with the line.
void check_spread(const OrderLine& line, const LineDecision& out) {
  if (!line.quantity) return;
  Decimal stays;
  int parts = 0, dated = 0;
  for (const LinePart& part : out.parts) {
    if (part.status->fate == Fate::rejected || !part.quantity) continue;
    stays = add(stays, *part.quantity).value_or(stays);
    ++parts;
    if (part.date) ++dated;
  }
  const bool scheduled_anew = parts > 1 && dated > 0;
  const bool spread = has_stores(line) || (line.schedules.size() > 1 && !scheduled_anew);
  if (!spread || stays.is_zero() || stays == *line.quantity) return;
  refuse_word(
      line,
      fmt::format("its schedules or stores would still come to {}, and {} are delivered",
                  line.quantity->to_plain(), stays.to_plain()),
      "ask the buyer how the new quantity spreads; say IA, as it was ordered, or a code that rejects");
}

}  // namespace

LineDecision decide_line(const OrderLine& line, const SaidOfLine& said, Rulings in_force, Precedence first) {
  LineDecision out =
      said.alone ? decide_alone(line, said, in_force, first) : decide_split(line, said, in_force, first);
  check_item(line, said.parts, in_force);
  check_price(line, said, out.change, in_force);
  check_says_what(line, said, out, in_force);
  check_spread(line, out);
  return out;
}

std::string text_of(const OrderLine& line, const LineDecision& decision) {
  std::string out;
  const bool whole = decision.parts.size() == 1 && decision.parts.front().quantity == line.quantity;
  for (const LinePart& part : decision.parts) {
    out += fmt::format("{}{}", out.empty() ? "" : ",", part.status->code);
    if (part.quantity && !whole) out += ":" + part.quantity->to_plain();
    if (part.date) out += "@" + part.date->iso();
  }
  return out;
}

LineDecision decision_kept(const OrderLine& line, std::string_view text, const LineChange& change) {
  LineDecision out{read_parts(line, text), change};
  const LinePart& first = out.parts.front();
  if (!is_alone(out.parts)) {
    if (line.quantity && !changes_unit(line, change)) complete_parts(line, out.parts);
    return out;
  }
  if (!is_open(first)) return {{{first.status, line.quantity, first.date}}, change};
  LineCourse course;
  lay_word(line, first, change, {}, course);
  return split_line(line, course);
}

}  // namespace transom
