// A rejected line of a change is a line that stays as it was: rejecting "24 instead of 12" leaves 12. So the
// decisions are first laid over the changed order, and what they take away comes back from the order before.
// A deletion that is taken is answered as accepted, not as deleted: where a partner does not take ID, its
// fallback IR would say the contrary.
#include "engine/change_outcome.hpp"

#include <algorithm>

#include "mapping/substitute.hpp"

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
    out.asked = asked();
    out.answers = answers(out.asked);
    out.response = response(out, answered);
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

  [[nodiscard]] OrderResponse response(const ChangeOutcome& outcome, Date answered) const {
    OrderResponse out = respond(outcome.asked, outcome.answers, answered);
    mapping::name_substitutes(out, outcome.asked, reference_);
    out.partner = change_.partner;
    out.test = change_.test;
    out.order_number = change_.number;
    out.release_number = change_.release_number;
    out.ordered = change_.ordered;
    name_change(out, change_);
    for (std::size_t i = 0; i < out.lines.size(); ++i) say_to_receive(out.lines[i], change_.lines[i]);
    if (declined_) out.kind = "rejected";
    out.totals = {};
    if (!out.lines.empty()) out.totals.line_count = static_cast<Integer>(out.lines.size());
    return out;
  }

  // The lines of the change as the order has them then; one that goes, or is not taken, as it was or was
  // asked for.
  [[nodiscard]] Order asked() const {
    Order out = before_;
    out.lines.clear();
    for (std::size_t i = 0; i < change_.lines.size(); ++i) {
      const ChangeLine& asked = change_.lines[i];
      const std::string& number = number_of(i);
      const OrderLine* now = line_of(changed_.order.lines, number);
      const OrderLine* known = now != nullptr ? now : line_of(before_.lines, number);
      OrderLine& line =
          out.lines.emplace_back(known != nullptr ? *known : static_cast<const OrderLine&>(asked));
      line.number = number.empty() ? asked.number : number;
      if (!asked.assigned_id.empty()) line.assigned_id = asked.assigned_id;
      if (!asked.ids.empty()) line.ids = asked.ids;
    }
    return out;
  }

  // What is said of each of them.
  [[nodiscard]] std::vector<LineDecision> answers(const Order& asked) const {
    std::vector<LineDecision> out;
    for (std::size_t i = 0; i < asked.lines.size(); ++i) {
      const LineDecision* decision = decision_on(number_of(i));
      LineDecision& said = out.emplace_back();
      if (decision != nullptr && !declined_) {
        said = *decision;
        name_substitute(said, number_of(i));
      } else if (decision != nullptr && decision->rejected()) {
        said.parts = decision->parts;
      } else {
        said.parts = {whole(declined_ ? "IR" : "IA", asked.lines[i].quantity)};
      }
    }
    return out;
  }

  // Who names the item that he ordered is told once more which one comes.
  void name_substitute(LineDecision& said, const std::string& number) const {
    const auto& instead = changed_.substituted;
    if (!said.change.item.empty() || std::find(instead.begin(), instead.end(), number) == instead.end())
      return;
    const Id* item = find_kind(line_of(changed_.order.lines, number)->ids, "vendor_part");
    if (item == nullptr) return;
    said.change.item = item->value;
    for (LinePart& part : said.parts)
      if (part.status->fate == Fate::accepted) part.status = status_of_code("IS");
  }

  // Of the quantity that is answered; of another unit nobody knows what came of it.
  void say_to_receive(ResponseLine& line, const ChangeLine& asked) const {
    const OrderLine* now = line_of(changed_.order.lines, line.number);
    if (now == nullptr && !declined_ && line_of(before_.lines, line.number) != nullptr) {
      line.to_receive = Decimal();  // it goes
      return;
    }
    if (now == nullptr || !asked.to_receive || asked.quantity != now->quantity || line.unit != now->unit)
      return;
    const Decimal raised = subtract(line.quantity.value_or(Decimal()), *asked.quantity).value_or(Decimal());
    line.to_receive = add(*asked.to_receive, raised);
  }

  [[nodiscard]] const std::string& number_of(std::size_t index) const {
    static const std::string none;
    return index < changed_.lines.size() ? changed_.lines[index] : none;
  }

  const Order& before_;
  const OrderChange& change_;
  const ChangedOrder& changed_;
  bool declined_;
  const ReferenceData* reference_;
  std::vector<LineDecision> decisions_;
};

}  // namespace

void name_change(OrderResponse& response, const OrderChange& change) {
  response.answer_to = "order_change";
  response.change_sequence = change.sequence;
  response.changed = change.changed;
  response.request_reference = change.request_reference;
  for (std::size_t i = 0; i < response.lines.size() && i < change.lines.size(); ++i) {
    const std::string& what = change.lines[i].change;
    response.lines[i].change = what == "given" ? "replace_values" : what;
  }
}

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
