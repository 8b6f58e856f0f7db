// From rulings, or a person's words, to one decision a line.
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

bool changes_unit(const OrderLine& line, const LineChange& change) {
  return !change.unit.empty() && change.unit != line.unit;
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

[[noreturn]] void wrong(const OrderLine& line, std::string problem, std::string advice = {}) {
  throw Failure(FailureKind::usage, fmt::format("--line {}", visible(line.number, 20)), std::move(problem),
                std::move(advice));
}

// "IB:4@2026-03-20"
LinePart read_part(const OrderLine& line, std::string_view text) {
  LinePart part;
  const auto day = text.find('@');
  if (day != std::string_view::npos) {
    part.date = Date::parse_iso(text.substr(day + 1));
    if (!part.date)
      wrong(line, fmt::format("'{}' is no date", visible(text.substr(day + 1), 20)),
            "write it as IB:4@2026-03-20");
  }
  text = text.substr(0, day);
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) {
    part.quantity = Decimal::parse(text.substr(colon + 1));
    if (!part.quantity || *part.quantity <= Decimal())
      wrong(line, fmt::format("'{}' is no quantity", visible(text.substr(colon + 1), 20)));
  }
  const std::string code = to_upper(text.substr(0, colon));
  part.status = status_of_code(code);
  if (part.status == nullptr) {
    std::vector<std::string_view> codes;
    for (const LineStatus& known : line_statuses()) codes.push_back(known.code);
    wrong(line, fmt::format("'{}' is no line code", visible(code, 20)),
          fmt::format("line codes are {}", fmt::join(codes, ", ")));
  }
  return part;
}

std::vector<LinePart> read_parts(const OrderLine& line, std::string_view text) {
  std::vector<LinePart> parts;
  for (;;) {
    const auto comma = text.find(',');
    parts.push_back(read_part(line, trim(text.substr(0, comma))));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

// Gives the part without a quantity what is left, and adds what is not delivered of a lowered quantity.
void complete(const OrderLine& line, LineDecision& decision) {
  std::vector<LinePart>& parts = decision.parts;
  if (!line.quantity) {
    if (parts.size() > 1) wrong(line, "has no quantity that could be split");
    return;
  }
  Decimal said;
  LinePart* open = nullptr;
  for (LinePart& part : parts) {
    if (!part.quantity && open != nullptr)
      wrong(line, "two parts without a quantity", "say how many of each");
    if (!part.quantity) open = &part;
    said = add(said, part.quantity.value_or(Decimal())).value_or(said);
  }
  const bool new_quantity = parts.size() == 1 && open == nullptr && parts[0].status->code == "IQ";
  if (open != nullptr && said < *line.quantity) {
    open->quantity = minus(*line.quantity, said);
  } else if (new_quantity && said < *line.quantity) {
    decision.change.quantity = said;
    parts.push_back({status("ID"), minus(*line.quantity, said), std::nullopt});
  } else if (new_quantity) {
    decision.change.quantity = said;
  } else if (open != nullptr || said != *line.quantity) {
    wrong(line,
          fmt::format("the parts come to {}, ordered are {}", said.to_plain(), line.quantity->to_plain()),
          "a changed quantity is said with IQ:QUANTITY");
  }
}

bool says(const LineDecision& decision, std::string_view code) {
  return std::any_of(decision.parts.begin(), decision.parts.end(),
                     [code](const LinePart& part) { return part.status->code == code; });
}

// Quantity and price belong to the unit: a person takes all that is suggested, or none of it.
void take_unit(const OrderLine& line, const LineChange& suggested, LineDecision& out) {
  if (out.parts.size() > 1)
    wrong(line, fmt::format("is answered in {}, which a rule suggests, as a whole", suggested.unit),
          "say IC alone, or another code");
  out.change.unit = suggested.unit;
  if (!out.change.price) out.change.price = suggested.price;
  if (!suggested.quantity) return;
  out.change.quantity = suggested.quantity;
  out.parts.front().quantity = suggested.quantity;
}

// An item that a rule put in the place of the line's comes with its price, if that is said too; what says
// only how many or when leaves open which of the two is meant.
void take_item(const OrderLine& line, const LineChange& suggested, LineDecision& out) {
  for (LinePart& part : out.parts) {
    if (part.status->code == "IP") part.status = status("IC");
    const bool open = part.status->fate == Fate::changed || part.status->fate == Fate::deferred;
    if (open && !says(out, "IS") && !says(out, "IC")) {
      wrong(line,
            fmt::format("a rule puts {} in the place of its item, and {} names neither",
                        visible(suggested.item, 40), part.status->code),
            "say IS, IC or IP to deliver that, IA to deliver what was ordered, or a code that rejects");
    }
  }
  if (!says(out, "IS") && !says(out, "IC")) return;
  out.change.item = suggested.item;
  if (says(out, "IC") && !out.change.price) out.change.price = suggested.price;
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

bool all_rejected(std::span<const LineDecision> decisions) {
  return !decisions.empty() &&
         std::all_of(decisions.begin(), decisions.end(), [](const LineDecision& d) { return d.rejected(); });
}

LineDecision decide_line(const OrderLine& line, std::string_view text, const LineChange& suggested,
                         std::optional<Decimal> price) {
  LineDecision out{read_parts(line, text), {}};
  complete(line, out);
  for (const LinePart& part : out.parts) {
    if (part.status->code == "DR" && !part.date)
      wrong(line, "DR says that it comes on another day, and names none", "write it as DR@2026-03-20");
    if (part.status->code == "IP" && !price) price = suggested.price;
    if (part.status->code == "IP" && !price)
      wrong(line, "nobody knows the changed price", fmt::format("add --price {}=PRICE", line.number));
    if (part.status->code == "IS" && suggested.item.empty())
      wrong(line, "nobody knows the item that stands in",
            "name it in items.csv under substitute, then replay");
  }
  out.change.price = price;
  if (!suggested.item.empty()) take_item(line, suggested, out);
  if (changes_unit(line, suggested) && says(out, "IC")) take_unit(line, suggested, out);
  return out;
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
