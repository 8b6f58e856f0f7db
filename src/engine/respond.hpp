// Step 9, the other half: what is decided about each line, the answer that says so, and the order that goes
// on.
//
// Pure. Rulings of rules and the word of a person come in; a decision for each line, an order response in the
// partner's terms and the changed order come out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "transom/line_status.hpp"
#include "transom/mapping.hpp"
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
[[nodiscard]] bool all_rejected(std::span<const LineDecision> decisions);

// Whether it is in another unit then.
[[nodiscard]] bool changes_unit(const OrderLine& line, const LineChange& change);

// `text` is what a person said of a line: "IR", "IP", "IA:8,IB:4@2026-03-20", "IQ:10". A part without a
// quantity takes the rest. `suggested` is what the rules that hold the line would set, which a code alone
// takes; `price` the person's. Fails: usage, in a sentence that begins with the line.
[[nodiscard]] LineDecision decide_line(const OrderLine& line, std::string_view text,
                                       const LineChange& suggested, std::optional<Decimal> price);
// Every line rejected, by the code that a rule suggests for it, else IR.
[[nodiscard]] std::vector<LineDecision> reject_lines(const Order& order, std::span<const Ruling> rulings,
                                                     Precedence first = {});

// What an answer says of a line: price and unit where a decision changes them, with another unit the quantity
// in it; and what becomes of one part
// of it, with another item where `change` names one.
void say_change(ResponseLine& line, const LineChange& change);
void add_answer(ResponseLine& line, const LinePart& part, const LineChange& change);
// The answer to the order, in full and in the standard's terms.
[[nodiscard]] OrderResponse respond(const Order& order, std::span<const LineDecision> decisions,
                                    Date answered);
// The code that says it to the partner: itself where he takes it, else by his own fallback or the table's;
// nullptr: he takes none that does.
[[nodiscard]] const LineStatus* taken_status(const LineStatus* status, const Send& send);
// Brings it into the terms of the partner: codes it takes, lines it wants, what ACK02 counts. What is wrong
// then, each with what of his settings would let it pass; empty is good.
[[nodiscard]] std::vector<MapProblem> apply_form(OrderResponse& response, const Send& send);

// The order that goes to the ERP: without rejected lines, with what was changed, and the days that were
// promised; nullopt: as it came. Totals are the sender's own: they are dropped where a decision changed what
// is in them (lines, quantities, units, prices).
// `reference`: knows the other numbers of an item that stands in; nullptr: there is none.
[[nodiscard]] std::optional<Order> changed_order(const Order& order, std::span<const LineDecision> decisions,
                                                 const ReferenceData* reference);

}  // namespace transom
