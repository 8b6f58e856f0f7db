// An answer is about a line as it stood when it was answered: as the order came or changes left it before, or
// as the change left it that is answered. A line that a later change touched is as that change left it, until
// the ERP answers this one too. A line of a change that the ERP refuses is what it was before, with what had
// been answered of it.
//
// What a partner refused by a 997 counts like any other answer: a 997 judges how it was written, and what the
// ERP will deliver is not changed by that. The corrected answer, which is the later one, takes its place.
// Refused: going back to the order as it came until then. Goods that the ERP does not deliver would be kept
// from other orders, and the figures would depend on which of the two came first, the 997 or the next change.
#include "engine/answered_goods.hpp"

#include <algorithm>
#include <map>

#include "base/bare_number.hpp"
#include "engine/change_answers.hpp"
#include "engine/read_stored.hpp"
#include "order/order_names.hpp"
#include "transom/line_status.hpp"

namespace transom {
namespace {

using Lines = std::vector<OrderLine>;

const OrderLine* line_in(const Lines& lines, const std::string& number) {
  const auto found =
      std::find_if(lines.begin(), lines.end(), [&](const OrderLine& line) { return line.number == number; });
  return found == lines.end() ? nullptr : &*found;
}

bool is_rejected(const LineAnswer& answer) {
  const LineStatus* status = status_of_word(answer.status);
  return status != nullptr && status->fate == Fate::rejected;
}

// So many of the line's unit. "The rest is back-ordered" counts what is missing, so by itself it is all.
void take_quantity(OrderLine& part, const ResponseLine& said, const LineAnswer& answer,
                   const UnitFactors& factors) {
  const bool all = answer.status == "accepted_partial_backordered" && said.answers.size() == 1;
  if (all || !answer.quantity) return;
  const std::string& unit = answer.unit.empty() ? said.unit : answer.unit;
  if (unit.empty() || unit == part.unit) {
    part.quantity = answer.quantity;
    return;
  }
  const Fraction in_unit =
      factors ? *answer.quantity * factors(part.ids, unit, part.unit) : Fraction::unknown();
  if (const auto exact = in_unit.exact()) {
    part.quantity = exact;
  } else {
    part.quantity = answer.quantity;
    part.unit = unit;
  }
}

// What the answer leaves of the line.
Lines left_of(const OrderLine& line, const ResponseLine& said, const UnitFactors& factors) {
  OrderLine whole = line;
  const bool same_unit = said.unit.empty() || said.unit == line.unit;
  if (said.price && same_unit) {
    whole.price = said.price;
    if (!said.price_basis.empty()) whole.price_basis = said.price_basis;
  }
  if (said.answers.empty()) return {std::move(whole)};
  Lines out;
  for (const LineAnswer& answer : said.answers) {
    if (is_rejected(answer)) continue;
    OrderLine& part = out.emplace_back(whole);
    take_quantity(part, said, answer, factors);
    if (!answer.ids.empty()) part.ids = answer.ids;
  }
  return out;
}

class Goods {
 public:
  Goods(const StandingOrder& standing, std::span<const BusinessRecord> answers, const UnitFactors& factors)
      : standing_(standing), answers_(answers), factors_(factors) {}

  Lines run() {
    came_ = read_stored<Order>(standing_.base, as_it_counts(standing_.base)).lines;
    for (const BusinessRecord& row : answers_) {
      const auto response = read_stored<OrderResponse>(row, row.json);
      response.answer_to.empty() ? take(response, row.id) : take_of_change(response, row.id);
    }
    Lines now = came_;
    for (const StandingOrder::Change& one : standing_.changes)
      if (is_taken(one.row.verdict)) now = after(one);
    Lines out;
    for (const OrderLine& line : now) {
      const Lines goods = left(line);
      out.insert(out.end(), goods.begin(), goods.end());
    }
    return out;
  }

 private:
  struct Said {
    OrderLine of;  // the line that was answered, as it stood
    Lines left;
  };

  [[nodiscard]] Lines left(const OrderLine& line) const {
    const auto of_number = said_.find(line.number);
    if (of_number == said_.end()) return {line};
    const auto& all = of_number->second;
    const auto said = std::find_if(all.rbegin(), all.rend(), [&](const Said& one) { return one.of == line; });
    return said != all.rend() ? said->left : Lines{line};
  }

  static Lines asked_for(const StandingOrder::Change& change) {
    return read_stored<OrderChange>(change.row, as_it_counts(change.row)).result.lines;
  }

  // The lines as the change leaves them, without what the ERP refused of it.
  [[nodiscard]] Lines after(const StandingOrder::Change& change) const {
    const auto heeded = heeded_.find(change.row.id);
    return heeded != heeded_.end() ? heeded->second : asked_for(change);
  }

  // The lines as they stood when that answer came.
  [[nodiscard]] Lines before(BusinessId row) const {
    Lines now = came_;
    for (const StandingOrder::Change& one : standing_.changes)
      if (one.row.id < row && is_taken(one.row.verdict)) now = after(one);
    return now;
  }

  // As it stood then, unless the answer asks for as many as before the changes.
  static const OrderLine* line_answered(const Lines& then, const Lines& came, const ResponseLine& said) {
    const OrderLine* now = line_in(then, said.number);
    if (now != nullptr && (!said.quantity || said.quantity == now->quantity)) return now;
    const OrderLine* was = line_in(came, said.number);
    return was != nullptr ? was : now;
  }

  void take(const OrderResponse& response, BusinessId row) {
    const Lines then = before(row);
    if (refuses_order(response)) {
      for (const OrderLine& line : came_) said_[line.number].push_back({line, {}});
      for (const OrderLine& line : then) said_[line.number].push_back({line, {}});
      return;
    }
    for (const ResponseLine& one : response.lines) {
      const OrderLine* line = line_answered(then, came_, one);
      if (line != nullptr) said_[one.number].push_back({*line, left_of(*line, one, factors_)});
    }
  }

  // The change that is answered, and the lines before it.
  struct Answered {
    const StandingOrder::Change* change = nullptr;
    Lines before;
  };
  [[nodiscard]] Answered answered(const OrderResponse& response, BusinessId row) const {
    Answered out;
    Lines now = came_;
    for (const StandingOrder::Change& one : standing_.changes) {
      if (one.row.id > row || !is_taken(one.row.verdict)) continue;
      const std::string& sequence = response.change_sequence;
      if (sequence.empty() || same_number(one.change.sequence, sequence)) out = {&one, now};
      now = after(one);
    }
    return out;
  }

  void take_of_change(const OrderResponse& response, BusinessId row) {
    const auto said = said_of_change(response);
    const Answered of = answered(response, row);
    if (!said || of.change == nullptr) return;
    Lines lines = asked_for(*of.change);
    if (said->taken == ChangeAnswer::Taken::not_at_all) lines = of.before;
    for (const ResponseLine& one : response.lines) {
      const std::string& name = one.number.empty() ? one.assigned_id : one.number;
      const bool refused = std::find(said->refused.begin(), said->refused.end(), name) != said->refused.end();
      const OrderLine* line = line_in(lines, one.number);
      if (refused) {
        put_back(one.number, of.before, lines);
      } else if (line != nullptr && said->taken != ChangeAnswer::Taken::not_at_all) {
        said_[one.number].push_back({*line, left_of(*line, one, factors_)});
      }
    }
    heeded_[of.change->row.id] = std::move(lines);
  }

  // The line is what it was before the change, which may be nothing.
  static void put_back(const std::string& number, const Lines& before, Lines& lines) {
    std::erase_if(lines, [&](const OrderLine& line) { return line.number == number; });
    if (const OrderLine* was = line_in(before, number)) lines.push_back(*was);
  }

  const StandingOrder& standing_;
  std::span<const BusinessRecord> answers_;
  const UnitFactors& factors_;
  Lines came_;
  std::map<std::string, std::vector<Said>> said_;  // by line; the last of a line as it stood counts
  std::map<BusinessId, Lines> heeded_;
};

}  // namespace

std::vector<BusinessRecord> answers_of_erp(std::span<const BusinessRecord> story, std::string_view release) {
  std::vector<BusinessRecord> out;
  for (const BusinessRecord& row : story) {
    const bool left_by_erp = row.outgoing && row.part.interchange == 0;
    if (row.kind != BusinessKind::order_response || !left_by_erp || !same_release(row.release, release) ||
        row.interim)
      continue;
    const auto response = read_stored<OrderResponse>(row, row.json);
    if (response.answer_to.empty() || answers_change(response)) out.push_back(row);
  }
  return out;
}

std::vector<OrderLine> answered_goods(const StandingOrder& standing, std::span<const BusinessRecord> answers,
                                      const UnitFactors& factors) {
  if (answers.empty()) return standing.order.lines;
  return Goods(standing, answers, factors).run();
}

}  // namespace transom
