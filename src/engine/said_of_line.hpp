// A person's word on a line, as it is read; decide_said.hpp makes a decision of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide_lines.hpp"

namespace transom {

struct SaidOfLine {
  std::vector<LinePart> parts;
  std::optional<Decimal> price, quantity;  // named by the person: of the line, and what comes of it
  bool alone = false;  // one code for all that comes: "IP", "IQ:10"; else the parts have quantities
};

// `text` is what a person said of a line: "IR", "IP", "IA:8,IB:4@2026-03-20", "IQ:10". A part without a
// quantity takes the rest. Fails: usage, in a sentence that begins with the line.
[[nodiscard]] SaidOfLine read_said(const OrderLine& line, std::string_view text,
                                   std::optional<Decimal> price);
// What it leaves to the rules that are asked again of the line.
[[nodiscard]] LineLeave leave_of(const SaidOfLine& said);
// Fails: usage, with the line in front.
[[noreturn]] void refuse_word(const OrderLine& line, std::string problem, std::string advice = {});
// Its parts alone, with the quantities that it names.
[[nodiscard]] std::vector<LinePart> read_parts(const OrderLine& line, std::string_view text);
// Gives the part without a quantity what is left, and adds what is not delivered of a lowered quantity, which
// rows of older decisions leave out. Precondition: the line has a quantity.
void complete_parts(const OrderLine& line, std::vector<LinePart>& parts);
[[nodiscard]] bool is_alone(const std::vector<LinePart>& parts);  // a code without a quantity
[[nodiscard]] bool is_open(const LinePart& part);                 // it comes, and not as it was ordered

}  // namespace transom
