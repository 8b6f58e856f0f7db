// A person's word on a line: what it says, and what it leaves to what the rules suggest.
//
// A code alone takes the suggestion that belongs to it, and what is kept of it (code and change) says the
// same again: IP the price, IS the item, IQ the quantity, IB how many come later, DR the day, and IC all of
// it. What the person says himself goes before.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "engine/respond.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

Decimal left_of(Decimal a, Decimal b) {
  return subtract(a, b).value_or(Decimal());
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
    open->quantity = left_of(*line.quantity, said);
  } else if (new_quantity && said < *line.quantity) {
    decision.change.quantity = said;
    parts.push_back({status_of_code("ID"), left_of(*line.quantity, said), std::nullopt});
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

bool above_zero(const std::optional<Decimal>& quantity) {
  return quantity && *quantity > Decimal();
}

// Splits off what comes later; all of it, where that is all there is.
void put_behind(const LineChange& suggested, LineDecision& out, const LineStatus* now) {
  const Decimal all = *out.parts.front().quantity;
  const auto said = out.parts.front().date;  // by the person: of what comes now, or of all
  const Decimal later = std::min(*suggested.backorder, all);
  out.change.backorder = later;
  out.change.date = later == all && said ? said : suggested.date;
  out.parts.front() = {status_of_code("IB"), later, out.change.date};
  if (later < all) out.parts.insert(out.parts.begin(), {now, left_of(all, later), said});
}

// What a code alone leaves to the rules: of DR the day, of IQ the quantity.
void fill_in(const OrderLine& line, const LineChange& suggested, LineDecision& out) {
  for (LinePart& part : out.parts) {
    if (part.status->code != "DR" || part.date) continue;
    part.date = out.change.date = suggested.date;
  }
  LinePart& only = out.parts.front();
  const bool alone = out.parts.size() == 1 && !only.quantity && line.quantity;
  if (alone && only.status->code == "IQ" && !changes_unit(line, suggested) && above_zero(suggested.quantity))
    only.quantity = suggested.quantity;
}

// Of IB alone how many come later, where that was counted of the line as it was ordered.
void take_backorder(const OrderLine& line, const LineChange& suggested, bool alone, LineDecision& out) {
  if (!alone || !line.quantity || !above_zero(suggested.backorder)) return;
  if (changes_unit(line, suggested) || suggested.quantity)
    wrong(line, "what comes later was counted in what a rule makes of the line",
          "say IC, which takes all that is suggested, or IB:QUANTITY");
  LineChange later = suggested;
  LinePart& only = out.parts.front();
  if (only.date) later.date = std::exchange(only.date, std::nullopt);
  put_behind(later, out, status_of_code("IA"));
}

// Quantity, price and back-order belong to the unit: a person takes all that is suggested, or none of it.
void take_all(const OrderLine& line, const LineChange& suggested, LineDecision& out) {
  const bool other_unit = changes_unit(line, suggested);
  if (out.parts.size() > 1) {
    if (other_unit)
      wrong(line, fmt::format("is answered in {}, which a rule suggests, as a whole", suggested.unit),
            "say IC alone, or another code");
    return;
  }
  if (other_unit) out.change.unit = suggested.unit;
  if (!out.change.price) out.change.price = suggested.price;
  const bool whole = other_unit || out.parts.front().quantity == line.quantity;
  if (!line.quantity || !whole) return;
  const auto& quantity = suggested.quantity;
  if (above_zero(quantity)) out.change.quantity = out.parts.front().quantity = quantity;
  if (above_zero(suggested.backorder)) put_behind(suggested, out, status_of_code("IC"));
  if (above_zero(quantity) && !other_unit && *quantity < *line.quantity)
    out.parts.push_back({status_of_code("ID"), left_of(*line.quantity, *quantity), std::nullopt});
}

// An item that a rule put in the place of the line's comes with its price, if that is said too; what says
// only how many or when leaves open which of the two is meant.
void take_item(const OrderLine& line, const LineChange& suggested, LineDecision& out) {
  for (LinePart& part : out.parts) {
    if (part.status->code == "IP") part.status = status_of_code("IC");
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
}

}  // namespace

LineDecision decide_line(const OrderLine& line, std::string_view text, const LineChange& suggested,
                         std::optional<Decimal> price) {
  LineDecision out{read_parts(line, text), {}};
  const bool backorder =
      out.parts.size() == 1 && out.parts.front().status->code == "IB" && !out.parts.front().quantity;
  fill_in(line, suggested, out);
  complete(line, out);
  take_backorder(line, suggested, backorder, out);
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
  const bool all = says(out, "IC");
  if (!suggested.item.empty()) take_item(line, suggested, out);
  if (all) take_all(line, suggested, out);
  return out;
}

}  // namespace transom
