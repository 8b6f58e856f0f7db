// What was seen stands in the rows of decisions: a finding is known when a row of its rule and line is as
// bad. A rule says by its figure how bad it is, so that a balance that fell since then is no news; where it
// names none, what it says counts, word for word. What was told to be gone and comes back is new.
//
// An answer to a line that names no price takes the one that a rule suggests. What it takes has to have been
// there to be seen: a figure that became better holds nobody up by itself, and goes out to the buyer all the
// same.
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

#include "base/text.hpp"
#include "engine/change_outcome.hpp"
#include "engine/erp_response.hpp"
#include "engine/judge.hpp"
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

std::vector<Ruling> asked_rules(const ReleaseCase& one, const Order& order) {
  const OrderRules* rules = one.rules();
  if (rules == nullptr || (one.changed != nullptr && one.changed->cancelled)) return {};
  Earlier earlier;
  const bool asks = rules->asks_earlier();
  if (asks)
    earlier = earlier_orders(one.unit, *rules->reference(), {one.partner.slug, one.row.usage, {}, one.base});
  const MapContext context = one.maps.context(one.partner, one.row.usage, one.now);
  auto rulings = rules->judge(order, context, asks ? &earlier : nullptr);
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

template <class Row>
bool same_place(const Ruling& ruling, const Row& row) {
  return row.rule == ruling.rule && row.line == ruling.line;
}

bool as_bad(const DecisionRecord& row, const Ruling& ruling) {
  if (ruling.if_repeated || row.sentence == ruling.sentence) return true;
  return row.figure && ruling.figure && *row.figure >= *ruling.figure;
}

bool is_known(const Ruling& ruling, std::span<const DecisionRecord> decisions) {
  for (auto row = decisions.rbegin(); row != decisions.rend(); ++row) {
    if (!same_place(ruling, *row)) continue;
    if (row->action == "gone") return false;
    const bool told = row->action == "hold" || row->action == "reject";
    if (told && as_bad(*row, ruling)) return true;
  }
  return false;
}

bool waits_for_somebody(const Ruling& ruling) {
  return ruling.action == RuleAction::hold || ruling.action == RuleAction::reject;
}

// What a map could not read, and what was not agreed, is not asked again here.
bool asked_again(const DecisionRecord& row) {
  return row.action == "hold" && row.rule != "map" && row.rule != "change-not-agreed";
}

// Where a number stands on several lines, a figure would be held against another line's: what is said counts.
void forget_figures_of_twins(const Order& order, std::vector<Ruling>& rulings) {
  for (Ruling& ruling : rulings) {
    const auto lines = std::count_if(order.lines.begin(), order.lines.end(),
                                     [&](const OrderLine& line) { return line.number == ruling.line; });
    if (lines > 1) ruling.figure.reset();
  }
}

// All that the rules, the order's own arithmetic and its history say now.
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

std::vector<Ruling> judge_now(const ReleaseCase& one, const Order& order) {
  std::vector<Reason> reasons;
  judge(one.document, reasons);
  std::vector<Ruling> out;
  for (const Reason& reason : reasons) out.push_back(ruling_of(reason));
  for (const ChangeProblem& problem : one.problems) out.push_back(ruling_of(problem));
  const bool take = one.changed != nullptr || intent_of(order) == Intent::take;
  std::vector<Ruling> of_rules = take ? asked_rules(one, order) : std::vector<Ruling>();
  const bool by_rules = take && one.agreement != nullptr && one.maps.has_rules(*one.agreement);
  settle_repeats(one, order, by_rules, of_rules);
  out.insert(out.end(), std::make_move_iterator(of_rules.begin()), std::make_move_iterator(of_rules.end()));
  forget_figures_of_twins(order, out);
  tell_cancellation(one, out);
  return out;
}

std::vector<Ruling> among(std::span<const Ruling> all, std::span<const Ruling> these) {
  std::vector<Ruling> out;
  for (const Ruling& ruling : all) {
    const bool found =
        std::any_of(these.begin(), these.end(), [&](const Ruling& one) { return same_place(one, ruling); });
    if (found) out.push_back(ruling);
  }
  return out;
}

// Whether the answer takes its figure from what this change says.
bool gives(const LineChange& change, const LineChange& taken) {
  return (!taken.price || change.price == taken.price) && (taken.item.empty() || change.item == taken.item) &&
         (taken.unit.empty() || change.unit == taken.unit) &&
         (!taken.quantity || change.quantity == taken.quantity) &&
         (!taken.backorder || change.backorder == taken.backorder) &&
         (!taken.date || change.date == taken.date);
}

// Each may come from a rule of its own; the quantity belongs to its unit.
std::vector<LineChange> figures_of(const LineChange& taken) {
  std::vector<LineChange> out;
  if (taken.price) out.push_back({.price = taken.price});
  if (!taken.item.empty()) out.push_back({.item = taken.item});
  if (!taken.unit.empty() || taken.quantity) out.push_back({.quantity = taken.quantity, .unit = taken.unit});
  if (taken.backorder || taken.date) out.push_back({.backorder = taken.backorder, .date = taken.date});
  return out;
}

bool has_shown(const Ruling& ruling, const LineChange& taken, std::span<const DecisionRecord> decisions) {
  const auto last = std::find_if(decisions.rbegin(), decisions.rend(),
                                 [&](const DecisionRecord& row) { return same_place(ruling, row); });
  if (last == decisions.rend() || last->action == "gone") return false;
  return gives(parse_change(last->change).value_or(LineChange{}), taken);
}

// The rule that suggests the figure; nullptr: none, or one has shown it before.
const Ruling* unseen_giver(const std::string& line, const LineChange& figure,
                           std::span<const Ruling> suggested, std::span<const DecisionRecord> decisions) {
  const Ruling* giver = nullptr;
  for (const Ruling& ruling : suggested) {
    if (ruling.line != line || !gives(ruling.change, figure)) continue;
    if (has_shown(ruling, figure, decisions)) return nullptr;
    giver = &ruling;
  }
  return giver;
}

bool is_answered(const std::string& line, std::span<const GivenAnswer> given) {
  return std::any_of(given.begin(), given.end(), [&](const GivenAnswer& one) { return one.line == line; });
}

// What changed a line by itself, and says nothing of it any more.
std::vector<Ruling> ended(std::span<const Ruling> now, std::span<const Ruling> before,
                          std::span<const GivenAnswer> given) {
  std::vector<Ruling> out;
  for (const Ruling& one : before) {
    if (one.action != RuleAction::change || is_answered(one.line, given)) continue;
    if (among({&one, 1}, now).empty()) out.push_back(one);
  }
  return out;
}

DecisionRecord row_of(const ReleaseCase& one, std::string action, const Ruling& ruling) {
  DecisionRecord row = decision_row(ruling, one.row.id, one.now);
  row.action = std::move(action);
  return row;
}

void tell_of_changes(Recheck& out, const ReleaseCase& one, std::span<const Ruling> before,
                     std::span<const GivenAnswer> given) {
  for (const Ruling& ruling : changed_anew(out.in_force, before, given))
    out.changed.push_back(row_of(one, "change", ruling));
  for (const Ruling& ruling : ended(out.in_force, before, given))
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

std::vector<Ruling> taken_unseen(std::span<const GivenAnswer> given, std::span<const Ruling> suggested,
                                 std::span<const DecisionRecord> decisions) {
  std::vector<Ruling> out;
  for (const GivenAnswer& answer : given) {
    for (const LineChange& figure : figures_of(answer.taken)) {
      const Ruling* giver = unseen_giver(answer.line, figure, suggested, decisions);
      if (giver == nullptr ||
          std::any_of(out.begin(), out.end(), [&](const Ruling& one) { return same_place(one, *giver); }))
        continue;
      out.push_back(*giver);
      if (giver->owner.empty()) out.back().owner = "orders";
    }
  }
  return out;
}

std::vector<Ruling> changed_anew(std::span<const Ruling> now, std::span<const Ruling> before,
                                 std::span<const GivenAnswer> given) {
  std::vector<Ruling> out;
  for (const Ruling& ruling : now) {
    if (ruling.action != RuleAction::change || is_answered(ruling.line, given)) continue;
    const bool as_before = std::any_of(before.begin(), before.end(), [&](const Ruling& one) {
      return one.action == RuleAction::change && same_place(one, ruling) && one.code == ruling.code &&
             one.change == ruling.change;
    });
    if (!as_before) out.push_back(ruling);
  }
  return out;
}

std::vector<Ruling> not_seen(std::span<const Ruling> now, std::span<const DecisionRecord> decisions) {
  std::vector<Ruling> out;
  for (const Ruling& ruling : now)
    if (waits_for_somebody(ruling) && !is_known(ruling, decisions)) out.push_back(ruling);
  return out;
}

std::vector<DecisionRecord> no_more(std::span<const DecisionRecord> decisions, std::span<const Ruling> now) {
  std::vector<DecisionRecord> out;
  for (const DecisionRecord& row : decisions) {
    const auto same = [&](const DecisionRecord& other) {
      return other.rule == row.rule && other.line == row.line;
    };
    if (row.action == "gone") std::erase_if(out, same);
    if (!asked_again(row)) continue;
    std::erase_if(out, same);
    const bool holds = std::any_of(now.begin(), now.end(), [&](const Ruling& ruling) {
      return waits_for_somebody(ruling) && same_place(ruling, row);
    });
    if (!holds) out.push_back(row);
  }
  return out;
}

const OrderRules* ReleaseCase::rules() const {
  const bool own = row.kind == BusinessKind::order && agreement != nullptr;
  return own ? maps.rules(*agreement) : rules_for_change(maps, partner, agreement);
}

Recheck recheck(const ReleaseCase& one, std::span<const DecisionRecord> decisions, const Order& order,
                const AnsweredOrder& answered) {
  Recheck out;
  out.suggested = judge_now(one, order);
  std::vector<GivenAnswer> given;
  if (answered) {
    OrderAsAnswered said = answered(out.suggested);
    out.in_force = judge_now(one, said.order);
    given = std::move(said.given);
  } else {
    out.in_force = out.suggested;
  }
  out.found = among(not_seen(out.in_force, decisions), not_seen(out.suggested, decisions));
  for (Ruling& ruling : taken_unseen(given, out.suggested, decisions))
    if (among({&ruling, 1}, out.found).empty()) out.found.push_back(std::move(ruling));
  out.gone = no_more(decisions, out.suggested);
  tell_of_changes(out, one, rulings_of({decisions.begin(), decisions.end()}), given);
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
    if (ruling.action != RuleAction::hold)
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
