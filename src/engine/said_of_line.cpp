// What is not understood ends the command, in words that say what to write instead. What a word leaves to the
// rules is read off its codes: of what a hold suggests each takes the figure that belongs to it, IC all of
// it; of what rules do by themselves it keeps everything, but for what the person names.
#include "engine/said_of_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "transom/failure.hpp"

namespace transom {
namespace {

// "IB:4@2026-03-20"
LinePart read_part(const OrderLine& line, std::string_view text) {
  LinePart part;
  const auto day = text.find('@');
  if (day != std::string_view::npos) {
    part.date = Date::parse_iso(text.substr(day + 1));
    if (!part.date)
      refuse_word(line, fmt::format("'{}' is no date", visible(text.substr(day + 1), 20)),
                  "write it as IB:4@2026-03-20");
  }
  text = text.substr(0, day);
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) {
    part.quantity = Decimal::parse(text.substr(colon + 1));
    if (!part.quantity || *part.quantity <= Decimal())
      refuse_word(line, fmt::format("'{}' is no quantity", visible(text.substr(colon + 1), 20)));
  }
  const std::string code = to_upper(text.substr(0, colon));
  part.status = status_of_code(code);
  if (part.status == nullptr) {
    std::vector<std::string_view> codes;
    for (const LineStatus& known : line_statuses()) codes.push_back(known.code);
    refuse_word(line, fmt::format("'{}' is no line code", visible(code, 20)),
                fmt::format("line codes are {}", fmt::join(codes, ", ")));
  }
  return part;
}

bool names_quantity(const std::vector<LinePart>& parts) {
  return parts.size() == 1 && parts.front().quantity && parts.front().status->code == "IQ";
}

Decimal sum_of(const std::vector<LinePart>& parts) {
  Decimal sum;
  for (const LinePart& part : parts) sum = add(sum, part.quantity.value_or(Decimal())).value_or(sum);
  return sum;
}

void check_parts(const OrderLine& line, const std::vector<LinePart>& parts) {
  if (!line.quantity) refuse_word(line, "has no quantity that could be split");
  const auto open = std::count_if(parts.begin(), parts.end(), [](const LinePart& p) { return !p.quantity; });
  if (open > 1) refuse_word(line, "two parts without a quantity", "say how many of each");
  if (names_quantity(parts)) return;
  const Decimal said = sum_of(parts);
  if (open == 1 ? said < *line.quantity : said == *line.quantity) return;
  refuse_word(line,
              fmt::format("the parts come to {}, ordered are {}", said.to_plain(), line.quantity->to_plain()),
              "a changed quantity is said with IQ:QUANTITY");
}

// Of a line that is split what its codes take, and of a code alone its figure.
Figures taken_by(const LinePart& part, bool alone, bool priced) {
  const std::string_view code = part.status->code;
  if (code == "IP") return {.price = !priced, .item = true};
  if (code == "IS") return {.item = true};
  if (code == "DR") return {.date = !part.date};
  if (code == "IC" && !alone) return {.price = !priced, .item = true};
  if (code == "IQ" && alone) return {.quantity = !part.quantity};
  if (code == "IC") return {!priced, true, true, true, true, true};
  if (part.status->fate == Fate::deferred && alone) return {.backorder = true, .date = true};
  return {};
}

}  // namespace

void refuse_word(const OrderLine& line, std::string problem, std::string advice) {
  throw Failure(FailureKind::usage, fmt::format("--line {}", visible(line.number, 20)), std::move(problem),
                std::move(advice));
}

bool is_open(const LinePart& part) {
  return part.status->fate == Fate::changed || part.status->fate == Fate::deferred;
}

bool is_alone(const std::vector<LinePart>& parts) {
  return parts.size() == 1 && !parts.front().quantity;
}

void complete_parts(const OrderLine& line, std::vector<LinePart>& parts) {
  const Decimal said = sum_of(parts);
  for (LinePart& part : parts)
    if (!part.quantity) part.quantity = rest_of(*line.quantity, said);
  if (parts.size() == 1 && said < *line.quantity)
    parts.push_back({status_of_code("ID"), rest_of(*line.quantity, said), std::nullopt});
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

SaidOfLine read_said(const OrderLine& line, std::string_view text, std::optional<Decimal> price) {
  SaidOfLine out{.parts = read_parts(line, text), .price = price};
  out.alone = is_alone(out.parts);
  if (line.quantity && *line.quantity <= Decimal() &&
      std::any_of(out.parts.begin(), out.parts.end(), is_open))
    refuse_word(
        line,
        fmt::format("its quantity is {}, and nothing about that can be another", line.quantity->to_plain()),
        "say IA, as it was ordered, or a code that rejects");
  if (out.alone) return out;
  check_parts(line, out.parts);
  out.alone = names_quantity(out.parts);
  if (!out.alone) complete_parts(line, out.parts);
  Decimal comes;
  for (const LinePart& part : out.parts)
    if (part.status->fate != Fate::rejected) comes = add(comes, *part.quantity).value_or(comes);
  out.quantity = comes;
  return out;
}

LineLeave leave_of(const SaidOfLine& said) {
  LineLeave out;
  if (std::none_of(said.parts.begin(), said.parts.end(), is_open)) return out;
  const bool priced = said.price.has_value();
  out.kept = said.alone ? all_figures : Figures{.price = true, .unit = true, .item = true};
  if (priced) out.kept.price = false;
  if (said.quantity) out.kept.quantity = false;
  for (const LinePart& part : said.parts) {
    const Figures more = taken_by(part, said.alone, priced);
    out.taken = {out.taken.price || more.price,         out.taken.quantity || more.quantity,
                 out.taken.backorder || more.backorder, out.taken.unit || more.unit,
                 out.taken.item || more.item,           out.taken.date || more.date};
  }
  return out;
}

}  // namespace transom
