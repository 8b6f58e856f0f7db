// An answer to the order speaks of it as it stood when it came; one to a change speaks of that change, also
// where another one was sent before it came. Of several answers to one change the last counts.
#include "engine/earlier_answers.hpp"

#include <algorithm>
#include <map>

#include "engine/change_answers.hpp"
#include "engine/read_stored.hpp"
#include "order/change_lines.hpp"
#include "transom/change_order.hpp"

namespace transom {
namespace {

struct ChangeTaken {
  BusinessId id;
  OrderChange change;
  const OrderResponse* answer = nullptr;  // the last that says what is taken of it
};

// Prices that a change asks for and the order has: an answer that stands between the two had another. Where
// the change is refused, that one's price stands.
void add_prices_restored(std::vector<Difference>& out, const ChangeTaken& one) {
  const auto taken = one.answer != nullptr ? lines_taken(one.change, *one.answer) : std::vector<TakenLine>();
  for (const ChangeLine& line : one.change.lines) {
    const ChangeCode* code = change_code(line.change);
    const bool asks = code != nullptr && (code->scope & scope_price) != 0 && code->scope != scope_all;
    const OrderLine* now = asks && line.price ? find_line(one.change.result, line).line : nullptr;
    if (now == nullptr) continue;
    const bool stands = std::any_of(taken.begin(), taken.end(),
                                    [&](const TakenLine& is) { return is.number == now->number; });
    if (one.answer != nullptr && !stands) continue;
    const std::string price = line.price->to_plain();
    out.push_back({.line = now->number, .path = "price", .before = price, .after = price, .text = {}});
  }
}

std::vector<Difference> altered_behind(const std::vector<ChangeTaken>& changes, BusinessId id) {
  std::vector<Difference> out;
  for (const ChangeTaken& one : changes) {
    if (!(one.id > id)) continue;
    out.insert(out.end(), one.change.differences.begin(), one.change.differences.end());
    add_prices_restored(out, one);
  }
  return out;
}

// The change that each of the answers answers; nullptr: it answers the order, or nothing that is known.
std::vector<const ChangeTaken*> changes_answered(std::span<const KeptAnswer> answers,
                                                 std::span<const BusinessRecord> rows,
                                                 const std::vector<ChangeTaken>& taken, bool outgoing) {
  std::vector<const ChangeTaken*> out;
  for (const KeptAnswer& answer : answers) {
    out.push_back(nullptr);
    if (!answers_change(*answer.said) || is_interim(*answer.said)) continue;
    const BusinessRecord* row = change_answered(rows, *answer.said, !outgoing, answer.row->id);
    if (row == nullptr) continue;
    const auto found =
        std::find_if(taken.begin(), taken.end(), [&](const ChangeTaken& one) { return one.id == row->id; });
    if (found == taken.end()) continue;
    std::replace(out.begin(), out.end(), &*found, static_cast<const ChangeTaken*>(nullptr));
    out.back() = &*found;
  }
  return out;
}

}  // namespace

std::vector<TakenLine> lines_taken(const OrderChange& change, const OrderResponse& response) {
  std::vector<TakenLine> out;
  const auto said = said_of_change(response);
  if (!said || said->taken == ChangeAnswer::Taken::not_at_all) return out;
  for (const ChangeLine& line : change.lines) {
    const OrderLine* now = find_line(change.result, line).line;
    if (now == nullptr) continue;
    const auto is_named = [&](const std::string& name) {
      return name == now->number || (!line.assigned_id.empty() && name == line.assigned_id);
    };
    if (std::any_of(said->refused.begin(), said->refused.end(), is_named)) continue;
    const bool priced = std::any_of(
        response.lines.begin(), response.lines.end(),
        [&](const ResponseLine& one) { return one.price && line_answered(change.result, one) == now; });
    out.push_back({now->number, priced || line.price.has_value()});
  }
  return out;
}

const OrderLine* line_answered(const Order& order, const ResponseLine& said) {
  ChangeLine named;
  named.assigned_id = said.assigned_id;
  named.ids = said.ids;
  if (const Found found = find_line(order, named); found.line != nullptr) return found.line;
  const auto same = std::find_if(order.lines.begin(), order.lines.end(),
                                 [&](const OrderLine& line) { return line.number == said.number; });
  return same == order.lines.end() ? nullptr : &*same;
}

void take_answers(OrderHistory& history, std::span<const KeptAnswer> answers,
                  std::span<const BusinessRecord> changes, bool outgoing) {
  std::vector<ChangeTaken> taken;
  for (const BusinessRecord& row : changes)
    if (is_taken(row.verdict)) taken.push_back({row.id, read_stored<OrderChange>(row, as_it_counts(row))});
  const auto of = changes_answered(answers, changes, taken, outgoing);
  for (ChangeTaken& one : taken)
    for (std::size_t i = 0; i < answers.size(); ++i)
      if (of[i] == &one) one.answer = answers[i].said;
  history.changed = altered_behind(taken, {});
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const OrderResponse& said = *answers[i].said;
    if (said.answer_to.empty()) {
      history.responses.push_back({&said, altered_behind(taken, answers[i].row->id)});
    } else if (of[i] != nullptr) {
      history.responses.push_back(
          {&said, altered_behind(taken, of[i]->id), lines_taken(of[i]->change, said)});
    }
  }
}

}  // namespace transom
