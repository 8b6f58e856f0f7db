// Step 9, the other half: what is decided about each line.
//
// Pure. Rulings of rules come in, and a decision for each line comes out; what a person says of a line is
// laid over it by decide_said.hpp, and respond.hpp makes the answer of it.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "transom/line_status.hpp"
#include "transom/order.hpp"
#include "transom/partner.hpp"
#include "transom/rules.hpp"

namespace transom {

// So many of a line, answered so.
struct LinePart {
  const LineStatus* status = nullptr;
  std::optional<Decimal> quantity;  // absent only where the line has none
  std::optional<Date> date;
};

// One line of the order, in its order. The parts' quantities add up to what is ordered, or to a raised
// `change.quantity`.
struct LineDecision {
  std::vector<LinePart> parts;
  LineChange change;
  [[nodiscard]] bool rejected() const;
  [[nodiscard]] bool as_ordered() const;
  [[nodiscard]] bool on_hold() const;  // some of it: the decision follows
};

// The codes that go before others in what we answer by this set: its own, of an 865 else the 855's.
[[nodiscard]] Precedence precedence_of(const Partner& partner, std::string_view set);
// From rulings that change or reject; holds and warnings decide nothing.
[[nodiscard]] std::vector<LineDecision> decide_lines(const Order& order, std::span<const Ruling> rulings,
                                                     Precedence first = {});
// Every line rejected, by the code that a rule suggests for it, else IR.
[[nodiscard]] std::vector<LineDecision> reject_lines(const Order& order, std::span<const Ruling> rulings,
                                                     Precedence first = {});
[[nodiscard]] bool all_rejected(std::span<const LineDecision> decisions);

// Whether it is in another unit then.
[[nodiscard]] bool changes_unit(const OrderLine& line, const LineChange& change);

// What becomes of a line, before it is split into parts.
struct LineCourse {
  LineChange change;
  const LineStatus *now = nullptr, *later = nullptr;  // of what comes now, and of what comes later
  std::optional<Date> day, later_day;
};
// Of several changes the last counts, figure by figure, and of their codes the stronger.
void lay(LineCourse& course, const Ruling& change, Precedence first);
// What comes now, what comes later, and what of a lowered quantity does not come at all.
[[nodiscard]] LineDecision split_line(const OrderLine& line, const LineCourse& course);
// What of a quantity is no part of it yet.
[[nodiscard]] Decimal rest_of(Decimal all, Decimal said);

// Rulings by the line that they speak of; those of the order as a whole under no number. Keeps pointers.
class RulingsByLine {
 public:
  explicit RulingsByLine(std::span<const Ruling> rulings);
  // Of one line, in their order.
  [[nodiscard]] std::span<const Ruling* const> of(std::string_view line) const;

 private:
  std::map<std::string_view, std::vector<const Ruling*>> by_line_;
};

}  // namespace transom
