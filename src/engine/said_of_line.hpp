// A person's word on a line.
#pragma once

#include <optional>
#include <span>
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
// What becomes of the line, with what the rules do that were asked so. Fails: usage, where what they suggest
// or do does not go with the word, or the word says nothing.
[[nodiscard]] LineDecision decide_line(const OrderLine& line, const SaidOfLine& said,
                                       std::span<const Ruling* const> in_force, Precedence first = {});

// What is kept of a person's decision beside its change, and the decision again: "IP", "IP:12,IB:8".
[[nodiscard]] std::string text_of(const OrderLine& line, const LineDecision& decision);
[[nodiscard]] LineDecision decision_kept(const OrderLine& line, std::string_view text,
                                         const LineChange& change);

}  // namespace transom
