// From rulings to one decision a line.
//
// A rejection wins over every change, the strongest code over the others (line_status.hpp ranks them, a
// partner may name some to go before); several different changes become one "accepted with changes". What is
// back-ordered is a part of its own, and what is not delivered at all is one too, so that the parts always
// add up to the line.
//
// Two days are kept apart: that of what comes now, which DR says, and that of what is back-ordered.
#include "engine/decide_lines.hpp"

#include <algorithm>

#include "transom/failure.hpp"

namespace transom {
namespace {

const LineStatus* status(std::string_view code) {
  const LineStatus* found = status_of_code(code);
  bug_check(found != nullptr, "a line code that is in no table");
  return found;
}

// What changed, where no rule names a code.
const LineStatus* status_of(const LineChange& change, Precedence first) {
  const LineStatus* out = nullptr;
  if (change.price) out = stronger(out, status("IP"), first);
  if (change.quantity) out = stronger(out, status("IQ"), first);
  if (!change.item.empty()) out = stronger(out, status("IS"), first);
  if (!change.unit.empty()) out = stronger(out, status("IC"), first);
  if (change.date && !change.backorder) out = stronger(out, status("DR"), first);
  return out;
}

void lay(LineChange& change, const LineChange& over) {
  if (over.price) change.price = over.price;
  if (over.quantity) change.quantity = over.quantity;
  if (over.backorder) change.backorder = over.backorder;
  if (over.date) change.date = over.date;
  if (!over.unit.empty()) change.unit = over.unit;
  if (!over.item.empty()) change.item = over.item;
}

// The rejection that counts; nullptr: none does.
const LineStatus* rejection(std::span<const Ruling* const> rulings, Precedence first) {
  const LineStatus* out = nullptr;
  for (const Ruling* ruling : rulings) {
    if (ruling->action != RuleAction::reject) continue;
    const LineStatus* effect = status_of_code(ruling->code);
    out = stronger(out, effect != nullptr ? effect : status("IR"), first);
  }
  return out;
}

LineDecision whole(const OrderLine& line, const LineStatus* code) {
  return {{{code, line.quantity, std::nullopt}}, {}};
}

LineDecision decide_by_rules(const OrderLine& line, std::span<const Ruling* const> rulings,
                             const LineStatus* rejected, Precedence first) {
  rejected = stronger(rejected, rejection(rulings, first), first);
  if (rejected != nullptr) return whole(line, rejected);
  LineCourse course;
  for (const Ruling* ruling : rulings)
    if (ruling->action == RuleAction::change) lay(course, *ruling, first);
  return split_line(line, course);
}

}  // namespace

RulingsByLine::RulingsByLine(std::span<const Ruling> rulings) {
  for (const Ruling& ruling : rulings) by_line_[ruling.line].push_back(&ruling);
}

std::span<const Ruling* const> RulingsByLine::of(std::string_view line) const {
  const auto found = by_line_.find(line);
  return found != by_line_.end() ? std::span<const Ruling* const>(found->second)
                                 : std::span<const Ruling* const>();
}

void lay(LineCourse& course, const Ruling& ruling, Precedence first) {
  const LineChange& change = ruling.change;
  // Of what is taken the buyer is told by the person's word, not by what the rule thought of.
  const LineStatus* effect = ruling.taken ? nullptr : status_of_code(ruling.code);
  const bool waits = effect != nullptr && effect->fate == Fate::deferred;
  lay(course.change, change);
  if (waits) {
    course.later = stronger(course.later, effect, first);
  } else {
    course.now = stronger(course.now, effect != nullptr ? effect : status_of(change, first), first);
  }
  if (!change.date) return;
  const bool of_later = waits || change.backorder;
  if (of_later) course.later_day = change.date;
  if (!of_later || (effect != nullptr && effect->code == "DR")) course.day = change.date;
}

Decimal rest_of(Decimal all, Decimal said) {
  return subtract(all, said).value_or(Decimal());
}

// In another unit the quantity is all of the line, said anew: nothing of it is left over.
LineDecision split_line(const OrderLine& line, const LineCourse& course) {
  const LineStatus* later = course.later != nullptr ? course.later : status("IB");
  LineDecision out{{}, course.change};
  if (!line.quantity) {
    const LineStatus* all = stronger(course.now, course.later);
    out.parts = {{all != nullptr ? all : status("IA"), std::nullopt,
                  course.later != nullptr ? course.later_day : course.day}};
    return out;
  }
  const LineStatus* now = course.now != nullptr ? course.now : status("IA");
  const Decimal total = course.change.quantity.value_or(*line.quantity);
  const Decimal behind =
      total > Decimal() ? std::min(course.change.backorder.value_or(Decimal()), total) : Decimal();
  if (behind < total || total <= Decimal()) out.parts.push_back({now, rest_of(total, behind), course.day});
  if (behind > Decimal()) out.parts.push_back({later, behind, course.later_day});
  const bool less = total < *line.quantity && !changes_unit(line, course.change);
  if (less) out.parts.push_back({status("ID"), rest_of(*line.quantity, total), std::nullopt});
  return out;
}

bool LineDecision::rejected() const {
  return std::all_of(parts.begin(), parts.end(),
                     [](const LinePart& part) { return part.status->fate == Fate::rejected; });
}

bool LineDecision::as_ordered() const {
  return change.empty() && std::all_of(parts.begin(), parts.end(), [](const LinePart& part) {
           return part.status->fate == Fate::accepted;
         });
}

bool LineDecision::on_hold() const {
  return std::any_of(parts.begin(), parts.end(),
                     [](const LinePart& part) { return part.status->fate == Fate::held; });
}

Precedence precedence_of(const Partner& partner, std::string_view set) {
  const Agreement* agreement = partner.send(set);
  const bool none = agreement == nullptr || !agreement->send || agreement->send->precedence.empty();
  if (!none) return agreement->send->precedence;
  return set == "865" ? precedence_of(partner, "855") : Precedence{};
}

std::vector<LineDecision> decide_lines(const Order& order, std::span<const Ruling> rulings,
                                       Precedence first) {
  std::vector<LineDecision> out;
  out.reserve(order.lines.size());
  const RulingsByLine by_line(rulings);
  const LineStatus* all = rejection(by_line.of({}), first);
  for (const OrderLine& line : order.lines)
    out.push_back(decide_by_rules(line, by_line.of(line.number), all, first));
  return out;
}

bool changes_unit(const OrderLine& line, const LineChange& change) {
  return !change.unit.empty() && change.unit != line.unit;
}

bool all_rejected(std::span<const LineDecision> decisions) {
  return !decisions.empty() &&
         std::all_of(decisions.begin(), decisions.end(), [](const LineDecision& d) { return d.rejected(); });
}

std::vector<LineDecision> reject_lines(const Order& order, std::span<const Ruling> rulings,
                                       Precedence first) {
  const RulingsByLine by_line(rulings);
  const auto suggested = [&](std::string_view number) {
    const LineStatus* code = nullptr;
    for (const Ruling* ruling : by_line.of(number)) {
      const LineStatus* effect = status_of_code(ruling->code);
      if (effect != nullptr && effect->fate == Fate::rejected) code = stronger(code, effect, first);
    }
    return code;
  };
  const LineStatus* all = suggested({});
  std::vector<LineDecision> out;
  for (const OrderLine& line : order.lines) {
    const LineStatus* code = stronger(all, suggested(line.number), first);
    out.push_back(whole(line, code != nullptr ? code : status("IR")));
  }
  return out;
}

}  // namespace transom
