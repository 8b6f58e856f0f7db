// Versions are rows in the order in which they came, and each change that was taken has the order with it. So
// the newest that was taken is how the order stands, and no chain of differences has to be worked out again.
// For that a change is never taken behind one that came later: history_problems says so. Whoever got a change
// may say afterwards that he does not take it, and a partner may refuse the set; only then those that came
// since are laid over the order anew.
#include "engine/standing_order.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/bare_number.hpp"
#include "base/text.hpp"
#include "engine/change_answers.hpp"
#include "engine/read_stored.hpp"
#include "order/order_book.hpp"
#include "order/order_names.hpp"
#include "store/schema.hpp"

namespace transom {
namespace {

// An order of ours that goes out once more to cancel it is no order, but a change.
bool is_order(const BusinessRecord& row) {
  return row.kind == BusinessKind::order && !is_cancelled(row.purpose);
}

OrderChange read_change(const BusinessRecord& row) {
  return row.kind == BusinessKind::order ? change_of(read_stored<Order>(row, row.json))
                                         : read_stored<OrderChange>(row, row.json);
}

// The newest order that stands, else one that waits, else one that was rejected.
const BusinessRecord* base_of(const std::vector<BusinessRecord>& story) {
  const BusinessRecord* out = nullptr;
  const auto rank = [](const BusinessRecord& row) {
    return is_taken(row.verdict) ? 2 : row.verdict == Verdict::held ? 1 : 0;
  };
  for (const BusinessRecord& row : story) {
    if (is_order(row) && (out == nullptr || rank(row) >= rank(*out))) out = &row;
  }
  return out;
}

// A change is of the order that it came behind; one that came while no order stood waited for this one.
bool is_of(const BusinessRecord& change, const BusinessRecord& order,
           const std::vector<BusinessRecord>& story) {
  if (change.id > order.id || change.kind == BusinessKind::order) return change.id > order.id;
  return std::none_of(story.begin(), story.end(), [&](const BusinessRecord& row) {
    return is_order(row) && row.id < change.id && is_taken(row.verdict);
  });
}

// A change without the lines that were refused.
void leave_out(OrderChange& change, const std::vector<std::string>& refused) {
  std::erase_if(change.lines, [&](const ChangeLine& line) {
    return std::any_of(refused.begin(), refused.end(), [&](const std::string& number) {
      return number == line.number || (!line.assigned_id.empty() && number == line.assigned_id);
    });
  });
}

// Lays a change that was taken over the order. `anew`: what is kept with it builds on something that was not
// taken; where it cannot be laid over what stands, that is still what the partner has in hand.
void lay_over(StandingOrder& out, const BusinessRecord& row, const OrderChange& change, bool anew) {
  Order result;
  if (row.kind == BusinessKind::order_change)
    result = read_stored<OrderChange>(row, as_it_counts(row)).result;
  if (anew && out.state == OrderState::stands) {
    ChangedOrder changed = change_order(out.order, change);
    if (changed.possible()) result = std::move(changed.order);
  }
  out.state = result == Order{} ? OrderState::cancelled : OrderState::stands;
  out.order = std::move(result);
}

std::string number_of(const BusinessRecord& row) {
  return std::to_string(document_of(row).value);
}

// "12" is after "9"; other than numbers have no order.
bool comes_before(const std::string& a, const std::string& b) {
  const auto first = Decimal::parse(a), second = Decimal::parse(b);
  return first && second && *first < *second;
}

bool same_change(const OrderChange& a, const OrderChange& b) {
  if (!a.sequence.empty() || !b.sequence.empty()) return same_number(a.sequence, b.sequence);
  return a == b;
}

class History {
 public:
  History(const StandingOrder& standing, const OrderChange& change, BusinessId number)
      : standing_(standing), change_(change), number_(number) {}

  std::vector<ChangeProblem> run() {
    judge_state();
    for (const StandingOrder::Change& earlier : standing_.changes) judge(earlier);
    return std::move(out_);
  }

 private:
  void tell(bool obstacle, std::string code, std::string sentence, std::string next) {
    out_.push_back({std::move(code), {}, std::move(sentence), std::move(next), obstacle});
  }

  void judge_state() {
    const std::string order = fmt::format("order {}", visible(change_.number, 40));
    switch (standing_.state) {
      case OrderState::stands:
        return;
      case OrderState::unknown:
        return tell(
            true, "unknown-order", fmt::format("{}, which it changes, never came", order),
            "ask the partner for the order; release the change when the order is there, or reject it");
      case OrderState::held:
        return tell(true, "order-held",
                    fmt::format("{} itself {} held{}, in document {}", order, number_ ? "is" : "was",
                                number_ ? "" : " when this came", number_of(standing_.base)),
                    "release or reject the order first (`transom hold list`), then the change");
      case OrderState::rejected:
        return tell(true, "order-rejected",
                    fmt::format("{} was rejected, in document {}", order, number_of(standing_.base)),
                    "reject the change");
      case OrderState::cancelled:
        return tell(true, "order-cancelled", fmt::format("{} was cancelled before", order),
                    "reject the change, or ask the partner for a new order");
    }
  }

  void judge(const StandingOrder::Change& earlier) {
    const std::string document = number_of(earlier.row);
    if (number_ && earlier.row.id > number_) {
      if (is_taken(earlier.row.verdict)) {
        tell(true, "change-overtaken",
             fmt::format("a later change, in document {}, was taken since", document),
             "reject it; what still holds of it the partner sends again");
      }
      return;
    }
    const bool waits = earlier.row.verdict == Verdict::held;
    if (!waits && !is_taken(earlier.row.verdict)) return;  // rejected: it may be sent again
    const std::string& sequence = change_.sequence;
    if (same_change(earlier.change, change_)) {
      tell(false, "duplicate-change",
           fmt::format("a change {} came before, in document {}",
                       sequence.empty() ? "that says the same" : "of number " + visible(sequence, 20),
                       document),
           fmt::format(
               "compare `transom show` with `transom show {}`; release it only if the buyer wants both",
               document));
    } else if (waits) {
      tell(false, "change-waits", fmt::format("an earlier change is held, in document {}", document),
           "decide about the earlier one first: once this one is taken, that one cannot be");
    } else if (comes_before(sequence, earlier.change.sequence) || dated_before(earlier.change)) {
      tell(false, "change-older",
           fmt::format("it is number {} of {}, and a later one was taken from document {}",
                       sequence.empty() ? "none" : visible(sequence, 20),
                       change_.changed ? change_.changed->iso() : std::string("no date"), document),
           "ask the partner what holds; released, it is taken as if it had come last");
    }
  }

  // Without numbers dates tell which was first.
  [[nodiscard]] bool dated_before(const OrderChange& earlier) const {
    return (change_.sequence.empty() || earlier.sequence.empty()) && change_.changed && earlier.changed &&
           *change_.changed < *earlier.changed;
  }

  const StandingOrder& standing_;
  const OrderChange& change_;
  BusinessId number_;
  std::vector<ChangeProblem> out_;
};

}  // namespace

DocumentId document_of(const BusinessRecord& row) {
  return {row.part.attempt.value / attempts_per_document};
}

StandingOrder standing_order(std::vector<BusinessRecord> story, std::string_view release, bool outgoing,
                             BusinessId but) {
  StandingOrder out;
  const auto answers = answers_to_changes(story);
  std::erase_if(story, [&](const BusinessRecord& row) {
    const bool other = row.kind != BusinessKind::order && row.kind != BusinessKind::order_change;
    return other || !same_release(row.release, release) || row.outgoing != outgoing || row.id == but ||
           row.verdict == Verdict::duplicate || row.verdict == Verdict::replaced;
  });
  const BusinessRecord* base = base_of(story);
  if (base == nullptr) return out;
  out.base = *base;
  out.state = is_taken(base->verdict)          ? OrderState::stands
              : base->verdict == Verdict::held ? OrderState::held
                                               : OrderState::rejected;
  if (out.state == OrderState::stands) out.order = read_stored<Order>(*base, as_it_counts(*base));
  bool anew = false;
  for (BusinessRecord& row : story) {
    if (is_order(row) || !is_of(row, out.base, story)) continue;
    OrderChange change = read_change(row);
    OrderChange heeded = change;
    if (outgoing && row.verdict == Verdict::rejected) anew = true;
    if (const auto said = answers.find(row.id);
        said != answers.end() && said->second.taken != ChangeAnswer::Taken::whole) {
      anew = true;
      row.verdict =
          said->second.taken == ChangeAnswer::Taken::not_at_all ? Verdict::rejected : Verdict::changed;
      leave_out(heeded, said->second.refused);
    }
    if (is_taken(row.verdict) && out.state != OrderState::rejected) lay_over(out, row, heeded, anew);
    out.changes.push_back({std::move(row), std::move(change)});
  }
  return out;
}

std::vector<ChangeProblem> history_problems(const StandingOrder& standing, const OrderChange& change,
                                            BusinessId number) {
  return History(standing, change, number).run();
}

}  // namespace transom
