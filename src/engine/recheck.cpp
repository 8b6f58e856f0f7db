// What is news, and what was seen, is told apart by news.cpp.
//
// Rules that change or warn answer by themselves, here as for every order, and wait for nobody; what changes
// now otherwise than it did is told. One that rejects does wait: who releases an order does not mean that it
// is refused.
//
// The order never counts against itself. It is held, so it has used up nothing; its own copies are those that
// came before, and those that somebody let go since.
#include "engine/recheck.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "base/text.hpp"
#include "engine/change_outcome.hpp"
#include "engine/erp_response.hpp"
#include "engine/judge.hpp"
#include "engine/news.hpp"
#include "engine/promises.hpp"
#include "engine/reasons.hpp"
#include "engine/record_rows.hpp"
#include "engine/standing_order.hpp"
#include "engine/take_change.hpp"
#include "order/order_book.hpp"
#include "transom/failure.hpp"
#include "transom/hold.hpp"

namespace transom {
namespace {

Ruling ruling_of(const Reason& reason) {
  Ruling out;
  out.rule = reason.code;
  out.sentence = reason.sentence;
  out.next = reason.next;
  out.owner = reason.owner;
  return out;
}

Ruling ruling_of(const ChangeProblem& problem) {
  return ruling_of(Reason{problem.code, problem.sentence, problem.next, "orders"});
}

std::vector<Ruling> asked_rules(const ReleaseCase& one, const Order& order, const LineLeaves& leaves) {
  const OrderRules* rules = one.rules();
  if (rules == nullptr || (one.changed != nullptr && one.changed->cancelled)) return {};
  Earlier earlier;
  const bool asks = rules->asks_earlier();
  if (asks)
    earlier = earlier_orders(one.unit, *rules->reference(), {one.partner.slug, one.row.usage, {}, one.base});
  const MapContext context = one.maps.context(one.partner, one.row.usage, one.now);
  auto rulings = rules->judge(order, context, asks ? &earlier : nullptr, leaves);
  return one.changed != nullptr ? rulings_of_change(*one.changed, std::move(rulings)) : rulings;
}

// The newest order of its number that stands, or came before it and waits; nullopt: it is the only one.
std::optional<OrderMatch> other_order(const ReleaseCase& one) {
  const BusinessRecord& row = one.row;
  for (const OrderMatch& match :
       one.unit.find_orders({one.partner.slug, row.number, row.release, row.purpose, row.usage}, {})) {
    const bool counts = is_taken(match.verdict) || match.business < row.id;
    if (match.business != row.id && counts) return match;
  }
  return std::nullopt;
}

// Rules about orders that came before count where there is one.
void settle_repeats(const ReleaseCase& one, const Order& order, bool by_rules, std::vector<Ruling>& rulings) {
  const Policy& policy = one.agreement != nullptr ? one.agreement->policy : one.partner.policy;
  const bool asked = one.row.kind == BusinessKind::order && policy.duplicate_order == DuplicateOrder::hold;
  const auto other = asked ? other_order(one) : std::nullopt;
  if (!other) {
    std::erase_if(rulings, [](const Ruling& ruling) { return ruling.if_repeated; });
    return;
  }
  const std::string document = std::to_string(other->document.value);
  for (Ruling& ruling : rulings)
    if (ruling.if_repeated) ruling.sentence += where_it_came(order, document);
  if (!by_rules) rulings.push_back(ruling_of(reason_duplicate_order(order, document)));
}

// Where a number stands on several lines, a figure would be held against another line's: what is said counts.
void forget_figures_of_twins(const Order& order, std::vector<Ruling>& rulings) {
  std::map<std::string_view, int> lines;
  for (const OrderLine& line : order.lines) ++lines[line.number];
  for (Ruling& ruling : rulings) {
    const auto found = lines.find(ruling.line);
    if (found != lines.end() && found->second > 1) ruling.figure.reset();
  }
}

// The buyer does not want it any more: whoever releases it is to know. Any other change is laid over the
// order once it stands.
void tell_cancellation(const ReleaseCase& one, std::vector<Ruling>& rulings) {
  for (const BusinessRecord& change : waiting_changes(one.unit, one.row)) {
    if (!is_cancelled(change.purpose)) continue;
    rulings.push_back(ruling_of(Reason{
        "cancellation-waits",
        fmt::format("the buyer cancels this order by document {}, which waits behind it ({} of `transom "
                    "hold list`)",
                    document_of(change).value, change.id.value),
        "reject the order; or release it once more where the cancellation comes too late, and decide "
        "about that then",
        "orders"}));
  }
}

// All that the rules, the order's own arithmetic and its history say now.
std::vector<Ruling> judge_now(const ReleaseCase& one, const Order& order, const LineLeaves& leaves) {
  std::vector<Reason> reasons;
  judge(one.document, reasons);
  std::vector<Ruling> out;
  for (const Reason& reason : reasons) out.push_back(ruling_of(reason));
  for (const ChangeProblem& problem : one.problems) out.push_back(ruling_of(problem));
  const bool take = one.changed != nullptr || intent_of(order) == Intent::take;
  std::vector<Ruling> of_rules = take ? asked_rules(one, order, leaves) : std::vector<Ruling>();
  const bool by_rules = take && one.agreement != nullptr && one.maps.has_rules(*one.agreement);
  settle_repeats(one, order, by_rules, of_rules);
  out.insert(out.end(), std::make_move_iterator(of_rules.begin()), std::make_move_iterator(of_rules.end()));
  forget_figures_of_twins(order, out);
  tell_cancellation(one, out);
  return out;
}

// What a person's word brings about on the line or on the order is no news to him where he names all that is
// another; where it leaves a figure to the rules, nobody has seen what follows.
bool seen_to(const Ruling& ruling, const LineLeaves& leaves, std::span<const Ruling> in_force,
             const RulingsByLine& by_line) {
  if (leaves.empty()) return false;
  if (ruling.line.empty())
    return std::none_of(in_force.begin(), in_force.end(), [](const Ruling& one) { return one.taken; });
  const auto on_line = by_line.of(ruling.line);
  return leaves.contains(ruling.line) &&
         std::none_of(on_line.begin(), on_line.end(), [](const Ruling* one) { return one->taken; });
}

std::vector<Ruling> found_now(const Recheck& now, std::span<const DecisionRecord> decisions,
                              const LineLeaves& leaves) {
  const RulingsByLine by_line(now.in_force);
  std::vector<Ruling> out = not_seen(now.in_force, decisions);
  std::vector<Ruling> his_own;
  for (const Ruling& ruling : out)
    if (seen_to(ruling, leaves, now.in_force, by_line)) his_own.push_back(ruling);
  out = without(out, without(his_own, not_seen(now.suggested, decisions)));
  for (Ruling& ruling : without(taken_unseen(now.in_force, decisions), out)) out.push_back(std::move(ruling));
  return out;
}

// Of the order as it came and as it is answered: what holds either of them is not gone.
std::vector<Ruling> said_now(const Recheck& now) {
  std::vector<Ruling> out = now.suggested;
  out.insert(out.end(), now.in_force.begin(), now.in_force.end());
  return out;
}

DecisionRecord row_of(const ReleaseCase& one, std::string action, const Ruling& ruling) {
  DecisionRecord row = decision_row(ruling, one.row.id, one.now);
  row.action = std::move(action);
  return row;
}

void tell_of_changes(Recheck& out, const ReleaseCase& one, std::span<const Ruling> before,
                     const LineLeaves& leaves) {
  for (const Ruling& ruling : changed_anew(out.in_force, before))
    out.changed.push_back(row_of(one, "change", ruling));
  for (const Ruling& ruling : changed_no_more(out.in_force, before, leaves))
    out.ended.push_back(row_of(one, "change", ruling));
}

// All that can have found something: the rules that are on, and what the program itself looks at.
std::vector<std::string> names_of(const Recheck& now, const OrderRules* rules,
                                  std::span<const DecisionRecord> decisions) {
  std::vector<std::string> out{"duplicate-order"};
  for (const DecisionRecord& row : decisions) out.push_back(row.rule);
  for (const Ruling& ruling : now.suggested) out.push_back(ruling.rule);
  if (rules == nullptr) return out;
  for (const MapLine& line : rules->explain())
    if (line.text == "on") out.push_back(line.path);
  return out;
}

}  // namespace

const OrderRules* ReleaseCase::rules() const {
  const bool own = row.kind == BusinessKind::order && agreement != nullptr;
  return own ? maps.rules(*agreement) : rules_for_change(maps, partner, agreement);
}

Recheck recheck(const ReleaseCase& one, std::span<const DecisionRecord> decisions, const Order& order,
                const AnsweredOrder& answered) {
  Recheck out;
  out.suggested = judge_now(one, order, {});
  LineLeaves leaves;
  if (answered) {
    OrderAsAnswered said = answered(out.suggested);
    leaves = std::move(said.leaves);
    out.in_force = judge_now(one, said.order, leaves);
  } else {
    out.in_force = out.suggested;
  }
  out.found = found_now(out, decisions, leaves);
  out.gone = no_more(decisions, said_now(out));
  tell_of_changes(out, one, rulings_of({decisions.begin(), decisions.end()}), leaves);
  if (const OrderRules* rules = one.rules()) out.reference = rules->reference();
  return out;
}

void check_accepted(std::span<const std::string> names, const Recheck& now, const ReleaseCase& one,
                    std::span<const DecisionRecord> decisions) {
  if (names.empty()) return;
  const std::vector<std::string> known = names_of(now, one.rules(), decisions);
  for (const std::string& name : names) {
    if (!name.empty() && std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::vector<std::string> held;
    for (const DecisionRecord& row : decisions) {
      const bool told = std::find(held.begin(), held.end(), row.rule) != held.end();
      if (row.action == "hold" && !told) held.push_back(row.rule);
    }
    throw Failure(FailureKind::usage, "--accept",
                  fmt::format("'{}' is no rule for this order", visible(name, 40)),
                  fmt::format("it is held by {}", fmt::join(held, ", ")));
  }
}

std::vector<DecisionRecord> save(Unit& unit, const Recheck& now, const ReleaseCase& one) {
  DecisionRecord again = row_of(one, "judge_again", {});
  again.sentence = "the rules were asked again";
  if (now.reference != nullptr) {
    again.reference = now.reference->hash();
    again.sentence += fmt::format(", by reference data {}", again.reference.substr(0, 12));
    if (!unit.knows_reference(again.reference))
      unit.save(reference_row(*now.reference, one.partner.slug, one.now));
  }
  unit.save(again);
  for (const Ruling& ruling : now.in_force)
    if (ruling.action != RuleAction::hold && !ruling.taken)
      unit.save(row_of(one, std::string(to_string(ruling.action)), ruling));
  for (DecisionRecord row : now.gone) {
    row.at = one.now;
    row.action = "gone";
    unit.save(row);
  }
  std::vector<DecisionRecord> found;
  for (const Ruling& ruling : now.found) unit.save(found.emplace_back(row_of(one, "hold", ruling)));
  return found;
}

WorkItemRecord item_of(const std::vector<Ruling>& found, const BusinessRecord& row, Instant at) {
  std::vector<Reason> reasons;
  for (const Ruling& one : found) reasons.push_back(reason_ruling(one));
  const Reason reason = as_one(std::move(reasons));
  const DocumentId document = document_of(row);
  return {.document = document,
          .part = row.part,
          .business = row.id,
          .reason = reason.code,
          .sentence = headline(reason, document),
          .owner = reason.owner,
          .next_step = reason.next,
          .more = reason.more,
          .partner = row.partner,
          .number = row.number,
          .opened = at};
}

}  // namespace transom
