// A rejected line of a change is a line that stays as it was: rejecting "24 instead of 12" leaves 12. So the
// decisions are first laid over the changed order, and what they take away comes back from the order before.
// A deletion that is taken is answered as accepted, not as deleted: where a partner does not take ID, its
// fallback IR would say the contrary.
#include "engine/change_outcome.hpp"

#include <algorithm>

namespace transom {
namespace {

template <class Lines>
auto* line_of(Lines& lines, const std::string& number) {
  const auto found =
      std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.number == number; });
  return found == lines.end() ? nullptr : &*found;
}

LinePart whole(const char* code, const std::optional<Decimal>& quantity) {
  return {status_of_code(code), quantity, std::nullopt};
}

class ChangeDecision {
 public:
  ChangeDecision(const Order& before, const OrderChange& change, const ChangedOrder& changed,
                 std::span<const LineDecision> decisions, bool declined, const ReferenceData* reference)
      : before_(before), change_(change), changed_(changed), declined_(declined), reference_(reference) {
    for (std::size_t i = 0; i < changed.order.lines.size(); ++i) {
      const OrderLine& line = changed.order.lines[i];
      const bool decided = touches(changed, line.number) && i < decisions.size();
      decisions_.push_back(decided ? decisions[i] : LineDecision{{whole("IA", line.quantity)}, {}});
    }
  }

  ChangeOutcome run(Date answered) {
    ChangeOutcome out;
    out.change = change_;
    out.declined = declined_ || nothing_is_left();
    if (!out.declined && !changed_.cancelled) out.change.result = result();
    if (!out.declined) out.change.differences = told(out.change.result);
    out.as_asked = !out.declined && std::all_of(decisions_.begin(), decisions_.end(),
                                                [](const LineDecision& d) { return d.as_ordered(); });
    declined_ = out.declined;
    out.response = response(answered);
    return out;
  }

 private:
  // Every line of the change rejected, and nothing else in it.
  [[nodiscard]] bool nothing_is_left() const {
    if (changed_.cancelled || changed_.lines.empty()) return false;
    const bool all =
        std::all_of(changed_.lines.begin(), changed_.lines.end(), [&](const std::string& number) {
          const LineDecision* decision = decision_on(number);
          return decision != nullptr && decision->rejected();
        });
    return all && result() == without_totals(before_);
  }

  static Order without_totals(Order order) {
    order.totals = {};
    return order;
  }

  [[nodiscard]] const LineDecision* decision_on(const std::string& number) const {
    const OrderLine* line = line_of(changed_.order.lines, number);
    return line == nullptr ? nullptr
                           : &decisions_[static_cast<std::size_t>(line - changed_.order.lines.data())];
  }

  [[nodiscard]] Order result() const {
    Order out = changed_order(changed_.order, decisions_, reference_).value_or(changed_.order);
    for (std::size_t i = 0; i < before_.lines.size(); ++i) {
      const OrderLine& was = before_.lines[i];
      const LineDecision* decision = decision_on(was.number);
      if (decision == nullptr || !decision->rejected()) continue;
      const auto at = static_cast<std::ptrdiff_t>(std::min(i, out.lines.size()));
      out.lines.insert(out.lines.begin() + at, was);
    }
    return out;
  }

  [[nodiscard]] std::vector<Difference> told(const Order& result) const {
    if (!changed_.cancelled) return differences(before_, result);
    return {
        {.line = {}, .path = {}, .before = before_.number, .after = {}, .text = "the order is cancelled"}};
  }

  [[nodiscard]] OrderResponse response(Date answered) const {
    Order head = before_;
    head.lines.clear();
    OrderResponse out = respond_as_ordered(head, answered);
    out.partner = change_.partner;
    out.test = change_.test;
    out.order_number = change_.number;
    out.release_number = change_.release_number;
    out.ordered = change_.ordered;
    out.answer_to = "order_change";
    out.change_sequence = change_.sequence;
    out.changed = change_.changed;
    out.request_reference = change_.request_reference;
    for (std::size_t i = 0; i < change_.lines.size(); ++i) out.lines.push_back(answer(i));
    out.kind = declined_ ? "rejected" : roll_up(out);
    out.totals = {};
    if (!out.lines.empty()) out.totals.line_count = static_cast<Integer>(out.lines.size());
    return out;
  }

  // The line as the order has it then; one that goes, or is not taken, as it was or was asked for.
  [[nodiscard]] ResponseLine answer(std::size_t index) const {
    const ChangeLine& asked = change_.lines[index];
    const std::string number = index < changed_.lines.size() ? changed_.lines[index] : std::string();
    const OrderLine* now = line_of(changed_.order.lines, number);
    const OrderLine* known = now != nullptr ? now : line_of(before_.lines, number);
    const OrderLine& line = known != nullptr ? *known : static_cast<const OrderLine&>(asked);
    ResponseLine out;
    out.number = number.empty() ? asked.number : number;
    out.assigned_id = asked.assigned_id.empty() ? line.assigned_id : asked.assigned_id;
    out.change = asked.change == "given" ? "replace_values" : asked.change;
    out.quantity = line.quantity;
    out.unit = line.unit;
    out.unit_code = line.unit_code;
    out.price = line.price;
    out.price_basis = line.price_basis;
    out.currency = line.currency;
    out.ids = asked.ids.empty() ? line.ids : asked.ids;
    if (asked.to_receive && asked.quantity == line.quantity) out.to_receive = asked.to_receive;
    if (now == nullptr && known != nullptr && !declined_) out.to_receive = Decimal();  // it goes
    const LineDecision* decision = now != nullptr ? decision_on(number) : nullptr;
    if (decision != nullptr && !declined_) say_change(out, decision->change);
    const LineDecision simple{{whole(declined_ ? "IR" : "IA", line.quantity)}, {}};
    const bool decided = decision != nullptr && (!declined_ || decision->rejected());
    for (const LinePart& part : (decided ? *decision : simple).parts)
      add_answer(out, part, decided ? decision->change : LineChange());
    return out;
  }

  const Order& before_;
  const OrderChange& change_;
  const ChangedOrder& changed_;
  bool declined_;
  const ReferenceData* reference_;
  std::vector<LineDecision> decisions_;
};

}  // namespace

bool touches(const ChangedOrder& changed, const std::string& line) {
  return std::find(changed.lines.begin(), changed.lines.end(), line) != changed.lines.end();
}

std::vector<Ruling> rulings_of_change(const ChangedOrder& changed, std::vector<Ruling> rulings) {
  std::erase_if(rulings,
                [&](const Ruling& ruling) { return !ruling.line.empty() && !touches(changed, ruling.line); });
  return rulings;
}

ChangeOutcome decide_change(const Order& before, const OrderChange& change, const ChangedOrder& changed,
                            std::span<const LineDecision> decisions, bool declined, Date answered,
                            const ReferenceData* reference) {
  return ChangeDecision(before, change, changed, decisions, declined, reference).run(answered);
}

}  // namespace transom
