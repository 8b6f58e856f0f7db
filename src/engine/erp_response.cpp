// A response of no lines says one thing of them all ("accepted", no detail) and stays so as long as that is
// true of what we decided; one of exceptions leaves the lines out that are simply accepted.
#include "engine/erp_response.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/decide_said.hpp"
#include "order/answer_check.hpp"
#include "order/lines_by_number.hpp"

namespace transom {
namespace {

bool is_fate(const LineAnswer& answer, Fate fate) {
  const LineStatus* status = status_of_word(answer.status);
  return status != nullptr && status->fate == fate;
}

// Parts in another unit than the line's are nothing that could be added here.
bool in_one_unit(const ResponseLine& line) {
  return std::all_of(line.answers.begin(), line.answers.end(), [&](const LineAnswer& answer) {
    return answer.unit.empty() || line.unit.empty() || answer.unit == line.unit;
  });
}

Decimal sum_of(const std::vector<LineAnswer>& answers, const auto& which) {
  Decimal sum;
  for (const auto& answer : answers) {
    if (which(answer)) sum = add(sum, answer.quantity.value_or(Decimal())).value_or(sum);
  }
  return sum;
}

// What the ERP accepts, or sends later, is the line as it got it: changed by us, perhaps another item.
void accept_as_decided(ResponseLine& theirs, const ResponseLine& ours) {
  const auto changed = std::find_if(ours.answers.begin(), ours.answers.end(),
                                    [](const LineAnswer& answer) { return is_fate(answer, Fate::changed); });
  if (changed == ours.answers.end()) return;
  for (LineAnswer& answer : theirs.answers) {
    if (is_fate(answer, Fate::accepted)) answer.status = changed->status;
    if (answer.ids.empty() && !is_fate(answer, Fate::rejected)) answer.ids = changed->ids;
  }
}

// A line that the ERP answers and of which we had decided something.
void merge_line(ResponseLine& theirs, const ResponseLine& ours) {
  const bool same_unit = theirs.unit.empty() || ours.unit.empty() || theirs.unit == ours.unit;
  if (!same_unit || !in_one_unit(theirs)) return;
  const auto any = [](const LineAnswer&) { return true; };
  const auto rejected = [](const LineAnswer& answer) { return is_fate(answer, Fate::rejected); };
  const auto kept = [&](const LineAnswer& answer) { return !rejected(answer); };
  const bool simply = std::all_of(theirs.answers.begin(), theirs.answers.end(),
                                  [](const LineAnswer& answer) { return is_fate(answer, Fate::accepted); });
  const Decimal answered = sum_of(theirs.answers, any);
  if (simply && answered == sum_of(ours.answers, kept)) {
    theirs.answers = ours.answers;
  } else if (ours.quantity && add(answered, sum_of(ours.answers, rejected)) == ours.quantity) {
    accept_as_decided(theirs, ours);
    std::copy_if(ours.answers.begin(), ours.answers.end(), std::back_inserter(theirs.answers), rejected);
  } else {
    return;  // the ERP says something else; whether it adds up is checked with all lines
  }
  theirs.quantity = ours.quantity;
  if (!theirs.price) theirs.price = ours.price;
  if (theirs.unit.empty()) {
    theirs.unit = ours.unit;
    theirs.unit_code = ours.unit_code;
  }
}

// The ERP knows the line by the item that comes instead; the buyer finds it by the one that he ordered.
void name_ordered_item(ResponseLine& theirs, const ResponseLine& ours) {
  const bool instead = !share_item(theirs.ids, ours.ids) &&
                       std::any_of(ours.answers.begin(), ours.answers.end(), [&](const LineAnswer& decided) {
                         return share_item(decided.ids, theirs.ids);
                       });
  if (!instead) return;
  for (LineAnswer& answer : theirs.answers)
    if (answer.ids.empty() && !is_fate(answer, Fate::rejected)) answer.ids = theirs.ids;
  theirs.ids = ours.ids;
}

// Lines that the ERP leaves out: those that it never got, and where it tells exceptions only, the others too.
void add_missing(OrderResponse& response, const OrderResponse& ours, std::span<const LineDecision> decisions,
                 bool all) {
  std::multimap<std::string, std::size_t> theirs;  // those of one number in the order in which they stand
  for (std::size_t i = 0; i < response.lines.size(); ++i) theirs.emplace(response.lines[i].number, i);
  std::vector<ResponseLine> lines;
  for (std::size_t i = 0; i < ours.lines.size(); ++i) {
    const auto found = theirs.lower_bound(ours.lines[i].number);
    if (found != theirs.end() && found->first == ours.lines[i].number) {
      lines.push_back(std::move(response.lines[found->second]));
      theirs.erase(found);
    } else if (all || (i < decisions.size() && decisions[i].rejected())) {
      lines.push_back(ours.lines[i]);
    }
  }
  std::set<std::size_t> others;  // that nobody ordered
  for (const auto& one : theirs) others.insert(one.second);
  for (const std::size_t i : others) lines.push_back(std::move(response.lines[i]));
  response.lines = std::move(lines);
}

// What was decided here the ERP need not name once more: its answer of the same status gets it.
void take_decided(ResponseLine& theirs, const ResponseLine& ours) {
  for (LineAnswer& answer : theirs.answers) {
    for (const LineAnswer& decided : ours.answers) {
      if (decided.status != answer.status || is_fate(decided, Fate::accepted)) continue;
      if (!theirs.price) theirs.price = ours.price;
      if (answer.ids.empty()) answer.ids = decided.ids;
    }
  }
}

// One answer to the whole line is said of all of it.
void answer_whole(ResponseLine& line) {
  if (line.answers.size() != 1) return;
  LineAnswer& answer = line.answers.front();
  const bool counts_missing = answer.status == "accepted_partial_backordered";
  if (answer.quantity || !line.quantity || counts_missing) return;
  answer.quantity = line.quantity;
  answer.unit = line.unit;
  answer.unit_code = line.unit_code;
}

// A buyer compares item, quantity and price with his own line; what the ERP leaves out of it is on file with
// the order. A price without its unit would be that of the answer's.
void repeat_order(OrderResponse& response, const OrderResponse& ours) {
  const LinesByNumber<const ResponseLine> by_number(ours.lines);
  for (ResponseLine& line : response.lines) {
    const ResponseLine* known = by_number.only(line.number);
    if (known == nullptr) continue;
    if (line.ids.empty()) line.ids = known->ids;
    if (line.unit.empty()) {
      line.unit = known->unit;
      line.unit_code = known->unit_code;
    }
    for (LineAnswer& answer : line.answers) {
      if (!answer.quantity || !answer.unit.empty()) continue;
      answer.unit = line.unit;
      answer.unit_code = line.unit_code;
    }
    if (line.unit != known->unit) continue;
    if (!line.quantity) line.quantity = known->quantity;
    answer_whole(line);
    if (line.price) continue;
    line.price = known->price;
    line.price_basis = known->price_basis;
  }
}

// An ERP that keeps numbers has 1 for the buyer's 001; where only one line can be meant, it is.
void number_as_ordered(OrderResponse& response, const Order& order) {
  const LinesByNumber<const OrderLine> exact(order.lines);
  std::multimap<std::string_view, const OrderLine*> bare;
  for (const OrderLine& line : order.lines) bare.emplace(bare_number(line.number), &line);
  for (ResponseLine& line : response.lines) {
    if (line.number.empty() || exact.times(line.number) > 0) continue;
    const auto [first, last] = bare.equal_range(bare_number(line.number));
    if (first != last && std::next(first) == last) line.number = first->second->number;
  }
}

// Where two lines have one number, which one is meant nobody can tell from here.
std::vector<std::string> check_changes(OrderResponse& response, const OrderResponse& ours,
                                       const Order& order) {
  std::vector<std::string> wrong;
  const LinesByNumber<const OrderLine> as_ordered(order.lines);
  const LinesByNumber<const ResponseLine> as_decided(ours.lines);
  for (ResponseLine& line : response.lines) {
    const OrderLine* ordered = as_ordered.only(line.number);
    if (ordered == nullptr) continue;
    if (const ResponseLine* decided = as_decided.first(line.number)) take_decided(line, *decided);
    check_named(*ordered, line, wrong);
  }
  return wrong;
}

// What the line asks for in the order's unit; the ERP may count in another.
void check_quantities(const OrderResponse& response, const OrderResponse& ours, const Order& order,
                      const UnitFactors& factors, std::vector<std::string>& wrong) {
  const LinesByNumber<const OrderLine> as_ordered(order.lines);
  const LinesByNumber<const ResponseLine> as_decided(ours.lines);
  for (const auto& line : response.lines) {
    const ResponseLine* ordered = as_decided.only(line.number);
    const OrderLine* known = as_ordered.only(line.number);
    if (ordered == nullptr || known == nullptr || !ordered->quantity || !line.quantity) continue;
    const bool same = line.unit.empty() || ordered->unit.empty() || line.unit == ordered->unit;
    Fraction spoken = *line.quantity;
    if (!same)
      spoken = factors ? spoken * factors(known->ids, line.unit, ordered->unit) : Fraction::unknown();
    if (!spoken.is_known()) {
      wrong.push_back(
          fmt::format("line {} is ordered in {}, the response speaks of {}, and nobody says how many {} "
                      "one {} is; add the factor to reference/item_units.csv",
                      visible(line.number, 20), visible(ordered->unit, 10), visible(line.unit, 10),
                      visible(ordered->unit, 10), visible(line.unit, 10)));
    } else if (!(spoken == Fraction(*ordered->quantity))) {
      const bool unchanged = known->quantity == ordered->quantity;
      wrong.push_back(
          fmt::format("line {}: {} are ordered{}, the response speaks of {}", visible(line.number, 20),
                      known->quantity.value_or(Decimal()).to_plain(),
                      unchanged ? "" : fmt::format(", {} as it was decided", ordered->quantity->to_plain()),
                      line.quantity->to_plain()));
    }
  }
}

}  // namespace

std::vector<Ruling> rulings_of(const std::vector<DecisionRecord>& decisions) {
  std::vector<Ruling> out;
  for (const auto& d : decisions) {
    // Asked again, they say all anew; of what holds it only what is new, and what is gone.
    const bool takes_back = d.action == "judge_again" || d.action == "gone";
    if (takes_back)
      std::erase_if(out, [&](const Ruling& ruling) {
        const bool said_anew = d.action == "judge_again" && ruling.action != RuleAction::hold;
        return said_anew || (d.action == "gone" && ruling.rule == d.rule && ruling.line == d.line);
      });
    const RuleAction* action = nullptr;
    static constexpr RuleAction actions[] = {RuleAction::warn, RuleAction::hold, RuleAction::change,
                                             RuleAction::reject};
    for (const RuleAction& known : actions) {
      if (to_string(known) == d.action) action = &known;
    }
    if (action == nullptr) continue;
    out.push_back({.rule = d.rule,
                   .action = *action,
                   .line = d.line,
                   .code = d.code,
                   .change = parse_change(d.change).value_or(LineChange{}),
                   .sentence = d.sentence,
                   .next = d.next,
                   .owner = d.owner,
                   .figure = d.figure});
  }
  return out;
}

std::vector<LineDecision> lines_said(const Order& order, const std::vector<DecisionRecord>& decisions,
                                     Precedence first) {
  std::vector<LineDecision> out = decide_lines(order, rulings_of(decisions), first);
  const LinesByNumber<const OrderLine> lines(order.lines);
  for (const auto& row : decisions) {
    const OrderLine* line = row.action == "answer" ? lines.first(row.line) : nullptr;
    if (line == nullptr) continue;
    out[static_cast<std::size_t>(line - order.lines.data())] =
        decision_kept(*line, row.code, parse_change(row.change).value_or(LineChange{}));
  }
  return out;
}

std::vector<LineDecision> decided_lines(const Order& order, const std::vector<DecisionRecord>& decisions,
                                        Precedence first) {
  std::vector<LineDecision> out = lines_said(order, decisions, first);
  // "On hold" was no decision: what the ERP says now is the first.
  const std::vector<LineDecision> undecided = decide_lines(order, {});
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i].on_hold()) out[i] = undecided[i];
  }
  return out;
}

std::vector<std::string> complete_response(OrderResponse& response, const Order& order,
                                           std::span<const LineDecision> decisions,
                                           const UnitFactors& factors) {
  std::vector<std::string> wrong = check_plain(response);
  if (!wrong.empty()) return wrong;
  number_as_ordered(response, order);
  const OrderResponse ours = respond(order, decisions, response.answered.value_or(Date{}));
  const ResponseKind* kind = kind_of_word(response.kind);
  const std::string_view code = kind != nullptr ? kind->code : std::string_view();
  const bool no_lines = response.lines.empty();
  const bool as_ordered =
      std::all_of(decisions.begin(), decisions.end(), [](const LineDecision& d) { return d.as_ordered(); });
  if (code == "RD" || code == "RF" || code == "RJ") {
    if (no_lines || code == "RF") return {};
  } else if (no_lines && as_ordered) {
    return {};
  }
  std::vector<std::string> unnamed = check_changes(response, ours, order);
  const LinesByNumber<ResponseLine> answered(response.lines);
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (decisions[i].as_ordered() || decisions[i].rejected()) continue;
    ResponseLine* theirs = answered.only(ours.lines[i].number);
    if (theirs == nullptr) continue;
    name_ordered_item(*theirs, ours.lines[i]);
    merge_line(*theirs, ours.lines[i]);
  }
  add_missing(response, ours, decisions, no_lines || code == "AE");
  repeat_order(response, ours);
  wrong = check_answers(order, response, factors);
  check_quantities(response, ours, order, factors, wrong);
  wrong.insert(wrong.end(), std::make_move_iterator(unnamed.begin()), std::make_move_iterator(unnamed.end()));
  if (!wrong.empty()) return wrong;
  if (!as_ordered) response.kind = roll_up(response);
  return wrong;
}

}  // namespace transom
