// A rule that does not hold costs its condition and nothing else; sentences are made for the few that do.
//
// A line to which a rule gives another item, unit or quantity is another line: all rules are asked of it
// again as it will be delivered, and what they said of the line as it came is forgotten, but for the change
// itself and, where another item stands in, for what somebody has to know of the one that is sold no more.
// Each rule changes a line once; what it would change again waits for a person, and so no two rules can send
// a line round and round.
//
// The order's own rules come last: what it is worth is what its lines will be worth. Refused: asking them of
// the order as it came; a substitute at five times the price went past the credit limit.
#include "mapping/order_judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "mapping/line_leave.hpp"
#include "mapping/substitute.hpp"

namespace transom::mapping {

// What one question is asked of.
struct OrderJudge::Case {
  Records records, beside;
  const MapContext& context;
};

struct OrderJudge::Said {
  std::size_t rule = 0;
  Ruling ruling;
  bool again = false;  // it was said before, and nothing comes of it any more
};

namespace {

constexpr std::size_t most_of_one_rule = 100;
// A decision names its line by number: said of one, it would be done to both.
constexpr std::string_view two_of_that_number = "; two lines of the order have that number";
constexpr std::string_view asks_person = "decide with `transom hold release` or `transom hold reject`";

template <class Case>
std::string fill(const Sentence& sentence, const Case& of) {
  std::string out = sentence.texts.front();
  for (std::size_t i = 0; i < sentence.values.size(); ++i) {
    const std::string value = sentence.values[i].text(of.records, of.context, of.beside);
    out += value.empty() ? std::string("nothing") : visible(value, 80);
    out += sentence.texts[i + 1];
  }
  return out;
}

template <class Case>
Ruling ruling_of(const CompiledRule& rule, const Case& of, const std::string& line) {
  Ruling ruling;
  ruling.rule = rule.name;
  ruling.action = rule.action;
  ruling.line = line;
  ruling.if_repeated = rule.of_repeats;
  ruling.code = rule.code;
  ruling.owner = rule.owner;
  ruling.sentence =
      line.empty() ? fill(rule.say, of) : fmt::format("line {}: {}", visible(line, 20), fill(rule.say, of));
  ruling.next = fill(rule.next, of);
  if (rule.figure) ruling.figure = Decimal::parse(rule.figure->text(of.records, of.context, of.beside));
  for (const auto& [field, value] : rule.set)
    set_field(ruling.change, field, value.text(of.records, of.context, of.beside));
  return ruling;
}

bool changes_goods(const Ruling& ruling) {
  const LineChange& change = ruling.change;
  return ruling.action == RuleAction::change &&
         (change.quantity || !change.unit.empty() || !change.item.empty());
}

int turn(const LineChange& change) {
  return !change.item.empty() ? 0 : !change.unit.empty() ? 1 : 2;
}

// Whether the line says where or when parts of it go.
bool spreads(const OrderLine& line) {
  return !line.schedules.empty() || !line.distribution.empty();
}

bool recounts(const OrderLine& line, const LineChange& change) {
  return (change.quantity && change.quantity != line.quantity) ||
         (!change.unit.empty() && change.unit != line.unit);
}

void wait(Ruling& ruling, std::string_view why, std::string_view next = asks_person) {
  ruling.action = RuleAction::hold;
  ruling.taken = false;
  ruling.sentence += why;
  ruling.next = next;
}

}  // namespace

void set_field(LineChange& change, std::string_view field, const std::string& text) {
  if (field == "unit") change.unit = text;
  if (field == "item") change.item = text;
  if (field == "date") change.date = Date::parse_iso(text);
  if (field == "price") change.price = Decimal::parse(text);
  if (field == "quantity") change.quantity = Decimal::parse(text);
  if (field == "backorder") change.backorder = Decimal::parse(text);
}

std::vector<Ruling> OrderJudge::run(std::span<const CompiledRule> rules, bool asks_stock, bool asks_credit) {
  rules_ = rules;
  times_.assign(rules.size(), 0);
  facts_ = facts_of(order_, reference_, owed(asks_credit));
  const bool of_lines =
      std::any_of(rules.begin(), rules.end(), [](const CompiledRule& rule) { return rule.of_lines; });
  const Order delivered = of_lines ? judge_lines(asks_stock) : order_;
  std::vector<Ruling> on_lines = std::exchange(out_, {});
  ask_order(delivered, asks_credit);
  out_.insert(out_.end(), std::make_move_iterator(on_lines.begin()), std::make_move_iterator(on_lines.end()));
  return std::move(out_);
}

Decimal OrderJudge::owed(bool asks_credit) const {
  return earlier_ != nullptr && asks_credit ? earlier_->credit() : Decimal();
}

// The order as its lines will be delivered; as it came, where nothing is.
Order OrderJudge::judge_lines(bool asks_stock) {
  Promised promised(asks_stock, earlier_);
  std::set<std::string_view> numbers;
  for (const OrderLine& line : order_.lines)
    if (!numbers.insert(line.number).second) shared_.insert(line.number);
  Order out = order_;
  out.lines.clear();
  for (const OrderLine& line : order_.lines)
    if (auto delivered = judge_line(line, promised)) out.lines.push_back(std::move(*delivered));
  if (out.lines.empty()) out.lines = order_.lines;
  return out;
}

void OrderJudge::ask_order(const Order& delivered, bool asks_credit) {
  const OrderFacts facts = facts_of(delivered, reference_, owed(asks_credit));
  const auto beside = records_of(facts, nullptr);
  const void* whole[] = {&delivered};
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].of_lines || !rules_[i].when.holds(whole, context_, beside)) continue;
    keep({i, ruling_of(rules_[i], Case{whole, beside, context_}, {}), false});
  }
}

// The line as it will be delivered; nullopt: a rule rejects it, and nobody has said otherwise.
std::optional<OrderLine> OrderJudge::judge_line(const OrderLine& line, Promised& promised) {
  OrderLine now = line;
  std::vector<std::size_t> spent;
  for (;;) {
    const LineFacts known =
        facts_of(order_, now, facts_, reference_, context_.now.date(), context_.partner.currency,
                 [&](const std::string& item) { return promised.of(item); });
    std::vector<Said> said = ask_line(now, known);
    const LineChange laid = settle(said, now, spent);
    const bool changed = !laid.empty();
    bool rejected = false;
    for (Said& one : said) {
      const Ruling& ruling = one.ruling;
      const bool standing =
          rules_[one.rule].of_standing && !laid.item.empty() && ruling.action != RuleAction::change;
      if (one.again || (changed && !standing && !changes_goods(ruling))) continue;
      rejected = rejected || ruling.action == RuleAction::reject;
      const bool reprices = ruling.action == RuleAction::change && ruling.change.price;
      if (reprices && !changed) now.price = ruling.change.price;
      keep(std::move(one));
    }
    if (changed) continue;
    rejected = rejected && !leaves_.contains(line.number);
    promised.take(known, rejected);
    return rejected ? std::nullopt : std::optional(std::move(now));
  }
}

std::vector<OrderJudge::Said> OrderJudge::ask_line(const OrderLine& line, const LineFacts& known) const {
  std::vector<Said> out;
  const auto beside = records_of(facts_, &known);
  const void* both[] = {&order_, &line};
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!rules_[i].of_lines || !rules_[i].when.holds(both, context_, beside)) continue;
    Said said{i, ruling_of(rules_[i], Case{both, beside, context_}, line.number), false};
    if (said.ruling.action == RuleAction::change)
      if (const auto unknown = unknown_figure(rules_[i], said.ruling.change); !unknown.empty())
        wait(said.ruling, fmt::format("; and nobody knows {}", unknown));
    if (counts(said.ruling, line)) out.push_back(std::move(said));
  }
  return out;
}

// Whether anything comes of it: not of a change that leaves the line as it is, nor of one that a person's
// word does not leave to the rule.
bool OrderJudge::counts(Ruling& ruling, const OrderLine& line) const {
  if (ruling.action == RuleAction::change && !differs(line, ruling.change)) return false;
  const bool decides = ruling.action == RuleAction::change || ruling.action == RuleAction::reject;
  if (decides && shared_.contains(line.number)) wait(ruling, two_of_that_number);
  const auto word = leaves_.find(line.number);
  return word == leaves_.end() || leave(ruling, word->second, line);
}

// Lays over the line what one rule makes of it; nothing where the line is rejected anyhow. Another item goes
// before another unit, and that before another quantity; whoever is behind the one that altered the line is
// asked again, for what he would set was worked out for the line as it was. What was laid over it.
LineChange OrderJudge::settle(std::vector<Said>& said, OrderLine& line,
                              std::vector<std::size_t>& spent) const {
  const bool rejected = !leaves_.contains(line.number) &&
                        std::any_of(said.begin(), said.end(),
                                    [](const Said& one) { return one.ruling.action == RuleAction::reject; });
  std::vector<Said*> changes;
  for (Said& one : said)
    if (!rejected && changes_goods(one.ruling)) changes.push_back(&one);
  std::stable_sort(changes.begin(), changes.end(), [](const Said* a, const Said* b) {
    return turn(a->ruling.change) < turn(b->ruling.change);
  });
  const OrderLine before = line;
  LineChange laid;
  for (Said* one : changes) {
    const bool is_spent = std::find(spent.begin(), spent.end(), one->rule) != spent.end();
    if (is_spent) {
      settle_again(*one, line);
    } else if (!laid.empty()) {
      one->again = true;
    } else if (may_change(*one, line)) {
      spent.push_back(one->rule);
      lay_over(line, one->ruling.change, reference_);
      if (!(line == before)) laid = one->ruling.change;
    }
  }
  return laid;
}

// A rule that has changed the line before and would do so once more is asked about.
void OrderJudge::settle_again(Said& said, const OrderLine& line) const {
  OrderLine once_more = line;
  lay_over(once_more, said.ruling.change, reference_);
  said.again = once_more == line;
  if (!said.again) wait(said.ruling, "; the rule has changed the line before");
}

bool OrderJudge::may_change(Said& said, const OrderLine& line) const {
  const LineChange& change = said.ruling.change;
  if (!change.item.empty() && !stands_in(said)) return false;
  if (!spreads(line) || !recounts(line, change)) return true;
  wait(said.ruling, "; its schedules or stores would still come to what was ordered",
       "ask the buyer how the new quantity spreads, then release or reject the line");
  return false;
}

// Whether the item that a rule puts in the place of another is one that is sold.
bool OrderJudge::stands_in(Said& said) const {
  if (!reference_.has(ReferenceTable::items)) return true;
  Ruling& ruling = said.ruling;
  const std::string name = visible(ruling.change.item, 40);
  const ItemRow* item = reference_.item(ruling.change.item);
  if (item == nullptr) {
    wait(ruling, fmt::format("; items.csv has no {}", name),
         "mend the substitute in items.csv and replay, or reject the line");
  } else if (item->status != "active") {
    wait(ruling, fmt::format("; {} itself is {}", name, visible(item->status, 20)),
         "name another substitute in items.csv and replay, or reject the line");
  }
  const bool stands = ruling.action == RuleAction::change;
  if (!stands) ruling.change.item.clear();  // nobody shall take it by a word
  return stands;
}

void OrderJudge::keep(Said said) {
  const bool only_told = said.ruling.action == RuleAction::warn;  // what holds is decided line by line
  if (only_told && ++times_[said.rule] > most_of_one_rule) return;
  out_.push_back(std::move(said.ruling));
}

}  // namespace transom::mapping
