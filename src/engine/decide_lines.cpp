// From rulings to one decision a line.
//
// A rejection wins over every change, the strongest code over the others (line_status.hpp ranks them, a
// partner may name some to go before); several different changes become one "accepted with changes". What is
// back-ordered is a part of its own, and what is not delivered at all is one too, so that the parts always
// add up to the line.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engine/respond.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

const LineStatus* status(std::string_view code) {
  const LineStatus* found = status_of_code(code);
  bug_check(found != nullptr, "a line code that is in no table");
  return found;
}

Decimal minus(Decimal a, Decimal b) {
  return subtract(a, b).value_or(Decimal());
}

// What changed, where no rule names a code.
const LineStatus* status_of(const LineChange& change, Precedence first) {
  const LineStatus* out = nullptr;
  if (change.price) out = stronger(out, status("IP"), first);
  if (change.quantity) out = stronger(out, status("IQ"), first);
  if (!change.item.empty()) out = stronger(out, status("IS"), first);
  if (!change.unit.empty()) out = stronger(out, status("IC"), first);
  return out;
}

// In another unit the quantity is all of the line, said anew: nothing of it is left over.
std::vector<LinePart> parts_of(const OrderLine& line, const LineChange& change, const LineStatus* now,
                               const LineStatus* later) {
  if (now == nullptr) now = status("IA");
  if (!line.quantity) return {{now, std::nullopt, now->code == "DR" ? change.date : std::nullopt}};
  std::vector<LinePart> parts;
  const Decimal total = change.quantity.value_or(*line.quantity);
  const Decimal behind = std::min(change.backorder.value_or(Decimal()), total);
  const auto day = now->code == "DR" ? change.date : std::nullopt;
  if (behind < total || total.is_zero()) parts.push_back({now, minus(total, behind), day});
  if (behind > Decimal()) parts.push_back({later != nullptr ? later : status("IB"), behind, change.date});
  const bool less = total < *line.quantity && !changes_unit(line, change);
  if (less) parts.push_back({status("ID"), minus(*line.quantity, total), std::nullopt});
  return parts;
}

void lay(LineChange& change, const LineChange& over) {
  if (over.price) change.price = over.price;
  if (over.quantity) change.quantity = over.quantity;
  if (over.backorder) change.backorder = over.backorder;
  if (over.date) change.date = over.date;
  if (!over.unit.empty()) change.unit = over.unit;
  if (!over.item.empty()) change.item = over.item;
}

LineDecision decide_by_rules(const OrderLine& line, std::span<const Ruling> rulings, Precedence first) {
  const LineStatus *rejected = nullptr, *now = nullptr, *later = nullptr;
  LineDecision out;
  for (const Ruling& ruling : rulings) {
    if (!ruling.line.empty() && ruling.line != line.number) continue;
    const LineStatus* effect = status_of_code(ruling.code);
    if (ruling.action == RuleAction::reject) {
      rejected = stronger(rejected, effect != nullptr ? effect : status("IR"), first);
    } else if (ruling.action == RuleAction::change && ruling.line == line.number) {
      lay(out.change, ruling.change);
      const bool waits = effect != nullptr && effect->fate == Fate::deferred;
      if (waits) later = stronger(later, effect, first);
      if (!waits) now = stronger(now, effect != nullptr ? effect : status_of(ruling.change, first), first);
    }
  }
  if (rejected != nullptr) return {{{rejected, line.quantity, std::nullopt}}, {}};
  out.parts = parts_of(line, out.change, now, later);
  return out;
}

}  // namespace

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
  for (const OrderLine& line : order.lines) out.push_back(decide_by_rules(line, rulings, first));
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
  std::vector<LineDecision> out;
  for (const OrderLine& line : order.lines) {
    const LineStatus* code = nullptr;
    for (const Ruling& ruling : rulings) {
      const LineStatus* effect = status_of_code(ruling.code);
      const bool here = ruling.line.empty() || ruling.line == line.number;
      if (here && effect != nullptr && effect->fate == Fate::rejected) code = stronger(code, effect, first);
    }
    out.push_back({{{code != nullptr ? code : status("IR"), line.quantity, std::nullopt}}, {}});
  }
  return out;
}

}  // namespace transom
